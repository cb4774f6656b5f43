"""Running waves: prepare, open, write, count, publish, and everything about one invitation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_noop

from grono.portal.api.acts.operations import Act, Outcome
from grono.portal.surveys import actions, mails, populations
from grono.portal.surveys.forms.others import AddressForm, ReasonForm
from grono.portal.surveys.forms.waves import WaveForm
from grono.portal.surveys.queries import invitation_run_by, run_wave, version_visible_to

if TYPE_CHECKING:
    from collections.abc import Callable

    from grono.portal.api.acts.calls import Call
    from grono.portal.core.models import BackgroundRun
    from grono.portal.surveys.models import Invitation, Wave

RUN, PUBLISH = "surveys.run_waves", "surveys.publish_results"


def _outcome(wave: Wave, run: BackgroundRun | None = None) -> Outcome:
    return Outcome(wave.public_id, ("surveys:wave", wave.public_id), run.public_id if run else None)


def _new(call: Call) -> Outcome:
    version = version_visible_to(call.by, call["version"])
    plan = call.form(WaveForm, reader=call.by, version=version).plan()
    return _outcome(actions.prepare_wave(by=call.by, version=version, plan=plan))


def _edit(call: Call) -> Outcome:
    wave = run_wave(call.by, call["public_id"])
    plan = call.form(WaveForm, reader=call.by, version=wave.version, wave=wave).plan()
    actions.change_wave(by=call.by, wave=wave, plan=plan)
    return _outcome(wave)


def _open(call: Call) -> Outcome:
    wave = run_wave(call.by, call["public_id"])
    call.only()
    wanted = populations.members(call.by, wave.population)
    invited = populations.invited(call.by, wanted, languages=wave.version.definition.languages)
    actions.open_wave(by=call.by, wave=wave, invited=invited)
    return _outcome(wave)


def _plainly(act: Callable[..., object]) -> Callable[[Call], Outcome]:
    """Return what does one act to a wave that needs nothing but the wave."""

    def do(call: Call) -> Outcome:
        wave = run_wave(call.by, call["public_id"])
        call.only()
        act(by=call.by, wave=wave)
        return _outcome(wave)

    return do


def _behind(act: Callable[..., BackgroundRun]) -> Callable[[Call], Outcome]:
    """Return what starts background work on a wave."""

    def do(call: Call) -> Outcome:
        wave = run_wave(call.by, call["public_id"])
        call.only()
        return _outcome(wave, act(by=call.by, wave=wave))

    return do


def _invitation(call: Call) -> Invitation:
    return invitation_run_by(call.by, call["public_id"])


def _of(invitation: Invitation, shown_once: str | None = None) -> Outcome:
    return Outcome(invitation.public_id, ("surveys:invitation", invitation.public_id), shown_once=shown_once)


def _make_link(call: Call) -> Outcome:
    found = _invitation(call)
    call.only()
    token = actions.make_link(by=call.by, invitation=found)
    return _of(found, mails.address_of_link(token, found.language))


def _revoke(call: Call) -> Outcome:
    found = _invitation(call)
    actions.revoke_links(by=call.by, invitation=found)
    return _of(found)


def _unreachable(call: Call) -> Outcome:
    found = _invitation(call)
    reason = call.form(ReasonForm).cleaned_data["reason"]
    actions.note_unreachable(by=call.by, invitation=found, reason=reason)
    return _of(found)


def _eligibility(call: Call) -> Outcome:
    found = _invitation(call)
    reason = call.form(ReasonForm).cleaned_data["reason"]
    actions.note_eligibility(by=call.by, invitation=found, is_eligible=not found.is_eligible, reason=reason)
    return _of(found)


def _address(call: Call) -> Outcome:
    found = _invitation(call)
    form = call.form(AddressForm, initial={"email": found.email, "language": found.language})
    actions.change_address(by=call.by, invitation=found, **form.cleaned_data)
    return _of(found)


ONE, INVITATION = "/surveys/{public_id}", "/invitations/{public_id}"
PLAN = gettext_noop("Each field of the form of a wave; the title with its language behind it, as in title_pl.")
ACTS = [
    Act(
        "surveys:new_wave",
        "/questionnaires/{version}/waves",
        gettext_noop("Prepare a wave of a version"),
        _new,
        RUN,
        dynamic=PLAN,
    ),
    Act("surveys:edit_wave", ONE, gettext_noop("Change a wave"), _edit, RUN, method="PUT", dynamic=PLAN),
    Act(
        "surveys:open",
        ONE + "/open",
        gettext_noop("Open a wave, which writes its population down"),
        _open,
        RUN,
    ),
    Act("surveys:close", ONE + "/close", gettext_noop("Close a wave"), _plainly(actions.close_wave), RUN),
    Act(
        "surveys:write",
        ONE + "/letters",
        gettext_noop("Write to everyone who is due a letter"),
        _behind(actions.start_letters),
        RUN,
    ),
    Act("surveys:count", ONE + "/count", gettext_noop("Count the results"), _behind(actions.compute_results), RUN),
    Act(
        "surveys:publish",
        ONE + "/publish",
        gettext_noop("Publish the results"),
        _plainly(actions.publish_results),
        PUBLISH,
    ),
    Act(
        "surveys:withdraw",
        ONE + "/withdraw",
        gettext_noop("Take published results back"),
        _plainly(actions.withdraw_results),
        PUBLISH,
    ),
    Act("surveys:make_link", INVITATION + "/links", gettext_noop("Make a personal link"), _make_link, RUN),
    Act(
        "surveys:revoke",
        INVITATION + "/links",
        gettext_noop("Make every link of an organisation useless"),
        _revoke,
        RUN,
        method="DELETE",
    ),
    Act(
        "surveys:unreachable",
        INVITATION + "/unreachable",
        gettext_noop("Note that an organisation cannot be reached"),
        _unreachable,
        RUN,
        ReasonForm,
    ),
    Act(
        "surveys:eligibility",
        INVITATION + "/eligibility",
        gettext_noop("Leave an organisation out of the response, or take it in again"),
        _eligibility,
        RUN,
        ReasonForm,
    ),
    Act(
        "surveys:address",
        INVITATION + "/address",
        gettext_noop("Change where and in which language an organisation is written to"),
        _address,
        RUN,
        AddressForm,
        method="PUT",
    ),
]
