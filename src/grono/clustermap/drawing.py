"""Draw a cluster map: all steps in a row, recorded."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from time import perf_counter
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from grono.classifications import Labels
from grono.clustermap.analyses import run_analyses
from grono.clustermap.candidates import candidates_table, find_candidates
from grono.clustermap.change import measure_change
from grono.clustermap.context import MapContext
from grono.clustermap.evidence import Evidence
from grono.clustermap.hidden_cells.suppressed import estimate_hidden
from grono.clustermap.measuring import measures_table
from grono.clustermap.naming import Naming
from grono.clustermap.progress import unwatched
from grono.clustermap.reading.companions import Companions, read_companions
from grono.clustermap.reading.observations import ReadingOptions, read_observations
from grono.clustermap.reading.plants import read_size_bands
from grono.clustermap.record import analyses_record, run_record
from grono.clustermap.result import ClusterMap
from grono.clustermap.shortlist import shortlist_table
from grono.clustermap.specification import Specification
from grono.clustermap.summaries import industries_table, regions_table
from grono.clustermap.variants import MeasureRows
from grono.clustermap.year import measure_year
from grono.messages import GronoError, message
from grono.tables import Engine

if TYPE_CHECKING:
    from collections.abc import Mapping

    from grono.clustermap.context import Findings
    from grono.clustermap.progress import Progress
    from grono.clustermap.reading.observations import Observations
    from grono.clustermap.reading.plants import SizeBands
    from grono.clustermap.year import YearMeasures
    from grono.messages import Problem


THREADS = 2
"""Years measured at once; each needs some forty bytes for each of its cells."""


class UnknownPeriodError(GronoError):
    """A year that the table does not have."""


def draw(  # noqa: PLR0913 - the front door: one table, everything else by name and with a default
    table: Any,
    *,
    columns: Mapping[str, str] | None = None,
    classification: str = "nace2",
    size_bands: Any | None = None,
    companions: Companions | None = None,
    specification: Specification | None = None,
    labels: Labels | None = None,
    created: str | None = None,
    progress: Progress | None = None,
    engine: Engine | None = None,
) -> ClusterMap:
    """Draw a cluster map from a table of employees.

    Parameters
    ----------
    table : path or frame
        One row for each region, industry and year: CSV, CSV.gz, TSV, XLSX, Parquet, or a pyarrow, pandas or Polars frame.
    columns : mapping, optional
        Role (region, industry, year, employees, plants) → column name; guessed where absent.
    classification : {"nace2", "nace21", "pkd2007", "pkd2025", "naics", "none"}
        Where the industry codes come from.
    size_bands : path or frame, optional
        Plants by industry and size band, from which come the intervals (MAP-12).
    companions : Companions, optional
        Further tables, each of which opens analyses: plants with coordinates, input–output, cluster definitions ...
    specification : Specification, optional
        Everything else that can be decided; takes the place of ``columns`` and ``classification``.
    labels : Labels, optional
        Names of regions and industries.
    created : str, optional
        Date and time of the run, from the caller: the library has no clock.
    progress : callable, optional
        Is told ``(step, done, total)``; raising in it stops the run.
    engine : Engine, optional
        An open engine to use; by default one is opened and closed.

    Returns
    -------
    ClusterMap
        Tables and the record of the run.

    Raises
    ------
    TableError, InputError
        When a table cannot be used, with all its problems at once.
    """
    chosen = specification or Specification(ReadingOptions(columns=columns or {}, classification=classification))
    if engine is None:
        with Engine() as opened:
            return _Drawing(chosen, labels or Labels(), opened, progress).run(table, size_bands, companions, created)
    return _Drawing(chosen, labels or Labels(), engine, progress).run(table, size_bands, companions, created)


class _Drawing:
    """One run: keeps the steps with their rows and seconds."""

    def __init__(self, specification: Specification, labels: Labels, engine: Engine, progress: Progress | None) -> None:
        self._specification = specification
        self._labels = labels
        self._engine = engine
        self._progress = progress or unwatched
        self._steps: list[dict[str, Any]] = []
        self._started = perf_counter()

    def run(self, table: Any, size_bands: Any | None, companions: Companions | None, created: str | None) -> ClusterMap:
        context = self._context(table, size_bands, companions)
        found = self._analyse(context)
        observations, evidence = context.observations, Evidence.of(context)
        measures = self._measures(context, found)
        candidates = candidates_table(observations, context.year, context.found)
        shortlist = shortlist_table(evidence, self._specification.language)
        self._step("shortlist", shortlist.num_rows)
        problems = _problems(context, found)
        record = {
            **run_record(self._specification, evidence, context.bands, problems),
            **analyses_record(context, found),
            "created": created,
            "steps": self._steps,
        }
        return ClusterMap(
            observations=observations.table,
            measures=measures,
            candidates=candidates,
            shortlist=shortlist,
            regions=regions_table(evidence),
            industries=industries_table(evidence),
            names=_names(evidence.naming, found),
            run=record,
            problems=problems,
            further=_together(found),
        )

    def _context(self, table: Any, size_bands: Any | None, companions: Companions | None) -> MapContext:
        """Do the thin set: observations, measures, change, candidates."""
        chosen = self._specification
        observations, bands = self._observe(table, size_bands)
        after, before = chosen_periods(observations, chosen)
        read = read_companions(companions or Companions(), self._engine, observations, chosen.companion_options)
        years = self._measure(observations, bands)
        year = years[observations.period_index(after)]
        change = measure_change(observations, before, after)
        self._step("measures", int(observations.employees.size))
        self._progress("candidates", 0, 1)
        traded = None if read.cluster_members is None else read.cluster_members.traded_share
        found = find_candidates(observations, year, chosen.parameters, traded)
        self._step("candidates", int(found.candidate.sum()))
        return MapContext(
            observations=observations, bands=bands, years=years, year=year,
            base_year=years[observations.period_index(before)] if change else None,
            change=change, found=found, naming=Naming(observations, self._labels), specification=chosen,
            companions=read, engine=self._engine, progress=self._progress,
        )  # fmt: skip

    def _analyse(self, context: MapContext) -> dict[str, Findings]:
        found = run_analyses(context, self._step)
        self._progress("shortlist", 0, 1)
        return found

    def _measures(self, context: MapContext, found: dict[str, Findings]) -> pa.Table:
        rows, period = MeasureRows(context.observations), context.year.period
        thin = measures_table(context.observations, context.years, context.change)
        variants = [variant for findings in found.values() for variant in findings.variants]
        return pa.concat_tables([thin, *(rows.block(variant, period) for variant in variants)])

    def _observe(self, table: Any, size_bands: Any | None) -> tuple[Observations, SizeBands | None]:
        chosen = self._specification
        self._progress("observations", 0, 1)
        observations = read_observations(table, self._engine, chosen.reading)
        bands = None
        if size_bands is not None:
            bands = read_size_bands(size_bands, self._engine, observations, chosen.size_band_columns)
        observations = estimate_hidden(observations, bands, chosen.reading, seed=chosen.seed)
        self._step("observations", observations.table.num_rows)
        return observations, bands

    def _measure(self, observations: Observations, bands: SizeBands | None) -> list[YearMeasures]:
        """Measure the years side by side: the arithmetic runs outside Python's lock."""
        periods = observations.periods
        years = []
        with ThreadPoolExecutor(max_workers=THREADS) as pool:
            for number, year in enumerate(pool.map(lambda period: measure_year(observations, bands, period), periods)):
                years.append(year)
                self._progress("measures", number + 1, len(periods))
        return years

    def _step(self, name: str, rows: int) -> None:
        now = perf_counter()
        self._steps.append({"name": name, "rows": rows, "seconds": round(now - self._started, 3)})
        self._started = now


