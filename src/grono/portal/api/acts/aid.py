"""Writing about state aid: grants, certificates, who controls whom, mergers and splits, open questions, whole ledgers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from grono.portal.aid import actions
from grono.portal.aid.forms.base_rates import BaseRatesForm
from grono.portal.aid.forms.control import EndLinkForm, LinkForm, ReorganisationForm
from grono.portal.aid.forms.files import DeclarationForm, ImportForm, RatesFileForm
from grono.portal.aid.forms.granting import CertificateForm, CorrectForm, EndForm, GrantForm
from grono.portal.aid.forms.register import CompleteForm
from grono.portal.aid.forms.settings import SettingForm
from grono.portal.aid.importing import import_grants, import_rates
from grono.portal.aid.naming import named_undertaking
from grono.portal.aid.pages.bringing import brought_in_sentences
from grono.portal.aid.pages.grants import failing_around, failing_sentence
from grono.portal.aid.queries import grant_visible_to, link_visible_to, undertaking_visible_to
from grono.portal.api.acts.calls import refuse
from grono.portal.api.acts.operations import Act, Outcome
from grono.portal.api.acts.problems import told
from grono.stateaid import SETTINGS

if TYPE_CHECKING:
    from grono.portal.aid.actions import Recorded
    from grono.portal.aid.models import Undertaking
    from grono.portal.api.acts.calls import Call

KEEP = "aid.keep_ledger"


def _undertaking(call: Call, field: str, number: str, name: str, country: str = "PL") -> Undertaking:
    found = named_undertaking(call.by, number, name, country)
    if found is None:
        refuse(field, _("Neither the ledger nor the directory knows this number. Write the name."))
    return found


def _recorded(recorded: Recorded) -> Outcome:
    failing = failing_sentence(recorded.failing)
    identifier = recorded.grant.public_id
    return Outcome(identifier, ("aid:grant", identifier), notes=_notes(failing))


def _notes(failing: str) -> tuple[str, ...]:
    return (failing,) if failing else ()


def _record(call: Call) -> Outcome:
    form = call.form(GrantForm)
    beneficiary = _undertaking(call, "name", form.cleaned_data["number"], form.cleaned_data["name"])
    as_fact = form.cleaned_data["as_fact"]
    return _recorded(actions.record_grant(by=call.by, beneficiary=beneficiary, values=form.values(), as_fact=as_fact))


def _correct(call: Call) -> Outcome:
    grant = grant_visible_to(call.by, call["public_id"])
    correction = call.form(CorrectForm, grant=grant).correction()
    return _recorded(actions.correct_grant(by=call.by, grant=grant, correction=correction))


def _complete(call: Call) -> Outcome:
    grant = grant_visible_to(call.by, call["public_id"])
    values = call.form(CompleteForm, grant=grant).values()
    made = actions.complete_grant(by=call.by, grant=grant, values=values)
    return Outcome(made.public_id, ("aid:grant", made.public_id))


def _end(call: Call) -> Outcome:
    grant = grant_visible_to(call.by, call["public_id"])
    return _recorded(actions.end_grant(by=call.by, grant=grant, **call.form(EndForm).cleaned_data))


def _certify(call: Call) -> Outcome:
    grant = grant_visible_to(call.by, call["public_id"])
    newest = grant.certificates.filter(replaced_by__isnull=True).first()
    given = call.form(CertificateForm).cleaned_data
    made = actions.issue_certificate(by=call.by, grant=grant, replaces=newest, **given)
    return Outcome(made.public_id, ("aid:grant", grant.public_id))


def _add_link(call: Call) -> Outcome:
    form = call.form(LinkForm)
    given = form.cleaned_data
    child = _undertaking(call, "child_name", given["child"], given["child_name"])
    parent = _undertaking(call, "parent_name", given["parent"], given["parent_name"], given["parent_country"])
    link = actions.record_link(by=call.by, parent=parent, child=child, values=form.values())
    return Outcome(link.public_id, ("aid:undertaking", child.public_id), notes=_notes(failing_around(child.number)))


def _end_link(call: Call) -> Outcome:
    link = link_visible_to(call.by, call["public_id"])
    actions.end_link(by=call.by, link=link, valid_to=call.form(EndLinkForm).cleaned_data["valid_to"])
    failing = failing_around(link.parent.number, link.child.number)
    return Outcome(link.public_id, ("aid:undertaking", link.child.public_id), notes=_notes(failing))


def _reorganise(call: Call) -> Outcome:
    given = call.form(ReorganisationForm).cleaned_data
    unknown = [number for number in given["parties"] if named_undertaking(call.by, number) is None]
    if unknown:
        sentence = _(
            "Neither the ledger nor the directory knows %(numbers)s. Record aid or a control link of it first."
        )
        refuse("parties", sentence % {"numbers": ", ".join(unknown)})
    event = actions.record_reorganisation(by=call.by, values=given)
    return Outcome(event.public_id, ("aid:list",), notes=_notes(failing_around(*given["parties"])))


def _decide(call: Call) -> Outcome:
    if call["name"] not in SETTINGS:
        raise Http404
    given: Any = call.form(SettingForm, setting=call["name"]).cleaned_data
    actions.decide_setting(by=call.by, name=call["name"], **given)
    return Outcome(page=("aid:settings",))


def _import(call: Call) -> Outcome:
    form = call.form(ImportForm)
    with told("file"):
        found = import_grants(by=call.by, upload=form.cleaned_data["file"])
    return Outcome(page=("aid:list",), notes=tuple(brought_in_sentences(found)))


def _bring_in_rates(call: Call) -> Outcome:
    form = call.form(RatesFileForm)
    with told("file"):
        count = import_rates(by=call.by, upload=form.cleaned_data["file"])
    return Outcome(page=("aid:rates",), notes=(_("New rates: %(count)s.") % {"count": count},))


def _record_base_rates(call: Call) -> Outcome:
    form = call.form(BaseRatesForm)
    with told("file"):
        count = actions.record_base_rates(by=call.by, rates=form.rates())
    return Outcome(page=("aid:base_rates",), notes=(_("New rates: %(count)s.") % {"count": count},))


def _declare(call: Call) -> Outcome:
    undertaking = undertaking_visible_to(call.by, call["public_id"])
    given = call.form(DeclarationForm).cleaned_data
    made = actions.record_declaration(by=call.by, undertaking=undertaking, **given)
    return Outcome(made.public_id, ("aid:undertaking", undertaking.public_id))


ACTS = [
    Act("aid:record", "/aid/grants", gettext_noop("Record a grant of state aid"), _record, KEEP, GrantForm),
    Act(
        "aid:correct",
        "/aid/grants/{public_id}/correction",
        gettext_noop("Correct the amount of a grant"),
        _correct,
        KEEP,
        CorrectForm,
    ),
    Act(
        "aid:complete",
        "/aid/grants/{public_id}/particulars",
        gettext_noop("Add particulars that a grant lacks"),
        _complete,
        KEEP,
        CompleteForm,
    ),
    Act(
        "aid:end",
        "/aid/grants/{public_id}/end",
        gettext_noop("Record that aid was repaid or withdrawn"),
        _end,
        KEEP,
        EndForm,
    ),
    Act(
        "aid:certify",
        "/aid/grants/{public_id}/certificates",
        gettext_noop("Issue a certificate of de minimis aid"),
        _certify,
        KEEP,
        CertificateForm,
    ),
    Act(
        "aid:add_link",
        "/aid/links",
        gettext_noop("Record that one undertaking controls another"),
        _add_link,
        KEEP,
        LinkForm,
    ),
    Act(
        "aid:end_link",
        "/aid/links/{public_id}/end",
        gettext_noop("Record the last day of a control link"),
        _end_link,
        KEEP,
        EndLinkForm,
    ),
    Act(
        "aid:add_reorganisation",
        "/aid/reorganisations",
        gettext_noop("Record a merger, an acquisition or a split"),
        _reorganise,
        KEEP,
        ReorganisationForm,
    ),
    Act(
        "aid:decide",
        "/aid/settings/{name}",
        gettext_noop("Answer what the law on state aid leaves open"),
        _decide,
        "aid.decide_settings",
        further={"value": gettext_noop("The answer."), "reason": gettext_noop("Why.")},
    ),
    Act(
        "aid:import",
        "/aid/imports",
        gettext_noop("Bring grants from a file: all of them, or none"),
        _import,
        KEEP,
        ImportForm,
    ),
    Act(
        "aid:bring_in_rates",
        "/aid/rates",
        gettext_noop("Bring rates of the NBP from a file: all of them, or none"),
        _bring_in_rates,
        KEEP,
        RatesFileForm,
    ),
    Act(
        "aid:record_base_rates",
        "/aid/base-rates",
        gettext_noop("Record a base rate, or those of a file: all of them, or none"),
        _record_base_rates,
        KEEP,
        BaseRatesForm,
    ),
    Act(
        "aid:declare",
        "/aid/undertakings/{public_id}/declarations",
        gettext_noop("Record what an undertaking declares to have received elsewhere"),
        _declare,
        KEEP,
        DeclarationForm,
    ),
]
