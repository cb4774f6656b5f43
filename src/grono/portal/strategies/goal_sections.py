"""What apps above show on the page of a goal: they register it, the page shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from grono.portal.core.display import Link, Table
    from grono.portal.core.visitor import Reader
    from grono.portal.strategies.models import Strategy


class GoalSection(NamedTuple):
    """A heading, what stands below it, and what the reader can do there."""

    title: str
    text: str
    table: Table | None
    actions: Sequence[Link]


_FINDERS: list[Callable[[Reader, Strategy, str], GoalSection | None]] = []


def register_section(finder: Callable[[Reader, Strategy, str], GoalSection | None]) -> None:
    """Let an app above show something about a goal, by its key; None where it has nothing for this reader."""
    _FINDERS.append(finder)


def sections_of_goal(reader: Reader, strategy: Strategy, key: str) -> list[GoalSection]:
    """Return the sections of the apps above."""
    found = (finder(reader, strategy, key) for finder in _FINDERS)
    return [section for section in found if section is not None]
