"""A table of wages, value added and exports finds its cells, and says what it leaves out."""

import numpy as np
import pyarrow as pa
import pytest

from grono.clustermap.reading.indicators import read_indicators
from grono.clustermap.reading.observations import ReadingOptions, read_observations
from grono.messages import InputError
from grono.tables import Engine
from tests.clustermap.factories import employees_table


@pytest.fixture
def engine():
    with Engine() as opened:
        yield opened


def rows(*cells, names=("region", "industry", "year", "measure", "value")):
    return pa.table({name: [str(cell[place]) for cell in cells] for place, name in enumerate(names)})


@pytest.fixture
def observations(engine):
    return read_observations(employees_table(), engine, ReadingOptions())


def test_figures_stand_on_the_axes_of_the_observations(engine, observations):
    table = rows(
        ("PL84", "10.51", 2021, "Wages", "123.5"),
        ("PL84", "1051", 2019, "wages", "100"),
        ("PL22", "28.30", 2021, "value added", "7"),
        ("TOTAL", "10.51", 2021, "wages", "900"),
    )
    found = read_indicators(table, engine, observations)
    assert set(found.panels) == {"wages", "value_added"}
    place = (
        observations.period_index(2021),
        observations.regions.index("PL84"),
        observations.industries.index("10.51"),
    )
    assert found.panels["wages"][place] == 123.5
    assert np.nansum(found.panels["wages"]) == 223.5
    assert found.panels["value_added"].shape == observations.employees.shape
    assert found.problems == ()


def test_without_years_a_figure_holds_for_all(engine, observations):
    table = rows(("PL84", "10.51", "exports", "5"), names=("region", "industry", "measure", "value"))
    found = read_indicators(table, engine, observations)
    assert np.nansum(found.panels["exports"]) == 5 * len(observations.periods)


def test_what_is_left_out_is_said(engine, observations):
    table = rows(
        ("PL99", "10.51", 2021, "wages", "1"),
        ("PL84", "10.52", 2021, "wages", "1"),
        ("PL84", "10.51", 2001, "wages", "1"),
        ("PL84", "10.51", 2021, "happiness", "1"),
    )
    found = read_indicators(table, engine, observations)
    assert found.panels == {}
    sentences = [str(problem) for problem in found.problems]
    assert len(sentences) == 4
    assert "happiness. Known are: wages, value_added, exports." in sentences[0]
    assert [part in sentence for part, sentence in zip(("PL99", "10.52", "2001"), sentences[1:], strict=True)] == [
        True
    ] * 3


def test_all_problems_at_once(engine, observations):
    table = rows(
        ("PL84", "10.51", 2021, "wages", "a lot"),
        ("PL22", "28.30", 21, "wages", "3"),
        ("PL22", "28.30", 2021, "exports", "1"),
        ("PL22", "28.30", 2021, "exports", "2"),
    )
    with pytest.raises(InputError) as refused:
        read_indicators(table, engine, observations)
    assert {problem.code for problem in refused.value.problems} == {"not-a-number", "not-a-year", "duplicate-key"}
