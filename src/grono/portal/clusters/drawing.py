"""The pictures of the clusters: the ladder with its numbers, and the progress of a label file."""

from __future__ import annotations

from dataclasses import dataclass
from textwrap import wrap
from typing import TYPE_CHECKING

from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from grono.portal.clusters.kinds import CriterionState, Standing
from grono.portal.core.display import Column, Figure, Table
from grono.portal.core.templatetags.grono import day, number

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable, Mapping, Sequence

    from django.utils.safestring import SafeString

WIDTH, TAIL = 340, 44
"""Of a drawing, and of the number behind a bar, in units of SVG: narrow enough to be read on a telephone."""
ROOM = WIDTH - TAIL
LETTERS, WORDS, BAR, BETWEEN = 46, 17, 18, 14
"""Letters in a line of words above a bar; heights of such a line, of the bar, and of the room between two rows."""
FILLED, EMPTY = "filled", "empty"
"""Of what is not judged because its threshold is unknown: something is there, or nothing yet."""
STATES = (CriterionState.MET.value, CriterionState.NOT_MET.value, CriterionState.CANNOT_TELL.value, FILLED, EMPTY)
CLASSES = dict(zip(STATES, ("sequential-6", "diverging-1", "sequential-4", "sequential-2", "no-data"), strict=True))


def state_words() -> dict[str, str]:
    """Return the words for the states of a picture."""
    words = {state.value: str(state.label) for state in CriterionState}
    return {
        **{state: words[state] for state in STATES[:3]},
        FILLED: _("not judged, with value, note or evidence"),
        EMPTY: _("not judged, nothing there yet"),
    }


@dataclass(frozen=True)
class Bar:
    """A part of a row: where it begins, how long it is, how it looks."""

    x: float
    width: float
    look: str


@dataclass(frozen=True)
class Line:
    """One row of a drawing."""

    label: str
    """Written above the bars, in two lines where it is long; a longer one ends in an ellipsis, and the table has it whole."""
    bars: Sequence[Bar]
    tail: str

    @property
    def end(self) -> float:
        """Return where the number behind the bars begins."""
        return max((bar.x + bar.width for bar in self.bars), default=0) + 8

    @property
    def words(self) -> list[str]:
        """Return the lines of the label."""
        return wrap(self.label, LETTERS, max_lines=2, placeholder="…")


def _drawn(lines: Sequence[Line]) -> SafeString:
    rows, y = [], 0
    for line in lines:
        top = WORDS * len(line.words)
        words = [(WORDS * number - 5, text) for number, text in enumerate(line.words, start=1)]
        rows.append({"line": line, "y": y, "words": words, "top": top, "middle": top + BAR - 5})
        y += top + BAR + BETWEEN
    context = {"rows": rows, "width": WIDTH, "height": max(y - BETWEEN, 0), "bar_height": BAR}
    return render_to_string("clusters/bars.html", context)


def ladder(counts: Mapping[str, int], shown: Iterable[str], as_of: datetime.date) -> Figure:
    """Draw how many stand on each rung."""
    standings = [standing for standing in Standing.values if standing in set(shown)]
    longest = max([counts[one] for one in standings] or [0]) or 1
    lines = [
        Line(
            str(Standing(one).label),
            [Bar(0, round(ROOM * counts[one] / longest, 1), "chart-bar")] if counts[one] else [],
            str(number(counts[one])),
        )
        for one in standings
    ]
    said = ", ".join(f"{Standing(one).label} {counts[one]}" for one in standings)
    rows: list[list[object]] = [[str(Standing(one).label), counts[one]] for one in standings]
    return Figure(
        title=_("Where the members stand"),
        subtitle=_("As of %(day)s") % {"day": day(as_of)},
        picture=_drawn(lines),
        alternative=_("Bars of the ladder of membership: %(numbers)s.") % {"numbers": said},
        source=_("steps and activity recorded by the coordinators"),
        table=Table(_("Members by standing"), [Column(_("Standing")), Column(_("Members"), numeric=True)], rows),
    )


def progress(areas: Sequence[tuple[str, Mapping[str, int]]], source: str) -> Figure:
    """Draw the states of the criteria, a row for each area."""
    longest = max([sum(counted.values()) for _title, counted in areas] or [0]) or 1
    lines = []
    for title, counted in areas:
        x, bars = 0.0, []
        for state in STATES:
            if counted.get(state):
                width = ROOM * counted[state] / longest
                bars.append(Bar(round(x, 1), round(width - 2, 1), CLASSES[state]))
                x += width
        lines.append(Line(title, bars, str(sum(counted.values()))))
    words = state_words()
    columns = [Column(_("Area")), *(Column(words[state], numeric=True) for state in STATES)]
    rows: list[list[object]] = [[title, *(counted.get(state, 0) for state in STATES)] for title, counted in areas]
    said = "; ".join(
        f"{title}: " + ", ".join(f"{words[state]} {counted[state]}" for state in STATES if counted.get(state))
        for title, counted in areas
    )
    return Figure(
        title=_("Criteria by area"),
        picture=_drawn(lines),
        alternative=_("Bars of the areas: %(numbers)s.") % {"numbers": said},
        source=source,
        table=Table(_("Criteria by area and state"), columns, rows),
    )


def legend() -> list[dict[str, str]]:
    """Return the colours of the states with their words, for the component ``scale``."""
    return [{"name": CLASSES[state], "label": label} for state, label in state_words().items()]
