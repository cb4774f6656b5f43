"""Curves of distances as rows of the table ``distance``: of an industry, or of a pair of industries."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from grono.tables import conform

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from grono.measures.distance.curves import DistanceCurves

BANDS = ("expected", "lower_local", "upper_local", "lower_global", "upper_global")


def curve_rows(
    measure: str,
    curves: DistanceCurves,
    industry: Sequence[str],
    *,
    other: Sequence[str] | None = None,
    gap: NDArray[np.bool_] | None = None,
) -> pa.Table:
    """Return the curves that there are, point by point.

    Parameters
    ----------
    measure : str
        ``kd`` or ``m``.
    curves : DistanceCurves
        A row for each industry or pair.
    industry, other : sequence of str
        Codes of each row; ``other`` of pairs only.
    gap : numpy.ndarray of bool, shape (rows, radii), optional
        Where the curve has no value.
    """
    present = np.flatnonzero(curves.present)
    radii = curves.radii.size
    size, place = present.size * radii, pa.array(np.repeat(present, radii))

    def column(name: str) -> pa.Array:
        return pa.array(getattr(curves, name)[present].ravel())

    return conform("distance", {
        "industry": pa.array(industry, pa.string()).take(place),
        "other": pa.nulls(size, pa.string()) if other is None else pa.array(other, pa.string()).take(place),
        "measure": pa.repeat(measure, size),
        "metres": pa.array(np.tile(curves.radii, present.size)),
        "value": pa.array(curves.observed[present].ravel(), mask=None if gap is None else gap[present].ravel()),
        **{name: column(name) for name in BANDS},
    })  # fmt: skip
