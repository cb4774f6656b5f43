"""Which aggregates may be shown without showing a single organisation (DIR-20).

An aggregate is a sum over a set of organisations. It may be shown when at least three organisations stand in it and none has more than
75 % of the sum. That holds for every aggregate that a reader can work out from the shown ones as well: the rest of a total, the difference
of two sets of which one lies in the other, and any other sum of shown sums.

What can be worked out is decided exactly. Organisations that stand in the same shown sets form an *atom*; a set of atoms can be worked out
when its indicator lies in the row space of the shown sets. Every atom, every pair of atoms and every rest of a shown set is tried, and
whatever would give away an unsafe sum is withheld, the set with the fewest organisations first.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np

from grono.portal.surveys.kinds import LARGEST_SHARE, LEAST_ORGANISATIONS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    Member = int
    Cells = Mapping[str, frozenset[int]]
    Atoms = dict[tuple[str, ...], frozenset[int]]

_SPAN = 1e-8
"""A vector is in the row space when at most this much of it lies outside: the rows are zeros and ones, so what lies outside is 0 or large."""


@dataclass(frozen=True)
class Rule:
    """When a sum may be shown: at least so many organisations, none with a larger share."""

    least: int = LEAST_ORGANISATIONS
    largest: float = LARGEST_SHARE

    def allows(self, members: Iterable[Member], values: Mapping[Member, float]) -> bool:
        """Say whether the sum over these organisations may be shown; a sum over nobody says nothing of anyone."""
        sizes = [abs(values[one]) for one in members]
        if not sizes:
            return True
        if len(sizes) < self.least:
            return False
        total = sum(sizes)
        return total == 0 or max(sizes) <= self.largest * total


def shown_cells(
    cells: Cells, values: Mapping[Member, float], *, rule: Rule | None = None, fixed: frozenset[str] = frozenset()
) -> frozenset[str]:
    """Return the names of the cells that may be shown together.

    Parameters
    ----------
    cells : mapping
        Name → organisations of each cell, totals among them.
    values : mapping
        Organisation → what it adds to each cell it stands in.
    rule : Rule, optional
        When a sum may be shown.
    fixed : frozenset of str
        Cells that are public already and cannot be taken back: others give way. They are always in the answer.
    """
    rule = rule or Rule()
    shown = {name for name, members in cells.items() if name in fixed or (members and rule.allows(members, values))}
    while True:
        known = {name: cells[name] for name in shown}
        told = _given_away(known, values, rule) or _withheld_but_told(cells, known, values, rule)
        if told is None:
            return frozenset(shown)
        giving_way = _one_to_withhold(cells, shown, shown - fixed, told)
        if giving_way is None:
            return frozenset(shown)
        shown.discard(giving_way)


def _one_to_withhold(cells: Cells, shown: Iterable[str], may_go: Iterable[str], told: frozenset[Member]) -> str | None:
    """Return the smallest cell without which these organisations are hidden again, so that totals stay as long as they can."""
    smallest_first = sorted(may_go, key=lambda name: (len(cells[name]), name))
    for name in smallest_first:
        rest = {other: cells[other] for other in shown if other != name}
        if not _is_told(rest, told):
            return name
    return next(iter(smallest_first), None)


def _withheld_but_told(
    cells: Cells, shown: Cells, values: Mapping[Member, float], rule: Rule
) -> frozenset[Member] | None:
    """Return a withheld cell that follows from the shown ones after all."""
    withheld = (cells[name] for name in sorted(cells) if name not in shown)
    unsafe = (members for members in withheld if not rule.allows(members, values))
    return next((members for members in unsafe if _is_told(shown, members)), None)


def _is_told(cells: Cells, members: frozenset[Member]) -> bool:
    """Say whether the sum over some organisations can be worked out from the shown cells."""
    atoms = _atoms(cells)
    if not members <= frozenset().union(*atoms.values()):
        return False
    vector = np.array([float(inside <= members) for inside in atoms.values()])
    if any(inside & members and not inside <= members for inside in atoms.values()):
        return False
    return float(np.abs(_outside(cells, list(atoms)) @ vector).max()) < _SPAN


def _given_away(cells: Cells, values: Mapping[Member, float], rule: Rule) -> frozenset[Member] | None:
    """Return a set of organisations whose sum can be worked out although it may not be shown."""
    atoms = _atoms(cells)
    if not atoms:
        return None
    patterns = list(atoms)
    outside = _outside(cells, patterns)
    for picked in _tried(cells, patterns):
        members = frozenset().union(*(atoms[patterns[place]] for place in picked))
        if rule.allows(members, values):
            continue
        vector = np.zeros(len(patterns))
        vector[list(picked)] = 1.0
        if float(np.abs(outside @ vector).max()) < _SPAN:
            return members
    return None


def _atoms(cells: Cells) -> Atoms:
    places: dict[Member, list[str]] = {}
    for name in sorted(cells):
        for member in cells[name]:
            places.setdefault(member, []).append(name)
    atoms: dict[tuple[str, ...], set[Member]] = {}
    for member, names in places.items():
        atoms.setdefault(tuple(names), set()).add(member)
    return {names: frozenset(members) for names, members in sorted(atoms.items())}


def _outside(cells: Cells, patterns: Sequence[tuple[str, ...]]) -> np.ndarray:
    """Return the projection onto what the shown sums do not tell."""
    rows = np.array([[float(name in pattern) for pattern in patterns] for name in sorted(cells)])
    _left, sizes, directions = np.linalg.svd(rows, full_matrices=False)
    known = directions[sizes > _SPAN * max(rows.shape) * sizes.max()]
    outside: np.ndarray = np.eye(len(patterns)) - known.T @ known
    return outside


def _tried(cells: Cells, patterns: Sequence[tuple[str, ...]]) -> list[tuple[int, ...]]:
    """Return the sets of atoms to try: each one, each pair, and what a shown set leaves of another shown set that holds it."""
    everywhere = range(len(patterns))
    held = {name: frozenset(place for place in everywhere if name in patterns[place]) for name in cells}
    rests = {
        tuple(sorted(held[larger] - held[smaller]))
        for larger in cells
        for smaller in cells
        if held[smaller] < held[larger]
    }
    rests |= {tuple(sorted(_rest(held, larger))) for larger in cells}
    return [*((place,) for place in everywhere), *combinations(everywhere, 2), *sorted(rest for rest in rests if rest)]


def _rest(held: Mapping[str, frozenset[int]], larger: str) -> frozenset[int]:
    """Return what remains of a set when all shown sets inside it are taken away."""
    inside = [other for name, other in held.items() if name != larger and other < held[larger]]
    return held[larger] - frozenset().union(*inside) if inside else frozenset()


def shown_counts(
    choices: Cells, answered: frozenset[Member], *, exclusive: bool, least: int = LEAST_ORGANISATIONS
) -> frozenset[str]:
    """Return the choices whose number of organisations may be shown beside the number of all who answered.

    A number of one or two would single organisations out, and so would the number of those who did *not* choose. Nobody, and everybody, may
    be shown. Where each organisation chooses one thing, the withheld choices together are a difference of shown numbers, so they are
    withheld at least in twos and make up at least ``least`` organisations.
    """
    if 0 < len(answered) < least:
        return frozenset()
    shown = {name for name, chosen in choices.items() if not _small(len(chosen), least)}
    if not exclusive:
        return frozenset(name for name in shown if not _small(len(answered - choices[name]), least))
    hidden = set(choices) - shown
    while hidden and shown:
        rest = sum(len(choices[name]) for name in hidden)
        if len(hidden) > 1 and rest >= max(least, len(hidden) + 1):
            break
        filled = [name for name in shown if choices[name]] or list(shown)
        giving_way = min(filled, key=lambda name: (len(choices[name]), name))
        shown.discard(giving_way)
        hidden.add(giving_way)
    return frozenset(shown)


def _small(number: int, least: int) -> bool:
    return 0 < number < least
