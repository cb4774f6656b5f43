"""Micro-data reduced by each engine: the same cells, sizes and maps, whatever the order of rows and the number of files (MAP-61 and MAP-62)."""

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from grono.clustermap import Companions, Specification, draw
from grono.clustermap.microdata import (
    MicrodataOptions,
    Squares,
    extent,
    industry_sums,
    lattice_counts,
    read_microdata,
)
from grono.clustermap.microdata_cells import cells_of_microdata
from grono.clustermap.microdata_drawing import draw_from_microdata
from grono.clustermap.reading.plant_cells import plants_from_points
from grono.clustermap.reading.points import read_points
from grono.measures import sizes_from_plants
from grono.measures.distance.lattice import lattice
from grono.messages import InputError
from grono.tables import Engine

COUNT = 900
SUMS = ("first", "second", "third", "fourth")


def plants(*, shuffled=False):
    """Synthetic plants of three industries in three regions; one of them without region, one without size."""
    numbers = np.random.default_rng(5)
    table = pa.table({
        "industry": numbers.choice(["10.51", "28.30", "62.01"], COUNT).tolist(),
        "region": [None, *numbers.choice(["PL22", "PL84", "PL91"], COUNT - 1).tolist()],
        "year": numbers.choice([2019, 2021], COUNT).tolist(),
        "x": numbers.uniform(4.8e6, 5.2e6, COUNT),
        "y": numbers.uniform(3.1e6, 3.3e6, COUNT),
        "employees": [12.5, None, *numbers.integers(0, 90, COUNT - 2).astype(float).tolist()],
    })  # fmt: skip
    return table.take(numbers.permutation(COUNT)) if shuffled else table


@pytest.fixture
def folder(tmp_path):
    """The plants in another order, in three files."""
    table = plants(shuffled=True)
    for number in range(3):
        pq.write_table(table.slice(300 * number, 300), tmp_path / f"{number}.parquet")
    return tmp_path


def in_order(table):
    return table.sort_by([(name, "ascending") for name in table.column_names]).to_pylist()


@pytest.fixture(scope="module")
def expected():
    with Engine() as engine:
        return read_points(plants(), engine)


def test_cells_and_bands_are_those_of_the_plants_read_here(engine, folder, expected):
    cells, slow = cells_of_microdata(read_microdata(folder, engine), engine), plants_from_points(expected)
    assert in_order(cells.employees) == in_order(slow.employees)
    assert in_order(cells.size_bands) == in_order(slow.size_bands)
    assert [problem.code for problem in cells.problems] == ["plants-without-region", "plants-without-size"]
    assert [problem.count for problem in cells.problems] == [1, 1]
    assert cells.reading == slow.reading


def test_sums_of_powers_give_the_moments_of_plant_sizes(engine, folder, expected):
    microdata = read_microdata(folder, engine)
    found = engine.rows(industry_sums(microdata.plants))
    for row in found:
        here = (expected.period == row["period"]) & (expected.employees > 0)
        here &= np.array(expected.industries)[expected.industry] == microdata.units[row["industry"]]
        sizes = sizes_from_plants(expected.employees[here], np.zeros(int(here.sum()), dtype=int), 1)
        assert row["plants"] == here.sum()
        first, second, _, fourth = (row[name] for name in SUMS)
        assert second / first**2 == pytest.approx(sizes.herfindahl[0], rel=1e-9)
        assert fourth / first**4 == pytest.approx(sizes.fourth_moment[0], rel=1e-9)
        assert row["third"] == pytest.approx((expected.employees[here] ** 3).sum(), rel=1e-9)
    assert len(found) == 6


