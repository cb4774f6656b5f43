"""What people say of a plan beside its figures: links of its theory of change, and statuses set by hand; and what contradicts them (STR-32)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING

from grono.messages import message
from grono.quantities import Range
from grono.strategy.card import IndicatorKind
from grono.strategy.finding import Finding, stage_cell
from grono.strategy.findings_use import unlinked_output
from grono.strategy.programme import NodeKind
from grono.strategy.status import Colour

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from grono.quantities import Quantity
    from grono.strategy.programme import Programme, ProgrammeNode


@dataclass(frozen=True)
class TheoryLink:
    """What an output should bring about: keys of two indicators, and the assumption under which it does."""

    output: str
    outcome: str
    assumption: str = ""


@dataclass(frozen=True)
class StatedStatus:
    """A status that somebody set by hand for a task at the end of a year; it never replaces the computed one."""

    task: str
    year: int
    colour: Colour
    reason: str = ""


def outputs_without_link(programme: Programme, links: Collection[TheoryLink]) -> Iterator[Finding]:
    """Find outputs that lead to no outcome and no impact, once the strategy has such links at all (F-THEORY)."""
    kinds = {one.key: one.kind for one in programme.indicators}
    aims = (IndicatorKind.OUTCOME, IndicatorKind.IMPACT)
    linked = {one.output for one in links if kinds.get(one.output) and kinds.get(one.outcome) in aims}
    for one in programme.indicators if linked else ():
        if one.kind is IndicatorKind.OUTPUT and one.key not in linked:
            yield replace(unlinked_output(one.name_text), details={"indicator": one.key})


def green_while_late(
    programme: Programme, done: Mapping[str, Mapping[str, Quantity]], stated: Iterable[StatedStatus]
) -> Iterator[Finding]:
    """Find tasks that were set green by hand while a stage whose last planned year is over lacks points (F-GREEN-LATE, STR-25)."""
    tasks = {one.key: one for one in programme.nodes if one.kind is NodeKind.TASK}
    for one in stated:
        if one.colour is Colour.GREEN and one.task in tasks:
            stages = [stage for stage in programme.children(one.task) if stage.kind is NodeKind.STAGE]
            late = (_late(tasks[one.task], stage, done.get(stage.key, {}), one.year) for stage in stages)
            yield from [found for found in late if found is not None][:1]


def _late(task: ProgrammeNode, stage: ProgrammeNode, done: Mapping[str, Quantity], year: int) -> Finding | None:
    planned = {int(period): points for period, points in _exact(stage.points).items() if points}
    if not planned or max(planned) > year:
        return None
    whole = sum(planned.values(), Fraction(0))
    reached = sum((points for period, points in _exact(done).items() if int(period) <= year), Fraction(0))
    if reached >= whole:
        return None
    by_hand = message("status of “%(name)s” set by hand, %(year)s", name=task.title, year=str(year))
    sentence = message(
        "“%(name)s” was set green by hand for %(year)s, but its stage %(stage)s, planned until %(last)s, has done only %(done)s of its "
        "%(planned)s points.",
        name=task.title,
        year=str(year),
        stage=stage.number_text,
        last=str(max(planned)),
        done=f"{float(reached):g}",
        planned=f"{float(whole):g}",
    )
    repair = message("Set the status that the figures give, or report the lacking points.")
    details = {"task": task.key, "year": year, "late_stage": stage.key, "done": reached, "planned": whole}
    return Finding("F-GREEN-LATE", (by_hand, stage_cell(stage.number_text)), sentence, repair, task.title, details)


def _exact(values: Mapping[str, Quantity]) -> dict[str, Fraction]:
    """Return the numbers of years; of a range the lower end counts as done, and as planned."""
    return {
        period: one.lower
        for period, one in values.items()
        if period and isinstance(one, Range) and one.lower is not None
    }
