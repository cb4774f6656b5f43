"""Acts of those who answer, and of those who answer for them: section by section, with nothing overwritten unseen."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from grono.portal.core.audit import audit, take_turn
from grono.portal.core.problems import RefusedError
from grono.portal.surveys import feeds
from grono.portal.surveys.actions.inviting import make_link
from grono.portal.surveys.kinds import ON_BEHALF, AnswerSource, Standing, WaveState
from grono.portal.surveys.models import Answer, AnswerChange, Invitation, Link, SectionState, Version
from grono.portal.surveys.queries import missing_questions

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from django.utils.functional import Promise

    from grono.portal.core.models import User

VERBS: dict[str, str | Promise] = {
    "surveys.note_opened": _("Questionnaire opened for the first time: %(object)s"),
    "surveys.save_section": _("Section of a questionnaire saved: %(object)s (%(after_section)s)"),
    "surveys.complete": _("Questionnaire completed: %(object)s"),
    "surveys.refuse": _("Questionnaire refused: %(object)s"),
    "surveys.confirm_entries": _("Entries made for the organisation confirmed: %(object)s"),
    "surveys.feed_profile": _("Answers of a questionnaire taken into the profile: %(object)s"),
    "surveys.freeze_version": _("Questionnaire frozen at its first answer: %(object)s"),
    "surveys.hand_over": _("Section of a questionnaire handed to a colleague: %(object)s (%(after_section)s)"),
}
AUDIT_WORDS: dict[str, str | Promise] = {
    "section": _("section"),
    "through": _("came in"),
    "questions": _("questions changed"),
    "through=firm": _("the firm itself"),
    "through=paper": _("on paper, entered for the firm"),
    "through=phone": _("by telephone, entered for the firm"),
}

_CLOSED = _("This questionnaire is closed. Your answers are kept as they were on the last day.")


class SavedMeanwhileError(RefusedError):
    """The same answers were saved elsewhere since the form was opened; nothing of this saving was stored."""

    def __init__(self, theirs: Mapping[str, Any], revision: int) -> None:
        super().__init__(
            _(
                "Somebody saved other answers here since you opened this page. Nothing is lost: compare below and save again."
            )
        )
        self.theirs = dict(theirs)
        self.revision = revision


@dataclass(frozen=True)
class Given:
    """What one saving of a section brings; ``values`` hold concept → answer, nothing for an empty field."""

    section: str
    values: Mapping[str, Any]
    revision: int
    language: str = ""
    source: str = AnswerSource.FIRM
    previous: frozenset[str] = field(default_factory=frozenset)


def _locked(invitation: Invitation) -> Invitation:
    found = Invitation.objects.select_for_update(of=("self",)).select_related(
        "wave__version__questionnaire", "organisation"
    )
    return found.get(pk=invitation.pk)


def _refuse_closed(invitation: Invitation) -> None:
    if invitation.wave.state != WaveState.OPEN:
        raise RefusedError(_CLOSED)


@transaction.atomic
def note_opened(*, by: User | None, invitation: Invitation, link: Link | None = None) -> None:
    """Note that the firm has opened its questionnaire."""
    if link is not None:
        Link.objects.filter(pk=link.pk).update(used_at=timezone.now())
    if invitation.opened_at is not None or invitation.wave.state != WaveState.OPEN:
        return
    take_turn()
    stored = _locked(invitation)
    if stored.opened_at is None:
        stored.opened_at = timezone.now()
        if stored.standing in (Standing.WAITING, Standing.INVITED, Standing.UNREACHABLE):
            stored.standing = Standing.OPENED
        stored.save(update_fields=["opened_at", "standing"])
        audit(by=by, verb="surveys.note_opened", object=stored)


@transaction.atomic
def save_section(*, by: User | None, invitation: Invitation, given: Given) -> SectionState:
    """Save the answers of one section, half-done or whole.

    Who saves an older copy of the section overwrites only what nobody has changed meanwhile.

    Raises
    ------
    SavedMeanwhileError
        Two people changed the same answer differently; says what stands there now.
    """
    take_turn()
    stored = _locked(invitation)
    _refuse_closed(stored)
    section = stored.wave.version.definition.section(given.section)
    if section is None:
        raise RefusedError(_("There is no such section."))
    values = {name: value for name, value in given.values.items() if section.question(name) is not None}
    state, _new = SectionState.objects.get_or_create(invitation=stored, section=given.section)
    values = _merged(stored, state, values, given.revision)
    changed = _store(stored, state, values, given, by)
    answered = set(stored.answers.values_list("concept", flat=True))
    state.is_complete = all(one.concept in answered for one in section.questions if one.required)
    state.revision, state.saved_at = state.revision + 1, timezone.now()
    state.save()
    _advance(stored, given.source)
    _freeze(stored.wave.version, by)
    audit(
        by=by,
        verb="surveys.save_section",
        object=stored,
        after={"section": given.section, "questions": sorted(changed), "through": given.source},
    )
    return state


def _merged(invitation: Invitation, state: SectionState, values: dict[str, Any], revision: int) -> dict[str, Any]:
    """Return what to store: where only others changed an answer since, theirs stays; where both did, nothing is stored."""
    if revision == state.revision:
        return values
    now = dict(invitation.answers.filter(concept__in=values).values_list("concept", "value"))
    since = AnswerChange.objects.filter(invitation=invitation, concept__in=values, revision__gt=revision).order_by("id")
    base: dict[str, Any] = {}
    for change in since:
        base.setdefault(change.concept, change.before)
    conflicts = {name: now.get(name) for name, before in base.items() if values[name] not in (before, now.get(name))}
    if conflicts:
        raise SavedMeanwhileError(conflicts, state.revision)
    return {name: value for name, value in values.items() if name not in base or value == now.get(name)}


def _store(
    invitation: Invitation, state: SectionState, values: Mapping[str, Any], given: Given, by: User | None
) -> list[str]:
    """Write the answers and their history; return the questions whose answer changed."""
    known = {answer.concept: answer for answer in invitation.answers.filter(concept__in=values)}
    is_confirmed = given.source not in ON_BEHALF
    changed = []
    for name, value in values.items():
        answer = known.get(name)
        before = answer.value if answer else None
        if before == value:
            if answer and is_confirmed and not answer.is_confirmed:
                answer.is_confirmed = True
                answer.save(update_fields=["is_confirmed"])
            continue
        changed.append(name)
        AnswerChange.objects.create(
            invitation=invitation, concept=name, revision=state.revision + 1, before=before, after=value,
            source=given.source, by=by,
        )  # fmt: skip
        if value is None and answer:
            answer.delete()
        elif value is not None:
            Answer.objects.update_or_create(
                invitation=invitation,
                concept=name,
                defaults={
                    "value": value, "language": given.language, "source": given.source, "is_confirmed": is_confirmed,
                    "by": by, "at": timezone.now(),
                },
            )  # fmt: skip
    return changed


def _advance(invitation: Invitation, source: str) -> None:
    now = timezone.now()
    invitation.started_at = invitation.started_at or now
    if source not in ON_BEHALF:
        invitation.opened_at = invitation.opened_at or now
    if invitation.standing != Standing.COMPLETE:
        invitation.standing, invitation.reason = Standing.STARTED, ""
    elif missing_questions(invitation):
        raise RefusedError(_("This questionnaire was handed in. A required answer can be changed, not left empty."))
    invitation.save(update_fields=["started_at", "opened_at", "standing", "reason"])


def _freeze(version: Version, by: User | None) -> None:
    if version.frozen_at is None:
        version.frozen_at = timezone.now()
        version.save(update_fields=["frozen_at"])
        audit(by=by, verb="surveys.freeze_version", object=version)


@transaction.atomic
def complete(*, by: User | None, invitation: Invitation, source: str = AnswerSource.FIRM) -> Invitation:
    """Hand the questionnaire in; it may be changed until the wave closes."""
    take_turn()
    stored = _locked(invitation)
    _refuse_closed(stored)
    if missing_questions(stored):
        raise RefusedError(_("Some required answers are still missing. They are listed on this page."))
    if stored.standing != Standing.COMPLETE:
        now = timezone.now()
        stored.standing, stored.completed_at, stored.started_at = Standing.COMPLETE, now, stored.started_at or now
        stored.save(update_fields=["standing", "completed_at", "started_at"])
        audit(by=by, verb="surveys.complete", object=stored, after={"through": source})
    return stored


@transaction.atomic
def refuse(*, by: User | None, invitation: Invitation, reason: str) -> Invitation:
    """Note that the organisation will not answer; it may change its mind until the wave closes."""
    take_turn()
    stored = _locked(invitation)
    _refuse_closed(stored)
    if stored.standing == Standing.COMPLETE:
        raise RefusedError(_("This questionnaire was already handed in."))
    if stored.standing != Standing.REFUSED:
        stored.standing, stored.reason = Standing.REFUSED, reason
        stored.save(update_fields=["standing", "reason"])
        audit(by=by, verb="surveys.refuse", object=stored)
    return stored


@transaction.atomic
def confirm_entries(*, by: User | None, invitation: Invitation) -> int:
    """Confirm what somebody entered for the organisation: from now on it counts as its own word."""
    take_turn()
    stored = _locked(invitation)
    count = stored.answers.filter(is_confirmed=False).update(is_confirmed=True)
    if count:
        stored.confirmed_at = timezone.now()
        stored.save(update_fields=["confirmed_at"])
        audit(by=by, verb="surveys.confirm_entries", object=stored)
    return count


@transaction.atomic
def hand_over(*, by: User | None, invitation: Invitation, section: str) -> str:
    """Make a link to one section for a colleague and return its secret."""
    _refuse_closed(invitation)
    token = make_link(by=by, invitation=invitation, section=section)
    audit(by=by, verb="surveys.hand_over", object=invitation, after={"section": section})
    return token


@transaction.atomic
def feed_profile(*, by: User | None, invitation: Invitation, concepts: Iterable[str]) -> list[str]:
    """Take confirmed answers into the profile or wherever their feed leads; return the questions that changed something."""
    take_turn()
    stored = _locked(invitation)
    questions = {one.concept: one for one in stored.wave.version.definition.questions if one.feeds}
    taken = []
    for answer in stored.answers.filter(concept__in=set(concepts) & set(questions), is_confirmed=True):
        feed = feeds.known().get(questions[answer.concept].feeds)
        if feed is not None and feed.take(by=by, answer=_fed(stored, answer)):
            taken.append(answer.concept)
    if taken:
        audit(by=by, verb="surveys.feed_profile", object=stored, after={"questions": taken})
    return taken


def _fed(invitation: Invitation, answer: Answer) -> feeds.Fed:
    wave = invitation.wave
    year = wave.period[:4]
    return feeds.Fed(
        organisation=invitation.organisation,
        value=answer.value,
        language=answer.language or invitation.language,
        source=f"questionnaire {wave.audit_name}",
        as_of=timezone.localdate(answer.at),
        year=int(year) if year.isdecimal() and len(year) == 4 else None,
    )
