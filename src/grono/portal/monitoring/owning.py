"""Who answers for which part of a strategy: the post that leads it, or the nearest one above it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from grono.strategy import NodeKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from grono.strategy import Programme, ProgrammeFunding, ProgrammeIndicator, ProgrammeNode


@dataclass(frozen=True)
class Part:
    """A part of a strategy about which one report is written, with everything the report may speak of."""

    node: ProgrammeNode
    owner: str
    stages: tuple[ProgrammeNode, ...]
    indicators: tuple[ProgrammeIndicator, ...]
    funding: tuple[ProgrammeFunding, ...]

    @property
    def name(self) -> str:
        """Return number and title."""
        return f"{self.node.number_text} {self.node.title}".strip()

    def stages_of(self, year: int) -> tuple[ProgrammeNode, ...]:
        """Return the stages that are planned in a year or were planned before it: what is late is still reported."""
        return tuple(stage for stage in self.stages if any(int(period) <= year for period in stage.points if period))


class Parts:
    """The parts of a programme, in the order of the strategy."""

    def __init__(self, programme: Programme) -> None:
        self.programme = programme

    @cached_property
    def by_key(self) -> dict[str, Part]:
        """Return the parts that are reported, by key: tasks and groups of actions, and whatever has indicators or money of its own."""
        return {part.node.key: part for part in self._parts()}

    def __iter__(self) -> Iterator[Part]:
        return iter(self.by_key.values())

    def _parts(self) -> Iterator[Part]:
        indicators: dict[str, list[ProgrammeIndicator]] = {}
        for indicator in self.programme.indicators:
            indicators.setdefault(indicator.node, []).append(indicator)
        funding: dict[str, list[ProgrammeFunding]] = {}
        for line in self.programme.funding:
            funding.setdefault(line.node, []).append(line)
        stages: dict[str, list[ProgrammeNode]] = {}
        nodes = list(self.programme.walk())
        for node in nodes:
            if node.kind is NodeKind.STAGE and node.parent:
                stages.setdefault(node.parent, []).append(node)
        divided = {node.parent for node in nodes if node.kind is not NodeKind.STAGE}  # its parts are reported instead
        for node in nodes:
            held = (stages.get(node.key, []), indicators.get(node.key, []), funding.get(node.key, []))
            is_task = node.kind is NodeKind.TASK or (node.kind is NodeKind.ACTION_GROUP and node.key not in divided)
            if node.kind is not NodeKind.STAGE and (is_task or any(held)):
                yield Part(node, self.owners[node.key], tuple(held[0]), tuple(held[1]), tuple(held[2]))

    @cached_property
    def owners(self) -> dict[str, str]:
        """Return the post that answers for each node; empty where nobody is named."""
        found: dict[str, str] = {}
        for node in self.programme.walk():  # parents come before their children
            found[node.key] = node.lead_post or (found.get(node.parent, "") if node.parent else "")
        return found

    @property
    def posts(self) -> list[str]:
        """Return the posts that answer for a part, by name."""
        return sorted({post for post in self.owners.values() if post})

    @cached_property
    def goal_of(self) -> dict[str, str]:
        """Return the key of the uppermost part above each node."""
        found: dict[str, str] = {}
        for node in self.programme.walk():
            found[node.key] = found[node.parent] if node.parent in found and node.parent else node.key
        return found
