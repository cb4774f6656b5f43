"""A cluster map from plants alone."""

import numpy as np
import pyarrow as pa
import pytest

from grono.clustermap import Specification, draw
from grono.clustermap.reading.plant_cells import plants_from_points
from grono.clustermap.reading.points import read_points
from grono.measures import sizes_from_plants
from grono.messages import InputError
from grono.tables import Engine


def points_of(**changes):
    numbers = np.random.default_rng(5)
    count = 400
    rows = {
        "industry": numbers.choice(["10.51", "28.30", "62.01"], count).tolist(),
        "region": numbers.choice(["PL22", "PL84", "PL91"], count).tolist(),
        "x": (numbers.uniform(4.8e6, 5.2e6, count)).astype(str).tolist(),
        "y": (numbers.uniform(3.1e6, 3.3e6, count)).astype(str).tolist(),
        "employees": [str(size) for size in numbers.integers(0, 90, count)],
    }
    kept = {name: column for name, column in {**rows, **changes}.items() if column is not None}
    with Engine() as engine:
        return read_points(pa.table(kept), engine)


def drawn(points):
    cells = plants_from_points(points)
    return cells, draw(cells.employees, size_bands=cells.size_bands, specification=Specification(cells.reading))


def test_a_map_drawn_from_plants_has_their_sums_and_their_herfindahl():
    points = points_of()
    cells, map_ = drawn(points)
    staffed = points.employees > 0
    sizes = sizes_from_plants(points.employees[staffed], points.industry[staffed], len(points.industries))
    for place, row in enumerate(map_.industries.to_pylist()):
        here = points.industry == place
        assert row["employees"] == points.employees[here].sum()
        assert row["plants"] == np.count_nonzero(here & staffed)
        assert row["herfindahl"] == pytest.approx(sizes.herfindahl[place], rel=1e-12)
    assert sum(int(plants) for plants in cells.employees["plants"].to_pylist()) == points.x.size
    assert cells.problems == ()


def test_bands_make_estimates_and_say_so():
    bands = np.random.default_rng(1).choice(["0", "1 to 9", "10 to 49", "250+"], 400).tolist()
    cells, map_ = drawn(points_of(employees=None, band=bands))
    assert {row["status"] for row in map_.observations.to_pylist()} == {"estimated"}
    assert {*cells.size_bands["band"].to_pylist()} == {"1 to 9", "10 to 49", "250+"}


def test_without_sizes_the_map_counts_plants():
    cells, map_ = drawn(points_of(employees=None))
    assert sum(row["employees"] for row in map_.regions.to_pylist()) == 400
    assert [problem.code for problem in cells.problems] == ["plants-not-employees"]


def test_years_stay_apart():
    cells, map_ = drawn(points_of(year=["2019"] * 200 + ["2021"] * 200))
    assert map_.run["years"] == [2019, 2021]
    assert {*cells.size_bands["year"].to_pylist()} == {"2019", "2021"}


def test_plants_without_region_or_size_are_counted():
    points = points_of(region=[None] * 10 + ["PL22"] * 390, employees=[None] * 20 + ["5"] * 380)
    cells = plants_from_points(points)
    assert [(problem.code, problem.count) for problem in cells.problems] == [
        ("plants-without-region", 10), ("plants-without-size", 10),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "code"), [({"region": None}, "no-regions"), ({"employees": ["0"] * 400}, "no-employees")]
)
def test_nothing_to_add_up_is_refused(changes, code):
    with pytest.raises(InputError) as refused:
        plants_from_points(points_of(**changes))
    assert [problem.code for problem in refused.value.problems] == [code]


def test_a_map_of_bas_rhin_from_its_establishments_alone(shared_data):
    folder = shared_data / "points"
    with Engine() as engine:
        points = read_points(
            folder / "fr_sirene_bas_rhin_establishments.csv.gz", engine,
            zones=folder / "fr_bas_rhin_iris_points.csv", band_codes="fr-sirene",
        )  # fmt: skip
    _, map_ = drawn(points)
    assert map_.shortlist.num_rows > 10
    assert sum(row["employees"] for row in map_.regions.to_pylist()) == pytest.approx(points.employees.sum(), rel=1e-6)
