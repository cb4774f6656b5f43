"""Writing about one's own data, and answering requests."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import get_language, gettext_noop
from django.utils.translation import gettext as _

from grono.portal.api.acts.calls import refuse
from grono.portal.api.acts.operations import Act, Outcome
from grono.portal.core.declared import note_owners, require_session
from grono.portal.privacy import actions
from grono.portal.privacy.forms import AccessForm, LetterForm
from grono.portal.privacy.kinds import Channel
from grono.portal.privacy.proving import answer_access_request, subjects_with_address
from grono.portal.privacy.queries import access_request_visible_to, subject_visible_to
from grono.portal.privacy.subjects import subject_of
from grono.portal.privacy.texts import consent_purposes
from grono.portal.privacy.words import NO_ADDRESS

if TYPE_CHECKING:
    from grono.portal.api.acts.calls import Call

OWN = "core.edit_own_account"
MINE = ("privacy:mine",)
ANSWERS = ("yes", "no")


def _consent(call: Call) -> Outcome:
    call.only("purpose", "answer")
    purpose, answer = call.text("purpose"), call.text("answer")
    allowed = {"purpose": (purpose, list(consent_purposes())), "answer": (answer, list(ANSWERS))}
    for name, (value, values) in allowed.items():
        if value not in values:
            refuse(name, _("Write one of these: %(values)s.") % {"values": ", ".join(values)})
    subject = subject_of(call.by)
    if answer == "yes":
        language = get_language() or "en"
        actions.give_consent(by=call.by, subject=subject, purpose=purpose, language=language, channel=Channel.ACCOUNT)
    else:
        actions.withdraw_consent(by=call.by, subject=subject, purpose=purpose, channel=Channel.ACCOUNT)
    return Outcome(page=MINE)


def _collect(call: Call) -> Outcome:
    call.only()
    run = actions.ask_for_everything(by=call.by, subject=subject_of(call.by))
    return Outcome(run=run.public_id, page=MINE)


def _ask(call: Call) -> Outcome:
    call.only()
    actions.ask_to_be_erased(by=call.by, subject=subject_of(call.by))
    return Outcome(page=MINE)


def _erase(call: Call) -> Outcome:
    subject = subject_visible_to(call.by, call["public_id"])
    require_session(call.by)
    call.only()
    actions.erase(by=call.by, subject=subject)
    return Outcome(page=("privacy:requests",))


def _note(call: Call) -> Outcome:
    subject = subject_visible_to(call.by, call["public_id"])
    asked_on = call.form(LetterForm).cleaned_data["asked_on"]
    actions.ask_to_be_erased(by=call.by, subject=subject, on=asked_on)
    return Outcome(subject.public_id, ("privacy:requests",))


def _answer(call: Call) -> Outcome:
    asked = access_request_visible_to(call.by, call["public_id"])
    require_session(call.by)
    people = subjects_with_address(asked.email) if asked.email else []
    note_owners(call.request, (one.public_id for one in people))
    values = call.form(AccessForm, people=people).cleaned_data
    answer_access_request(by=call.by, request=asked, **values)
    return Outcome(asked.public_id, ("privacy:requests",))


def _send_link(call: Call) -> Outcome:
    subject = subject_visible_to(call.by, call["public_id"])
    call.only()
    if not actions.send_consent_link(by=call.by, subject=subject):
        refuse("", str(NO_ADDRESS))
    return Outcome(subject.public_id, ("privacy:person", subject.public_id))


ACTS = [
    Act(
        "privacy:consent",
        "/me/consents",
        gettext_noop("Give or withdraw a consent of one's own"),
        _consent,
        OWN,
        further={
            "purpose": gettext_noop("What the consent is for, as /me names it."),
            "answer": gettext_noop("yes or no."),
        },
    ),
    Act("privacy:collect", "/me/archives", gettext_noop("Collect everything about oneself"), _collect, OWN),
    Act("privacy:erasure", "/me/erasure", gettext_noop("Ask for one's own erasure"), _ask, OWN),
    Act(
        "privacy:person",
        "/people/{public_id}/erasure",
        gettext_noop("Carry out somebody's erasure"),
        _erase,
        "privacy.answer_requests",
    ),
    Act(
        "privacy:note_request",
        "/people/{public_id}/erasure-request",
        gettext_noop("Note that somebody asked by letter to be erased"),
        _note,
        "privacy.answer_requests",
        LetterForm,
    ),
    Act(
        "privacy:access",
        "/access-requests/{public_id}",
        gettext_noop("Answer who asked from an address that proves nobody"),
        _answer,
        "privacy.answer_requests",
        AccessForm,
    ),
    Act(
        "privacy:send_link",
        "/people/{public_id}/consent-link",
        gettext_noop("Send somebody the page where they agree and withdraw"),
        _send_link,
        "privacy.answer_requests",
    ),
]
