"""What competitiveness is read from: each indicator for every region and industry, from whatever the map has (MAP-41)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from grono.clustermap.selection.steps import YearSteps
from grono.measures import location_quotient
from grono.measures.randomness import stream
from grono.measures.relatedness import (
    economic_complexity,
    presence_by_quotient,
    proximity,
    relatedness_density,
)
from grono.measures.result import divide

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from grono.clustermap.context import MapContext
    from grono.measures import Measured
    from grono.measures.relatedness import Presence

    FloatArray = NDArray[np.float64]
    Cells = tuple[NDArray[np.intp], NDArray[np.intp]]
    CellDraws = Callable[[Cells], FloatArray]

INDICATORS = (
    "productivity",
    "wages",
    "export_location_quotient",
    "dynamic_regional_effect",
    "net_entry",
    "growth",
    "relatedness_density",
    "complexity_gain",
    "supplier_gaps",
)
"""All indicators, in the order in which they stand in the table."""

DRAWS = 400
"""Draws behind a percentile's interval: its ends move by less than one place among forty regions from seed to seed."""


@dataclass(frozen=True)
class Indicator:
    """One indicator.

    Parameters
    ----------
    name : str
        One of :data:`INDICATORS`.
    values : numpy.ndarray, shape (regions, industries)
        NaN where there is none.
    benefit : bool
        Whether much is good.
    draws : callable, optional
        Cells of one industry → draws of the values with their error, shape (draws, cells); None where nothing is known of it.
    spread : numpy.ndarray, optional, shape (regions, industries)
        Standard error, where the error is normal.
    """

    name: str
    values: FloatArray
    benefit: bool = True
    draws: CellDraws | None = None
    spread: FloatArray | None = None


def indicators_of(context: MapContext) -> list[Indicator]:
    """Return every indicator; one without data is missing everywhere."""
    made = {one.name: one for one in (*_of_money(context), *_of_time(context), *_of_structure(context))}
    nothing = np.full(context.year.employees.shape, np.nan)
    return [made.get(name) or Indicator(name, nothing) for name in INDICATORS]


def _filled(values: Measured) -> FloatArray:
    return np.where(values.present, values.value, np.nan)


def _per(amount: FloatArray, base: FloatArray) -> FloatArray:
    """Divide, with NaN where the base is zero or missing."""
    usable = np.nan_to_num(base) > 0
    return np.where(usable, divide(amount, np.where(usable, base, 0.0)), np.nan)


def _of_money(context: MapContext) -> list[Indicator]:
    """Return productivity, wages and exports, from the companion table of indicators."""
    given = context.companions.indicators
    if given is None:
        return []
    place = context.observations.period_index(context.year.period)
    employees, found = context.year.employees, []
    for name, measure in (("productivity", "value_added"), ("wages", "wages")):
        if measure in given.panels:
            found.append(Indicator(name, _per(given.panels[measure][place], employees)))
    if "exports" in given.panels:
        exports = given.panels["exports"][place]
        found.append(Indicator("export_location_quotient", _filled(location_quotient(exports))))
    return found


def _of_time(context: MapContext) -> list[Indicator]:
    """Growth, the region's own part in it, and net entry of plants; their error is that of the years."""
    steps, change = YearSteps.of(context.observations, context.change), context.change
    if steps is None or change is None:
        return []
    whole = np.indices(context.year.employees.shape).reshape(2, -1)
    shape = context.year.employees.shape
    effect = steps.regional_effect(np.full((1, steps.number), 1 / steps.number), (whole[0], whole[1])).reshape(shape)
    grown = _filled(change.cell_growth_per_year)
    found = [Indicator("net_entry", _net_entry(context))]
    if not steps.enough:
        return [*found, Indicator("dynamic_regional_effect", effect), Indicator("growth", grown)]
    shares = steps.shares(stream(context.specification.seed, "competitiveness", "years"), DRAWS)

    def growth_draws(at: Cells) -> FloatArray:
        drawn = steps.growth(shares, at)
        return np.where(np.isnan(drawn), grown[at], drawn)

    return [
        *found,
        Indicator("dynamic_regional_effect", effect, draws=lambda at: steps.regional_effect(shares, at)),
        Indicator("growth", grown, draws=growth_draws),
    ]


