"""How a plan stands: apps above register what was reported, reached and contradicted; until then it is what the imported cards say.

A provider takes the reader, the strategy and its plan, and returns :class:`Known`, or nothing where nobody reports.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from grono.portal.strategies.keeping import kept
from grono.portal.strategies.part_queries import said_of
from grono.portal.strategies.plan_queries import done_on_cards, plan_of
from grono.strategy import programme_findings, programme_roll_up

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from grono.portal.core.visitor import Reader
    from grono.portal.strategies.models import Strategy
    from grono.quantities import Quantity
    from grono.strategy import Finding, Programme, RollUp, StatedStatus, TheoryLink


class Reached(NamedTuple):
    """Of the indicators with a target below a part: how many are on their path, how many can be judged, how many there are."""

    on_path: int
    judged: int
    items: int


@dataclass(frozen=True)
class Judged:
    """How many indicators below each part are on their path, and what contradicts what was reported."""

    reached: Mapping[str, Reached] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()


@dataclass
class Known:
    """What is known of a plan beside itself.

    Parameters
    ----------
    done : mapping
        Key of a stage → year → points done.
    until : int, optional
        The year by whose end that is known.
    judge : callable
        Judges the plan by what was reported; it costs more than the rest, so it waits until somebody asks.
    plan : Programme, optional
        The plan that all this is about.
    links, stated : sequence
        What is said beside the figures: the theory of change, and statuses set by hand.
    """

    done: Mapping[str, Mapping[str, Quantity]] = field(default_factory=dict)
    until: int | None = None
    judge: Callable[[], Judged] = Judged
    plan: Programme | None = None
    links: Sequence[TheoryLink] = ()
    stated: Sequence[StatedStatus] = ()

    @cached_property
    def judged(self) -> Judged:
        """What the provider judges, computed once."""
        return self.judge()

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """What contradicts or lacks in the plan and in what was reported of it."""
        in_plan = programme_findings(self.plan, self.done, self.links, self.stated) if self.plan else ()
        return (*in_plan, *self.judged.findings)

    @cached_property
    def rolled(self) -> Mapping[str, RollUp]:
        """Work done below each goal, objective and group of actions."""
        return programme_roll_up(self.plan, self.done) if self.plan else {}


_PROVIDERS: list[Callable[[Reader, Strategy, Programme], Known]] = []


def register(provider: Callable[[Reader, Strategy, Programme], Known]) -> None:
    """Let the app above that keeps the reports say how plans stand."""
    _PROVIDERS.append(provider)


def known_of(reader: Reader, strategy: Strategy, plan: Programme) -> Known:
    """Return what is known of a plan: what was reported, and for other stages what their cards say."""
    if plan.in_force_on is not None or plan.known_on is not None:
        return _known(reader, strategy, plan)
    return kept(
        reader,
        strategy,
        ("known", plan.view),
        lambda: _known(reader, strategy, plan_of(reader, strategy, plan.view)),
    )


def _known(reader: Reader, strategy: Strategy, plan: Programme) -> Known:
    done: dict[str, Mapping[str, Quantity]] = dict(done_on_cards(reader, strategy, plan.known_on))
    links, stated = said_of(strategy)
    found = Known(done, plan=plan, links=links, stated=stated)
    for provider in _PROVIDERS:
        known = provider(reader, strategy, plan)
        for stage, years in known.done.items():
            done[stage] = {**done.get(stage, {}), **years}
        found = Known(done, known.until, known.judge, plan, links, stated)
    return found
