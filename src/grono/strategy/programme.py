"""A strategy as a tree in memory: goals, objectives, tasks, stages, with the indicators and the money that hang on them.

The values are those of one view of the plan (STR-20): as adopted or as revised, in force on a day, as known on a day.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date
    from fractions import Fraction

    from grono.quantities import Quantity
    from grono.strategy.aggregation import OverTime, OverTree, Temporal
    from grono.strategy.card import IndicatorKind
    from grono.strategy.indicators import Direction


class PlanView(StrEnum):
    """Which of its plans a strategy is shown by."""

    AS_ADOPTED = "as_adopted"
    AS_REVISED = "as_revised"


class NodeKind(StrEnum):
    """What a part of a strategy is."""

    GOAL = "goal"
    OBJECTIVE = "objective"
    TASK = "task"
    STAGE = "stage"
    ACTION_GROUP = "action_group"


class WeightBasis(StrEnum):
    """What the weights of the children of a node rest on."""

    COST = "cost"
    EXPERT = "expert"
    EQUAL = "equal"
    NONE = "none"


@dataclass(frozen=True)
class ProgrammeNode:
    """A goal, objective, task, stage or group of actions.

    Parameters
    ----------
    key : str
        Identifier, the same in every view.
    points : mapping
        Of a stage: planned percentage points of the whole task by period („2011”).
    weight : Fraction, optional
        Weight among the children of its parent.
    aid_relevant : bool
        Whether money may go to firms, so that STR-18 holds.
    is_draft : bool
        Whether it was entered after the last resolution and awaits the next.
    """

    key: str
    kind: NodeKind
    number_text: str
    title: str
    lead_post: str = ""
    parent: str | None = None
    weight: Fraction | None = None
    weight_basis: WeightBasis = WeightBasis.NONE
    points: Mapping[str, Quantity] = field(default_factory=dict)
    aid_relevant: bool = False
    is_draft: bool = False
    description: str = ""


@dataclass(frozen=True)
class ProgrammeIndicator:
    """An indicator with what the plan says about it.

    ``baseline``, ``targets`` and ``path`` are quantities by period; ``unspecified`` are values of a card that do not say what they are
    (F-KIND): nothing counts them as plan or as actual.
    """

    key: str
    node: str
    kind: IndicatorKind
    name_text: str
    unit: str = ""
    direction: Direction | None = None
    temporal: Temporal | None = None
    over_time: OverTime | None = None
    over_tree: OverTree | None = None
    frequency: str = ""
    publication_lag_days: int | None = None
    source_text: str = ""
    owner_post: str = ""
    standard_codes: tuple[str, ...] = ()
    binding: Mapping[str, object] = field(default_factory=dict)
    stage: str | None = None
    baseline: Mapping[str, Quantity] = field(default_factory=dict)
    targets: Mapping[str, Quantity] = field(default_factory=dict)
    path: Mapping[str, Quantity] = field(default_factory=dict)
    unspecified: Mapping[str, Quantity] = field(default_factory=dict)
    is_draft: bool = False


@dataclass(frozen=True)
class ProgrammeFunding:
    """A source of money; ``share`` in per cent of the cost of the task, ``amounts`` planned by year („” is all years together)."""

    key: str
    node: str
    source_text: str
    group_text: str = ""
    share: Fraction | None = None
    amounts: Mapping[str, Quantity] = field(default_factory=dict)
    aid_relevant: bool = False
    is_draft: bool = False


@dataclass(frozen=True)
class Programme:
    """A strategy in one view; struck out parts are left out of it."""

    key: str
    title: str
    language: str
    view: PlanView
    in_force_on: date | None
    known_on: date | None
    nodes: tuple[ProgrammeNode, ...] = ()
    indicators: tuple[ProgrammeIndicator, ...] = ()
    funding: tuple[ProgrammeFunding, ...] = ()
    resolution: str = ""

    def children(self, parent: str | None) -> tuple[ProgrammeNode, ...]:
        """Return the parts below a node in the order of the strategy; of ``None`` the uppermost."""
        return tuple(self._by_parent.get(parent, ()))

    def node(self, key: str) -> ProgrammeNode:
        """Return a node by its key."""
        return next(one for one in self.nodes if one.key == key)

    def walk(self, parent: str | None = None) -> Iterator[ProgrammeNode]:
        """Yield the nodes below a parent, each before its children."""
        yield from _walked(self._by_parent, parent)

    @cached_property
    def _by_parent(self) -> dict[str | None, list[ProgrammeNode]]:
        return _by_parent(self.nodes)


def in_tree_order(nodes: Iterable[ProgrammeNode]) -> tuple[ProgrammeNode, ...]:
    """Return nodes so that each stands before its children; siblings keep their order."""
    return tuple(_walked(_by_parent(nodes), None))


def _by_parent(nodes: Iterable[ProgrammeNode]) -> dict[str | None, list[ProgrammeNode]]:
    found: dict[str | None, list[ProgrammeNode]] = defaultdict(list)
    for one in nodes:
        found[one.parent].append(one)
    return found


def _walked(by_parent: Mapping[str | None, list[ProgrammeNode]], parent: str | None) -> Iterator[ProgrammeNode]:
    waiting = list(reversed(by_parent.get(parent, [])))
    while waiting:
        one = waiting.pop()
        yield one
        waiting.extend(reversed(by_parent.get(one.key, [])))
