"""What an analysis is told, and what it tells."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy as np
    import pyarrow as pa
    from numpy.typing import NDArray

    from grono.clustermap.candidates import Candidates
    from grono.clustermap.change import Change
    from grono.clustermap.naming import Naming
    from grono.clustermap.progress import Progress
    from grono.clustermap.reading.companions import ReadCompanions
    from grono.clustermap.reading.observations import Observations
    from grono.clustermap.reading.plants import SizeBands
    from grono.clustermap.specification import Specification
    from grono.clustermap.variants import Variant
    from grono.clustermap.year import YearMeasures
    from grono.measures import Measured
    from grono.messages import Problem
    from grono.tables import Engine


@dataclass(frozen=True)
class Findings:
    """What an analysis adds to a map.

    Parameters
    ----------
    variants : tuple of Variant
        Measures of the map's year.
    tables : mapping
        Name → table under the contract of that name; those of several analyses with one name are put together.
    record : mapping
        Plain values for ``run.json``.
    problems : tuple of Problem
        Warnings.
    names : pyarrow.Table, optional
        Names of what it adds, under the contract ``names``.
    """

    variants: tuple[Variant, ...] = ()
    tables: Mapping[str, pa.Table] = field(default_factory=dict)
    record: Mapping[str, Any] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    names: pa.Table | None = None


@dataclass(frozen=True)
class PairFindings(Findings):
    """Findings with the pairs of industries that the analysis has chosen to show.

    Parameters
    ----------
    pairs : tuple of numpy.ndarray of int
        Places of the industries of each.
    """

    pairs: tuple[NDArray[np.intp], NDArray[np.intp]] | None = None


@dataclass(frozen=True)
class MapContext:
    """Everything that is known when the thin set is done.

    Parameters
    ----------
    observations, bands : Observations, SizeBands or None
        The tables as understood.
    years : list of YearMeasures
        In the order of ``observations.periods``.
    year, base_year : YearMeasures
        The map's year, and the first year of the comparison (None with one year).
    change, found, naming : Change or None, Candidates, Naming
        What the shortlist rests on.
    specification, companions, engine, progress
        What was asked for, with what, and who is told.
    earlier : dict
        Name → findings of the analyses that have run.
    settled : mapping
        Empty, unless the analyses are asked again with an imputation of hidden cells: then name → what they found with the
        estimates. What was searched there (groups, pairs, clusters) is not searched again, only measured.
    """

    observations: Observations
    bands: SizeBands | None
    years: list[YearMeasures]
    year: YearMeasures
    base_year: YearMeasures | None
    change: Change | None
    found: Candidates
    naming: Naming
    specification: Specification
    companions: ReadCompanions
    engine: Engine
    progress: Progress
    earlier: dict[str, Findings] = field(default_factory=dict)
    settled: Mapping[str, Findings] = field(default_factory=dict)

    def settled_pairs(self, analysis: str) -> tuple[NDArray[np.intp], NDArray[np.intp]] | None:
        """Return the pairs that an analysis chose when it was asked with the estimates; None when this is that time."""
        before = self.settled.get(analysis)
        return before.pairs if isinstance(before, PairFindings) else None

    def measure(self, name: str) -> Measured | None:
        """Return the values of a measure that an earlier analysis has found; None when none has."""
        for findings in self.earlier.values():
            for variant in findings.variants:
                if variant.name == name:
                    return variant.values
        return None
