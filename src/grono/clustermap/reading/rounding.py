"""Sources that round: a figure stands for every value that would have been rounded to it."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from grono.messages import GronoError, message
from grono.tables.contracts import read_data

if TYPE_CHECKING:
    from numpy.typing import NDArray

    FloatArray = NDArray[np.float64]


class UnknownGridError(GronoError):
    """A rounding grid that is not declared."""


@cache
def rounding_grids() -> dict[str, tuple[tuple[float, float], ...]]:
    """Return name → steps of each declared grid: from this value on, multiples of that step."""
    grids: dict[str, list[tuple[float, float]]] = {}
    for row in read_data("rounding_grids.csv"):
        grids.setdefault(row["grid"], []).append((float(row["from"]), float(row["step"])))
    return {name: tuple(sorted(steps)) for name, steps in grids.items()}


def grid_bounds(value: FloatArray, grid: str | None) -> tuple[FloatArray, FloatArray]:
    """Return the lowest and highest true value behind each figure: half-way to its neighbours on the grid (MAP-4).

    Parameters
    ----------
    value : numpy.ndarray
        Figures as published; NaN stays NaN.
    grid : str or None
        Name of the grid; without one a figure stands for itself.

    Raises
    ------
    UnknownGridError
        When no grid has that name.

    Examples
    --------
    >>> [part.tolist() for part in grid_bounds(np.array([0.0, 50.0, 8000.0]), "ons-bres")]
    [[0.0, 47.5, 7500.0], [2.5, 62.5, 8500.0]]
    """
    if grid is None:
        return value.copy(), value.copy()
    if grid not in rounding_grids():
        raise UnknownGridError(
            message(
                'There is no rounding grid "%(name)s". There are: %(known)s.',
                name=grid,
                known=", ".join(rounding_grids()),
            )
        )
    starts, steps = (np.array(column) for column in zip(*rounding_grids()[grid], strict=True))
    place = np.nan_to_num(value)
    above = steps[np.maximum(np.searchsorted(starts, place, side="right") - 1, 0)]
    below = steps[np.maximum(np.searchsorted(starts, place, side="left") - 1, 0)]
    return np.maximum(value - below / 2, 0.0), value + above / 2
