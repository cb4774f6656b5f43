"""A variable of the Local Data Bank as a series of values for an indicator: any unit, not only people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from grono.messages import GronoError, message
from grono.sources.gus_bdl.addresses import BDL
from grono.sources.gus_bdl.answers import territory
from grono.sources.gus_bdl.shipped import attribute_statuses
from grono.strategy.series import Observation, SourceSeries, taken_figure

if TYPE_CHECKING:
    from collections.abc import Sequence

    from grono.sources.gus_bdl.answers import BdlFigure
    from grono.sources.gus_bdl.fetching import BdlSeries

PLAIN_NOTES = frozenset({0, 1})
"""Notes of a figure about which GUS has nothing to say."""


def series_from_bdl(series: Sequence[BdlSeries], *, mixed_units: bool = False) -> SourceSeries:
    """Put one variable at several territorial levels together, as the regions with their country.

    The part of each figure is the id of its variable, so that several variables can be added or divided. With the notes 4, 14, 15, 50 and
    91 the figure is missing, whatever number the API sends (see :func:`observations_from_bdl`).

    Parameters
    ----------
    series : sequence of BdlSeries
        What was fetched; the first one gives name, unit and date.
    mixed_units : bool
        Whether the variables may have different units, as parts and the whole of a ratio do.

    Raises
    ------
    GronoError
        When variables of different units would become one value.
    """
    first = series[0]
    units = {one.variable.unit: one.variable.id for one in series}
    if len(units) > 1 and not mixed_units:
        told = "; ".join(f"{number}: {unit}" for unit, number in units.items())
        raise GronoError(
            message("These variables have different units (%(units)s), so they cannot become one value.", units=told)
        )
    found = tuple(_observation(one, figure) for one in series for figure in one.figures)
    names = {territory(figure.unit, one.level): figure.name for one in series for figure in one.figures}
    dates = [one.updated for one in series if one.updated is not None]
    return SourceSeries(
        observations=found,
        source=f"{BDL.name}: {first.variable.id} {first.variable.name}",
        unit=first.variable.unit,
        published=max(dates, default=None),
        names=names,
    )


def _observation(series: BdlSeries, figure: BdlFigure) -> Observation:
    status = attribute_statuses().get(figure.attribute, "observed")
    return Observation(
        place=territory(figure.unit, series.level),
        part=str(series.variable.id),
        period=figure.year,
        quantity=taken_figure(figure.value, status),
        flag="" if figure.attribute in PLAIN_NOTES else str(figure.attribute),
    )


__all__ = ["series_from_bdl"]
