"""Writing answers: by an administrator of the organisation, or by who runs waves for what came in on paper or by telephone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.utils.translation import get_language, gettext_noop
from django.utils.translation import gettext as _

from grono.portal.api.acts.calls import refuse
from grono.portal.api.acts.operations import Act, Outcome
from grono.portal.surveys import actions, mails
from grono.portal.surveys.forms.answering import SectionForm
from grono.portal.surveys.forms.others import RefusalForm
from grono.portal.surveys.pages import answering as page
from grono.portal.surveys.queries import answers_of, sections_of
from grono.portal.surveys.views.access import Answering, answering_as

if TYPE_CHECKING:
    from grono.portal.api.acts.calls import Call

SOURCE = {"source": gettext_noop("paper or phone, for who runs waves and enters the answers of an organisation.")}


def _who(call: Call) -> Answering:
    return answering_as(call.by, call["public_id"], call.text("source"))


def _outcome(who: Answering) -> Outcome:
    return Outcome(who.invitation.public_id, ("surveys:answer", who.invitation.public_id))


def _refuse_closed(who: Answering) -> None:
    if not who.is_open:
        refuse("", _("The wave is closed; answers are no longer taken."))


def _section(call: Call) -> Outcome:
    who = _who(call)
    asked = who.section(call["section"])
    _refuse_closed(who)
    form = call.form(
        SectionForm,
        besides=["source", "revision"],
        section=asked,
        answers={name: answer.value for name, answer in answers_of(who.invitation).items()},
        previous=page.last_time(who, asked),
        language=who.text_language(get_language() or "pl"),
    )
    given = actions.Given(
        section=asked.key,
        values=form.values,
        revision=_revision(call, who, asked.key),
        language=form.language,
        source=who.source,
    )
    actions.save_section(by=who.by, invitation=who.invitation, given=given)
    return _outcome(who)


def _revision(call: Call, who: Answering, section: str) -> int:
    """Return the saving that the caller has seen; who names none means the last one."""
    typed = call.text("revision")
    if typed.isdecimal() and len(typed) < 9:
        return int(typed)
    state = sections_of(who.invitation).get(section)
    return state.revision if state else 0


def _finish(call: Call) -> Outcome:
    who = _who(call)
    call.only("source")
    _refuse_closed(who)
    actions.complete(by=who.by, invitation=who.invitation, source=who.source)
    return _outcome(who)


def _confirm(call: Call) -> Outcome:
    who = _own(call)
    call.only()
    actions.confirm_entries(by=who.by, invitation=who.invitation)
    return _outcome(who)


def _own(call: Call) -> Answering:
    """Return the questionnaire for the organisation itself; nobody confirms for it."""
    who = answering_as(call.by, call["public_id"])
    if who.is_on_behalf:
        raise Http404
    return who


def _feed(call: Call) -> Outcome:
    who = _own(call)
    call.only("concept")
    actions.feed_profile(by=who.by, invitation=who.invitation, concepts=call.texts("concept"))
    return _outcome(who)


def _hand_over(call: Call) -> Outcome:
    who = _who(call)
    asked = who.section(call["section"])
    call.only("source")
    token = actions.hand_over(by=who.by, invitation=who.invitation, section=asked.key)
    return Outcome(who.invitation.public_id, shown_once=mails.address_of_link(token, who.invitation.language))


def _refuse(call: Call) -> Outcome:
    who = _who(call)
    reason = call.form(RefusalForm, besides=["source"]).cleaned_data["reason"]
    actions.refuse(by=who.by, invitation=who.invitation, reason=reason)
    return _outcome(who)


ONE = "/answers/{public_id}"
ACTS = [
    Act(
        "surveys:section",
        ONE + "/sections/{section}",
        gettext_noop("Answer a section of a questionnaire"),
        _section,
        further={**SOURCE, "revision": gettext_noop("The saving that was seen; refused when there is a later one.")},
        method="PUT",
        dynamic=gettext_noop("Each question by its key; of a table the cells, as the section answers them."),
    ),
    Act("surveys:finish", ONE + "/finish", gettext_noop("Hand a questionnaire in"), _finish, further=SOURCE),
    Act(
        "surveys:confirm",
        ONE + "/confirm",
        gettext_noop("Confirm what somebody entered for the organisation"),
        _confirm,
    ),
    Act(
        "surveys:feed",
        ONE + "/profile",
        gettext_noop("Take answers into the profile of the organisation"),
        _feed,
        further={"concept": gettext_noop("List of the keys of the questions.")},
    ),
    Act(
        "surveys:hand_over",
        ONE + "/sections/{section}/hand-over",
        gettext_noop("Make a link to one section for a colleague"),
        _hand_over,
        further=SOURCE,
    ),
    Act(
        "surveys:refuse",
        ONE + "/refuse",
        gettext_noop("Say that the organisation will not answer"),
        _refuse,
        form=RefusalForm,
        further=SOURCE,
    ),
]
