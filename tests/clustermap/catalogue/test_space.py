"""Neighbouring regions on whole maps: Poland's voivodeships by their outlines, Great Britain by neighbours made up here."""

from collections import defaultdict

import esda
import libpysal
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pytest
from pyarrow import csv

from grono.classifications import VOIVODESHIPS
from grono.clustermap import Companions, Specification, draw
from grono.clustermap.variants import variant_texts
from grono.sources.synthetic import synthetic_economy

NAMES = {
    "moran", "moran_z_normality", "moran_z_permutation", "moran_p_value", "moran_q_value",
    "local_moran", "local_moran_n", "local_moran_p_value", "local_moran_q_value", "gi_star",
}  # fmt: skip
ONLY_SPACE = Specification(analyses=("space",))


@pytest.fixture(scope="module")
def poland():
    economy = synthetic_economy(seed=1)
    return draw(economy.employees, size_bands=economy.size_bands, specification=ONLY_SPACE)


def values(drawn, variant):
    table = drawn.measures
    chosen = pc.and_(pc.equal(table["variant"], variant), pc.equal(table["period"], drawn.run["period"]))
    return {(row["region"], row["industry"]): row for row in table.filter(chosen).to_pylist()}


def test_every_measure_is_there_and_explained(poland):
    found = set(poland.measures["variant"].unique().to_pylist())
    assert found >= NAMES
    assert set(variant_texts()) >= NAMES
    assert poland.run["analyses"]["space"]["neighbours"] == "outlines"


def test_as_esda_on_the_same_quotients(poland):
    quotient, ours = values(poland, "location_quotient"), values(poland, "moran")
    regions = sorted({region for region, _ in quotient})
    industry = max(ours, key=lambda key: ours[key]["value"] or 0)[1]
    beside = {
        "02": "08 16 30", "04": "10 14 22 28 30", "06": "14 18 20 26", "08": "02 30 32", "10": "04 14 16 24 26 30",
        "12": "18 24 26", "14": "04 06 10 20 26 28", "16": "02 10 24 30", "18": "06 12 26", "20": "06 14 28",
        "22": "04 28 30 32", "24": "10 12 16 26", "26": "06 10 12 14 18 24", "28": "04 14 20 22", "30": "02 04 08 10 16 22 32",
        "32": "08 22 30",
    }  # fmt: skip
    # The economy's codes, whichever scheme, in the order of TERYT.
    code = dict(zip(sorted(beside), teryt_order(regions), strict=True))
    peer = libpysal.weights.W({code[one]: [code[other] for other in others.split()] for one, others in beside.items()})
    y = np.array([quotient[region, industry]["value"] for region in peer.id_order])
    theirs = esda.Moran(y, peer, transformation="r", permutations=0)
    assert ours[None, industry]["value"] == pytest.approx(theirs.I)
    score = values(poland, "moran_z_permutation")[None, industry]["value"]
    assert score == pytest.approx(theirs.z_rand)


def teryt_order(regions):
    by_code = {code: one.teryt for one in VOIVODESHIPS for code in one.whole}
    return sorted(regions, key=lambda region: by_code[region])


def test_false_discoveries_are_counted_over_all_industries(poland):
    p_value, q_value = values(poland, "moran_p_value"), values(poland, "moran_q_value")
    tested = [key for key, row in p_value.items() if row["value"] is not None]
    assert all(q_value[key]["value"] >= p_value[key]["value"] for key in tested)
    smallest = min(p_value[key]["value"] for key in tested)
    assert min(q_value[key]["value"] for key in tested) <= smallest * len(tested)
    for key, row in values(poland, "moran").items():
        flagged = "like_beside_like" in (row["flags"] or "").split(",")
        assert flagged == (key in tested and q_value[key]["value"] <= 0.05)


def cross_border(*, employees):
    """A small industry in two voivodeships that touch, and everything else everywhere."""
    rows = defaultdict(list)
    for one in VOIVODESHIPS:
        small = {"20": employees, "28": employees, "02": 3 * employees}.get(one.teryt, 0)
        for industry, number in (("10.51", small), ("47.11", 20_000)):
            for column, cell in zip(
                ("region", "industry", "year", "employees"), (one.teryt, industry, 2020, number), strict=True
            ):
                rows[column].append(cell)
    bands = {"industry": ["10.51", "47.11"], "band": ["1 to 9", "10 to 49"], "plants": [60, 16_000]}
    return draw(pa.table(rows), size_bands=pa.table(bands), specification=ONLY_SPACE)


