"""Invitations of a wave, and one answer as it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from grono.portal.core.display import Cell, Column, Fact, Link, Status, Tab, Table
from grono.portal.surveys.definition import text_in
from grono.portal.surveys.forms.designing import language_name
from grono.portal.surveys.kinds import Standing, WaveState
from grono.portal.surveys.pages.answering import TONES
from grono.portal.surveys.pages.waves import way_to
from grono.portal.surveys.queries import answers_of, changes_of, links_of
from grono.portal.surveys.values import shown

if TYPE_CHECKING:
    from django.core.paginator import Page
    from django.db.models import QuerySet

    from grono.portal.surveys.models import Invitation, Wave


LATE = "late"
"""A choice of the list beside the standings: invited, and nothing handed in."""


def narrowed(rows: QuerySet[Invitation], standing: str) -> QuerySet[Invitation]:
    """Return the invitations of one standing, or of everyone who is late."""
    if standing == LATE:
        return rows.filter(
            standing__in=[Standing.WAITING, Standing.INVITED, Standing.OPENED, Standing.STARTED], is_eligible=True
        )
    return rows.filter(standing=standing) if standing in Standing.values else rows


def invitations(found: Wave, part: Page[Invitation], standing: str) -> dict[str, Any]:
    """Return the list of who was invited."""
    place = reverse("surveys:invitations", args=[found.public_id])
    choices: list[tuple[str, Any]] = [("", _("all")), (LATE, _("late")), *((one.value, one.label) for one in Standing)]
    rows = [
        [
            Cell(
                str(one),
                reverse("surveys:invitation", args=[one.public_id]),
                "" if one.is_eligible else _("not counted"),
                one.organisation.name_language,
            ),
            Cell("", status=Status(Standing(one.standing).label, TONES.get(one.standing, "neutral"))),
            one.sent_at.date() if one.sent_at else None,
            one.opened_at.date() if one.opened_at else None,
            one.completed_at.date() if one.completed_at else None,
            _("yes") if one.email else _("no"),
        ]
        for one in part
    ]
    columns = [
        Column(_("Organisation")),
        Column(_("State")),
        Column(_("Invited")),
        Column(_("Opened")),
        Column(_("Complete")),
        Column(_("Has an address")),
    ]
    return {
        "wave": found,
        "page": part,
        "table": Table(_("Organisations asked"), columns, rows, empty=_("Nobody stands here."), stacked=True),
        "tabs": [
            Tab(label, f"{place}?standing={value}" if value else place, value == standing) for value, label in choices
        ],
        "breadcrumbs": way_to(found),
    }


def invitation(found: Invitation, *, may_see: bool, address: str = "") -> dict[str, Any]:
    """Return the page of one invitation."""
    letters = [(letter.day, letter.sent_at) for letter in found.letters.all()]
    return {
        "invitation": found,
        "wave": found.wave,
        "address": address,
        "is_open": found.wave.state == WaveState.OPEN,
        "status": Status(Standing(found.standing).label, TONES.get(found.standing, "neutral")),
        "facts": [
            Fact(_("Organisation"), str(found.organisation), language=found.organisation.name_language,
                 href=reverse("directory:organisation", args=[found.organisation.public_id])),
            Fact(_("E-mail address"), found.email or _("none: give the link on paper or by telephone")),
            Fact(_("Language"), language_name(found.language)),
            Fact(_("Counted among those asked"), _("yes") if found.is_eligible else _("no"), found.reason),
            Fact(_("Links that work"), links_of(found).count()),
        ],
        "letters": Table(
            _("Letters"),
            [Column(_("Day"), numeric=True), Column(_("Sent"))],
            [[number, at] for number, at in letters],
            empty=_("No letter has been sent."),
        ),
        "answers": _answers(found) if may_see else None,
        "changes": _changes(found) if may_see else None,
        "breadcrumbs": way_to(found.wave),
    }  # fmt: skip


def _answers(found: Invitation) -> Table:
    language = get_language() or "pl"
    answers = answers_of(found)
    rows = [
        [
            text_in(question.text, language)[0],
            shown(question, answers[question.concept].value, language),
            str(answers[question.concept].get_source_display()),
            _("yes") if answers[question.concept].is_confirmed else _("no"),
        ]
        for question in found.wave.version.definition.questions
        if question.concept in answers
    ]
    columns = [Column(_("Question")), Column(_("Answer")), Column(_("Came in")), Column(_("Confirmed"))]
    return Table(_("Answers"), columns, rows, empty=_("Nothing has been answered yet."))


CHANGES_SHOWN = 200


def _changes(found: Invitation) -> Table:
    language = get_language() or "pl"
    definition = found.wave.version.definition
    rows = []
    for change in changes_of(found)[:CHANGES_SHOWN]:
        question = definition.question(change.concept)
        if question is not None:
            before, after = (shown(question, value, language) or "–" for value in (change.before, change.after))
            rows.append(
                [change.at, text_in(question.text, language)[0], before, after, str(change.get_source_display())]
            )
    columns = [Column(_("When")), Column(_("Question")), Column(_("Before")), Column(_("After")), Column(_("Came in"))]
    return Table(_("Changes, the last one first"), columns, rows, empty=_("Nothing has been changed."), stacked=True)


def small(found: Invitation, form: Any, heading: str, submit: str) -> dict[str, Any]:
    """Return a page with one small form about an invitation."""
    back = reverse("surveys:invitation", args=[found.public_id])
    crumbs = [*way_to(found.wave), Link(str(found), back)]
    return {
        "form": form,
        "invitation": found,
        "heading": heading,
        "submit": submit,
        "back": back,
        "breadcrumbs": crumbs,
    }