def test_squares_are_those_of_the_lattice(engine, folder, expected):
    microdata, sites = read_microdata(folder, engine), lattice(expected.x, expected.y, cells=40)
    box = engine.rows(extent(microdata.plants))[0]
    assert box["plants"] == COUNT
    found = engine.arrow(lattice_counts(microdata.plants, Squares(box["west"], box["south"], sites.side, 39)))
    counts, weights = np.zeros(sites.shape, dtype=int), np.zeros(sites.shape)
    place = (found["square_row"].to_numpy(), found["square_column"].to_numpy())
    np.add.at(counts, place, found["plants"].to_numpy())
    np.add.at(weights, place, np.nan_to_num(found["employees"].to_numpy(zero_copy_only=False)))
    assert np.array_equal(counts, sites.field(sites.count).astype(int))
    at = np.bincount(sites.cell, np.nan_to_num(expected.employees), minlength=sites.count.size)
    np.testing.assert_allclose(weights, sites.field(at), rtol=1e-9)


def test_a_map_of_micro_data_is_the_map_of_its_plants(engine, folder, expected, coarse_distances):
    chosen = Specification(analyses=("distance",))
    map_ = draw_from_microdata(folder, engine=engine, specification=chosen)
    cells = plants_from_points(expected)
    points = plants().filter(pa.array(np.equal(expected.period, 2021)))
    slow = draw(
        cells.employees, size_bands=cells.size_bands, companions=Companions(points=points),
        specification=Specification(cells.reading, analyses=("distance",)),
    )  # fmt: skip
    for name in ("observations", "shortlist", "regions", "industries"):
        assert in_order(map_.tables()[name]) == in_order(slow.tables()[name]), name
    assert map_.run["microdata"]["plants"] == COUNT - 1
    assert map_.run["microdata"]["sha256"]
    assert map_.run["analyses"]["distance"]["sites"] == slow.run["analyses"]["distance"]["sites"]
    assert {*map_.tables()} == {*slow.tables()}
    assert [warning["code"] for warning in map_.run["warnings"]][:2] == ["plants-without-region", "plants-without-size"]


def test_bands_zones_and_industries_have_their_names(engine):
    table = pa.table({
        "industry": ["10.51", "1051", "28.30", "28.30"], "zone": ["a", "b", "c", "z"], "band": ["1 to 9", "250+", "0", "1 to 9"],
    })  # fmt: skip
    microdata = read_microdata(table, engine)
    cells = cells_of_microdata(microdata, engine, {"a": "PL22", "b": "PL22", "c": "PL84"})
    assert in_order(cells.employees) == [
        {"region": "PL22", "industry": "10.51", "employees": "253e", "plants": "2"},
        {"region": "PL84", "industry": "28.30", "employees": "0", "plants": "1"},
    ]
    assert {(row["band"], row["plants"]) for row in cells.size_bands.to_pylist()} == {("1 to 9", "1"), ("250+", "1")}
    assert [problem.code for problem in cells.problems] == ["plants-without-region"]


def test_every_problem_is_said_at_once(engine, tmp_path):
    (tmp_path / "plants.csv").write_text(
        "plant,industry,region,band\n1,10.51,PL22,1 to 9\n2,nowhere,PL22,several\n1,28.30,PL84,250+\n", "utf-8"
    )
    with pytest.raises(InputError) as refused:
        read_microdata(tmp_path / "plants.csv", engine, MicrodataOptions())
    found = {(problem.code, problem.row) for problem in refused.value.problems}
    assert found == {("unknown-code", 3), ("not-a-band", 3), ("duplicate-key", 4)}


@pytest.mark.parametrize(("column", "code"), [("region", "no-regions"), ("employees", "no-employees")])
def test_nothing_to_add_up_is_refused(engine, column, code):
    table = (
        plants().drop_columns(column) if column == "region" else plants().set_column(5, column, pa.array([0] * COUNT))
    )
    with pytest.raises(InputError) as refused:
        cells_of_microdata(read_microdata(table, engine), engine)
    assert [problem.code for problem in refused.value.problems] == [code]


def test_without_sizes_each_plant_counts_as_one(engine):
    cells = cells_of_microdata(read_microdata(plants().drop_columns("employees"), engine), engine)
    assert sum(float(text) for text in cells.employees["employees"].to_pylist()) == COUNT - 1
    assert [problem.code for problem in cells.problems] == ["plants-without-region", "plants-not-employees"]
