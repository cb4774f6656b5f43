"""What presences would look like if only diversity and ubiquity mattered: the maximum-entropy bipartite graph (MAP-28)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.linalg import cho_factor, cho_solve
from scipy.special import expit

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from grono.measures.relatedness.presence import Presence
    from grono.measures.result import FloatArray

TOLERANCE = 1e-9
"""Largest deviation of an expected diversity or ubiquity from the observed one at which the model counts as solved."""

STEPS = 200
"""Steps of Newton's method; ten are usual, some forty where the margins leave hardly any freedom."""

HALVINGS = 40
"""Times a step is halved before it is taken as it is."""


@dataclass(frozen=True)
class NullModel:
    """Probabilities of presence that keep mean diversity and mean ubiquity.

    Parameters
    ----------
    probability : numpy.ndarray, shape (regions, industries)
        p; 0 in an empty region or industry, 1 where the margins leave no choice.
    residual : float
        Largest deviation of an expected diversity or ubiquity from the observed one.
    steps : int
        Steps of Newton's method.
    """

    probability: FloatArray
    residual: float
    steps: int

    @property
    def solved(self) -> bool:
        """Whether the margins are met."""
        return self.residual <= TOLERANCE


def null_model(there: Presence) -> NullModel:
    r"""Solve the maximum-entropy bipartite graph with the diversities and ubiquities of a table as its means.

    .. math:: p_{ri} = \frac{\alpha_r \beta_i}{1 + \alpha_r \beta_i},\quad \sum_i p_{ri} = d_r,\quad \sum_r p_{ri} = u_i

    Regions of one diversity share one α and industries of one ubiquity one β, so the equations are few; they are solved by
    Newton's method on the convex dual. Full and empty rows and columns are certain and taken out first.

    Parameters
    ----------
    there : Presence, shape (regions, industries)
        Which industries a region has; unknown cells count as absent.

    References
    ----------
    Saracco, F., Di Clemente, R., Gabrielli, A. & Squartini, T. (2015), doi:10.1038/srep10595; Saracco, F. et al. (2017),
    doi:10.1088/1367-2630/aa6b38; rule MAP-28.

    Examples
    --------
    >>> from grono.measures.relatedness import presence
    >>> null_model(presence([[1, 1, 0], [1, 0, 0], [0, 0, 1]])).probability.round(3).tolist()[0]
    [0.863, 0.568, 0.568]
    """
    probability = np.zeros(there.matrix.shape)
    rows, columns, diversity, ubiquity = _certain(there, probability)
    if rows.size == 0 or columns.size == 0:
        return NullModel(probability, 0.0, 0)
    row_values, row_class, row_count = np.unique(diversity[rows], return_inverse=True, return_counts=True)
    column_values, column_class, column_count = np.unique(ubiquity[columns], return_inverse=True, return_counts=True)
    margins = _Classes(
        row_values.astype(float), row_count.astype(float), column_values.astype(float), column_count.astype(float)
    )
    solved, residual, steps = margins.solve()
    probability[np.ix_(rows, columns)] = solved[np.ix_(row_class, column_class)]
    return NullModel(probability, residual, steps)


def _certain(
    there: Presence, probability: FloatArray
) -> tuple[NDArray[np.intp], NDArray[np.intp], NDArray[np.int64], NDArray[np.int64]]:
    """Set what the margins leave no choice about, and return the rows, columns and margins that remain."""
    diversity, ubiquity = there.diversity.copy(), there.ubiquity.copy()
    rows, columns = np.arange(diversity.size), np.arange(ubiquity.size)
    while True:
        full_rows = rows[diversity[rows] == columns.size]
        probability[np.ix_(full_rows, columns)] = 1.0
        ubiquity[columns] -= full_rows.size
        rows = rows[(diversity[rows] > 0) & (diversity[rows] < columns.size)]
        full_columns = columns[ubiquity[columns] == rows.size]
        probability[np.ix_(rows, full_columns)] = 1.0
        diversity[rows] -= full_columns.size
        remaining = columns[(ubiquity[columns] > 0) & (ubiquity[columns] < rows.size)]
        inside = (diversity[rows] > 0) & (diversity[rows] < remaining.size)
        columns = remaining
        if rows.size == 0 or columns.size == 0 or inside.all():
            return rows, columns, diversity, ubiquity


@dataclass(frozen=True)
class _Classes:
    """Rows of one sum and columns of one sum, each with how many there are."""

    row_sum: FloatArray
    row_count: FloatArray
    column_sum: FloatArray
    column_count: FloatArray

    def solve(self) -> tuple[FloatArray, float, int]:
        """Return the probabilities of the classes, the largest residual and the steps taken."""
        rows = self.row_sum.size
        share = self.row_sum / self.column_count.sum()
        point = np.concatenate([np.log(share / (1 - share)), np.zeros(self.column_sum.size)])
        for step in range(STEPS):
            probability = expit(np.add.outer(point[:rows], point[rows:]))
            gradient = self._gradient(probability)
            residual = float(np.abs(gradient / np.concatenate([self.row_count, self.column_count])).max())
            if residual <= TOLERANCE / 10:
                return probability, residual, step
            point = self._descend(point, gradient, probability)
        return probability, residual, STEPS

    def _gradient(self, probability: FloatArray) -> FloatArray:
        row = probability @ self.column_count - self.row_sum
        column = self.row_count @ probability - self.column_sum
        return np.concatenate([row * self.row_count, column * self.column_count])

    def _dual(self, point: FloatArray) -> float:
        rows = self.row_sum.size
        partition = np.logaddexp(0.0, np.add.outer(point[:rows], point[rows:]))
        known = (self.row_count * self.row_sum) @ point[:rows] + (self.column_count * self.column_sum) @ point[rows:]
        return float(self.row_count @ partition @ self.column_count - known)

    def _descend(self, point: FloatArray, gradient: FloatArray, probability: FloatArray) -> FloatArray:
        """Take one step of Newton's method, halved until the dual falls."""
        direction = -cho_solve(cho_factor(self._hessian(probability)), gradient)
        here, slope = self._dual(point), float(gradient @ direction)
        length = 1.0
        for _ in range(HALVINGS):
            if self._dual(point + length * direction) <= here + 1e-4 * length * slope + 1e-12 * abs(here):
                break
            length /= 2
        return point + length * direction

    def _hessian(self, probability: FloatArray) -> FloatArray:
        """Second derivatives; the direction in which α and β trade a factor is held by a term of its own."""
        between = probability * (1 - probability) * np.multiply.outer(self.row_count, self.column_count)
        across = np.concatenate([np.ones(self.row_sum.size), -np.ones(self.column_sum.size)])
        diagonal = np.concatenate([between.sum(axis=1), between.sum(axis=0)])
        hessian = np.multiply.outer(across, across) * float(diagonal.mean() / across.size)
        rows = self.row_sum.size
        hessian[:rows, rows:] += between
        hessian[rows:, :rows] += between.T
        hessian[np.diag_indices_from(hessian)] += diagonal * (1 + 1e-13) + 1e-300
        return np.asarray(hessian)
