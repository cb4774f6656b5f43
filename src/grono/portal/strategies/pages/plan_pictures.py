"""The stages of a plan as bars, and the door through which an app above hands the drawing of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from grono.portal.strategies.pages.plan_words import named
from grono.quantities import Quantity, Range
from grono.reports.strategy import pictures
from grono.strategy import NodeKind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from fractions import Fraction

    from grono.charts import Beside, Stage
    from grono.portal.core.display import Figure
    from grono.portal.strategies.models import Strategy
    from grono.portal.strategies.standing import Known
    from grono.strategy import Programme, ProgrammeNode

    Done = Mapping[str, Mapping[str, Quantity]]
    Provider = Callable[[Strategy, "Bars", str], Figure | None]

_PROVIDERS: list[Provider] = []


@dataclass(frozen=True)
class Bars:
    """What a picture shows: stages or a diagnosis by their rows, and the year by whose end it is so."""

    rows: tuple[Stage, ...] | tuple[Beside, ...]
    until: str
    kind: Literal["stages", "diagnosis"] = "stages"


def register(provider: Provider) -> Provider:
    """Let an app above hand the drawing of bars in a language, or nothing while it is not drawn."""
    _PROVIDERS.append(provider)
    return provider


def figure_of(strategy: Strategy, bars: Bars | None, language: str) -> Figure | None:
    """Return the drawing of bars, where somebody has it."""
    found = (provider(strategy, bars, language) for provider in _PROVIDERS if bars is not None)
    return next((figure for figure in found if figure is not None), None)


def diagnosis_bars(rows: Iterable[Beside]) -> Bars | None:
    """Return the figures of a diagnosis that stand beside one of the country; None where there are none."""
    found = pictures.comparable(rows)
    return Bars(found, "", "diagnosis") if found else None


def plan_bars(plan: Programme, known: Known) -> Bars | None:
    """Return the stages of a plan as bars; where they are too many, its tasks, and else its uppermost parts."""
    stages = [one for one in plan.nodes if one.kind is NodeKind.STAGE and _points(one)]
    done, until = known.done, _until(stages, known)
    if until is None:
        return None
    nodes = {one.key: one for one in plan.nodes}
    bars = {one.key: _bar(_stage_name(one, nodes), one, done, until) for one in stages}
    if len(bars) <= pictures.MOST_STAGES:
        return Bars(tuple(bars.values()), str(until))
    tasks = [one for one in plan.nodes if one.kind is NodeKind.TASK]
    if len(tasks) > pictures.MOST_STAGES:
        tasks = list(plan.children(None))[: pictures.MOST_STAGES]
    below = _below(plan, stages)
    rows = [
        pictures.joined(named(one, nodes), [bars[key] for key in below[one.key]]) for one in tasks if one.key in below
    ]
    return Bars(tuple(rows), str(until))


def task_bars(plan: Programme, known: Known) -> Iterator[Bars]:
    """Yield the bars of each task."""
    for one in plan.nodes:
        if one.kind is NodeKind.TASK:
            bars = bars_below(plan, one.key, known)
            if bars is not None:
                yield bars


def bars_below(plan: Programme, task: str, known: Known) -> Bars | None:
    """Return the bars of the stages of one task."""
    stages = [one for one in plan.children(task) if one.kind is NodeKind.STAGE and _points(one)]
    done, until = known.done, _until(stages, known)
    if until is None or len(stages) > pictures.MOST_STAGES:
        return None
    return Bars(tuple(_bar(f"{one.number_text}. {one.title}", one, done, until) for one in stages), str(until))


def _stage_name(one: ProgrammeNode, nodes: Mapping[str, ProgrammeNode]) -> str:
    task = nodes.get(one.parent or "")
    return f"{task.number_text}.{one.number_text} {one.title}" if task else f"{one.number_text} {one.title}"


def _below(plan: Programme, stages: Sequence[ProgrammeNode]) -> dict[str, list[str]]:
    """Return the stages below each part, however deep."""
    parents = {one.key: one.parent for one in plan.nodes}
    found: dict[str, list[str]] = {}
    for stage in stages:
        at = stage.parent
        while at is not None:
            found.setdefault(at, []).append(stage.key)
            at = parents.get(at)
    return found


def _points(one: ProgrammeNode) -> dict[int, Fraction]:
    return _by_year(one.points)


def _by_year(values: Mapping[str, Quantity]) -> dict[int, Fraction]:
    return {
        int(period): one.lower
        for period, one in values.items()
        if period and isinstance(one, Range) and one.lower is not None
    }


def _until(stages: Sequence[ProgrammeNode], known: Known) -> int | None:
    """Return the last year that was reported or about which anything is done, or the first of the plan; None without a plan."""
    planned = [year for one in stages for year in _points(one)]
    if known.until is not None or not planned:
        return known.until if planned else None
    return max((year for one in stages for year in _by_year(known.done.get(one.key, {}))), default=min(planned))


def _bar(name: str, one: ProgrammeNode, done: Done, until: int) -> Stage:
    return pictures.stage_bar(name, _points(one), _by_year(done.get(one.key, {})), until)