def chosen_periods(observations: Observations, specification: Specification) -> tuple[int, int]:
    """Return the year of the map and the first year of the comparison.

    Raises
    ------
    UnknownPeriodError
        When the table does not have a year that was asked for, or the first lies after the last.
    """
    periods = observations.periods
    after = specification.period if specification.period is not None else periods[-1]
    before = specification.base_period if specification.base_period is not None else periods[0]
    for year in (after, before):
        if year not in periods:
            known = ", ".join(str(one) for one in periods)
            raise UnknownPeriodError(
                message("The table has no year %(year)s. It has: %(known)s.", year=year, known=known)
            )
    if before > after:
        raise UnknownPeriodError(
            message(
                "The first year of the comparison, %(before)s, lies after the year of the map, %(after)s.",
                before=before,
                after=after,
            )
        )
    return after, before


def _problems(context: MapContext, found: dict[str, Findings]) -> tuple[Problem, ...]:
    sources = (context.observations, context.bands, context.companions, context.change, *found.values())
    return tuple(problem for source in sources if source is not None for problem in source.problems)


def _names(naming: Naming, found: dict[str, Findings]) -> pa.Table:
    """Return the names of regions and industries, then those of what analyses added."""
    added = [findings.names for findings in found.values() if findings.names is not None]
    return pa.concat_tables([naming.table(), *added])


def _together(found: dict[str, Findings]) -> dict[str, pa.Table]:
    """Put tables of one name, found by several analyses, under each other."""
    parts: dict[str, list[pa.Table]] = {}
    for findings in found.values():
        for name, table in findings.tables.items():
            parts.setdefault(name, []).append(table)
    return {name: pa.concat_tables(tables) for name, tables in parts.items()}
