"""What the pages of a wave show."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from grono.portal.core.display import Cell, Column, Download, Fact, Link, Status, Tab, Table
from grono.portal.core.templatetags.grono import day, percent
from grono.portal.directory.kinds import SizeBand
from grono.portal.regions.queries import labels_visible_to
from grono.portal.surveys.definition import text_in
from grono.portal.surveys.kinds import Standing, WaveState
from grono.portal.surveys.pages.answering import TONES
from grono.portal.surveys.pages.designing import way
from grono.portal.surveys.queries import answers_of, changes_of, links_of, response_rows
from grono.portal.surveys.response import response, response_by
from grono.portal.surveys.values import shown

if TYPE_CHECKING:
    from django.core.paginator import Page
    from django.db.models import QuerySet

    from grono.portal.core.visitor import Reader
    from grono.portal.surveys.models import Invitation, Wave
    from grono.portal.surveys.populations import Invited
    from grono.portal.surveys.response import Response

STATE_TONES: dict[str, Any] = {WaveState.OPEN: "active", WaveState.CLOSED: "neutral", WaveState.DRAFT: "information"}
LATE = "late"
"""A choice of the list beside the standings: invited, and nothing handed in."""


def way_to(wave: Wave) -> list[Link]:
    """Return the way to a page of a wave."""
    return [*way(), Link(str(wave), reverse("surveys:wave", args=[wave.public_id]))]


def state_of(wave: Wave) -> Status:
    """Return where a wave stands, as a word."""
    return Status(WaveState(wave.state).label, STATE_TONES[wave.state])


def wave(reader: Reader, found: Wave) -> dict[str, Any]:
    """Return the page of a wave: response, pictures, what can be done next."""
    rows = response_rows(found)
    whole = response(rows)
    return {
        "wave": found,
        "title": str(found),
        "status": state_of(found),
        "facts": _facts(found),
        "whole": whole,
        "rate": percent(whole.rate, 1) if whole.rate is not None else "",
        "standings": _standings(found, whole),
        "by_size": _group_table(_("Response by size"), _("Size"), response_by(rows, "size_band"), _size_name),
        "by_section": _group_table(
            _("Response by activity"), _("Section of NACE"), response_by(rows, "section"), _section_names(reader)
        ),
        "bars": _bars(response_by(rows, "size_band"), _size_name),
        "bar_width": BAR_WIDTH,
        "is_draft": found.state == WaveState.DRAFT,
        "is_open": found.state == WaveState.OPEN,
        "has_results": bool(found.results),
        "may_see": reader.can("surveys.see_answers"),
        "downloads": [
            Download(_("Answers"), reverse("surveys:answers", args=[found.public_id, kind]), kind.upper())
            for kind in ("xlsx", "csv")
        ],
        "breadcrumbs": way(),
    }


def _facts(found: Wave) -> list[Fact]:
    version = reverse("surveys:version", args=[found.version.public_id])
    facts = [
        Fact(_("Questionnaire"), str(found.version), href=version),
        Fact(_("Reference period"), found.period),
        Fact(_("Who is asked"), text_in(found.population_label, get_language() or "pl")[0] or found.population),
        Fact(_("Last day for answers"), found.closes_on),
        Fact(_("Reminders"), _("day %(days)s") % {"days": ", ".join(map(str, found.days_of_reminders)) or "–"}),
    ]
    if found.opened_at:
        facts.append(Fact(_("Opened"), found.opened_at.date()))
    if found.closed_at:
        facts.append(Fact(_("Closed"), found.closed_at.date()))
    if found.previous is not None:
        place = reverse("surveys:wave", args=[found.previous.public_id])
        facts.append(Fact(_("Compared with the wave"), str(found.previous), found.previous.period, place))
    return facts


def _standings(found: Wave, whole: Response) -> Table:
    place = reverse("surveys:invitations", args=[found.public_id])
    rows: list[list[object]] = [
        [Cell(str(standing.label), f"{place}?standing={standing.value}"), whole.standings.get(standing, 0)]
        for standing in Standing
    ]
    note = _("%(asked)s organisations were asked, %(eligible)s of them are counted; %(opened)s have opened it.")
    numbers = {"asked": whole.asked, "eligible": whole.eligible, "opened": whole.opened}
    return Table(
        _("Where the invitations stand"),
        [Column(_("State")), Column(_("organisations"), numeric=True)],
        rows,
        note=note % numbers,
    )


def _group_table(caption: str, head: str, groups: dict[Any, Response], name: Any) -> Table:
    columns = [
        Column(head),
        Column(_("eligible"), numeric=True),
        Column(_("opened"), numeric=True),
        Column(_("complete"), numeric=True),
        Column(_("refused"), numeric=True),
        Column(_("unreachable"), numeric=True),
        Column(_("response"), numeric=True),
    ]
    rows = [
        [
            name(value),
            one.eligible,
            one.opened,
            one.complete,
            one.standings.get(Standing.REFUSED, 0),
            one.standings.get(Standing.UNREACHABLE, 0),
            percent(one.rate, 1) if one.rate is not None else None,
        ]
        for value, one in groups.items()
    ]
    return Table(caption, columns, rows, empty=_("Nobody has been asked yet."))


def _size_name(value: Any) -> str:
    return str(SizeBand(value).label) if value else _("size not known")


def _section_names(reader: Reader) -> Any:
    from grono.portal.directory.activity import group_label

    labels = labels_visible_to(reader)

    def name(value: str) -> str:
        return group_label(value, get_language() or "pl", labels) if value else _("activity not known")

    return name


BAR_WIDTH = 400
"""Width of a whole bar, in the picture's own units."""


def _bars(groups: dict[Any, Response], name: Any) -> list[dict[str, Any]]:
    """Return the bars of the picture: each is the eligible of one size, filled as far as they have answered."""
    return [
        {
            "label": name(value),
            "complete": round(BAR_WIDTH * (one.rate or 0)),
            "text": percent(one.rate) if one.rate is not None else "–",
        }
        for value, one in groups.items()
    ]


def opening(found: Wave, invited: list[Invited], refused: str) -> dict[str, Any]:
    """Return the page that asks whether to open."""
    without = sum(not one.email for one in invited)
    return {
        "wave": found,
        "refused": refused,
        "number": len(invited),
        "without": without,
        "breadcrumbs": way_to(found),
        "last_day": day(found.closes_on),
    }


def closing(found: Wave) -> dict[str, Any]:
    """Return the page that asks whether to close."""
    whole = response(response_rows(found))
    return {"wave": found, "whole": whole, "breadcrumbs": way_to(found)}


def form(form: Any, found: Wave | None) -> dict[str, Any]:
    """Return the page with the form of a wave."""
    back = reverse("surveys:wave", args=[found.public_id]) if found else reverse("surveys:list")
    return {"form": form, "wave": found, "back": back, "breadcrumbs": way_to(found) if found else way()}


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
        "table": Table(_("Organisations asked"), columns, rows, empty=_("Nobody stands here.")),
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
            Fact(_("Language"), found.language),
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
    return Table(_("Changes, the last one first"), columns, rows, empty=_("Nothing has been changed."))


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
