"""Progress of a whole strategy, from its stages up (STR-22), and the findings of its plan (STR-32)."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from grono.messages import message
from grono.quantities import Range
from grono.strategy.execution import Progress
from grono.strategy.finding import Finding, indicator_cell, stage_cell
from grono.strategy.findings_use import stock_summed
from grono.strategy.money import SHARE_TOLERANCE
from grono.strategy.programme import NodeKind
from grono.strategy.rollup import Child, RollUp, roll_up
from grono.strategy.sums import exact_sum
from grono.strategy.theory import green_while_late, outputs_without_link

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from grono.messages import Message
    from grono.quantities import Quantity
    from grono.strategy.programme import Programme, ProgrammeNode
    from grono.strategy.theory import StatedStatus, TheoryLink

_WHOLE = Fraction(100)


def task_progress(programme: Programme, task: str, done: Mapping[str, Mapping[str, Quantity]]) -> Progress | None:
    """Return Σ done / Σ planned over the stages of a task.

    Parameters
    ----------
    programme : Programme
        The plan in one view.
    task : str
        Key of the task.
    done : mapping
        Key of the stage → period → points done.

    Returns
    -------
    Progress, optional
        Nothing when no stage has any report, or a value is not exact: an empty report is not zero.
    """
    stages = [one for one in programme.children(task) if one.kind is NodeKind.STAGE]
    reported = [value for one in stages for value in done.get(one.key, {}).values()]
    planned = [value for one in stages for value in one.points.values()]
    sums = (_exact_sum(reported), _exact_sum(planned))
    if not reported or sums[0] is None or sums[1] is None:
        return None
    return Progress(sums[0], sums[1])


def _exact_sum(values: list[Quantity]) -> Fraction | None:
    numbers = [value for value in values if isinstance(value, Range)]
    if any(not number.is_exact or number.lower is None for number in numbers):
        return None
    return exact_sum(number.lower for number in numbers if number.lower is not None)


def _point(value: Quantity | None) -> Fraction | None:
    """Return the one number that a value is, zero where it is none, and nothing where it lies within limits."""
    if not isinstance(value, Range):
        return Fraction(0)
    return value.lower if value.is_exact else None


def programme_roll_up(programme: Programme, done: Mapping[str, Mapping[str, Quantity]]) -> dict[str, RollUp]:
    """Return the progress of every goal, objective and action group, over the parts directly below it.

    Each part counts with its weight, when all its siblings have one; without weights the mean is unweighted and says so. Parts without
    data are left out of the mean and counted in its coverage.
    """
    found: dict[str, RollUp] = {}
    shares: dict[str, Fraction | None] = {}
    for one in reversed(list(programme.walk())):
        if one.kind is NodeKind.STAGE:
            continue
        if one.kind is NodeKind.TASK:
            progress = task_progress(programme, one.key, done)
            shares[one.key] = progress.share if progress else None
            continue
        children = [child for child in programme.children(one.key) if child.kind is not NodeKind.STAGE]
        weighted = bool(children) and all(child.weight is not None for child in children)
        found[one.key] = roll_up([Child(shares[child.key], child.weight if weighted else None) for child in children])
        shares[one.key] = found[one.key].share
    return found


def programme_findings(
    programme: Programme,
    done: Mapping[str, Mapping[str, Quantity]] | None = None,
    links: Collection[TheoryLink] = (),
    stated: Collection[StatedStatus] = (),
) -> tuple[Finding, ...]:
    """Return the contradictions and gaps of a whole plan; each names its cells and a repair.

    Parameters
    ----------
    programme : Programme
        The plan in one view.
    done : mapping, optional
        Key of the stage → period → points done.
    links : collection of TheoryLink
        What its outputs should bring about.
    stated : collection of StatedStatus
        Statuses that somebody set by hand.
    """
    return (
        *green_while_late(programme, done or {}, stated),
        *_points(programme),
        *_over(programme, done or {}),
        *_shares(programme),
        *_stocks(programme),
        *_without_role(programme),
        *outputs_without_link(programme, links),
    )


def _points(programme: Programme) -> Iterator[Finding]:
    for task in (one for one in programme.nodes if one.kind is NodeKind.TASK):
        stages = [one for one in programme.children(task.key) if one.kind is NodeKind.STAGE]
        planned = _exact_sum([value for one in stages for value in one.points.values()])
        if stages and planned is not None and planned != _WHOLE:
            yield Finding(
                "F-POINTS",
                (_task_cell(task), *(stage_cell(one.number_text) for one in stages)),
                message(
                    "The stages of task “%(name)s” plan %(sum)s points together, not 100.",
                    name=task.title,
                    sum=f"{float(planned):g}",
                ),
                message("Share 100 points of the whole task among its stages."),
                task.title,
                {"task": task.key, "sum": str(planned)},
            )


def _over(programme: Programme, done: Mapping[str, Mapping[str, Quantity]]) -> Iterator[Finding]:
    for stage in (one for one in programme.nodes if one.kind is NodeKind.STAGE):
        for period, value in sorted(done.get(stage.key, {}).items()):
            sums = _point(value), _point(stage.points.get(period))
            if sums[0] is not None and sums[1] is not None and sums[0] > sums[1]:
                yield Finding(
                    "F-OVER",
                    (stage_cell(stage.number_text, int(period)),),
                    message(
                        "Of stage “%(name)s”, more was done in %(year)s than planned: %(done)s of %(planned)s points.",
                        name=stage.title,
                        year=period,
                        done=f"{float(sums[0]):g}",
                        planned=f"{float(sums[1]):g}",
                    ),
                    message("Check both figures; if they are right, leave them: doing more than planned is allowed."),
                    stage.title,
                    {"stage": stage.key, "period": period},
                )


def _shares(programme: Programme) -> Iterator[Finding]:
    by_node: dict[str, list[Fraction]] = defaultdict(list)
    for one in programme.funding:
        if one.share is not None:
            by_node[one.node].append(one.share)
    for node in programme.nodes:
        shares = by_node.get(node.key, [])
        if shares and abs(sum(shares, Fraction(0)) - _WHOLE) > SHARE_TOLERANCE:
            yield Finding(
                "F-SHARE-SUM",
                (_task_cell(node),),
                message(
                    "The shares of the sources of money of “%(name)s” add up to %(sum)s%%, not to 100%%.",
                    name=node.title,
                    sum=f"{float(sum(shares, Fraction(0))):g}",
                ),
                message("Correct the shares, or add the source that is missing."),
                node.title,
                {"part": node.key},
            )


def _stocks(programme: Programme) -> Iterator[Finding]:
    for one in programme.indicators:
        if one.temporal is not None and one.over_time is not None:
            finding = stock_summed(one.name_text, one.temporal, one.over_time)
            if finding is not None:
                yield replace(finding, details={"indicator": one.key})


def _without_role(programme: Programme) -> Iterator[Finding]:
    for one in programme.indicators:
        if one.unspecified:
            yield Finding(
                "F-KIND",
                (indicator_cell(one.name_text),),
                message(
                    "Nothing says whether the values of indicator “%(name)s” are planned or actual.", name=one.name_text
                ),
                message("Say what they are; until then they count as neither."),
                one.name_text,
                {"indicator": one.key},
            )


def _task_cell(node: ProgrammeNode) -> Message:
    return message("part “%(name)s” of the plan", name=node.title)
