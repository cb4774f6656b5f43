"""Bounds of hidden cells: worked examples, truth inside, contradictions named (MAP-42)."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from grono.measures.suppression import band_bounds, exact_bounds, hidden_cells, hidden_of_table, rake, tighten

BLOCK = [[1, 1, 0, 0], [0, 0, 1, 1], [1, 0, 1, 0], [0, 1, 0, 1]]
BAND_STARTS, BAND_ENDS = [1, 5, 20, 50], [4, 19, 49, np.inf]


def hidden_block(rows, columns):
    return hidden_cells([0] * 4, [np.inf] * 4, BLOCK, [*rows, *columns])


def a_table(seed, shape=(6, 5), share=0.5):
    """Return employees, what is hidden and plants by band, all drawn at random."""
    numbers = np.random.default_rng(seed)
    plants = numbers.poisson(numbers.uniform(0, 1.5, (*shape, 4)))
    spread = np.minimum(np.array(BAND_ENDS), 200) - BAND_STARTS
    extra = np.round(numbers.random((*shape, 4)) * plants * spread)
    return (plants * BAND_STARTS + extra).sum(axis=2), numbers.random(shape) < share, plants


def hidden_with_bands(employees, hidden, plants):
    bounds = band_bounds(plants.reshape(-1, 4), BAND_STARTS, BAND_ENDS)
    return hidden_of_table(
        np.where(hidden, np.nan, employees),
        region_totals=employees.sum(axis=1),
        industry_totals=employees.sum(axis=0),
        lower=bounds.lower.reshape(employees.shape),
        upper=bounds.upper.reshape(employees.shape),
    )


def test_bounds_of_four_hidden_cells(oracle):
    example = oracle("clustermap")["MAP-E43"]
    block = hidden_block(example["input"]["row"], example["input"]["column"])
    for found in (tighten(block).cells, exact_bounds(block).cells):
        assert np.column_stack([found.lower, found.upper]).tolist() == example["expected"]["bounds"]


def test_bounds_from_parent_and_size_bands(oracle):
    example = oracle("clustermap")["MAP-E44"]
    children = [example["input"][name] for name in ("child1", "child2")]
    starts, ends = zip(*(child["band"] for child in children), strict=True)
    bands = band_bounds(np.diag([child["plants"] for child in children]), starts, ends)
    rest = example["input"]["parent"] - example["input"]["known"]
    found = tighten(hidden_cells(bands.lower, bands.upper, [[1, 1]], [rest])).cells
    assert [found.lower[0], found.upper[0]] == example["expected"]["child1"]
    assert [found.lower[1], found.upper[1]] == example["expected"]["child2"]


def test_open_band_has_no_upper_end_and_no_plants_mean_zero():
    bounds = band_bounds([[0, 1], [0, 0], [2, 0]], [1, 50], [4, np.inf])
    assert bounds.lower.tolist() == [50, 0, 2]
    assert bounds.upper.tolist() == [np.inf, 0, 8]
    assert bounds.middle.tolist() == [50, 0, 4]


@settings(max_examples=40)
@given(some.integers(0, 10**6))
def test_truth_lies_always_inside(seed):
    employees, hidden, plants = a_table(seed)
    table = hidden_with_bands(employees, hidden, plants)
    truth = employees[table.region, table.industry]
    for found in (tighten(table.cells), exact_bounds(table.cells)):
        assert not found.contradictory.any()
        assert (found.cells.lower <= truth).all()
        assert (truth <= found.cells.upper).all()


@settings(max_examples=15)
@given(some.integers(0, 10**6))
def test_programs_are_never_wider_and_each_end_is_reached(seed):
    employees, hidden, plants = a_table(seed, shape=(4, 4))
    table = hidden_with_bands(employees, hidden, plants)
    propagated, exact = tighten(table.cells).cells, exact_bounds(table.cells)
    assert exact.solved.all()
    assert (exact.cells.lower >= propagated.lower).all()
    assert (exact.cells.upper <= propagated.upper).all()
    for cell in np.flatnonzero(exact.cells.lower < exact.cells.upper)[:4]:
        for end in (exact.cells.lower[cell], exact.cells.upper[cell]):
            lower, upper = exact.cells.lower.copy(), exact.cells.upper.copy()
            lower[cell] = upper[cell] = end
            pinned = exact_bounds(exact.cells.within(lower, upper))
            assert not pinned.contradictory.any()


def test_programs_see_what_single_sums_cannot():
    """x + y = 4, y + z = 4, x + z = 4: only 2, 2, 2 does it, and no single sum says so."""
    triangle = hidden_cells([0] * 3, [np.inf] * 3, [[1, 1, 0], [0, 1, 1], [1, 0, 1]], [4, 4, 4])
    assert tighten(triangle).cells.upper.tolist() == [4, 4, 4]
    exact = exact_bounds(triangle).cells
    assert exact.lower.tolist() == pytest.approx([2, 2, 2], abs=1e-6)
    assert exact.upper.tolist() == pytest.approx([2, 2, 2], abs=1e-6)


def test_hidden_whole_is_bounded_by_its_parts():
    """A hidden parent of two children in [1, 4] and [5, 9], itself at most 8."""
    family = hidden_cells([1, 5, 0], [4, 9, 8], [[1, 1, -1]], [0])
    found = tighten(family).cells
    assert found.lower.tolist() == [1, 5, 6]
    assert found.upper.tolist() == [3, 7, 8]


def test_rounded_sum_bounds_without_fixing():
    found = tighten(hidden_cells([0, 0], [np.inf, 3], [[1, 1]], [9.5], [10.5])).cells
    assert found.lower.tolist() == [6.5, 0]
    assert found.upper.tolist() == [10.5, 3]


def test_contradictory_sum_is_named_and_concludes_nothing():
    impossible = hidden_cells([0, 0], [3, 4], [[1, 1], [1, 0]], [10, 2])
    found = tighten(impossible)
    assert found.contradictory.tolist() == [True, False]
    assert impossible.cells_of(0).tolist() == [0, 1]
    assert found.cells.lower.tolist() == [2, 0]
    assert found.cells.upper.tolist() == [2, 4]


def test_contradiction_between_sums_is_found_by_the_programs():
    """Rows add up to 30, columns to 31: no single sum is impossible."""
    sums = np.concatenate([np.kron(np.eye(3), np.ones(3)), np.kron(np.ones(3), np.eye(3))])
    block = hidden_cells([0] * 9, [np.inf] * 9, sums, [10, 10, 10, 10, 10, 11])
    assert not tighten(block).contradictory.any()
    found = exact_bounds(block)
    assert found.contradictory.sum() == 1
    assert rake(found.cells).misfit < 1e-7


def test_cell_without_any_sum_stays_open():
    lone = hidden_cells([2], [np.inf], np.zeros((0, 1)), [])
    for found in (tighten(lone).cells, exact_bounds(lone).cells):
        assert (found.lower[0], found.upper[0]) == (2, np.inf)


def test_unbounded_direction_stays_infinite():
    """A hidden whole and a hidden part of it grow together."""
    pair = hidden_cells([0, 0, 1], [np.inf, np.inf, 2], [[1, 1, -1][::-1]], [0])
    assert np.isinf(exact_bounds(pair).cells.upper[:2]).tolist() == [True, True]


def test_sums_without_a_circle_need_no_program():
    """A row of sums, each sharing one cell with the next."""
    chain = hidden_cells([0] * 4, [5, 9, 9, 2], [[1, 1, 0, 0], [0, 1, 1, 0], [0, 0, 1, 1]], [7, 10, 8])
    found = exact_bounds(chain)
    assert found.programs == 0
    assert found.solved.all()
    from scipy.optimize import linprog

    for cell in range(4):
        for sign, end in ((1, found.cells.lower), (-1, found.cells.upper)):
            ends = list(zip([0] * 4, [5, 9, 9, 2], strict=True))
            answer = linprog(sign * np.eye(4)[cell], A_eq=chain.matrix.toarray(), b_eq=chain.least, bounds=ends)
            assert sign * answer.fun == pytest.approx(end[cell])


def test_large_block_keeps_the_bounds_of_single_sums():
    employees, hidden, plants = a_table(3)
    table = hidden_with_bands(employees, hidden, plants)
    found = exact_bounds(table.cells, largest_block=1)
    assert found.programs == 0
    assert found.cells.lower.tolist() == tighten(table.cells).cells.lower.tolist()
    assert exact_bounds(table.cells, most_programs=0).programs == 0
    assert not exact_bounds(table.cells, most_programs=0).solved.all()


@pytest.mark.parametrize(("lower", "upper", "sums"), [([-1], [2], [[1]]), ([3], [2], [[1]]), ([0, 0], [1, 1], [[1]])])
def test_impossible_descriptions_are_refused(lower, upper, sums):
    with pytest.raises(ValueError, match=r"bounds|fit"):
        hidden_cells(lower, upper, sums, [1])
