"""Specialisation, concentration, diversity and strength, as an analysis of a map (MAP-18 to MAP-23, MAP-40)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from grono.clustermap.context import Findings
from grono.clustermap.groupings import divisions, larger_regions
from grono.clustermap.variants import Variant, resting_on_sums
from grono.measures import (
    ECO_STARS,
    Basis,
    eco_stars,
    entropy,
    equivalent_number,
    gini_lq_unweighted,
    hachman,
    herfindahl,
    herfindahl_normalised,
    hoover_concentration,
    hoover_specialisation,
    inverse_herfindahl,
    krugman_concentration,
    litzenberger_sternberg,
    locational_gini_weighted,
    locational_gini_weighted_01,
    lq_additive,
    lq_log,
    lq_standardised,
    lq_standardised_log,
    lq_symmetric,
    maurel_sedillot,
    relative_diversity,
    shrunk_gamma,
    standardised_cut_off,
    theil_l,
    theil_l_by_group,
    theil_t,
    theil_t_by_group,
    traded_or_local,
    variety,
)
from grono.measures.uncertainty import location_quotient_posterior

if TYPE_CHECKING:
    from collections.abc import Callable

    from grono.clustermap.context import MapContext
    from grono.measures import Measured, TradedOrLocal

BOOTSTRAP = "bootstrap of regions, all resamples"
UNWEIGHTED = "every region counts the same"
CERTAIN = "posterior of the location quotient; the 10 % mark where the figures put it"
SPREAD = "by_spread"
"""Flag of a verdict traded or local that no cluster definition gave."""

_CELLS: dict[str, Callable[..., Measured]] = {
    "lq_symmetric": lq_symmetric,
    "lq_log": lq_log,
    "lq_additive": lq_additive,
    "lq_standardised": lq_standardised,
    "lq_standardised_log": lq_standardised_log,
}
_REGIONS: dict[str, Callable[..., Measured]] = {
    "hoover_specialisation": hoover_specialisation,
    "hachman": hachman,
    "entropy": entropy,
    "relative_diversity": relative_diversity,
    "inverse_herfindahl": inverse_herfindahl,
}
_INDUSTRIES: dict[str, Callable[..., Measured]] = {
    "krugman_concentration": krugman_concentration,
    "hoover_concentration": hoover_concentration,
    "locational_gini_weighted": locational_gini_weighted,
    "locational_gini_weighted_01": locational_gini_weighted_01,
    "theil_t": theil_t,
    "theil_l": theil_l,
    "equivalent_number": equivalent_number,
}
_BOTH_WAYS: dict[str, Callable[..., Measured]] = {
    "gini_lq_unweighted": gini_lq_unweighted,
    "herfindahl": herfindahl,
    "herfindahl_normalised": herfindahl_normalised,
}
"""Of an industry over regions, and with ``_region`` behind the name of a region over industries."""


def analyse(context: MapContext) -> Findings:
    """Return every named variant for the year of the map; which of them could not be computed, and why, stands in the record."""
    traded = _traded(context)
    larger, division = larger_regions(context.observations), divisions(context.observations)
    areas = context.companions.regions
    variants = [
        *_plain(context),
        *_standardised(context),
        *_theil(context, larger),
        *_variety(context, division),
        *_cluster_index(context),
        *_traded_variants(traded),
        *_stars(context),
    ]
    return Findings(
        variants=resting_on_sums(variants, context.observations, context.year),
        record={
            "traded_cuts": {"name": traded.cuts.name, "dated": traded.cuts.dated, "origin": traded.cuts.origin},
            "industries_judged_by_spread": int((traded.basis == Basis.SPREAD).sum()),
            "stars": {
                "scheme": ECO_STARS.name,
                "source": ECO_STARS.source,
                "regions_of_reference": _inhabited(context),
            },
            "larger_regions": len(set(larger)) if larger else None,
            "divisions": len(set(division)) if division else None,
            "area_and_population": areas is not None and areas.area is not None and areas.population is not None,
        },
    )


def _inhabited(context: MapContext) -> int:
    return int((context.year.sums.region > 0).sum())


def _plain(context: MapContext) -> list[Variant]:
    year = context.year
    found = [Variant("cell", name, measure(year.employees, year.sums)) for name, measure in _CELLS.items()]
    found += [Variant("region", name, measure(year.employees, year.sums)) for name, measure in _REGIONS.items()]
    found += [Variant("industry", name, measure(year.employees, year.sums)) for name, measure in _INDUSTRIES.items()]
    for name, measure in _BOTH_WAYS.items():
        found.append(Variant("industry", name, measure(year.employees, year.sums, over="regions")))
        found.append(Variant("region", f"{name}_region", measure(year.employees, year.sums, over="industries")))
    sizes = year.plants.sizes
    sister = maurel_sedillot(year.employees, sizes, year.sums)
    return [*found, Variant("industry", "maurel_sedillot", sister, n=sizes.plants)]


def _standardised(context: MapContext) -> list[Variant]:
    found = []
    for name in ("lq_standardised", "lq_standardised_log"):
        cut = standardised_cut_off(_CELLS[name](context.year.employees, context.year.sums))
        found.append(Variant("industry", f"{name}_cut_off", cut.value, BOOTSTRAP, cut.lower, cut.upper))
    return found


def _theil(context: MapContext, larger: tuple[str, ...] | None) -> list[Variant]:
    year = context.year
    found = [
        Variant("industry", "theil_t_unweighted", theil_t(year.employees, year.sums, unweighted=True), UNWEIGHTED),
        Variant("industry", "theil_l_unweighted", theil_l(year.employees, year.sums, unweighted=True), UNWEIGHTED),
    ]
    if larger is None:
        return found
    for name, split in (("theil_t", theil_t_by_group), ("theil_l", theil_l_by_group)):
        parts = split(year.employees, larger, year.sums)
        found.append(Variant("industry", f"{name}_between", parts.between, "larger regions"))
        found.append(Variant("industry", f"{name}_within", parts.within, "larger regions"))
    return found


def _variety(context: MapContext, division: tuple[str, ...] | None) -> list[Variant]:
    if division is None:
        return []
    parts = variety(context.year.employees, division, context.year.sums)
    return [
        Variant("region", "unrelated_variety", parts.unrelated, "between divisions"),
        Variant("region", "related_variety", parts.related, "within divisions"),
    ]


def _cluster_index(context: MapContext) -> list[Variant]:
    areas, year, observations = context.companions.regions, context.year, context.observations
    plants = year.plants.in_regions
    if observations.plants is not None:
        plants = observations.plants[observations.period_index(year.period)]
    if areas is None or areas.area is None or areas.population is None or plants is None:
        return []
    index = litzenberger_sternberg(year.employees, areas.area, areas.population, plants, year.sums)
    return [Variant("cell", "litzenberger_sternberg", index, n=np.nan_to_num(plants))]


def _traded(context: MapContext) -> TradedOrLocal:
    definition = context.companions.cluster_members
    share = None if definition is None else definition.traded_share
    return traded_or_local(context.year.employees, context.year.sums, traded_share=share)


def _traded_variants(found: TradedOrLocal) -> list[Variant]:
    method = f"definition, else spread by the cuts {found.cuts.name}"
    by_spread = {SPREAD: found.basis == Basis.SPREAD}
    return [
        Variant("industry", "traded", found.traded, method, flags=by_spread),
        Variant("industry", "employment_in_strong_regions", found.employment_in_strong_regions),
        Variant("industry", "mean_of_highest_quotients", found.mean_of_highest_quotients),
    ]


def _stars(context: MapContext) -> list[Variant]:
    year = context.year
    posterior = location_quotient_posterior(
        year.share_of_industry, year.sums.region_share, year.plants.sizes, shrunk_gamma(year.concentration)
    )
    stars = eco_stars(year.employees, year.sums, posterior=posterior)
    plants = year.plants.sizes.plants
    found = [
        Variant("cell", ECO_STARS.name, stars.count),
        Variant("cell", f"{ECO_STARS.name}_certain", stars.certain, CERTAIN, n=plants),
    ]
    for name in ("size", "specialisation", "focus"):
        star = getattr(stars, name)
        found.append(Variant("cell", f"{ECO_STARS.name}_{name}_probability", star.probability, CERTAIN, n=plants))
    return found
