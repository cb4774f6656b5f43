"""Published worked examples: the oracle file of the cluster map specification names the source of each (MAP-11 to MAP-15)."""

import csv

import numpy as np
import pytest

from grono.measures import (
    Measured,
    PlantSizes,
    Reason,
    ellison_glaeser,
    krugman_specialisation,
    location_quotient,
    location_quotient_interval,
    paule_mandel,
    shift_share,
    sizes_from_plants,
)
from grono.measures.margins import Margins


@pytest.fixture(scope="module")
def example(oracle):
    return oracle("clustermap")


def eg_of_plants(employees, regions, region_totals):
    """Ellison–Glaeser of one industry against given totals of regions."""
    names = list(region_totals)
    cells = np.array(
        [[sum(e for e, r in zip(employees, regions, strict=True) if r == name)] for name in names], dtype=float
    )
    totals = np.array(list(region_totals.values()), dtype=float)
    no = np.zeros(len(names), dtype=bool)
    sums = Margins(totals, cells.sum(axis=0), float(totals.sum()), no, np.zeros(1, dtype=bool), total_partial=False)
    return ellison_glaeser(cells, sizes_from_plants(employees, [0] * len(employees), 1), sums)


def test_ellison_glaeser_of_ten_plants(example):
    given, expected = example["MAP-E1"]["input"], example["MAP-E1"]["expected"]
    found = eg_of_plants(given["plant_emp"], given["plant_region"], given["region_emp"])
    sizes = sizes_from_plants(given["plant_emp"], [0] * 10, 1)
    assert found.gamma.value[0] == pytest.approx(expected["gamma"], abs=1e-6)
    assert found.raw.value[0] == pytest.approx(expected["G"], abs=1e-6)
    assert sizes.herfindahl[0] == pytest.approx(expected["H"], abs=1e-6)
    assert found.z.value[0] == pytest.approx(expected["z"], abs=1e-6)


def test_ellison_glaeser_of_four_industries(example, shared_data):
    with (shared_data / "reference/reat_FK2014_EGC.csv").open(encoding="utf-8") as file:
        plants = list(csv.DictReader(file))
    totals = {}
    for plant in plants:
        totals[plant["region"]] = totals.get(plant["region"], 0.0) + float(plant["emp_firm"])
    for industry, expected in example["MAP-E2"]["expected"].items():
        own = [plant for plant in plants if plant["industry"] == industry]
        found = eg_of_plants([float(plant["emp_firm"]) for plant in own], [plant["region"] for plant in own], totals)
        assert found.gamma.value[0] == pytest.approx(expected["gamma"], abs=1e-6), industry
        assert found.z.value[0] == pytest.approx(expected["z"], abs=1e-6), industry


def test_location_quotient_of_farhauer_and_kroell(example):
    given = example["MAP-E3"]["input"]
    cells = [
        [given["e_ij"], given["e_j"] - given["e_ij"]],
        [given["e_i"] - given["e_ij"], given["e"] - given["e_i"] - given["e_j"] + given["e_ij"]],
    ]
    assert location_quotient(cells).value[0, 0] == pytest.approx(example["MAP-E3"]["expected"], abs=1e-6)


def test_five_regions_and_five_industries(example):
    cells, expected = example["MAP-E15"]["input"]["matrix"], example["MAP-E15"]["expected"]
    assert location_quotient(cells).value.ravel() == pytest.approx(expected["location_quotient"], abs=1e-8)
    assert krugman_specialisation(cells).value == pytest.approx(expected["krugman_specialisation"], abs=1e-8)


@pytest.mark.parametrize("name", ["MAP-E8", "MAP-E9", "MAP-E42"])
def test_shift_share(example, name):
    given, expected = example[name]["input"], example[name]["expected"]
    before, after = (
        np.array([given[f"region_{t}"], np.subtract(given[f"nation_{t}"], given[f"region_{t}"])]) for t in ("t", "t1")
    )
    parts = shift_share(before, after).of_regions()
    for part in ("total", "national", "mix", "regional"):
        assert parts[part][0] == pytest.approx(expected[part], abs=1e-8), part
    assert parts["new"][0] == pytest.approx(expected.get("new_industries", 0.0))


def test_shift_share_of_freiburg(example, shared_data):
    with (shared_data / "reference/reat_Freiburg.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    region0, region1, nation0, nation1 = (
        np.array([float(row[column]) for row in rows]) for column in example["MAP-E11"]["input"]["columns"]
    )
    parts = shift_share([region0, nation0 - region0], [region1, nation1 - region1]).of_regions()
    for part in ("total", "national", "mix", "regional"):
        assert parts[part][0] == pytest.approx(example["MAP-E11"]["expected"][part], abs=1e-6)


def test_interval_of_a_location_quotient(example):
    given, expected = example["MAP-E24"]["input"], example["MAP-E24"]["expected"]
    one, no = np.ones(1, dtype=bool), np.zeros(1, dtype=bool)
    sizes = PlantSizes(np.array([80.0]), np.array([given["H"]]), np.array([1e-4]), one, no)
    gamma = Measured(np.array([given["gamma"]]), np.zeros(1, dtype=np.uint8))
    found = location_quotient_interval([[given["s"]]], [given["x"]], sizes, gamma)
    assert found.shrunk.value[0, 0] == pytest.approx(expected["shrunk"], abs=1e-7)
    assert found.lower.value[0, 0] == pytest.approx(expected["lower"], abs=1e-7)
    assert found.upper.value[0, 0] == pytest.approx(expected["upper"], abs=1e-7)
    assert found.probability_above_one.value[0, 0] == pytest.approx(expected["p_above_1"], abs=1e-7)


def test_shrinkage_after_paule_and_mandel(example):
    given, expected = example["MAP-E25"]["input"], example["MAP-E25"]["expected"]
    found = paule_mandel(given["gamma"], given["null_variance"])
    assert found.variance == pytest.approx(expected["tau2"], abs=1e-6)
    assert found.mean == pytest.approx(expected["mu"], abs=1e-6)
    assert found.value == pytest.approx(expected["shrunk"], abs=1e-6)


def test_gamma_of_three_industries(example):
    given, expected = example["MAP-E27"]["input"], example["MAP-E27"]["expected"]
    totals = {index: share * 100 for index, share in enumerate(given["x"])}
    for industry, plants in given["plants"].items():
        found = eg_of_plants([plant["employment"] for plant in plants], [plant["region"] for plant in plants], totals)
        assert found.gamma.value[0] == pytest.approx(expected["gamma"][industry], abs=1e-8)
        assert found.gamma.reason[0] == Reason.PRESENT
