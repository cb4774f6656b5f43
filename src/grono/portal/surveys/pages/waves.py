"""What the pages of a wave show."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from grono.portal.core.display import Cell, Column, Download, Fact, Link, Status, Table
from grono.portal.core.templatetags.grono import day, percent
from grono.portal.directory.kinds import SizeBand
from grono.portal.regions.queries import labels_visible_to
from grono.portal.surveys.definition import text_in
from grono.portal.surveys.kinds import Standing, WaveState
from grono.portal.surveys.pages.designing import way
from grono.portal.surveys.queries import response_rows
from grono.portal.surveys.response import response, response_by

if TYPE_CHECKING:
    from grono.portal.core.visitor import Reader
    from grono.portal.surveys.models import Version, Wave
    from grono.portal.surveys.populations import Invited
    from grono.portal.surveys.response import Response

STATE_TONES: dict[str, Any] = {WaveState.OPEN: "active", WaveState.CLOSED: "neutral", WaveState.DRAFT: "information"}


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
    return Table(caption, columns, rows, empty=_("Nobody has been asked yet."), stacked=True)


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


def form(form: Any, found: Wave | None, version: Version) -> dict[str, Any]:
    """Return the page with the form of a wave of a version."""
    back = (
        reverse("surveys:wave", args=[found.public_id])
        if found
        else reverse("surveys:version", args=[version.public_id])
    )
    crumbs = way_to(found) if found else way(version)
    return {"form": form, "wave": found, "lead": str(version), "back": back, "breadcrumbs": crumbs}
