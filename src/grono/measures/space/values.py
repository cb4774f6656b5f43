"""Values of regions laid side by side by industry, and the regions that take part in each."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from grono.measures.result import Measured, Reason

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import ArrayLike, NDArray

    from grono.measures.result import BoolArray, FloatArray
    from grono.measures.space.weights import SpatialWeights

SPREAD_OF_ROUNDING = 1e-12
"""Values that differ by less than this share of their size are equal: a quotient of four sums errs by a few 1e-16."""


@dataclass(frozen=True)
class Block:
    """Industries whose values stand in the same regions.

    Parameters
    ----------
    kept : numpy.ndarray of bool, shape (regions,)
        Regions with a value.
    industries : numpy.ndarray of int, shape (block,)
        Places of the industries.
    values : numpy.ndarray, shape (kept regions, block)
        What they have there.
    weights : SpatialWeights
        Neighbours among the kept regions.
    """

    kept: BoolArray
    industries: NDArray[np.intp]
    values: FloatArray
    weights: SpatialWeights

    @cached_property
    def deviations(self) -> FloatArray:
        """z, the values less their mean; exactly 0 throughout where they are all equal."""
        centred: FloatArray = self.values - self.values.mean(axis=0)
        centred[:, self.constant] = 0.0
        return centred

    @cached_property
    def constant(self) -> BoolArray:
        """Industries whose values are all equal but for rounding."""
        highest, lowest = self.values.max(axis=0), self.values.min(axis=0)
        return np.asarray(highest - lowest <= SPREAD_OF_ROUNDING * np.maximum(np.abs(highest), np.abs(lowest)))

    @cached_property
    def by_industry(self) -> FloatArray:
        """The deviations with the regions of one industry side by side, shape (block, kept regions)."""
        return np.ascontiguousarray(self.deviations.T)


@dataclass(frozen=True)
class RegionValues:
    """Values of all regions and industries, and the neighbours.

    Parameters
    ----------
    columns : numpy.ndarray, shape (regions, industries)
        NaN where missing.
    weights : SpatialWeights
        Neighbours among all regions.
    """

    columns: FloatArray
    weights: SpatialWeights

    @classmethod
    def of(cls, values: ArrayLike, weights: SpatialWeights) -> RegionValues:
        """Check values of shape (regions,) or (regions, industries).

        Raises
        ------
        ValueError
            When the regions are not those of the weights, or a value is infinite.
        """
        columns = np.asarray(values, dtype=np.float64)
        if columns.ndim == 1:
            columns = columns[:, None]
        if columns.ndim != 2 or columns.shape[0] != weights.regions:
            message = f"values of {weights.regions} regions are needed, by industry, not the shape {np.shape(values)}"
            raise ValueError(message)
        if np.isinf(columns).any():
            message = "values must be finite; use NaN for a missing cell"
            raise ValueError(message)
        return cls(columns, weights)

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        """The industries by where their values are missing; an industry without any value is in none."""
        if not self.columns.size:
            return ()
        present = ~np.isnan(self.columns)
        if present.all():
            every = np.arange(self.columns.shape[1])
            return (Block(present[:, 0], every, self.columns, self.weights),)
        packed, membership = np.unique(np.packbits(present, axis=0), axis=1, return_inverse=True)
        patterns = np.unpackbits(packed, axis=0, count=len(present)).T.astype(bool)
        return tuple(
            self._block(kept, np.flatnonzero(membership == number))
            for number, kept in enumerate(patterns)
            if kept.any()
        )

    def _block(self, kept: BoolArray, industries: NDArray[np.intp]) -> Block:
        return Block(kept, industries, self.columns[np.ix_(kept, industries)], self.weights.among(kept))

    def assembled(self, parts: Sequence[NDArray[Any]]) -> NDArray[Any]:
        """Lay values of every block, of a shape that broadcasts to (block, kept regions), out as (regions, industries)."""
        shape = self.columns.shape
        if len(parts) == 1 and parts[0].shape == shape[::-1]:
            return parts[0].T
        result = np.zeros(shape, dtype=parts[0].dtype if parts else np.float64)
        for block, values in zip(self.blocks, parts, strict=True):
            result[np.ix_(np.flatnonzero(block.kept), block.industries)] = values.T
        return result

    @cached_property
    def present(self) -> NDArray[np.int64]:
        """Regions with a value, by industry."""
        return np.asarray((~np.isnan(self.columns)).sum(axis=0))

    @cached_property
    def cell_reasons(self) -> dict[Reason, BoolArray]:
        """Why a region's value has no local measure, shape (regions, industries)."""
        island = self.assembled([block.weights.islands[None, :] for block in self.blocks])
        shape = self.columns.shape
        return {
            Reason.MISSING: np.isnan(self.columns),
            Reason.ONE_REGION: np.broadcast_to(self.present == 1, shape),
            Reason.CONSTANT: np.broadcast_to(self._by_industry(lambda block: block.constant), shape),
            Reason.NO_NEIGHBOUR: island.astype(bool),
        }

    @cached_property
    def reason(self) -> NDArray[np.uint8]:
        """The same as the reasons of a :class:`~grono.measures.result.Measured`."""
        reason = np.zeros(self.columns.shape, dtype=np.uint8)
        for code, where in self.cell_reasons.items():
            if where.any():
                reason[(reason == Reason.PRESENT) & where] = code
        return reason

    def local(self, value: FloatArray) -> Measured:
        """Put values of shape (regions, industries) beside the reasons; a value that is none must be 0 already.

        Raises
        ------
        FloatingPointError
            When a value is not a finite number.
        """
        if not np.isfinite(value).all():
            message = "a local measure produced a value that is not a finite number"
            raise FloatingPointError(message)
        return Measured(value, self.reason)

    @cached_property
    def industry_reasons(self) -> dict[Reason, BoolArray]:
        """Why an industry has no global measure, shape (industries,)."""
        return {
            Reason.MISSING: self.present == 0,
            Reason.ONE_REGION: self.present == 1,
            Reason.CONSTANT: self._by_industry(lambda block: block.constant),
            Reason.NO_NEIGHBOUR: self._by_industry(lambda block: block.weights.raw.nnz == 0),
        }

    def _by_industry(self, test: Callable[[Block], BoolArray | bool]) -> BoolArray:
        result = np.zeros(self.columns.shape[1], dtype=bool)
        for block in self.blocks:
            result[block.industries] = test(block)
        return result
