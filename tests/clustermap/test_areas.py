"""Area and population of the regions: read, placed on the axis, every problem said at once."""

import numpy as np
import pyarrow as pa
import pytest

from grono.clustermap.reading.areas import read_areas
from grono.clustermap.reading.observations import ReadingOptions, read_observations
from grono.messages import InputError
from grono.tables import Engine
from tests.clustermap.factories import employees_table


@pytest.fixture
def engine():
    with Engine() as opened:
        yield opened


def areas(engine, rows, columns=None):
    observations = read_observations(employees_table(), engine, ReadingOptions())
    return read_areas(pa.Table.from_pylist(rows), engine, observations, columns)


def test_area_and_population_stand_in_the_order_of_the_regions(engine):
    found = areas(
        engine,
        [
            {"region": "PL91", "Powierzchnia": "6104,5", "Ludność": "3 269 510"},
            {"region": "PL22", "Powierzchnia": "12333,2", "Ludność": "4 346 702"},
            {"region": "PL84", "Powierzchnia": "20187,1", "Ludność": "1 138 201"},
        ],
    )
    assert found.area == pytest.approx([12333.2, 20187.1, 6104.5])
    assert found.population == pytest.approx([4346702, 1138201, 3269510])
    assert found.columns == {"region": "region", "area": "Powierzchnia", "population": "Ludność"}
    assert found.problems == ()


def test_one_of_the_two_is_enough_and_gaps_are_said(engine):
    found = areas(engine, [{"code": "PL22", "km2": "12333"}, {"code": "PL84", "km2": ""}, {"code": "DE11", "km2": "5"}])
    assert found.population is None
    assert found.area[0] == 12333
    assert np.isnan(found.area[1:]).all()
    assert {problem.code: problem.count for problem in found.problems} == {
        "regions-left-out": 1,
        "regions-without-figure": 2,
    }


def test_every_problem_is_said_at_once(engine):
    rows = [
        {"region": "PL22", "area": "large"},
        {"region": "PL84", "area": "-3"},
        {"region": "PL22", "area": "7"},
        {"region": "", "area": "8"},
    ]
    with pytest.raises(InputError) as caught:
        areas(engine, rows)
    assert [(problem.code, problem.row) for problem in caught.value.problems] == [
        ("empty-code", 5),
        ("not-a-number", 2),
        ("negative", 3),
        ("duplicate-key", 4),
    ]
    assert "both about region PL22" in str(caught.value.problems[3].message)


def test_table_without_area_and_population_is_refused(engine):
    with pytest.raises(InputError, match="area or the population"):
        areas(engine, [{"region": "PL22", "name": "Silesia"}])
