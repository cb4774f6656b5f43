"""Whether an industry is more concentrated than its plants would be by chance, as an analysis of a map (MAP-14, MAP-35)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from grono.clustermap.context import Findings
from grono.clustermap.reading.plants import plants_of_year
from grono.clustermap.variants import Variant, resting_on_sums
from grono.measures.plant_allocation import AllocationTest, PlantGroups, random_allocations
from grono.measures.testing import PERMUTATIONS, benjamini_hochberg

if TYPE_CHECKING:
    from grono.clustermap.context import MapContext

CELLS_DRAWN = 400_000_000
"""Plants or regions that all draws together may place; on larger maps there are fewer draws, never fewer than the next number."""

FEWEST_DRAWS = 199

FAMILY = "concentrated, all industries"

NAME = "allocation"
"""Name of this analysis."""


@dataclass(frozen=True)
class AllocationFindings(Findings):
    """Findings with the allocations they rest on, so that imputations of hidden cells are tested by the same ones."""

    test: AllocationTest = field(kw_only=True)


def analyse(context: MapContext) -> Findings:
    """Return p-values of the index of Ellison and Glaeser by random allocations of the plants; nothing where sizes are unknown."""
    year, observations = context.year, context.observations
    plants = plants_of_year(observations, context.bands, year.period, year.sums.industry)
    if plants is None:
        return Findings()
    before = context.settled.get(NAME)
    if isinstance(before, AllocationFindings):
        found, draws = before.test.again(year.employees, year.sums), before.test.drawn.shape[1]
    else:
        groups = PlantGroups.of(*plants)
        draws = draws_for(groups, len(observations.regions))
        found = random_allocations(
            year.employees,
            groups,
            seed=context.specification.seed,
            codes=observations.industries,
            sums=year.sums,
            permutations=draws,
        )
    tested = benjamini_hochberg(found.concentrated, family=FAMILY)
    method, number = f"{draws} random allocations of plants", year.plants.sizes.plants
    variants = (
        Variant("industry", "ellison_glaeser_p", found.concentrated, method, n=number),
        Variant("industry", "ellison_glaeser_q", tested.adjusted, f"Benjamini–Hochberg; family: {FAMILY}", n=number),
        Variant("industry", "ellison_glaeser_p_dispersed", found.dispersed, method, n=number),
    )
    return AllocationFindings(
        variants=resting_on_sums(variants, observations, year),
        record={
            "allocations": draws,
            "industries": int(found.concentrated.present.sum()),
            "concentrated": int(tested.kept.sum()),
        },
        test=found,
    )


def draws_for(plants: PlantGroups, regions: int) -> int:
    """Return how many allocations are drawn: 999, fewer where plants and regions are very many (MAP-35)."""
    each = int(np.minimum(plants.count, regions).sum()) + regions * len(np.unique(plants.industry))
    return int(np.clip(CELLS_DRAWN // max(each, 1), FEWEST_DRAWS, PERMUTATIONS))
