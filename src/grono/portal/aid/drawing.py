"""The pictures of state aid: the window on a line of time, and what is free day by day."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from grono.portal.core.display import Column, Figure, Table
from grono.portal.core.templatetags.grono import day, number
from grono.stateaid.money import from_cents

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from decimal import Decimal

    from grono.stateaid import Answer, Stretch
    from grono.stateaid.ledger import Piece

WIDTH, LEFT, RIGHT = 460, 12, 12
ROOM = WIDTH - LEFT - RIGHT
GROUND, TALLEST = 116, 80
"""Height of the line of time and of the tallest bar above it, in units of SVG."""
MOST_YEARS = 7
"""So many years are named below a line; more would touch each other on a telephone."""


@dataclass(frozen=True)
class Scale:
    """Days on a line."""

    first: datetime.date
    last: datetime.date

    def at(self, when: datetime.date) -> float:
        """Return where a day stands."""
        days = max((self.last - self.first).days, 1)
        return round(LEFT + ROOM * (when - self.first).days / days, 1)

    def years(self) -> list[dict[str, object]]:
        """Return the beginnings of years, with their numbers."""
        years = range(self.first.year + 1, self.last.year + 1)
        step = -(-len(years) // MOST_YEARS) or 1
        return [{"x": self.at(datetime.date(year, 1, 1)), "text": str(year)} for year in years[::step]]


@dataclass(frozen=True)
class Bar:
    """An amount on a day."""

    x: float
    y: float
    width: float
    height: float
    look: str


def window_figure(answer: Answer, names: Mapping[str, str]) -> Figure | None:
    """Draw the window of an answer: what counts in it, the asked amount and the earliest lawful day."""
    if answer.window is None or answer.ceiling is None:
        return None
    start, end = answer.window
    ends = [end, *([answer.earliest_day] if answer.earliest_day else [])]
    first = min([start, *(piece.grant.granting_date for piece in answer.counted)])
    scale = Scale(first - datetime.timedelta(days=60), max(ends) + datetime.timedelta(days=90))
    tallest = max(float(answer.ceiling), float(answer.ask.amount))

    def bar(when: datetime.date, amount: Decimal, look: str) -> Bar:
        height = max(round(TALLEST * float(amount) / tallest, 1), 2)
        return Bar(scale.at(when) - 3, GROUND - height, 6, height, look)

    bars = [bar(piece.grant.granting_date, from_cents(piece.cents), "chart-bar") for piece in answer.counted]
    asked = bar(end, answer.ask.amount, "diverging-1" if answer.decision == "refused" else "sequential-6")
    context = {
        "width": WIDTH,
        "ground": GROUND,
        "window": {"x": scale.at(start), "width": round(scale.at(end) - scale.at(start), 1)},
        "bars": [*bars, asked],
        "years": scale.years(),
        "earliest": scale.at(answer.earliest_day) if answer.earliest_day and answer.earliest_day != end else None,
        "middle": WIDTH / 2,
    }
    said = "; ".join(f"{day(piece.grant.granting_date)} {number(from_cents(piece.cents))}" for piece in answer.counted)
    return Figure(
        title=_("The window and what counts in it"),
        subtitle=_("From %(start)s to %(end)s, both days included; the last bar is the amount asked for")
        % {"start": day(start), "end": day(end)},
        picture=render_to_string("aid/window.html", context),
        alternative=_("Line of time with the grants that count: %(grants)s. Asked for: %(asked)s EUR on %(day)s.")
        % {"grants": said or _("none"), "asked": number(answer.ask.amount), "day": day(end)},
        source=_("the ledger of state aid of this portal"),
        table=counted_table(answer.counted, names),
    )


def counted_table(pieces: Iterable[Piece], names: Mapping[str, str]) -> Table:
    """Return the grants that count, as a table."""
    rows: list[list[object]] = [
        [
            str(day(piece.grant.granting_date)),
            names.get(piece.holder, piece.holder),
            piece.grant.regulation,
            from_cents(piece.cents),
        ]
        for piece in pieces
    ]
    columns = [
        Column(_("Day of granting")),
        Column(_("Undertaking")),
        Column(_("Regulation")),
        Column(_("EUR"), numeric=True),
    ]
    return Table(_("Aid that counts"), columns, rows, empty=_("No aid counts in this window."))


def calendar_figure(stretches: Sequence[Stretch], ceiling: Decimal) -> Figure:
    """Draw what is free day by day as steps below the ceiling."""
    known = [stretch for stretch in stretches if stretch.free is not None]
    scale = Scale(stretches[0].start, stretches[-1].end)
    bars = []
    for stretch in known:
        height = round(TALLEST * float(stretch.free or 0) / float(ceiling), 1)
        x = scale.at(stretch.start)
        after = min(stretch.end + datetime.timedelta(days=1), stretches[-1].end)
        bars.append(Bar(x, GROUND - height, max(round(scale.at(after) - x, 1), 1), height, "sequential-4"))
    context = {"width": WIDTH, "ground": GROUND, "bars": bars, "years": scale.years(), "top": GROUND - TALLEST}
    rows: list[list[object]] = [
        [str(day(stretch.start)), str(day(stretch.end)), stretch.free, stretch.used] for stretch in stretches
    ]
    columns = [
        Column(_("From")),
        Column(_("To")),
        Column(_("Free, EUR"), numeric=True),
        Column(_("Used, EUR"), numeric=True),
    ]
    said = "; ".join(f"{day(stretch.start)}: {number(stretch.free)}" for stretch in known)
    return Figure(
        title=_("Head-room calendar"),
        subtitle=_("Free on each day if nothing new is granted; the line is the ceiling of %(ceiling)s EUR")
        % {"ceiling": number(ceiling)},
        picture=render_to_string("aid/calendar.html", context),
        alternative=_("Steps of what is free, in EUR, from each day on: %(steps)s.") % {"steps": said},
        source=_("the ledger of state aid of this portal"),
        table=Table(_("Free and used by day"), columns, rows),
    )
