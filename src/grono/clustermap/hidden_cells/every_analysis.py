"""Hidden cells carried through the analyses: each is computed again for every imputation, without knowing of it (MAP-43).

An analysis reads the cells of a map from its context. So it is asked again with contexts in which each hidden cell holds what an
imputation put there; what it says each time is combined with what it said of the estimates. Whatever need not or cannot be asked so
is named, with the reason, in ``data/imputations.csv``.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from grono.clustermap.hidden_cells.treatments import left_out
from grono.clustermap.year import measure_table

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import numpy as np
    from numpy.typing import NDArray

    from grono.clustermap.context import Findings, MapContext
    from grono.clustermap.hidden_cells.hidden import HiddenYear
    from grono.clustermap.reading.observations import Observations
    from grono.clustermap.year import YearMeasures

    Analyse = Callable[[MapContext], Findings]

STEP = "imputations"
"""Name of the step in progress and record."""

MOST, LEAST, CELLS_AT_ALL = 20, 5, 10_000_000
"""An analysis is asked with at most so many imputations; with fewer where imputations × cells would pass the third number, but
with no fewer than the second (or all there are): the cost then grows like that of one map, five times over."""


def imputations_used(context: MapContext) -> int:
    """Return with how many imputations the analyses are asked again; 0 where nothing is hidden in the map's years."""
    years = [year for year in (context.year, context.base_year) if year is not None]
    hidden = [context.observations.hidden.get(year.period) for year in years]
    drawn = [len(one.draws) for one in hidden if one is not None and one.estimate.size]
    if not drawn:
        return 0
    return min(*drawn, MOST, max(LEAST, CELLS_AT_ALL // max(context.year.employees.size, 1)))


def carried_through(
    context: MapContext, found: Mapping[str, Findings], analyse: Callable[[str], Analyse]
) -> dict[str, Findings]:
    """Ask the analyses of a map again with every imputation and return their findings combined.

    Parameters
    ----------
    context : MapContext
        The map with the estimates.
    found : mapping
        Name → what each analysis found with them, in the order in which they ran.
    analyse : callable
        Returns the function of an analysis by name.

    Returns
    -------
    dict
        The same findings, with the imputations in values and intervals; the very same objects where nothing is hidden.
    """
    from grono.clustermap.hidden_cells.combined_findings import CombinedFindings  # here: its room brings in a compiler

    number = imputations_used(context)
    combined = {name: CombinedFindings(one) for name, one in found.items() if number and not left_out("analysis", name)}
    if not combined:
        return dict(found)
    for draw in range(number):
        context.progress(STEP, draw, number)
        drawn = _with_imputation(context, found, draw, number)
        for name, estimate in found.items():
            drawn.earlier[name] = analyse(name)(drawn) if name in combined else estimate
            if name in combined:
                combined[name].add(drawn.earlier[name])
    return {name: combined[name].together(number) if name in combined else one for name, one in found.items()}


def _with_imputation(context: MapContext, found: Mapping[str, Findings], draw: int, number: int) -> MapContext:
    """Return the map as it would be if the source had published what one imputation says."""
    observations = _drawn_observations(context.observations, draw)

    def again(year: YearMeasures) -> YearMeasures:
        hidden = context.observations.hidden.get(year.period)
        return year if hidden is None else measure_table(observations, context.bands, year.period)

    def progress(step: str, done: int, total: int) -> None:  # noqa: ARG001 - the step that people see is this one
        context.progress(STEP, draw, number)

    year = again(context.year)
    return replace(
        context,
        observations=observations,
        year=year,
        base_year=None if context.base_year is None else again(context.base_year),
        years=[year if one is context.year else one for one in context.years],
        progress=progress,
        earlier={},
        settled=found,
    )


def _drawn_observations(observations: Observations, draw: int) -> Observations:
    employees = observations.employees.copy()
    for period, hidden in observations.hidden.items():
        _fill(employees[observations.period_index(period)], hidden, draw)
    return replace(observations, employees=employees)


def _fill(cells: NDArray[np.float64], hidden: HiddenYear, draw: int) -> None:
    if len(hidden.draws):
        cells[hidden.region, hidden.industry] = hidden.draws[draw]
