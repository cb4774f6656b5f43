"""Related industries whose plants stand near one another: K-density between two, for the pairs that relatedness kept."""

from types import SimpleNamespace

import numpy as np
import pyarrow as pa
import pytest

from grono.clustermap import Companions, Specification, draw
from grono.clustermap.pair_distances import PAIRS, related_pairs
from grono.clustermap.reading.observations import ReadingOptions
from grono.clustermap.reading.plant_cells import plants_from_points
from grono.clustermap.reading.points import read_points
from grono.measures.distance.colocation import k_density_colocation
from grono.tables import Engine


def points_together(seed=3):
    """10.51 and 28.30 share two centres; the others stand anywhere."""
    random = np.random.default_rng(seed)
    counts = {"10.51": 40, "28.30": 40, "62.01": 60, "47.11": 900}
    code = np.repeat(list(counts), list(counts.values()))
    place = random.uniform(0, 300_000, (code.size, 2))
    centres = np.array([[60_000.0, 60_000.0], [200_000.0, 220_000.0]])
    place[:80] = centres[random.integers(0, 2, 80)] + random.normal(0, 4_000, (80, 2))
    region = [f"PL{8 if x < 150_000 else 2}{4 if y < 150_000 else 1}" for x, y in place]
    return pa.table({
        "industry": code.tolist(), "region": region,
        "x": (place[:, 0] + 4_800_000).astype(str).tolist(), "y": (place[:, 1] + 3_100_000).astype(str).tolist(),
        "employees": random.integers(5, 60, code.size).astype(str).tolist(),
    })  # fmt: skip


@pytest.fixture(scope="module")
def found():
    table = points_together()
    with Engine() as engine:
        cells = plants_from_points(read_points(table, engine))
    chosen = Specification(
        ReadingOptions(absent_means_zero=True), analyses=("relatedness", "coagglomeration", "distance")
    )
    return draw(cells.employees, size_bands=cells.size_bands, companions=Companions(points=table), specification=chosen)


def test_the_pair_that_shares_its_places_stands(found):
    rows = [row for row in found.further["relatedness"].to_pylist() if row["measure"] == "kd_colocation"]
    assert rows
    (pair,) = [row for row in rows if (row["industry"], row["other"]) == ("10.51", "28.30")]
    assert pair["kept"]
    assert pair["p"] < 0.01
    assert pair["value"] > 0.1
    assert "localised" in pair["flags"]
    assert found.run["analyses"]["distance"]["pairs"]["near"] >= 1


def test_m_is_asked_in_both_directions(found):
    rows = [row for row in found.further["relatedness"].to_pylist() if row["measure"] == "m_colocation"]
    asked = {(row["industry"], row["other"]): row for row in rows}
    assert {(other, industry) for industry, other in asked} == set(asked)
    for pair in (("10.51", "28.30"), ("28.30", "10.51")):
        assert asked[pair]["kept"]
        assert asked[pair]["value"] > 5
        assert asked[pair]["p"] < 0.01
        assert "localised" in asked[pair]["flags"]
    inside = [
        row for row in rows if "localised" not in (row["flags"] or "") and "dispersed" not in (row["flags"] or "")
    ]
    assert all(row["value"] is None and not row["kept"] for row in inside)


def test_curves_of_pairs_stand_beside_those_of_industries(found):
    rows = found.further["distance"].to_pylist()
    of_pair = [row for row in rows if (row["industry"], row["other"]) == ("28.30", "10.51")]
    assert {row["measure"] for row in of_pair} == {"m"}
    assert max(row["value"] for row in of_pair if row["value"] is not None) > 5
    (value,) = [
        row["value"]
        for row in found.further["relatedness"].to_pylist()
        if (row["industry"], row["other"], row["measure"]) == ("28.30", "10.51", "m_colocation")
    ]
    assert value == max(
        row["value"] for row in of_pair if row["value"] is not None and row["value"] > row["upper_global"]
    )
    together = {(row["industry"], row["other"]) for row in rows if row["measure"] == "kd" and row["other"]}
    assert ("10.51", "28.30") in together
    assert any(row["other"] is None for row in rows)


def context_with(rows, candidates=()):
    industries = [f"{number:03}" for number in range(100)]
    tables = {"relatedness": pa.Table.from_pylist(rows)}
    listed = np.zeros((2, 100), dtype=bool)
    listed[1, list(candidates)] = True
    return SimpleNamespace(
        observations=SimpleNamespace(industries=industries), found=SimpleNamespace(candidate=listed),
        earlier={"relatedness": SimpleNamespace(tables=tables)},
    )  # fmt: skip


def test_pairs_are_bounded_the_surest_first_and_each_once():
    rows = [
        {"industry": f"{number:03}", "other": f"{number + 1:03}", "value": 0.5, "p": number / 1000, "kept": number != 2}
        for number in range(90, -1, -1)
    ]
    pairs = related_pairs(context_with([*rows, *rows]))
    assert pairs.shape == (PAIRS, 2)
    assert pairs[:3].tolist() == [[0, 1], [1, 2], [3, 4]]


def test_pairs_of_candidates_come_first():
    rows = [
        {"industry": f"{number:03}", "other": f"{number + 1:03}", "value": 0.5, "p": number / 1000, "kept": True}
        for number in range(91)
    ]
    pairs = related_pairs(context_with(rows, candidates=(70, 71, 90)))
    assert pairs[:5].tolist() == [[70, 71], [69, 70], [71, 72], [89, 90], [90, 91]]
    assert pairs[5].tolist() == [0, 1]


def test_no_related_pair_is_no_pair():
    rows = [{"industry": "000", "other": "001", "value": 0.5, "p": 0.2, "kept": False}]
    assert related_pairs(context_with(rows)).shape == (0, 2)


def test_random_numbers_of_a_pair_depend_on_its_names_not_on_its_numbers():
    random = np.random.default_rng(1)
    place = random.random((600, 2)) * 100_000
    code = np.repeat([0, 1, -1], [20, 25, 555])
    few = k_density_colocation(place, code, [[0, 1]], names=["10.51", "28.30"])
    more = np.where(code >= 0, code + 3, code)
    moved = k_density_colocation(place, more, [[3, 4]], names=["a", "b", "c", "10.51", "28.30"])
    np.testing.assert_array_equal(few.curves.upper_global[0], moved.curves.upper_global[0])
    other = k_density_colocation(place, code, [[0, 1]], names=["10.51", "62.01"])
    assert (few.curves.upper_global[0] != other.curves.upper_global[0]).any()