def _net_entry(context: MapContext) -> FloatArray:
    """Change of the number of plants a year, over those of the first year."""
    change, base = context.change, context.base_year
    if change is None or base is None:
        return np.full(context.year.employees.shape, np.nan)
    counted = context.observations.plants
    if counted is not None:
        first, last = (counted[context.observations.period_index(year)] for year in (change.before, change.after))
    elif base.plants.in_regions is not None and context.year.plants.in_regions is not None:
        if base.plants.flag or context.year.plants.flag:
            return np.full(context.year.employees.shape, np.nan)  # bands of another year say nothing of this change
        first, last = base.plants.in_regions, context.year.plants.in_regions
    else:
        return np.full(context.year.employees.shape, np.nan)
    return _per(last - first, first) / (change.after - change.before)


def _of_structure(context: MapContext) -> list[Indicator]:
    """Return what surrounds the industry in the region: related industries, complexity, suppliers."""
    there = presence_by_quotient(context.year.quotient)
    found = [density_indicator(context, there), Indicator("complexity_gain", _complexity_gain(there))]
    flows = context.companions.flows
    if flows is not None:
        found.append(Indicator("supplier_gaps", _supplier_gaps(flows.buying_shares(), there), benefit=False))
    return found


def density_indicator(context: MapContext, there: Presence | None = None) -> Indicator:
    """Return relatedness density; its error is that of who is present, by P(LQ > 1), each cell for itself.

    Density is a weighted mean of presences, so its variance is Σ P(1 − P)φ² / (Σφ)²: a matrix product instead of draws of
    whole maps.
    """
    there = presence_by_quotient(context.year.quotient) if there is None else there
    near = proximity(there)
    density = relatedness_density(there, near)
    probability = context.year.interval.probability_above_one
    if not probability.present.any():
        return Indicator("relatedness_density", _filled(density))
    chance = np.where(probability.present, probability.value, there.as_numbers())
    variance = (chance * (1 - chance)) @ np.square(near.value)
    spread = np.sqrt(divide(variance, np.square(near.value.sum(axis=0))[None, :]))
    values = _filled(density)

    def draws(at: Cells) -> FloatArray:
        names = ("competitiveness", "density", context.observations.industries[int(at[1][0])])
        noise = stream(context.specification.seed, *names).standard_normal((DRAWS, at[0].size))
        return np.asarray(values[at] + spread[at] * noise)

    return Indicator("relatedness_density", values, draws=draws, spread=spread)


def _complexity_gain(there: Presence) -> FloatArray:
    """How much an industry that a region has raises the region's economic complexity: ECI with it less ECI without it."""
    complexity = economic_complexity(there).pci
    solved = there.matrix & complexity.present[None, :]
    count = solved.sum(axis=1, keepdims=True).astype(np.float64)
    total = (solved * complexity.value).sum(axis=1, keepdims=True)
    with_it = divide(total, count)
    without = divide(total - complexity.value, np.broadcast_to(count - 1, solved.shape))
    return np.where(solved & (count > 1), with_it - without, np.nan)


def _supplier_gaps(buying: FloatArray, there: Presence) -> FloatArray:
    """Share of an industry's purchases that comes from industries the region does not have.

    Parameters
    ----------
    buying : numpy.ndarray, shape (industries, industries)
        Element (j, i): what industry i buys of industry j, over all it buys of others; a column of zeros where unknown.
    there : Presence
        Which industries the region has.
    """
    bought = buying.sum(axis=0)
    gaps = divide((1 - there.as_numbers()) @ buying, np.broadcast_to(bought, there.matrix.shape))
    return np.where(bought > 0, gaps, np.nan)
