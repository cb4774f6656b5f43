"""Which industries share regions more often than their ubiquity and the regions' diversity explain (MAP-28)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from grono.measures.relatedness.null_model import NullModel, null_model
from grono.measures.relatedness.poisson_binomial import joint_upper_tail
from grono.measures.relatedness.proximity import co_occurrence
from grono.measures.testing import LEVEL, benjamini_hochberg

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from grono.measures.relatedness.presence import Presence
    from grono.measures.result import BoolArray, FloatArray


@dataclass(frozen=True)
class Links:
    """All pairs of industries that are somewhere, each once, first < second; arrays of shape (pairs,).

    Parameters
    ----------
    first, second : numpy.ndarray of int
        Columns of the table.
    co_occurrence : numpy.ndarray of int
        Regions that have both.
    expected : numpy.ndarray
        Mean of the null model.
    p_value : numpy.ndarray
        Probability of as many or more under the null model.
    adjusted : numpy.ndarray
        After Benjamini and Hochberg, over all these pairs.
    kept : numpy.ndarray of bool
        Where the adjusted p-value is within the level.
    family : str
        What was tested together.
    """

    first: NDArray[np.int64]
    second: NDArray[np.int64]
    co_occurrence: NDArray[np.int64]
    expected: FloatArray
    p_value: FloatArray
    adjusted: FloatArray
    kept: BoolArray
    family: str


def related_links(there: Presence, model: NullModel | None = None, *, level: float = LEVEL) -> Links:
    """Test every pair of industries against the null model and keep what the false-discovery rate allows.

    Parameters
    ----------
    there : Presence, shape (regions, industries)
        Which industries a region has; industries that are nowhere are no pairs.
    model : NullModel, optional
        From :func:`null_model`, where it is at hand.
    level : float
        Share of false links expected among the kept.

    References
    ----------
    Saracco, F. et al. (2017), doi:10.1088/1367-2630/aa6b38; rules MAP-28 and MAP-35.

    Examples
    --------
    >>> from grono.measures.relatedness import presence
    >>> links = related_links(presence([[1, 1, 0], [1, 0, 0], [0, 0, 1]]))
    >>> links.p_value.round(4).tolist(), bool(links.kept.any())
    ([0.6079, 1.0, 1.0], False)
    """
    model = null_model(there) if model is None else model
    ubiquity = there.ubiquity
    industries = np.flatnonzero(ubiquity > 0)
    upper = np.triu_indices(industries.size, 1)
    first, second = industries[upper[0]], industries[upper[1]]
    together = co_occurrence(there)[first, second]
    classes, of_class = np.unique(ubiquity, return_index=True)
    place = np.searchsorted(classes, ubiquity)
    chance = np.ascontiguousarray(model.probability[:, of_class].T)
    tail = joint_upper_tail(chance, place[first], place[second], together)
    family = f"co-occurrence, {first.size} pairs of industries, presence by {there.rule}"
    tested = benjamini_hochberg(tail, family=family, level=level)
    expected = (model.probability.T @ model.probability)[first, second]
    return Links(first, second, together, expected, tail, tested.adjusted.value, tested.kept, family)
