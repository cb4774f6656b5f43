"""What a search for clusters is told, and what it finds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from grono.measures.partition.score import AGAINST

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    from grono.measures.partition.stability import Stability
    from grono.measures.result import BoolArray

NO_CLUSTER = -1
"""Label of an industry that is set aside."""


@dataclass(frozen=True)
class SearchOptions:
    """What a search may be told (⚙ of MAP-38).

    Parameters
    ----------
    clusters : sequence of int
        Numbers of clusters to try; those that the industries do not allow are left out.
    starts : int
        Random starts of k-means.
    resamples : int
        Resamples of the regions for the stability; 0 for none.
    against : float
        Percentile of the score, see :func:`grono.measures.partition.partition_score`.
    seed : int
        Of all random numbers.
    """

    clusters: Sequence[int] = tuple(range(20, 61))
    starts: int = 20
    resamples: int = 100
    against: float = AGAINST
    seed: int = 1


@dataclass(frozen=True)
class Partition:
    """One partition of the industries, and how it was made.

    Parameters
    ----------
    label : numpy.ndarray of int64, shape (industries,)
        Cluster of each industry, numbered from 0 in the order of their first industries' codes; −1 for what is set aside: an
        industry without a known likeness to any other.
    similarity, method : str
        Likeness and way it was made of.
    clusters : int
        How many there are.
    score : float
        Of :func:`grono.measures.partition.partition_score`, on the mean of all likenesses.
    of_clusters, of_industries : float
        The two shares whose mean it is.
    """

    label: NDArray[np.int64]
    similarity: str
    method: str
    clusters: int
    score: float
    of_clusters: float
    of_industries: float


@dataclass(frozen=True)
class PartitionSearch:
    """The best partition, what it was chosen from, and how stable it is.

    Parameters
    ----------
    best : Partition
        The highest score; of equal ones the one with the widest margin.
    tried : tuple of Partition
        All of them.
    holds : numpy.ndarray of bool, shape (industries,)
        Whether an industry is more related within its cluster than to the others.
    stability : Stability or None
        Over resampled regions; None where none were asked for, with one region, or where the best likeness knows no regions.
    """

    best: Partition
    tried: tuple[Partition, ...]
    holds: BoolArray
    stability: Stability | None
