"""Would it still be a candidate? Every candidate under every other way in which the map could have been drawn (MAP-46)."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING

import numpy as np

from grono.clustermap.selection.multiverse_view import View
from grono.clustermap.selection.multiverse_ways import REMOVED, Ways

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from grono.clustermap.context import MapContext
    from grono.clustermap.selection.multiverse_ways import Dimension

    BoolArray = NDArray[np.bool_]
    Places = NDArray[np.intp]


@dataclass(frozen=True)
class Multiverse:
    """Every candidate in every specification.

    Parameters
    ----------
    dimensions : tuple of Dimension
        In the order of the axes.
    survives : numpy.ndarray of bool, shape (choices of each dimension …, candidates)
        Whether a candidate is one in that specification.
    region, industry : numpy.ndarray of int, shape (candidates,)
        Which cells.
    """

    dimensions: tuple[Dimension, ...]
    survives: BoolArray
    region: Places
    industry: Places

    @property
    def specifications(self) -> int:
        """How many specifications were tried."""
        return int(np.prod(self.survives.shape[:-1]))

    def survived(self) -> NDArray[np.int64]:
        """Return in how many specifications each candidate is one."""
        return np.asarray(self.survives.reshape(self.specifications, -1).sum(axis=0))

    def by_choice(self, axis: int) -> NDArray[np.int64]:
        """Return the same for each choice of one dimension, shape (choices, candidates)."""
        others = tuple(one for one in range(self.survives.ndim - 1) if one != axis)
        return np.asarray(self.survives.sum(axis=others))

    def removed_by(self) -> list[str | None]:
        """Name the choice under which most specifications lose each candidate; None where none ever does."""
        names: list[str] = []
        lost = []
        for axis, dimension in enumerate(self.dimensions):
            if len(dimension.choices) == 1:
                continue
            each = self.specifications / len(dimension.choices)
            lost.append(1 - self.by_choice(axis) / each)
            names += [f"{dimension.name}={choice}" for choice in dimension.choices]
        if not names:
            return [None] * self.region.size
        share = np.concatenate(lost)
        worst, never = share.argmax(axis=0), share.max(axis=0, initial=0) == 0
        return [None if none else names[place] for place, none in zip(worst, never, strict=True)]


def multiverse_of(context: MapContext) -> Multiverse:
    """Ask the candidate rule again for every combination of what could have been decided otherwise.

    The panel is summed to larger regions and industries once for each combination of the two, and only the candidates' cells
    are looked at; the table is not read again. A candidate survives in larger regions or industries when the region and the
    industry it belongs to are a candidate there.
    """
    ways = Ways.of(context)
    region, industry = np.nonzero(context.found.candidate)
    survives = np.zeros((*(len(one.choices) for one in ways.dimensions), region.size), dtype=bool)
    tables = list(
        product(*(range(len(axis)) for axis in (ways.regions, ways.industries, ways.years, ways.imputations)))
    )
    for number, (level, digits, year, imputation) in enumerate(tables):
        context.progress("multiverse", number, len(tables))
        groupings = (ways.regions[level], ways.industries[digits])
        view = View(context, groupings, (ways.years[year], ways.imputations[imputation]), (region, industry))
        for (place, measure), (other, largest) in product(enumerate(ways.measures), enumerate(ways.largest)):
            passed = view.passed(measure, without_largest=largest == REMOVED)
            survives[level, digits, place, year, imputation, other] = passed
    return Multiverse(ways.dimensions, survives, region, industry)
