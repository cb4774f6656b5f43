"""Facts of a plan as they were adopted, revised and known (STR-20)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

ValueT = TypeVar("ValueT", covariant=True)
"""What a field of the plan holds: a quantity, or the text of a title or post."""


class Authority(StrEnum):
    """By what a fact of the plan was changed: a decision, or the correction of an error in writing one down."""

    RESOLUTION = "resolution"
    ORDER = "order"
    CORRECTION = "correction"


@dataclass(frozen=True)
class PlanFact(Generic[ValueT]):
    """One value of one field of the plan.

    Parameters
    ----------
    value : Quantity or str
        The value.
    valid_from : date
        From when it is in force. A correction has the day of the fact that it corrects.
    recorded_on : date
        When it was entered. Facts are never overwritten.
    authority : Authority
        Decision or correction.
    reference : str
        The resolution, order or note.
    """

    value: ValueT
    valid_from: date
    recorded_on: date
    authority: Authority = Authority.RESOLUTION
    reference: str = ""


@dataclass(frozen=True)
class PlanViews(Generic[ValueT]):
    """A field of the plan as first adopted and as last revised, with the corrections known by then; nothing where nothing was known."""

    as_adopted: PlanFact[ValueT] | None
    as_revised: PlanFact[ValueT] | None


def plan_views(
    facts: Iterable[PlanFact[ValueT]], *, valid_on: date | None = None, known_on: date | None = None
) -> PlanViews[ValueT]:
    """Return the views of a field.

    Parameters
    ----------
    facts : iterable of PlanFact
        All facts of one field.
    valid_on : date, optional
        The day whose plan is asked for; by default the latest.
    known_on : date, optional
        Only what had been entered by the end of this day; by default everything.
    """
    known = [
        fact
        for fact in facts
        if (known_on is None or fact.recorded_on <= known_on) and (valid_on is None or fact.valid_from <= valid_on)
    ]
    if not known:
        return PlanViews(None, None)
    first = min(fact.valid_from for fact in known)
    adopted = [fact for fact in known if fact.valid_from == first]
    corrections = [fact for fact in adopted if fact.authority is Authority.CORRECTION]
    decisions = [fact for fact in adopted if fact.authority is not Authority.CORRECTION]
    latest = max(fact.valid_from for fact in known)
    return PlanViews(
        _last_recorded(corrections) if corrections else min(decisions, key=lambda fact: fact.recorded_on),
        _last_recorded([fact for fact in known if fact.valid_from == latest]),
    )


def _last_recorded(facts: list[PlanFact[ValueT]]) -> PlanFact[ValueT]:
    # Of several entries of one day the last one counts; max takes the first of equals.
    return max(reversed(facts), key=lambda fact: fact.recorded_on)
