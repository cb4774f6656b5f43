"""The yearly steps add up to the measures they stand for, and drawing them anew centres on them."""

import numpy as np
import pytest

from grono.clustermap.change import measure_change
from grono.clustermap.reading.observations import ReadingOptions, read_observations
from grono.clustermap.selection.steps import YearSteps
from grono.measures.shift_share_variants import shift_share_dynamic
from grono.tables import Engine
from tests.clustermap.factories import employees_table

YEARS = (2017, 2018, 2020, 2021)


@pytest.fixture
def observations():
    changes = {("PL84", "10.51", 2018): "950", ("PL22", "62.01", 2020): "1500", ("PL91", "28.30", 2021): "0"}
    with Engine() as engine:
        return read_observations(employees_table(years=YEARS, changes=changes), engine, ReadingOptions())


def test_effect_is_the_dynamic_shift_share(observations):
    steps = YearSteps.of(observations, measure_change(observations, 2017, 2021))
    region, industry = (axis.ravel() for axis in np.indices(observations.employees.shape[1:]))
    found = steps.regional_effect(np.full((1, 3), 1 / 3), (region, industry))[0].reshape(3, 3)
    expected = shift_share_dynamic(observations.employees).regional.value
    assert found * observations.employees[0] == pytest.approx(expected)


def test_growth_of_all_steps_is_the_growth_of_the_map(observations):
    change = measure_change(observations, 2017, 2021)
    steps = YearSteps.of(observations, change)
    region, industry = (axis.ravel() for axis in np.indices(observations.employees.shape[1:]))
    found = steps.growth(np.full((1, 3), 1 / 3), (region, industry))[0].reshape(3, 3)
    emptied = (observations.employees == 0).any(axis=0)
    assert np.isnan(found[emptied]).all()
    assert found[~emptied] == pytest.approx(change.cell_growth_per_year.value[~emptied])


def test_steps_are_drawn_with_replacement(observations):
    steps = YearSteps.of(observations, measure_change(observations, 2017, 2021))
    shares = steps.shares(np.random.default_rng(1), 5000)
    assert steps.enough
    assert shares.sum(axis=1) == pytest.approx(np.ones(5000))
    assert shares.mean(axis=0) == pytest.approx([1 / 3] * 3, abs=0.02)
    assert set(np.unique(shares * 3)) <= {0.0, 1.0, 2.0, 3.0}


def test_one_year_has_no_steps(observations):
    assert YearSteps.of(observations, measure_change(observations, 2021, 2021)) is None
