"""Cluster definitions as tables: their members, and where the clusters are strong."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

import numpy as np
import pyarrow as pa

from grono.clustermap.cluster_observations import cluster_bands, cluster_observations
from grono.clustermap.flags import ESTIMATED, PARTIAL, cell_flags, joined, missing_flags
from grono.clustermap.naming import names_table
from grono.clustermap.variants import interval_column
from grono.clustermap.year import YearMeasures, measure_year
from grono.measures import eco_stars
from grono.measures.result import divide
from grono.measures.uncertainty import location_quotient_posterior
from grono.messages import LANGUAGES
from grono.tables import cluster_key, conform

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from grono.classifications import Label
    from grono.clustermap.context import MapContext
    from grono.clustermap.reading.definitions import Definition
    from grono.clustermap.reading.observations import Observations
    from grono.measures import Measured

    FloatArray = NDArray[np.float64]


@dataclass(frozen=True)
class ClusterScheme:
    """One cluster definition on the industries of a map.

    Parameters
    ----------
    name : str
        What the definition is called.
    codes : tuple of str
        Of the clusters.
    names : tuple of mapping
        What each cluster is called: language of the interface → label.
    industry, cluster : numpy.ndarray of int, shape (memberships,)
        Which industry belongs to which cluster.
    share : numpy.ndarray, shape (memberships,)
        The part of it that does.
    traded, subcluster : tuple
        What the definition says of each membership; None where it says nothing.
    stability : numpy.ndarray or None, shape (memberships,)
        Share of resampled partitions in which the industry stays; NaN where none places it.
    loose : numpy.ndarray of bool or None
        Which members are loose; None where nothing was resampled.
    """

    name: str
    codes: tuple[str, ...]
    names: tuple[Mapping[str, Label], ...]
    industry: NDArray[np.intp]
    cluster: NDArray[np.intp]
    share: FloatArray
    traded: tuple[bool | None, ...]
    subcluster: tuple[str | None, ...]
    stability: FloatArray | None = None
    loose: NDArray[np.bool_] | None = None

    @classmethod
    def given(cls, definition: Definition, scheme: str) -> Self:
        """Take one definition out of a table of definitions."""
        clusters = [cluster for cluster in definition.clusters if cluster.scheme == scheme]
        order = {
            place: clusters.index(cluster)
            for place, cluster in enumerate(definition.clusters)
            if cluster.scheme == scheme
        }
        rows = [row for row, place in enumerate(definition.cluster.tolist()) if place in order]
        return cls(
            name=scheme,
            codes=tuple(cluster.code for cluster in clusters),
            names=tuple({language: cluster.label(language) for language in LANGUAGES} for cluster in clusters),
            industry=definition.industry[rows],
            cluster=np.array([order[int(definition.cluster[row])] for row in rows], dtype=np.intp),
            share=definition.share[rows],
            traded=tuple(definition.traded[row] for row in rows),
            subcluster=tuple(definition.subcluster[row] for row in rows),
        )

    def shares(self, industries: int) -> FloatArray:
        """Return which part of each industry belongs to each cluster, of shape (industries, clusters)."""
        matrix = np.zeros((industries, len(self.codes)))
        np.add.at(matrix, (self.industry, self.cluster), self.share)
        return matrix


def names_of(scheme: ClusterScheme) -> pa.Table:
    """Return what the clusters are called under the contract ``names``."""
    keys = (cluster_key(scheme.name, code) for code in scheme.codes)
    return names_table("cluster", dict(zip(keys, scheme.names, strict=True)))


def members_of(scheme: ClusterScheme, observations: Observations, language: str) -> pa.Table:
    """Return the members under the contract ``clusters``, by cluster and industry, with the names in one language."""
    order = np.lexsort((scheme.industry, scheme.cluster))
    size = order.size

    def taken(values: NDArray[np.generic] | None, kind: pa.DataType) -> pa.Array:
        return pa.nulls(size, kind) if values is None else pa.array(values[order], kind, from_pandas=True)

    return conform("clusters", {
        "scheme": pa.repeat(scheme.name, size),
        "cluster": [scheme.codes[place] for place in scheme.cluster[order]],
        "cluster_name": [scheme.names[place][language].text for place in scheme.cluster[order]],
        "industry": [observations.industries[place] for place in scheme.industry[order]],
        "share": pa.array(scheme.share[order]),
        "traded": pa.array([scheme.traded[place] for place in order], pa.bool_()),
        "subcluster": pa.array([scheme.subcluster[place] for place in order], pa.string()),
        "stability": taken(scheme.stability, pa.float64()),
        "loose": taken(scheme.loose, pa.bool_()),
    })  # fmt: skip


def measures_of(scheme: ClusterScheme, context: MapContext) -> pa.Table:
    """Return the measures of the clusters in every region under the contract ``cluster_measures``, for the year of the map.

    A cluster is measured as if it were an industry; location quotients compare with all employees of the region.
    """
    share = scheme.shares(len(context.observations.industries))
    found = cluster_observations(context.observations, scheme.codes, share)
    bands = None if context.bands is None else cluster_bands(context.bands, share)
    year = measure_year(found.observations, bands, context.year.period)
    partial = found.partial[found.observations.period_index(year.period)]
    posterior = location_quotient_posterior(
        year.share_of_industry, year.sums.region_share, year.plants.sizes, year.shrunk_gamma
    )
    stars = eco_stars(year.employees, year.sums, posterior=posterior)
    regions, clusters = year.employees.shape
    known = stars.count.present
    interval = year.interval
    return conform("cluster_measures", {
        "scheme": pa.repeat(scheme.name, regions * clusters),
        "cluster": pa.array(np.tile(np.array(scheme.codes, dtype=object), regions), pa.string()),
        "region": pa.array(np.repeat(np.array(context.observations.regions, dtype=object), clusters), pa.string()),
        "period": pa.repeat(pa.scalar(year.period, pa.int32()), regions * clusters),
        "employees": pa.array(year.employees.ravel(), from_pandas=True),
        "location_quotient": _column(year.quotient),
        "lower": _column(interval.lower),
        "upper": _column(interval.upper),
        "interval": interval_column(None, interval.lower, regions * clusters),
        "probability_above_one": _column(interval.probability_above_one),
        "share_of_region": pa.array(_share_of_region(year).ravel(), from_pandas=True),
        "share_of_nation": pa.array(year.share_of_industry.ravel(), from_pandas=True),
        **{f"star_{name}": pa.array(getattr(stars, name).given.ravel(), mask=~known.ravel())
           for name in ("size", "specialisation", "focus")},
        "stars": _column(stars.count).cast(pa.int32()),
        "stars_certain": _column(stars.certain).cast(pa.int32()),
        "flags": joined({**missing_flags(year.quotient), **_flags(found.observations, year, partial)}, known.shape),
    })  # fmt: skip


def _flags(clusters: Observations, year: YearMeasures, partial: NDArray[np.bool_]) -> dict[str, NDArray[np.bool_]]:
    """Return the flags of industries, with what the clusters add: members that are missing, and members that are split."""
    flags = cell_flags(clusters, year)
    estimated = clusters.estimated[clusters.period_index(year.period)]
    return {**flags, PARTIAL: flags[PARTIAL] | partial, ESTIMATED: estimated}


def _share_of_region(year: YearMeasures) -> FloatArray:
    total = np.broadcast_to(year.sums.region[:, None], year.employees.shape)
    return np.where(total > 0, divide(year.employees, total), np.nan)


def _column(values: Measured) -> pa.Array:
    return pa.array(values.value.ravel(), mask=~values.present.ravel())
