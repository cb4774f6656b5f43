"""The method of reflections: to teach where complexity came from, not to rank by (MAP-26)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from grono.measures.result import Measured, Reason, divide, measured

if TYPE_CHECKING:
    from grono.measures.relatedness.presence import Presence
    from grono.measures.result import FloatArray


@dataclass(frozen=True)
class Reflections:
    """Averages of averages.

    Parameters
    ----------
    region : numpy.ndarray, shape (steps + 1, regions)
        k_r,0 (diversity), k_r,1 (mean ubiquity of its industries), k_r,2 … ; 0 for an empty region.
    industry : numpy.ndarray, shape (steps + 1, industries)
        k_i,0 (ubiquity), k_i,1 (mean diversity of its regions), k_i,2 … ; 0 for an empty industry.
    """

    region: FloatArray
    industry: FloatArray

    def complexity_of_regions(self, step: int) -> Measured:
        """Return z-scores of a step, signed so that more is always more complex.

        Even steps average diversity and rise with complexity; odd ones average ubiquity and fall with it, so they are turned
        round here.
        """
        return _signed(self.region[step], self.region[0] == 0, 1.0 if step % 2 == 0 else -1.0)

    def complexity_of_industries(self, step: int) -> Measured:
        """Return z-scores of a step, signed so that more is always more complex: even steps average ubiquity, which falls."""
        return _signed(self.industry[step], self.industry[0] == 0, -1.0 if step % 2 == 0 else 1.0)


def reflections(there: Presence, steps: int = 2) -> Reflections:
    r"""Average the neighbours' averages, again and again.

    .. math:: k_{r,n} = \frac{1}{d_r} \sum_i M_{ri} k_{i,n-1},\quad k_{i,n} = \frac{1}{u_i} \sum_r M_{ri} k_{r,n-1}

    Parameters
    ----------
    there : Presence, shape (regions, industries)
        Which industries a region has.
    steps : int
        How many reflections. With many of them all values become equal: the order that remains is that of
        :func:`economic_complexity`, which finds it directly.

    References
    ----------
    Hidalgo, C. A. & Hausmann, R. (2009), doi:10.1073/pnas.0900943106; rule MAP-26.

    Examples
    --------
    >>> from grono.measures.relatedness import presence
    >>> reflections(presence([[1, 1], [1, 0]]), 1).region.tolist()
    [[2.0, 1.0], [1.5, 2.0]]
    """
    matrix = there.as_numbers()
    diversity, ubiquity = matrix.sum(axis=1), matrix.sum(axis=0)
    region, industry = [diversity], [ubiquity]
    for _ in range(steps):
        following = divide(matrix @ industry[-1], diversity), divide(matrix.T @ region[-1], ubiquity)
        region.append(following[0])
        industry.append(following[1])
    return Reflections(np.array(region), np.array(industry))


def _signed(values: FloatArray, empty: np.ndarray[tuple[int, ...], np.dtype[np.bool_]], sign: float) -> Measured:
    inside = values[~empty]
    spread = float(inside.std()) if inside.size else 0.0
    mean = float(inside.mean()) if inside.size else 0.0
    score = sign * (values - mean) / spread if spread > 0 else np.zeros_like(values)
    return measured(score, {Reason.EMPTY: empty, Reason.NOT_IDENTIFIED: np.full(values.shape, spread == 0)})
