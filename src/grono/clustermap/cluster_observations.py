"""Clusters as if they were industries: every step and measure of a map takes them (MAP-39)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from grono.classifications import get_classification
from grono.measures import margins
from grono.measures.membership import cluster_employees

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from grono.clustermap.reading.observations import Observations
    from grono.clustermap.reading.plants import SizeBands

    FloatArray = NDArray[np.float64]


@dataclass(frozen=True)
class ClusterObservations:
    """Observations of clusters.

    Parameters
    ----------
    observations : Observations
        As read, with clusters in place of industries; the totals of regions remain those of all industries, so that shares and
        location quotients mean the same. Cells made of split industries are ``estimated``.
    partial : numpy.ndarray of bool, shape (periods, regions, clusters)
        Where some members are missing.
    """

    observations: Observations
    partial: NDArray[np.bool_]


def cluster_observations(observations: Observations, codes: Sequence[str], share: FloatArray) -> ClusterObservations:
    """Add up a table of industries by cluster.

    Parameters
    ----------
    observations : Observations
        By industry.
    codes : sequence of str
        What the clusters are called.
    share : numpy.ndarray, shape (industries, clusters)
        Which part of each industry belongs to each cluster.
    """
    years = [cluster_employees(cells, share) for cells in observations.employees]
    estimated = [year.split | (mask @ (share > 0)) for year, mask in zip(years, observations.estimated, strict=True)]
    plants = observations.plants
    whole = [
        margins(
            cells, region_totals=regions, industry_totals=industries, total=None if np.isnan(total) else float(total)
        )
        for cells, regions, industries, total in zip(
            observations.employees,
            observations.region_totals,
            observations.industry_totals,
            observations.totals,
            strict=True,
        )
    ]
    plain = get_classification("none")
    return ClusterObservations(
        replace(
            observations,
            employees=np.array([year.employees for year in years]),
            plants=None
            if plants is None
            else np.array([cluster_employees(cells, share).employees for cells in plants]),
            estimated=np.array(estimated),
            industries=tuple(codes),
            region_totals=np.array([one.region for one in whole]),
            industry_totals=_own_totals(observations.industry_totals, share),
            totals=np.array([one.total for one in whole]),
            classification=plain,
            resolutions={code: plain.resolve(code) for code in codes},
            wholes=None,
            hidden={},
        ),
        np.array([year.partial for year in years]),
    )


def _own_totals(totals: FloatArray, share: FloatArray) -> FloatArray:
    """Return the source's own totals of clusters, of shape (periods, clusters): NaN unless it has those of every member."""
    unknown = np.isnan(totals).astype(np.float64) @ (share > 0)
    return np.where((unknown > 0) | ~(share > 0).any(axis=0), np.nan, np.nan_to_num(totals) @ share)


def cluster_bands(bands: SizeBands, share: FloatArray) -> SizeBands:
    """Return the plants of clusters by size band; those of an industry that is split are divided like its employees.

    A place in ``industry`` is then that of a cluster.
    """
    known = np.flatnonzero(bands.industry >= 0)
    row, cluster = np.nonzero(share[bands.industry[known]])
    taken = known[row]
    return replace(
        bands,
        period=bands.period[taken],
        industry=cluster.astype(np.intp),
        region=bands.region[taken],
        count=bands.count[taken] * share[bands.industry[taken], cluster],
        lower=bands.lower[taken],
        upper=bands.upper[taken],
    )
