"""Figures in thousands are rounded: what one of them may stand for (MAP-4)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

if TYPE_CHECKING:
    from typing import Any

MOST_DECIMALS = 6
"""No table of Eurostat counts people to more decimals than these."""

GRIDS = {1000.0: "eurostat-thousands", 100.0: "eurostat-thousands-1", 10.0: "eurostat-thousands-2"}
"""Step in persons → name of the grid in the table of rounding grids."""


def rounding_step(values: Any, multiplier: float, decimals: int | None = None) -> float:
    """Return how many persons lie between two figures next to each other; 0 where the source counts single persons.

    Parameters
    ----------
    values : array of double
        Figures as published; null where there is none.
    multiplier : float
        How many persons one unit is.
    decimals : int, optional
        Decimals of the table; by default the most that a figure has.

    Examples
    --------
    >>> rounding_step(pa.array([12.5, 0.0, None]), 1000.0), rounding_step(pa.array([12.0, 3.0]), 1.0)
    (100.0, 0.0)
    """
    if decimals is None:
        decimals = _decimals(values.drop_null().to_numpy())
    step = multiplier / 10**decimals
    return step if step > 1 else 0.0


def _decimals(values: np.ndarray[Any, Any]) -> int:
    return next(
        (number for number in range(MOST_DECIMALS) if np.array_equal(np.round(values, number), values)), MOST_DECIMALS
    )


def rounding_bounds(persons: Any, step: float) -> tuple[Any, Any]:
    """Return the least and the most that each figure may stand for: half a step to both sides, never below zero.

    Examples
    --------
    >>> [one.to_pylist() for one in rounding_bounds(pa.array([0.0, 12500.0, None]), 100.0)]
    [[0.0, 12450.0, None], [50.0, 12550.0, None]]
    """
    lower = pc.subtract(persons, step / 2)
    return pc.if_else(pc.less(lower, 0.0), pa.scalar(0.0), lower), pc.add(persons, step / 2)
