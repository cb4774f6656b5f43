"""Which industries go together, and what that says of each region, as an analysis of a map (MAP-24 to MAP-28)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa

from grono.clustermap.context import Findings, PairFindings
from grono.clustermap.flags import IMPUTED, PARTIAL, joined, sum_flags
from grono.clustermap.variants import Variant, no_interval
from grono.measures import Measured, Reason
from grono.measures.relatedness import (
    Complexity,
    Fitness,
    Links,
    Presence,
    economic_complexity,
    fitness,
    null_model,
    presence_by_probability,
    presence_by_quotient,
    presence_per_head,
    proximity,
    related_links,
    relatedness_density,
    relatedness_density_relative,
)
from grono.messages import Problem, message
from grono.tables import conform

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from grono.clustermap.context import MapContext
    from grono.clustermap.variants import Axis

    Flags = dict[str, NDArray[np.bool_]]

PROXIMITY = "proximity"
"""Name of the links in the table ``relatedness``."""

ORDER_UNSTABLE = "order_unstable"
"""λ₂ and λ₃ are nearer than 5 %: a small change could give another order."""
SIGN_ARBITRARY = "sign_arbitrary"
"""Complexity is uncorrelated with diversity."""
SMALL_REGION = "small_region"
"""Under 1 000 employees."""
RANKS_ONLY = "ranks_only"
"""The iteration of fitness did not settle."""

WITHIN_CHANCE = "within_chance"
"""Ubiquity and diversity may explain the link: the false-discovery rate does not let it stand."""

PARTNERS, SUSPECTED = 3, 0.05
"""Links shown although they are within chance: the surest of each industry, with at most this p-value, taken by itself."""

BY_QUOTIENT, BY_PROBABILITY, BY_HEAD = 0, 1, 2
"""Values of the parameter ``presence_rule``."""


def analyse(context: MapContext) -> Findings:
    """Return densities, complexities and fitness, and the links that the null model keeps as rows of ``relatedness``.

    Where the rule of presence that was asked for needs what the map does not have, nothing is computed and a warning says so:
    another rule is never put in its place.
    """
    there = _presence(context)
    if isinstance(there, Problem):
        return Findings(problems=(there,))
    near = proximity(there)
    context.progress("relatedness", 1, 3)
    complexity = economic_complexity(there, employees=context.year.sums.region)
    fit = fitness(there)
    context.progress("relatedness", 2, 3)
    variants = tuple(_variants(context, there, near, (complexity, fit)))
    again = context.settled_pairs("relatedness")
    if again is not None:
        return Findings(variants=variants, tables={"relatedness": _again(context, near, again)})
    model = null_model(there)
    links = related_links(there, model)
    shown = _shown(links, len(context.observations.industries))
    return PairFindings(
        variants=variants,
        tables={"relatedness": _table(context, there, links, near)},
        pairs=(links.first[shown], links.second[shown]),
        record={
            "presence": there.rule,
            "presences": int(there.matrix.sum()),
            **_complexity_record(complexity, fit),
            "null_model": "maximum-entropy bipartite graph, mean diversity and ubiquity kept",
            "null_model_residual": model.residual,
            "family": links.family,
            "correction": "Benjamini–Hochberg, 5 %",
            "pairs": int(links.kept.size),
            "kept": int(links.kept.sum()),
            "also_shown": f"of each industry the {PARTNERS} surest links with p at most {SUSPECTED}, flagged {WITHIN_CHANCE}",
        },
    )


def _presence(context: MapContext) -> Presence | Problem:
    """Return presences by the rule that was asked for, or why there are none."""
    rule, year = round(context.specification.parameters.presence_rule), context.year
    if rule == BY_QUOTIENT:
        return presence_by_quotient(year.quotient)
    if rule == BY_PROBABILITY:
        probability = year.interval.probability_above_one
        if probability.present.any():
            return presence_by_probability(probability)
        sentence = message(
            "Relatedness and complexity were to take an industry as present where its location quotient surely exceeds 1, but "
            "the map has no sizes of plants to tell. Add a table of size bands, or set presence_rule to 0."
        )
        return Problem("no-presence", sentence, value="probability", severity="warning")
    areas = context.companions.regions
    if areas is not None and areas.population is not None:
        inhabited = np.where(areas.population > 0, areas.population, np.nan)
        return presence_per_head(year.employees, population=inhabited)
    sentence = message(
        "Relatedness and complexity were to take presence by employees per inhabitant, but the map has no population. Add a "
        "table of regions with a column of population, or set presence_rule to 0."
    )
    return Problem("no-presence", sentence, value="per_head", severity="warning")


def _variants(context: MapContext, there: Presence, near: Measured, found: tuple[Complexity, Fitness]) -> list[Variant]:
    complexity, fit = found
    method = f"presence by {there.rule}"
    shaky = {ORDER_UNSTABLE: complexity.order_unstable, SIGN_ARBITRARY: complexity.sign_arbitrary}
    of_regions = {PARTIAL: there.region_partial, SMALL_REGION: complexity.small_region}
    of_industries = {PARTIAL: there.industry_partial}
    of_cells = {PARTIAL: np.logical_or.outer(there.region_partial, there.industry_partial)}
    unsettled = {RANKS_ONLY: not fit.settled}
    rows: list[tuple[Axis, str, Measured, Flags, dict[str, bool]]] = [
        ("cell", "relatedness_density", relatedness_density(there, near), of_cells, {}),
        ("cell", "relatedness_density_relative", relatedness_density_relative(there, near), of_cells, {}),
        ("region", "eci", complexity.eci, of_regions, shaky),
        ("industry", "pci", complexity.pci, of_industries, shaky),
        ("industry", "pci_z", complexity.pci_z, of_industries, shaky),
        ("region", "fitness", fit.fitness, of_regions, unsettled),
        ("industry", "fitness_complexity", fit.complexity, of_industries, unsettled),
    ]
    return [
        Variant(
            axis, name, _explained(context, values, axis), method,
            flags={**_imputed(context, axis), **_everywhere(values, flags, whole)},
        )
        for axis, name, values, flags, whole in rows
    ]  # fmt: skip


def _imputed(context: MapContext, axis: Axis) -> Flags:
    """Say where presence rests on an estimate of a hidden cell."""
    flags = sum_flags(context.observations, context.year, axis)
    return {IMPUTED: flags[IMPUTED]} if IMPUTED in flags else {}


def _everywhere(values: Measured, flags: Flags, whole: dict[str, bool]) -> Flags:
    """Add what holds for the whole measure to the flags of each place, wherever there is a value."""
    return {**flags, **{name: values.present & holds for name, holds in whole.items()}}


def _explained(context: MapContext, values: Measured, axis: Axis) -> Measured:
    """Tell what is empty from what is only absent by the rule of presence."""
    sums = context.year.sums
    empty = {
        "region": sums.region == 0,
        "industry": sums.industry == 0,
        "cell": np.logical_or.outer(np.equal(sums.region, 0), np.equal(sums.industry, 0)),
    }[axis]
    absent = np.equal(values.reason, Reason.EMPTY) & ~empty
    return Measured(values.value, np.where(absent, Reason.ABSENT, values.reason).astype(np.uint8))


def _complexity_record(complexity: Complexity, fit: Fitness) -> dict[str, Any]:
    return {
        "second_eigenvalue": complexity.second,
        "third_eigenvalue": complexity.third,
        "components": complexity.components,
        "correlation_with_diversity": complexity.correlation,
        "identified": complexity.identified,
        ORDER_UNSTABLE: complexity.order_unstable,
        "fitness_settled": fit.settled,
        "fitness_steps": fit.steps,
    }


def _shown(links: Links, industries: int) -> NDArray[np.intp]:
    """Return the links that are kept, and the surest few of each industry."""
    p_value = np.ones((industries, industries))
    p_value[links.first, links.second] = p_value[links.second, links.first] = links.p_value
    partners = min(PARTNERS, industries)
    least = np.partition(p_value, partners - 1, axis=1)[:, partners - 1]
    sure = links.p_value <= np.maximum(least[links.first], least[links.second])
    return np.flatnonzero(links.kept | (sure & (links.p_value <= SUSPECTED)))


def _again(context: MapContext, near: Measured, pairs: tuple[NDArray[np.intp], NDArray[np.intp]]) -> pa.Table:
    """Return the links that were shown with the estimates, with their strength in this imputation."""
    names, size = pa.array(context.observations.industries, pa.string()), pairs[0].size
    return conform("relatedness", {
        "industry": names.take(pa.array(pairs[0])),
        "other": names.take(pa.array(pairs[1])),
        "measure": pa.repeat(PROXIMITY, size),
        "value": pa.array(near.value[pairs], mask=~near.present[pairs]),
        **no_interval(size),
        "p": pa.nulls(size, pa.float64()),
        "kept": pa.nulls(size, pa.bool_()),
        "flags": pa.nulls(size, pa.string()),
    })  # fmt: skip


def _table(context: MapContext, there: Presence, links: Links, near: Measured) -> pa.Table:
    names = pa.array(context.observations.industries, pa.string())
    shown = _shown(links, len(names))
    first, second, kept = links.first[shown], links.second[shown], links.kept[shown]
    partial = there.industry_partial[first] | there.industry_partial[second]
    return conform("relatedness", {
        "industry": names.take(pa.array(first)),
        "other": names.take(pa.array(second)),
        "measure": pa.repeat(PROXIMITY, shown.size),
        "value": pa.array(near.value[first, second]),
        **no_interval(shown.size),
        "p": pa.array(links.p_value[shown]),
        "kept": pa.array(kept),
        "flags": joined({PARTIAL: partial, WITHIN_CHANCE: ~kept}, (shown.size,)),
    })  # fmt: skip
