"""Employees of clusters: industries added up, those that belong to several split by shares."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from grono.measures.result import as_cells

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

    from grono.measures.result import BoolArray, FloatArray

ROUNDING = 1e-6
"""What shares may pass 1 by: thirds written with six digits do."""


@dataclass(frozen=True)
class ClusterEmployees:
    """Employees by cluster, each of shape (regions, clusters).

    Parameters
    ----------
    employees : numpy.ndarray
        NaN where every member is missing; a table of cells that any measure takes as if the clusters were industries.
    partial : numpy.ndarray of bool
        Where some members are missing and left out of the sum.
    split : numpy.ndarray of bool
        Where employees were divided between clusters by shares: the figure is estimated and not observed (MAP-2).
    """

    employees: FloatArray
    partial: BoolArray
    split: BoolArray


def cluster_employees(employees: ArrayLike, share: ArrayLike) -> ClusterEmployees:
    r"""Add up the employees of the industries of each cluster.

    .. math:: e_{rc} = \sum_i m_{ic} e_{ri}

    Parameters
    ----------
    employees : array, shape (regions, industries)
        Employees; NaN where missing.
    share : array, shape (industries, clusters)
        m: which part of the industry belongs to the cluster, in [0, 1]; the shares of an industry add up to 1 or less.

    Returns
    -------
    ClusterEmployees
        A cluster without any member here is missing everywhere.

    Raises
    ------
    ValueError
        When shares are negative or an industry is given away more than once.

    References
    ----------
    Rules MAP-10 and MAP-39.

    Examples
    --------
    >>> found = cluster_employees([[100, 40]], [[1, 0], [0.25, 0.75]])
    >>> found.employees.tolist(), found.split.tolist()
    ([[110.0, 30.0]], [[True, True]])
    """
    cells, part = as_cells(employees), np.asarray(share, dtype=np.float64)
    if part.ndim != 2 or len(part) != cells.shape[1]:
        message = f"shares must have the shape (industries, clusters), not {part.shape}"
        raise ValueError(message)
    if (part < 0).any() or (part.sum(axis=1) > 1 + ROUNDING).any():
        message = "shares must be zero or more, and those of one industry must not add up to more than 1"
        raise ValueError(message)
    gaps = np.isnan(cells)
    filled = np.where(gaps, 0.0, cells)
    member, divided = (part > 0).astype(np.float64), ((part > 0) & (part < 1 - ROUNDING)).astype(np.float64)
    known = (~gaps).astype(np.float64) @ member > 0
    return ClusterEmployees(
        employees=np.where(known, filled @ part, np.nan),
        partial=known & (gaps.astype(np.float64) @ member > 0),
        split=known & (filled @ divided > 0),
    )
