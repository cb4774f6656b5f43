"""A network of organisations on one day: who is in it, who is tied to whom, and which group each belongs to."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from grono.messages import InputError, Problem, message

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from numpy.typing import NDArray

    IntegerArray = NDArray[np.int64]

Tie = tuple[str, str]
"""Two organisations in the order of their names: a tie has no direction."""


@dataclass(frozen=True)
class Network:
    """Organisations and the ties between them.

    Parameters
    ----------
    nodes : tuple of str
        Organisations in the order of their names, those without a tie among them.
    ties : frozenset of pair
        Who is tied to whom, each tie once.
    groups : mapping
        Organisation → its cluster (or any other division); who is not in it belongs to none.
    kinds : mapping
        Organisation → ``university``, ``industry`` or ``government``; who is not in it is of no such kind.
    label : str
        What stands above its figures: a day, a year, or a name.
    """

    nodes: tuple[str, ...]
    ties: frozenset[Tie]
    groups: Mapping[str, str] = field(default_factory=dict)
    kinds: Mapping[str, str] = field(default_factory=dict)
    label: str = ""

    @cached_property
    def ends(self) -> IntegerArray:
        """Places of both ends of each tie among the nodes, shape (ties, 2)."""
        place = {node: index for index, node in enumerate(self.nodes)}
        pairs = [(place[one], place[other]) for one, other in sorted(self.ties)]
        return np.array(pairs, dtype=np.int64).reshape(len(pairs), 2)

    @cached_property
    def neighbours(self) -> dict[str, frozenset[str]]:
        """Return whom each organisation is tied to."""
        found: dict[str, set[str]] = {node: set() for node in self.nodes}
        for one, other in self.ties:
            found[one].add(other)
            found[other].add(one)
        return {node: frozenset(others) for node, others in found.items()}

    @cached_property
    def group_numbers(self) -> IntegerArray | None:
        """Return the number of each node's group, or None where a tied organisation belongs to none."""
        tied = {node for tie in self.ties for node in tie}
        if not tied or not tied <= set(self.groups):
            return None
        names = {name: number for number, name in enumerate(sorted(set(self.groups.values())))}
        return np.array(
            [names[self.groups[node]] if node in self.groups else -1 for node in self.nodes], dtype=np.int64
        )


def network(
    ties: Iterable[tuple[str, str]],
    *,
    nodes: Iterable[str] = (),
    groups: Mapping[str, str] | None = None,
    kinds: Mapping[str, str] | None = None,
    label: str = "",
) -> Network:
    """Make a network; a tie that is named twice, or from both sides, is one tie.

    Parameters
    ----------
    ties : iterable of pair
        Who is tied to whom.
    nodes : iterable of str
        Organisations that are there whether they are tied or not; those of the ties are added.
    groups, kinds : mapping, optional
        Group and kind of organisations; entries for others than the nodes are left out.
    label : str
        A day, a year, or a name.

    Raises
    ------
    InputError
        When an organisation is tied to itself.

    Examples
    --------
    >>> found = network([("b", "a"), ("a", "b"), ("b", "c")], nodes=["d"])
    >>> found.nodes, len(found.ties)
    (('a', 'b', 'c', 'd'), 2)
    """
    pairs = {(min(tie), max(tie)) for tie in ties}
    loops = sorted(one for one, other in pairs if one == other)
    if loops:
        raise InputError([_loop(name) for name in loops])
    everyone = {name for pair in pairs for name in pair} | set(nodes)
    return Network(
        nodes=tuple(sorted(everyone)),
        ties=frozenset(pairs),
        groups={node: group for node, group in (groups or {}).items() if node in everyone},
        kinds={node: kind for node, kind in (kinds or {}).items() if node in everyone},
        label=label,
    )


def _loop(name: str) -> Problem:
    sentence = message(
        "“%(name)s” is tied to itself. A tie joins two organisations: correct one of the two names, or leave the tie out.",
        name=name,
    )
    return Problem("tied-to-itself", sentence, value=name)
