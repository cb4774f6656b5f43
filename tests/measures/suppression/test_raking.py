"""Raking inside bounds and the draws around it (MAP-43)."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from grono.measures.suppression import exact_bounds, hidden_cells, hidden_of_table, impute, rake, tighten
from tests.measures.suppression.test_bounds import BLOCK, a_table, hidden_block, hidden_with_bands


def slow_rake(employees, rows, columns, lower, upper, start):
    """Scale, cut, repeat, one sum at a time in plain words; hidden cells are NaN."""
    hidden = np.isnan(employees)
    weight = np.where(hidden, start, 0.0)

    def filled(part, at):
        return np.where(hidden[at], np.clip(part, lower[at], upper[at]), employees[at])

    def factor(at, total):
        low, high = 0.0, 1e3
        for _ in range(45):
            middle = (low + high) / 2
            low, high = (middle, high) if filled(weight[at] * middle, at).sum() < total else (low, middle)
        return (low + high) / 2

    for _ in range(60):
        for row, total in enumerate(rows):
            weight[row] *= factor((row, slice(None)), total)
        for column, total in enumerate(columns):
            weight[:, column] *= factor((slice(None), column), total)
    return np.clip(weight, lower, upper)[hidden]


def test_estimate_of_four_hidden_cells(oracle):
    example = oracle("clustermap")["MAP-E43"]
    block = hidden_block(example["input"]["row"], example["input"]["column"])
    assert rake(tighten(block).cells).value == pytest.approx(example["expected"]["estimate"], abs=1e-5)
    capped = block.within(block.lower, np.array([5, np.inf, np.inf, np.inf]))
    assert rake(tighten(capped).cells).value == pytest.approx(example["expected"]["estimate_capped"], abs=1e-5)


@pytest.mark.parametrize("seed", range(4))
def test_raking_equals_the_slow_definition(seed):
    employees, hidden, plants = a_table(seed, shape=(4, 3), share=0.8)
    table = hidden_with_bands(employees, hidden, plants)
    found = tighten(table.cells).cells
    lower, upper = (table.filled(np.zeros_like(employees), end) for end in (found.lower, found.upper))
    start = np.random.default_rng(seed).uniform(0.5, 20, employees.shape)
    slow = slow_rake(
        np.where(hidden, np.nan, employees), employees.sum(axis=1), employees.sum(axis=0), lower, upper, start
    )
    assert rake(found, start[hidden]).value == pytest.approx(slow, abs=1e-4)


@settings(max_examples=25)
@given(some.integers(0, 10**6))
def test_imputations_meet_every_sum_and_bound(seed):
    employees, hidden, plants = a_table(seed)
    table = hidden_with_bands(employees, hidden, plants)
    cells = exact_bounds(table.cells).cells
    found = impute(cells, rake(cells).value, draws=5, seed=seed)
    assert not found.missed.any()
    for value in found.values:
        filled = table.filled(employees, value)
        assert filled.sum(axis=1) == pytest.approx(employees.sum(axis=1), rel=1e-6, abs=1e-6)
        assert filled.sum(axis=0) == pytest.approx(employees.sum(axis=0), rel=1e-6, abs=1e-6)
        assert (value >= cells.lower).all()
        assert (value <= cells.upper).all()


def test_mean_of_imputations_is_near_the_estimate():
    employees, hidden, plants = a_table(8, shape=(30, 20))
    table = hidden_with_bands(employees, hidden, plants)
    cells = tighten(table.cells).cells
    estimate = rake(cells).value
    found = impute(cells, estimate, draws=200, seed=1)
    width = np.minimum(cells.upper - cells.lower, 500)
    assert np.abs(found.values.mean(axis=0) - estimate)[width > 0].mean() < 0.1 * width[width > 0].mean()
    assert (found.values.std(axis=0)[width > 1] > 0).all()


def test_raked_error_is_below_independence():
    employees, hidden, plants = a_table(5, shape=(60, 40), share=0.4)
    table = hidden_with_bands(employees, hidden, plants)
    truth = employees[table.region, table.industry]
    rest = np.where(hidden, employees, 0)
    independence = np.outer(rest.sum(axis=1), rest.sum(axis=0))[hidden] / rest.sum()
    independence *= truth.sum() / independence.sum()
    raked = rake(tighten(table.cells).cells).value
    assert np.abs(raked - truth).mean() < 0.6 * np.abs(independence - truth).mean()


def test_draws_depend_on_seed_and_name_and_nothing_else():
    cells = tighten(hidden_block([10, 6], [9, 7])).cells
    estimate = rake(cells).value
    industry = {"groups": [0, 1, 0, 1], "names": ("10.51", "28.30")}
    first = impute(cells, estimate, draws=3, seed=7, **industry).values
    assert impute(cells, estimate, draws=3, seed=7, **industry).values.tolist() == first.tolist()
    assert impute(cells, estimate, draws=3, seed=8, **industry).values.tolist() != first.tolist()
    swapped = cells.matrix[:, [1, 0, 3, 2]]
    other = hidden_cells(cells.lower[[1, 0, 3, 2]], cells.upper[[1, 0, 3, 2]], swapped, cells.least)
    again = impute(other, estimate[[1, 0, 3, 2]], draws=3, seed=7, groups=[0, 1, 0, 1], names=("28.30", "10.51"))
    assert again.values[:, [1, 0, 3, 2]] == pytest.approx(first)


def test_single_draw_has_the_mean_it_was_given():
    """Without sums nothing but the bounds and the mean decides."""
    free = hidden_cells([0] * 4000, [10] * 4000, np.zeros((0, 4000)), [])
    for mean in (2.0, 5.0, 9.0):
        drawn = impute(free, np.full(4000, mean), draws=2, seed=1).values
        assert drawn.mean() == pytest.approx(mean, abs=0.12)
    open_above = hidden_cells([3] * 4000, [np.inf] * 4000, np.zeros((0, 4000)), [])
    assert impute(open_above, np.full(4000, 8.0), draws=2).values.mean() == pytest.approx(8, abs=0.25)


def test_hidden_whole_follows_its_parts():
    family = tighten(hidden_cells([1, 5, 0], [4, 9, 8], [[1, 1, -1]], [0])).cells
    found = rake(family)
    assert found.misfit < 1e-7
    assert found.value[0] + found.value[1] == pytest.approx(found.value[2], abs=1e-6)


@pytest.mark.parametrize("seed", range(3))
def test_open_whole_and_open_part_meet_half_way(seed):
    """Nothing bounds either from above, so that the factor between them can only be found to the last digit."""
    pairs = 200
    sums = np.hstack([np.eye(pairs), -np.eye(pairs)])
    cells = hidden_cells(np.zeros(2 * pairs), np.full(2 * pairs, np.inf), sums, np.zeros(pairs))
    start = np.random.default_rng(seed).exponential(300, 2 * pairs)
    found = rake(cells, start)
    assert not found.missed.any()
    assert found.value[:pairs] == pytest.approx(np.sqrt(start[:pairs] * start[pairs:]), rel=1e-6)


def test_sum_between_two_ends_moves_no_more_than_it_must():
    cells = hidden_cells([0, 0], [np.inf, np.inf], [[1, 1]], [9.5], [10.5])
    assert rake(cells, [4, 6]).value.tolist() == [4, 6]
    assert rake(cells, [6, 6]).value == pytest.approx([5.25, 5.25])
    assert rake(cells, [1, 1]).value == pytest.approx([4.75, 4.75])


def test_sum_out_of_reach_is_named():
    found = rake(hidden_cells([0, 0], [3, 4], [[1, 1]], [10]), most_sweeps=5)
    assert found.missed.tolist() == [True]
    assert found.value.tolist() == [3, 4]


def test_nothing_hidden_is_nothing_to_do():
    none = hidden_of_table([[1, 2], [3, 4]], region_totals=[3, 7], industry_totals=[4, 6])
    assert none.cells.size == 0
    found = tighten(none.cells).cells
    assert rake(found).value.size == 0
    assert impute(found, []).values.shape == (20, 0)


def test_table_without_a_margin_of_one_row():
    table = hidden_of_table(
        [[np.nan, 2], [np.nan, np.nan]], region_totals=[5, np.nan], industry_totals=[7, np.nan], upper=[[9, 9], [9, 9]]
    )
    found = tighten(table.cells).cells
    assert found.lower.tolist() == [3, 4, 0]
    assert found.upper.tolist() == [3, 4, 9]
    assert table.filled([[np.nan, 2], [np.nan, np.nan]], rake(found, [1, 1, 6]).value).tolist() == [[3, 2], [4, 6]]


@pytest.mark.parametrize("start", [[1, 2], [1, np.nan, 1, 1], [-1, 1, 1, 1]])
def test_wrong_start_is_refused(start):
    with pytest.raises(ValueError, match="start"):
        rake(hidden_cells([0] * 4, [9] * 4, BLOCK, [10, 6, 9, 7]), start)
