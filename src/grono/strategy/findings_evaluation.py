"""Findings about the evaluation plans of goals: a plan is worth something only when it came before the figures (STR-38)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from grono.messages import message
from grono.strategy.finding import Finding

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from grono.messages import Message


@dataclass(frozen=True)
class GoalPlan:
    """What is known of the evaluation plan of a goal.

    Parameters
    ----------
    goal_key, goal : str
        Key and name of the goal.
    adopted : date, optional
        The day from which the goal is in force; None for a draft.
    locked : date, optional
        The day on which the plan was locked; None while it is open.
    is_intact : bool
        Whether the plan still gives the hash with which it was locked.
    """

    goal_key: str
    goal: str
    adopted: date | None
    locked: date | None
    is_intact: bool = True


def evaluation_findings(plans: Iterable[GoalPlan]) -> Iterator[Finding]:
    """Yield what is wrong: a plan changed after it was locked, one still open at an adopted goal, one locked after the adoption.

    A goal with several plans is judged by the one that was locked first.

    Examples
    --------
    >>> from datetime import date
    >>> late = GoalPlan("1", "I More jobs", date(2020, 1, 1), date(2024, 6, 30))
    >>> [one.code for one in evaluation_findings([late])]
    ['F-EVALUATION-LATE']
    """
    by_goal: dict[str, list[GoalPlan]] = {}
    for one in plans:
        by_goal.setdefault(one.goal_key, []).append(one)
        if not one.is_intact:
            yield _changed(one)
    for of_one in by_goal.values():
        first = min(of_one, key=lambda one: (one.locked is None, one.locked))
        if first.adopted is not None and first.locked is None:
            yield _open(first, first.adopted)
        elif first.adopted is not None and first.locked is not None and first.locked > first.adopted:
            yield _late(first, first.adopted, first.locked)


def _changed(one: GoalPlan) -> Finding:
    sentence = message(
        "The evaluation plan of the goal “%(goal)s” is no longer the one that was locked.", goal=one.goal
    )
    return _finding("F-EVALUATION-CHANGED", one, sentence, message("Write a new plan; only its results count."))


def _open(one: GoalPlan, adopted: date) -> Finding:
    sentence = message(
        "The goal “%(goal)s” is in force since %(adopted)s, its evaluation plan is not locked.",
        goal=one.goal,
        adopted=adopted.isoformat(),
    )
    return _finding("F-EVALUATION-OPEN", one, sentence, message("Lock the plan before anyone looks at the figures."))


def _late(one: GoalPlan, adopted: date, locked: date) -> Finding:
    sentence = message(
        "The evaluation plan of the goal “%(goal)s” was locked on %(locked)s, the goal is in force since %(adopted)s: figures could be known.",
        goal=one.goal,
        locked=locked.isoformat(),
        adopted=adopted.isoformat(),
    )
    return _finding(
        "F-EVALUATION-LATE", one, sentence, message("Say beside the verdict which figures were known by then.")
    )


def _finding(code: str, one: GoalPlan, sentence: Message, repair: Message) -> Finding:
    cells = (message("goal “%(goal)s”", goal=one.goal), message("its evaluation plan"))
    return Finding(code, cells, sentence, repair, one.goal, {"part": one.goal_key})


__all__ = ["GoalPlan", "evaluation_findings"]
