"""What chance alone would give for the triple-helix synergy: two of three labels shuffled, with a stored seed (STR-44)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from grono.evaluation.triple_helix import as_table, first_order_bias, synergy
from grono.measures.randomness import stream
from grono.measures.testing import PERMUTATIONS
from grono.messages import GronoError, message

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    FloatArray = NDArray[np.float64]
    IntegerArray = NDArray[np.int64]

UNITS_FOR_EACH_CELL = 5
"""Below it the bias is of the size of T itself, and small towns always look synergetic (STR-44)."""
SAME = 1e-6
"""Two values of T nearer than this (in mbit) are equal: each is a sum of entropies exact to about 1e-11 mbit."""


class TooFewUnitsError(GronoError):
    """Fewer units than five for each cell: nothing can be said."""


@dataclass(frozen=True)
class SynergyTest:
    r"""The synergy beside what chance alone would give.

    Parameters
    ----------
    synergy, expected, excess : float
        T, :math:`E_0[T]`, and :math:`T - E_0[T]`, in bits × 1000.
    lower, upper : float
        The middle 95 % of the draws.
    p : float
        :math:`(1 + \#\{T^* \le T\})/(R + 1)`.
    bias : float
        First-order bias of independent labels, for comparison.
    units, cells, draws, seed : int
        n, number of cells, R, and the seed that gives the same draws again.
    """

    synergy: float
    expected: float
    excess: float
    lower: float
    upper: float
    p: float
    bias: float
    units: int
    cells: int
    draws: int
    seed: int


def units_needed(counts: ArrayLike) -> int:
    """Return how many units a table needs before :func:`synergy_test` answers: five for each cell, with or without a unit."""
    return UNITS_FOR_EACH_CELL * int(np.prod(_classes(as_table(counts), presence=False)))


def synergy_test(counts: ArrayLike, *, seed: int, draws: int = PERMUTATIONS, presence: bool = False) -> SynergyTest:
    """Compare the synergy of a table with that of shuffled labels.

    Parameters
    ----------
    counts : array of three dimensions
        Whole numbers of units. A class that no unit has is not a class, and adds no cells.
    seed : int
        Seed of the draws, to be kept with the result.
    draws : int
        R, at least 999.
    presence : bool
        Whether the axes are presence of the three sides: there are then eight cells whatever was seen.

    Raises
    ------
    TooFewUnitsError
        When there are fewer than five units for each cell.
    ValueError
        When there are fewer than 999 draws, or a count is not a whole number.
    """
    table = as_table(counts)
    if draws < PERMUTATIONS:
        error = f"a permutation null needs at least {PERMUTATIONS} draws, not {draws}"
        raise ValueError(error)
    if (table != np.floor(table)).any():
        error = "counts must be whole numbers of units"
        raise ValueError(error)
    classes, units = _classes(table, presence=presence), int(table.sum())
    cells = int(np.prod(classes))
    _check_units(units, cells)
    observed = synergy(table)
    margins = [table.sum(axis=axes).astype(np.int64) for axes in ((1, 2), (0, 2), (0, 1))]
    generator = stream(seed, "triple-helix")
    drawn = np.array([synergy(shuffled_table(margins, generator)) for _ in range(draws)])
    lower, upper = np.quantile(drawn, (0.025, 0.975))
    return SynergyTest(
        synergy=observed,
        expected=float(drawn.mean()),
        excess=observed - float(drawn.mean()),
        lower=float(lower),
        upper=float(upper),
        p=(1 + int((drawn <= observed + SAME).sum())) / (draws + 1),
        bias=first_order_bias(classes, units),
        units=units,
        cells=cells,
        draws=draws,
        seed=seed,
    )


def _classes(table: FloatArray, *, presence: bool) -> tuple[int, int, int]:
    if presence:
        return (2, 2, 2)
    one, two, three = (int((table.sum(axis=axes) > 0).sum()) for axes in ((1, 2), (0, 2), (0, 1)))
    return one, two, three


def _check_units(units: int, cells: int) -> None:
    needed = UNITS_FOR_EACH_CELL * cells
    if units < needed or not units:
        raise TooFewUnitsError(
            message(
                "Too few for a table of %(cells)s cells: %(units)s, where %(needed)s are needed, five for each cell. With fewer, chance "
                "alone looks like synergy. Use coarser classes, or more years together.",
                cells=cells,
                units=units,
                needed=max(needed, UNITS_FOR_EACH_CELL),
            )
        )


def shuffled_table(margins: list[IntegerArray], generator: np.random.Generator) -> IntegerArray:
    """Draw the table that results when two of the three labels are shuffled independently.

    Shuffling the second label against the first gives each class of the first a random handful of the units of the second, and so
    on: the same distribution as shuffling unit by unit, at a cost that does not grow with their number.
    """
    first, second, third = margins
    pairs = _dealt(first, second, generator)
    cells = _dealt(pairs.ravel(), third, generator)
    return cells.reshape(len(first), len(second), len(third))


def _dealt(hands: IntegerArray, colours: IntegerArray, generator: np.random.Generator) -> IntegerArray:
    """Deal units of several colours into hands of given sizes."""
    left = colours.copy()
    dealt = np.zeros((len(hands), len(colours)), dtype=np.int64)
    for place in np.flatnonzero(hands):
        dealt[place] = generator.multivariate_hypergeometric(left, hands[place], method="marginals")
        left -= dealt[place]
    return dealt