def test_a_cluster_across_a_border_is_judged_as_one():
    drawn = cross_border(employees=70)
    rows = [row for row in drawn.further["groups"].to_pylist() if row["industry"] == "10.51"]
    assert [row["region"] for row in rows] == ["20", "28"]
    assert {row["group"] for row in rows} == {"20"}
    assert {row["employees"] for row in rows} == {140.0}
    assert {row["regions"] for row in rows} == {2}
    whole = 16 * 20_000 + 5 * 70
    assert rows[0]["location_quotient"] == pytest.approx((140 / 350) / ((2 * 20_000 + 140) / whole))
    assert rows[0]["lower"] > 1
    assert rows[0]["flags"] == "passes_as_one,only_together"
    candidates = {
        (line["region"], line["industry"]) for line in drawn.shortlist.to_pylist() if line["list"] == "candidate"
    }
    assert candidates == {("02", "10.51")}


def test_a_group_of_candidates_is_more_than_only_together():
    rows = [row for row in cross_border(employees=700).further["groups"].to_pylist() if row["industry"] == "10.51"]
    assert {row["flags"] for row in rows} == {"passes_as_one"}


def test_the_quadrant_stands_as_a_flag():
    found = values(cross_border(employees=700), "local_moran")
    assert "high_high" in found["20", "10.51"]["flags"].split(",")
    assert "high_low" in found["02", "10.51"]["flags"].split(",")


def test_without_neighbours_the_analysis_is_left_out():
    table = pa.table({"region": ["AA", "BB"], "industry": ["10.51"] * 2, "year": [2020] * 2, "employees": [5, 6]})
    drawn = draw(table)
    assert not set(drawn.measures["variant"].unique().to_pylist()) & NAMES


def test_missing_quotients_keep_their_reason():
    table = pa.table({
        "region": ["AA", "BB", "CC"] * 2, "industry": ["10.51"] * 3 + ["28.30"] * 3, "year": [2020] * 6,
        "employees": [5, 6, None, 0, 0, 0],
    })  # fmt: skip
    neighbours = pa.table({"region": ["AA", "BB"], "neighbour": ["BB", "CC"]})
    drawn = draw(table, companions=Companions(neighbours=neighbours), specification=ONLY_SPACE)
    local = values(drawn, "gi_star")
    assert local["CC", "10.51"]["flags"].split(",")[0] == "missing"
    assert {local[region, "28.30"]["flags"].split(",")[0] for region in ("AA", "BB")} == {"missing(empty)"}
    assert values(drawn, "moran")[None, "28.30"]["flags"].split(",")[0] == "missing(empty)"


@pytest.mark.shared_data
@pytest.mark.slow
def test_great_britain_with_neighbours_made_up_for_this_test(shared_data):
    """The centres are random numbers, not those of the regions: what is tested is the reckoning, not the country."""
    employees = shared_data / "employment/uk_bres_itl2_sic5_2015_2021.csv.gz"
    bands = shared_data / "employment/gb_enterprises_sizeband_sic5_2016_2021.csv.gz"
    regions = sorted(set(csv.read_csv(employees)["GEOGRAPHY_CODE"].to_pylist()))
    places = np.random.default_rng(32).uniform(3.2e6, 3.8e6, (len(regions), 2)).round()
    centres = pa.table({"region": regions, "x": places[:, 0], "y": places[:, 1]})
    drawn = draw(
        employees,
        size_bands=bands,
        companions=Companions(neighbours=centres),
        specification=Specification(period=2019, analyses=("space",)),
    )
    assert drawn.run["analyses"]["space"]["neighbours"] == "centres"
    assert drawn.run["analyses"]["space"]["neighbour_pairs"] == 5 * len(regions)
    quotient = values(drawn, "location_quotient")
    lower = {key: row["lower"] for key, row in quotient.items()}
    shares = {}
    for row in drawn.further["groups"].to_pylist():
        assert lower[row["region"], row["industry"]] is None or lower[row["region"], row["industry"]] >= 1
        shares.setdefault((row["industry"], row["group"]), []).append(row)
    assert shares
    for rows in shares.values():
        alone = [quotient[row["region"], row["industry"]]["value"] for row in rows]
        assert len(rows) == rows[0]["regions"] >= 2
        assert min(alone) - 1e-9 <= rows[0]["location_quotient"] <= max(alone) + 1e-9
