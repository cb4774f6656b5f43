"""The search for a partition of industries into clusters: many are made, the best is kept with its stability."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from grono.measures.partition.found import NO_CLUSTER, Partition, PartitionSearch, SearchOptions
from grono.measures.partition.hierarchy import hierarchical
from grono.measures.partition.kmeans import kmeans
from grono.measures.partition.material import MEAN, Material, complete
from grono.measures.partition.score import Score, partition_score
from grono.measures.partition.similarity import off_diagonal
from grono.measures.partition.stability import Stability, stability
from grono.measures.randomness import stream

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from grono.measures.partition.hierarchy import Linkage
    from grono.measures.result import BoolArray, FloatArray, Measured

    Labels = NDArray[np.int64]

LINKAGES: dict[str, Linkage] = {"hierarchical_average": "average", "hierarchical_ward": "ward"}
"""Method → how it joins."""

METHODS = ("kmeans", *LINKAGES)
"""Ways to make clusters out of a likeness."""

THREADS = 2
"""k-means leaves Python's lock free, and so do the matrix products."""


class TooFewIndustriesError(ValueError):
    """There are not more industries that are like any other than clusters to be found."""


def search_partition(
    material: Material, options: SearchOptions | None = None, *, progress: Callable[[int, int], None] | None = None
) -> PartitionSearch:
    """Search a partition of industries into clusters after Delgado, Porter and Stern.

    Every likeness is cut by every method into every number of clusters; all are scored on the mean of the likenesses, so that
    scores can be compared; the best is made again from resampled regions.

    Parameters
    ----------
    material : Material
        Likenesses come from it. Regions in the order of their codes: the resamples go by it.
    options : SearchOptions, optional
        Numbers of clusters, starts, resamples, seed.
    progress : callable, optional
        Is told how many of how many parts are done; may raise to stop.

    Returns
    -------
    PartitionSearch
        The same for the same seed, whatever the order of the industries or the threads.

    Raises
    ------
    TooFewIndustriesError
        When no number of clusters asked for is at least 2 and below the number of industries that are like any other.

    References
    ----------
    Delgado, M., Porter, M. E. & Stern, S. (2016), *Defining clusters of related industries*, doi:10.1093/jeg/lbv017; rule MAP-38.
    """
    order = np.array(sorted(range(len(material.codes)), key=material.codes.__getitem__), dtype=np.intp)
    found = _Search(material.taken(order), options or SearchOptions(), progress or _unwatched).run()
    place = np.argsort(order)
    tried = tuple(replace(one, label=one.label[place]) for one in found.tried)
    return PartitionSearch(
        best=replace(found.best, label=found.best.label[place]),
        tried=tried,
        holds=found.holds[place],
        stability=None if found.stability is None else found.stability.taken(place),
    )


def _unwatched(_done: int, _total: int) -> None:
    """Take no note."""


@dataclass(frozen=True)
class _Made:
    """A partition of the members, not yet scored."""

    similarity: str
    method: str
    number: int
    label: Labels


class _Search:
    """One search, on industries in the order of their codes."""

    def __init__(self, material: Material, options: SearchOptions, progress: Callable[[int, int], None]) -> None:
        self._material = material
        self._options = options
        self._progress = progress
        self._similarities = material.similarities()
        judge = self._similarities.get(MEAN) or next(iter(self._similarities.values()), None)
        self._members = self._placed(judge)
        self._judge = np.zeros((0, 0)) if judge is None else complete(judge, self._members)

    def run(self) -> PartitionSearch:
        members = int(self._members.sum())
        numbers = [number for number in self._options.clusters if 2 <= number < members]
        if not numbers:
            message = f"{members} industries cannot be parted into {list(self._options.clusters)} clusters"
            raise TooFewIndustriesError(message)
        made = self._make_all(numbers)
        scored = [partition_score(self._judge, one.label, against=self._options.against) for one in made]
        best = min(range(len(made)), key=lambda place: (-scored[place].value, -scored[place].margin, place))
        tried = tuple(self._partition(one, score) for one, score in zip(made, scored, strict=True))
        holds = np.zeros(self._members.size, dtype=bool)
        holds[self._members] = scored[best].industry_holds
        return PartitionSearch(tried[best], tried, holds, self._stability(made[best], tried[best].label))

    def _make_all(self, numbers: list[int]) -> list[_Made]:
        """Cut each likeness by each method into each number of clusters."""
        recipes = [(name, method) for name in self._similarities for method in METHODS]
        made = []
        for done, (name, method) in enumerate(recipes):
            self._progress(done, len(recipes) + 1)
            whole = complete(self._similarities[name], self._members)
            labels = self._cut(method, whole, numbers, (name, "all"))
            made += [_Made(name, method, number, label) for number, label in zip(numbers, labels, strict=True)]
        self._progress(len(recipes), len(recipes) + 1)
        return made

    def _cut(self, method: str, whole: FloatArray, numbers: list[int], keys: tuple[str, ...]) -> list[Labels]:
        if method in LINKAGES:
            return [_numbered(label) for label in hierarchical(whole, numbers, by=LINKAGES[method])]
        products = whole @ whole.T

        def best(number: int) -> Labels:
            starts = (("kmeans", *keys, str(number), str(start)) for start in range(self._options.starts))
            return _numbered(kmeans(products, number, [stream(self._options.seed, *one) for one in starts]).label)

        if len(numbers) == 1:
            return [best(numbers[0])]
        with ThreadPoolExecutor(THREADS) as pool:
            return list(pool.map(best, numbers))

    def _partition(self, made: _Made, score: Score) -> Partition:
        label = np.full(self._members.size, NO_CLUSTER, dtype=np.int64)
        label[self._members] = made.label
        return Partition(
            label,
            made.similarity,
            made.method,
            int(made.label.max()) + 1,
            score.value,
            score.of_clusters,
            score.of_industries,
        )

    def _stability(self, made: _Made, label: Labels) -> Stability | None:
        regions = len(self._material.employees)
        if self._options.resamples < 1 or regions < 2 or made.similarity in self._material.fixed:
            return None

        def again(sample: int) -> Labels:
            drawn = stream(self._options.seed, "regions", str(sample)).integers(0, regions, regions)
            similarity = self._material.similarities(drawn).get(made.similarity)
            members = self._placed(similarity)
            found = np.full(members.size, NO_CLUSTER, dtype=np.int64)
            if similarity is not None and members.sum() > made.number:
                keys = (made.similarity, f"resample {sample}")
                found[members] = self._cut(made.method, complete(similarity, members), [made.number], keys)[0]
            return found

        with ThreadPoolExecutor(THREADS) as pool:
            return stability(label, list(pool.map(again, range(self._options.resamples))))

    def _placed(self, similarity: Measured | None) -> BoolArray:
        """Return the industries with a known likeness to another."""
        if similarity is None:
            return np.zeros(len(self._material.codes), dtype=bool)
        return np.asarray(off_diagonal(similarity).any(axis=1))


def _numbered(label: Labels) -> Labels:
    """Return labels numbered from 0 by the first members of the clusters; k-means leaves one empty where industries coincide."""
    _, first, inverse = np.unique(label, return_index=True, return_inverse=True)
    return np.asarray(np.argsort(np.argsort(first))[inverse], dtype=np.int64)
