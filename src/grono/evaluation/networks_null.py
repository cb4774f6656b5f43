"""What chance alone would give for the measures of a network, by drawing again and again with a stored seed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from grono.evaluation.networks_measures import (
    degree_centralisation,
    degrees,
    external_internal,
    mean_clustering,
    modularity,
)
from grono.measures.randomness import stream
from grono.measures.testing import PERMUTATIONS

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from grono.evaluation.networks import Network

    IntegerArray = NDArray[np.int64]
    FloatArray = NDArray[np.float64]

SAME = 1e-9
"""Two values nearer than this are equal: they are sums of a few thousand products, each exact to about 1e-16."""


@dataclass(frozen=True)
class ChanceOf:
    r"""A measure beside what chance alone would give.

    Parameters
    ----------
    measure : str
        What was measured.
    rule : {"groups", "ties", "names"}
        What was drawn anew: who belongs to which group; which ties there are, as many as there are; which organisation of both
        days stands where.
    observed, expected, lower, upper : float
        The value; mean and the middle 95 % of the draws.
    p : float
        :math:`\min(1, 2\min(p_{low}, p_{high}))` with :math:`p_{low} = (1 + \#\{x^* \le x\})/(R + 1)` and the mirror of it.
    draws, seed : int
        R, and the seed that gives the same draws again.
    """

    measure: str
    rule: str
    observed: float
    expected: float
    lower: float
    upper: float
    p: float
    draws: int
    seed: int


def chance_of_measures(given: Network, *, seed: int, draws: int = PERMUTATIONS) -> tuple[ChanceOf, ...]:
    """Draw what chance gives for centralisation, clustering, and where groups are known for E–I and modularity.

    Centralisation and clustering are compared with networks of as many organisations and ties, all ties equally likely; E–I and
    modularity with the same ties and the same sizes of groups, membership shuffled. Measures without a value are left out, and a
    network in which nothing can be drawn differently gives p = 1.
    """
    size, ends = len(given.nodes), given.ends
    found = []
    if size > 2 and len(ends):
        drawn = _random_ties(size, len(ends), draws, stream(seed, "network", "ties"))
        centralised = [degree_centralisation(degrees(one, size)) or 0.0 for one in drawn]
        clustered = [mean_clustering(one, size) or 0.0 for one in drawn]
        real = {
            "centralisation": degree_centralisation(degrees(ends, size)) or 0.0,
            "clustering": mean_clustering(ends, size) or 0.0,
        }
        found += [
            _chance("centralisation", "ties", real["centralisation"], centralised, seed),
            _chance("clustering", "ties", real["clustering"], clustered, seed),
        ]
    return (*found, *_chance_of_groups(given, seed, draws))


def _chance_of_groups(given: Network, seed: int, draws: int) -> list[ChanceOf]:
    groups, ends = given.group_numbers, given.ends
    if groups is None or not len(ends):
        return []
    generator = stream(seed, "network", "groups")
    shuffled = [_shuffled(groups, generator) for _ in range(draws)]
    formulas: dict[str, Callable[[IntegerArray, IntegerArray], float | None]] = {
        "external_internal": external_internal,
        "modularity": modularity,
    }
    return [
        _chance(name, "groups", formula(ends, groups) or 0.0, [formula(ends, one) or 0.0 for one in shuffled], seed)
        for name, formula in formulas.items()
    ]


def _shuffled(groups: IntegerArray, generator: np.random.Generator) -> IntegerArray:
    """Shuffle who belongs to which group, among those who belong to one."""
    drawn = groups.copy()
    known = groups >= 0
    drawn[known] = generator.permutation(groups[known])
    return drawn


def chance_of_survival(before: Network, after: Network, *, seed: int, draws: int = PERMUTATIONS) -> ChanceOf | None:
    """Draw how many ties would survive if the organisations of both days had changed places at random (QAP).

    Both networks keep their shapes; only which organisation stands where in the second is shuffled, among those of both days.
    Returns None where the first has no tie, or fewer than two organisations are in both.
    """
    common = sorted(set(before.nodes) & set(after.nodes))
    if not before.ties or len(common) < 2:
        return None
    place = {node: index for index, node in enumerate(common)}
    first = np.zeros((len(common), len(common)), dtype=bool)
    for one, other in before.ties:
        if one in place and other in place:
            first[place[one], place[other]] = first[place[other], place[one]] = True
    rows = [(place[one], place[other]) for one, other in after.ties if one in place and other in place]
    second = np.array(rows, dtype=np.int64).reshape(len(rows), 2)
    generator = stream(seed, "network", "names")
    counts = [_still(first, generator.permutation(len(common))[second]) for _ in range(draws)]
    total = len(before.ties)
    return _chance("survival", "names", _still(first, second) / total, [one / total for one in counts], seed)


def _still(first: NDArray[np.bool_], ends: IntegerArray) -> int:
    return int(first[ends[:, 0], ends[:, 1]].sum())


def _random_ties(size: int, count: int, draws: int, generator: np.random.Generator) -> list[IntegerArray]:
    """Draw ``count`` different pairs of ``size`` nodes, again and again."""
    possible = size * (size - 1) // 2
    return [_pairs(generator.choice(possible, count, replace=False, shuffle=False), size) for _ in range(draws)]


def _pairs(numbers: IntegerArray, size: int) -> IntegerArray:
    """Return the pairs that stand at these places when all pairs (0, 1), (0, 2), … are written in order.

    The square root is exact where it matters: its argument is a whole number far below 2⁵³.
    """
    width = 2 * size - 1
    first = ((width - np.sqrt((width * width - 8 * numbers).astype(np.float64))) // 2).astype(np.int64)
    second = numbers - first * (width - first) // 2 + first + 1
    return np.column_stack([first, second])


def _chance(measure: str, rule: str, observed: float, drawn: list[float], seed: int) -> ChanceOf:
    values = np.array(drawn)
    low, high = (
        (1 + int(side.sum())) / (len(values) + 1) for side in (values <= observed + SAME, values >= observed - SAME)
    )
    lower, upper = np.quantile(values, (0.025, 0.975))
    return ChanceOf(
        measure=measure,
        rule=rule,
        observed=observed,
        expected=float(values.mean()),
        lower=float(lower),
        upper=float(upper),
        p=min(1.0, 2 * min(low, high)),
        draws=len(values),
        seed=seed,
    )
