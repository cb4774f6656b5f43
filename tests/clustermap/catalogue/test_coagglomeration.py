"""Coagglomeration as an analysis of a map: which pairs are kept, by a rule that the record states."""

import itertools
from dataclasses import replace

import numpy as np
import pytest

from grono.clustermap import Parameters, Specification, draw
from grono.clustermap.catalogue.coagglomeration import strongest_pairs
from grono.measures import Measured, coagglomeration_pair
from grono.sources.synthetic import synthetic_economy
from tests.clustermap.factories import EMPLOYEES, INDUSTRIES, REGIONS, employees_table, size_bands_table

ONLY = Specification(analyses=("coagglomeration",))
CELLS = np.array([[EMPLOYEES[region, industry] for industry in INDUSTRIES] for region in REGIONS], dtype=float)


def pairs(drawn):
    return {(row["industry"], row["other"]): row["value"] for row in drawn.further["relatedness"].to_pylist()}


def test_pairs_above_zero_are_those_of_the_arrays():
    found, expected = pairs(draw(employees_table(years=(2019,)), specification=ONLY)), coagglomeration_pair(CELLS).value
    for i, j in itertools.combinations(range(3), 2):
        if expected[i, j] > 0:
            assert found.pop((INDUSTRIES[i], INDUSTRIES[j])) == pytest.approx(expected[i, j])
    assert not found


def test_reference_can_be_the_mean_industry():
    parameters = Parameters(coagglomeration_mean_reference=1)
    drawn = draw(employees_table(years=(2019,)), specification=replace(ONLY, parameters=parameters))
    expected = coagglomeration_pair(CELLS, reference="mean").value
    assert drawn.run["analyses"]["coagglomeration"]["reference"] == "mean"
    for (one, other), value in pairs(drawn).items():
        assert value == pytest.approx(expected[INDUSTRIES.index(one), INDUSTRIES.index(other)])


def test_industries_with_few_plants_or_employees_are_left_out():
    few = draw(employees_table(years=(2019,)), size_bands=size_bands_table((2019,), plants=8), specification=ONLY)
    assert few.run["analyses"]["coagglomeration"]["industries"] == 0
    assert few.run["analyses"]["coagglomeration"]["kept"] == 0
    strict = replace(ONLY, parameters=Parameters(least_employees=5000))
    large = draw(employees_table(years=(2019,)), specification=strict)
    assert large.run["analyses"]["coagglomeration"]["industries"] == 1


def test_strongest_pairs_of_either_industry_are_kept():
    random = np.random.default_rng(2)
    value = random.normal(size=(30, 30))
    value = value + value.T
    judged = np.ones(30, dtype=bool)
    judged[5] = False
    first, second = strongest_pairs(Measured(value, np.zeros((30, 30), dtype=np.uint8)), judged, 4)
    kept = set(zip(first.tolist(), second.tolist(), strict=True))
    expected = set()
    for i in range(30):
        others = [j for j in range(30) if j not in (i, 5)]
        best = sorted(others, key=lambda j, i=i: -value[i, j])[:4]
        expected |= {(min(i, j), max(i, j)) for j in best if value[i, j] > 0 and i != 5}
    assert kept == expected


def test_fewer_industries_than_partners_keep_all_pairs_above_zero():
    value = np.array([[9.0, 0.2, -0.1], [0.2, 9.0, 0.3], [-0.1, 0.3, 9.0]])
    first, second = strongest_pairs(Measured(value, np.zeros((3, 3), dtype=np.uint8)), np.ones(3, dtype=bool), 10)
    assert list(zip(first, second, strict=True)) == [(0, 1), (1, 2)]
    one = Measured(np.ones((1, 1)), np.zeros((1, 1), dtype=np.uint8))
    assert strongest_pairs(one, np.ones(1, dtype=bool), 10)[0].size == 0


def test_synthetic_economy_states_its_rule():
    economy = synthetic_economy(seed=1)
    drawn = draw(economy.employees, size_bands=economy.size_bands, specification=ONLY)
    record = drawn.run["analyses"]["coagglomeration"]
    assert record["kept"] == drawn.further["relatedness"].num_rows > 0
    assert record["pairs"] == record["industries"] * (record["industries"] - 1) // 2
    assert all(value > 0 for value in pairs(drawn).values())


@pytest.mark.shared_data
def test_great_britain_oil_and_its_services_belong_together(shared_data):
    found = draw(
        shared_data / "employment/uk_bres_itl2_sic5_2015_2021.csv.gz",
        size_bands=shared_data / "employment/gb_enterprises_sizeband_sic5_2016_2021.csv.gz",
        specification=Specification(period=2019, analyses=("coagglomeration",)),
    )
    strongest = sorted(pairs(found).items(), key=lambda pair: -pair[1])
    assert ("06100", "09100") in [codes for codes, _ in strongest[:50]]
    assert ("64110", "64304") in [
        codes for codes, _ in strongest[:50]
    ]  # central banking and open-ended investment companies: London
