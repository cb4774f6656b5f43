"""What the sweep of routes needs for questionnaires."""

from grono.portal.directory.actions import appoint_administrator
from grono.portal.surveys.actions import copy_version
from tests.portal.directory.factories import make_organisation
from tests.portal.surveys.factories import (
    TOKEN,
    make_complete,
    make_counted,
    make_invitation,
    make_link,
    make_open,
    make_version,
    make_wave,
)


def _survey(**further):
    """Make a questionnaire of the member's organisation to answer."""

    def make(people):
        organisation = make_organisation("Mleczarnia Pytana")
        appoint_administrator(by=None, organisation=organisation, user=people.member, reason="test")
        return {"public_id": make_open([organisation])[1][0].public_id, **further}

    return make


def _link(people):
    make_link(make_invitation())
    return {"token": TOKEN}


def _version(**further):
    return lambda people: {"public_id": make_version().public_id, **further}


def _counted(*, published=False, **further):
    return lambda people: {"public_id": make_counted(published=published).public_id, **further}


def _asked(people):
    return {"public_id": make_invitation().public_id}


def _open_wave(**further):
    return lambda people: {"public_id": make_open()[0].public_id, **further}


def _draft_wave(people):
    make_organisation("Mleczarnia Pytana")
    return {"public_id": make_wave().public_id}


SAMPLES = {
    "api:v1:questionnaire": _version(),
    "api:v1:survey": _counted(published=True),
    "surveys:address": _asked,
    "surveys:answer": _survey(),
    "surveys:answers": _open_wave(kind="csv"),
    "surveys:change": _version(),
    "surveys:close": _open_wave(),
    "surveys:confirm": _survey(),
    "surveys:copy": _survey(),
    "surveys:copy_pdf": _survey(),
    "surveys:copy_version": _version(),
    "surveys:count": _open_wave(),
    "surveys:design_section": _version(section="people"),
    "surveys:edit_wave": _open_wave(),
    "surveys:eligibility": _asked,
    "surveys:feed": _survey(),
    "surveys:file": _version(kind="json"),
    "surveys:finish": _survey(),
    "surveys:hand_over": _survey(section="people"),
    "surveys:head": _version(),
    "surveys:invitation": lambda people: {"public_id": make_complete(make_invitation()).public_id},
    "surveys:invitations": _open_wave(),
    "surveys:link": _link,
    "surveys:links": lambda people: {"public_id": copy_version(by=None, version=make_version()).public_id},
    "surveys:make_link": _asked,
    "surveys:new_question": _version(section="people"),
    "surveys:new_section": _version(),
    "surveys:new_wave": lambda people: {"version": make_version().public_id},
    "surveys:on_behalf": _asked,
    "surveys:open": _draft_wave,
    "surveys:preview": _version(language="pl"),
    "surveys:publish": _counted(),
    "surveys:question": _version(section="people", concept="groups"),
    "surveys:refuse": _survey(),
    "surveys:results": _counted(published=True),
    "surveys:results_file": _counted(published=True, kind="csv"),
    "surveys:revoke": _asked,
    "surveys:section": _survey(section="people"),
    "surveys:unreachable": _asked,
    "surveys:version": _version(),
    "surveys:wave": _open_wave(),
    "surveys:withdraw": _counted(published=True),
    "surveys:write": _open_wave(),
}
