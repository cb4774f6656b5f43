"""Third step: which cells pass the candidate rule, and which would if they did not rest on few plants."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from grono.tables import conform

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from grono.clustermap.parameters import Parameters
    from grono.clustermap.reading.observations import Observations
    from grono.clustermap.year import YearMeasures

CANDIDATE = "candidate"
FEW_PLANTS = "rests_on_few_plants"


@dataclass(frozen=True)
class _Rule:
    """One question asked of every cell, shape (regions, industries); ``known`` says where it has an answer."""

    name: str
    value: NDArray[np.float64]
    known: NDArray[np.bool_]
    threshold: float
    fails_when_unknown: bool

    @property
    def passed(self) -> NDArray[np.bool_]:
        answered = self.known & (self.value >= self.threshold)
        return answered if self.fails_when_unknown else answered | ~self.known


@dataclass(frozen=True)
class Candidates:
    """The verdict on every cell.

    Parameters
    ----------
    rules : tuple
        The questions with their answers.
    candidate, rests_on_few_plants : numpy.ndarray of bool, shape (regions, industries)
        What goes on the shortlist, and what is listed apart.
    """

    rules: tuple[_Rule, ...]
    candidate: NDArray[np.bool_]
    rests_on_few_plants: NDArray[np.bool_]


def find_candidates(
    observations: Observations,
    year: YearMeasures,
    parameters: Parameters,
    traded_share: NDArray[np.float64] | None = None,
) -> Candidates:
    """Ask the candidate rule of MAP-16 of every cell.

    ``traded_share`` says, where a cluster definition is given, which part of each industry sells beyond its region (NaN
    where the definition does not say, which passes): a local industry is no candidate by its quotient alone (MAP-23).
    Where the map knows nothing of plants the probability cannot be computed and is not asked; where it knows plants in
    general but not those of one industry, that industry's cells fail it.
    """
    quotient = year.quotient
    probability = year.interval.probability_above_one
    employees = np.nan_to_num(year.employees)
    plants, plants_known = _plants(observations, year, parameters.least_plants)
    specialised = _Rule("location_quotient", quotient.value, quotient.present, parameters.least_location_quotient, True)
    large = _Rule("employees", employees, ~np.isnan(year.employees), parameters.least_employees, True)
    sure = _Rule(
        "probability_above_one", probability.value, probability.present, parameters.least_probability,
        bool(year.plants.sizes.known.any()),
    )  # fmt: skip
    many = _Rule("plants", plants, plants_known, parameters.least_plants, False)
    traded = _traded(traded_share, parameters.least_traded_share, year.employees.shape)
    eligible, proved = specialised.passed & large.passed & traded.passed, sure.passed & many.passed
    apart = (
        eligible
        & ~proved
        & (quotient.value >= parameters.few_plants_location_quotient)
        & (employees >= parameters.few_plants_employees)
    )
    rules = (specialised, sure, large, many) if traded_share is None else (specialised, sure, large, many, traded)
    return Candidates(rules, eligible & proved, apart)


def _traded(share: NDArray[np.float64] | None, least: float, shape: tuple[int, ...]) -> _Rule:
    value = np.broadcast_to(np.full(shape[1], np.nan) if share is None else share, shape)
    return _Rule("traded", np.nan_to_num(value), ~np.isnan(value), least, False)


def _plants(
    observations: Observations, year: YearMeasures, least: float
) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """Return the plants of each cell, and where the question can be answered.

    Plants counted in the region answer it. The plants of the whole industry are an upper bound: they answer it only where
    even they are too few.
    """
    cells = year.plants.in_regions
    if observations.plants is not None:
        cells = observations.plants[observations.period_index(year.period)]
    sizes, shape = year.plants.sizes, year.employees.shape
    nation = np.broadcast_to(sizes.plants, shape)
    too_few = np.broadcast_to(sizes.known & (sizes.plants < least), shape)
    if cells is None:
        return nation, too_few
    counted = ~np.isnan(cells)
    return np.where(counted, np.nan_to_num(cells), nation), counted | too_few


def candidates_table(observations: Observations, year: YearMeasures, found: Candidates) -> pa.Table:
    """Return each rule's value, threshold and answer for every cell that reaches the location quotient."""
    considered = found.rules[0].passed
    region, industry = np.nonzero(considered)
    regions = pa.array(observations.regions, pa.string()).take(pa.array(region))
    industries = pa.array(observations.industries, pa.string()).take(pa.array(industry))
    size = region.size
    blocks = []
    for rule in found.rules:
        known = rule.known[considered]
        blocks.append(
            conform("candidates", {
                "region": regions,
                "industry": industries,
                "period": pa.repeat(pa.scalar(year.period, pa.int32()), size),
                "rule": pa.repeat(rule.name, size),
                "value": pa.array(rule.value[considered], mask=~known),
                "threshold": pa.repeat(float(rule.threshold), size),
                "passed": pa.array(rule.value[considered] >= rule.threshold, mask=~known),
            })
        )  # fmt: skip
    return pa.concat_tables(blocks)
