"""Which industries came to a region, left it or stayed: entry, exit and survival of (region, industry) pairs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from grono.measures.result import Measured, Reason, divide, measured

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import ArrayLike

    from grono.measures.result import BoolArray, FloatArray


@dataclass(frozen=True)
class Turnover:
    """Pairs of region and industry counted, for each region, for each industry, or for all together.

    Parameters
    ----------
    present_before, entries, exits, survivors : numpy.ndarray of float64
        Pairs present in the first period; those that came, left and stayed. Pairs missing in either period are not counted.
    entry_rate : Measured
        Entries over the pairs that were absent before and so could enter; ``ZERO`` where there was none.
    exit_rate, survival_rate : Measured
        Exits and survivors over the pairs present before; they add up to 1. Where there was none: ``NEW`` if one has come since,
        else ``EMPTY``.
    net_entry_rate : Measured
        Entries less exits over the pairs present before, with the same gaps.

    Every rate is ``MISSING`` where no pair is known in both periods.
    """

    present_before: FloatArray
    entries: FloatArray
    exits: FloatArray
    survivors: FloatArray
    entry_rate: Measured
    exit_rate: Measured
    survival_rate: Measured
    net_entry_rate: Measured

    def measure(self, name: str) -> Measured:
        """Return a count or a rate by its name; counts are never missing."""
        found: FloatArray | Measured = getattr(self, name)
        return found if isinstance(found, Measured) else measured(found, {})


@dataclass(frozen=True)
class EntryExit:
    """What happened to each pair between two periods, arrays of bool of shape (regions, industries).

    Parameters
    ----------
    entered, left, survived : numpy.ndarray of bool
        The pair came, went or stayed; none of them where it was absent in both periods.
    known : numpy.ndarray of bool
        False where the pair is missing in either period: then nothing is said of it.
    """

    entered: BoolArray
    left: BoolArray
    survived: BoolArray
    known: BoolArray

    def of_cells(self) -> Measured:
        """Return 1 for an entry, −1 for an exit and 0 where nothing changed; ``MISSING`` where either period is."""
        return measured(self.entered.astype(np.float64) - self.left, {Reason.MISSING: ~self.known})

    def of_regions(self) -> Turnover:
        """Count over the industries of each region, arrays of shape (regions,)."""
        return self._turnover(1)

    def of_industries(self) -> Turnover:
        """Count over the regions of each industry, arrays of shape (industries,)."""
        return self._turnover(0)

    def _turnover(self, axis: int) -> Turnover:
        entries, exits, stayed, known = (
            cells.sum(axis=axis).astype(np.float64) for cells in (self.entered, self.left, self.survived, self.known)
        )
        before = exits + stayed
        unknown = {Reason.MISSING: known == 0}
        none = {**unknown, Reason.NEW: (before == 0) & (entries > 0), Reason.EMPTY: before == 0}
        absent = known - before
        return Turnover(
            present_before=before,
            entries=entries,
            exits=exits,
            survivors=stayed,
            entry_rate=measured(divide(entries, absent), {**unknown, Reason.ZERO: absent == 0}),
            exit_rate=measured(divide(exits, before), none),
            survival_rate=measured(divide(stayed, before), none),
            net_entry_rate=measured(divide(entries - exits, before), none),
        )


def entry_exit(before: ArrayLike, after: ArrayLike, *, least: float | None = None) -> EntryExit:
    """Tell which pairs of region and industry entered, left or survived between two periods.

    Parameters
    ----------
    before, after : arrays, shape (regions, industries)
        Employees, plants or location quotients in the first and the last period; NaN where missing.
    least : float, optional
        A pair is present from this value on, such as a location quotient of 1; by default whenever it is above zero.

    Returns
    -------
    EntryExit
        A pair missing in either period is neither.

    References
    ----------
    Neffke, F., Henning, M. & Boschma, R. (2011), doi:10.1111/j.1944-8287.2011.01121.x, for entry and exit of industries in
    regions; rule MAP-36.

    Examples
    --------
    >>> found = entry_exit([[5, 0, 3], [1, 2, 0]], [[6, 4, 0], [1, 2, 0]])
    >>> found.of_regions().entries.tolist(), found.of_regions().survival_rate.value.tolist()
    ([1.0, 0.0], [0.5, 1.0])
    """
    first, last = _same_shape([before, after])
    known = ~np.isnan(first) & ~np.isnan(last)
    there, then = _present(first, least) & known, _present(last, least) & known
    return EntryExit(entered=~there & then, left=there & ~then, survived=there & then, known=known)


def survival(periods: Sequence[ArrayLike] | FloatArray, *, least: float | None = None) -> Measured:
    """Share of the pairs present in the first period that were never absent since, period by period.

    Parameters
    ----------
    periods : arrays of shape (regions, industries), in the order of time
        Employees, plants or location quotients; NaN where missing. A pair missing in any period is left out of all.
    least : float, optional
        A pair is present from this value on; by default whenever it is above zero.

    Returns
    -------
    Measured, shape (periods, regions)
        1 in the first period and never rising; ``EMPTY`` for a region in which nothing was present at first.

    References
    ----------
    Rule MAP-36; with a row for each region a curve of survivors without censoring, since every pair is seen to the end.

    Examples
    --------
    >>> survival([[[5, 3, 0]], [[4, 0, 1]], [[6, 2, 1]]]).value.ravel().tolist()
    [1.0, 0.5, 0.5]
    """
    panel = _same_shape(periods)
    known = ~np.logical_or.reduce([np.isnan(cells) for cells in panel])
    alive = np.logical_and.accumulate([_present(cells, least) & known for cells in panel])
    staying = alive.sum(axis=2).astype(np.float64)
    start = np.broadcast_to(staying[:1], staying.shape)
    return measured(divide(staying, start), {Reason.EMPTY: start == 0})


def _present(cells: FloatArray, least: float | None) -> BoolArray:
    known = np.nan_to_num(cells)
    return known > 0 if least is None else known >= least


def _same_shape(periods: Sequence[ArrayLike] | FloatArray) -> list[FloatArray]:
    panel = [np.asarray(cells, dtype=np.float64) for cells in periods]
    shapes = {cells.shape for cells in panel}
    if len(shapes) != 1 or panel[0].ndim != 2:
        message = f"periods must be arrays of one shape (regions, industries), not {sorted(shapes)}"
        raise ValueError(message)
    return panel
