"""Triple-helix synergy: worked examples, the slow definition, properties, and both traps (STR-43 to STR-45)."""

import itertools
import math
from collections import Counter

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from grono.evaluation import (
    TooFewUnitsError,
    first_order_bias,
    presence_table,
    regional_synergy,
    side_counts,
    side_shares,
    synergy,
    synergy_test,
    units_needed,
)
from grono.evaluation.triple_helix_null import shuffled_table

TABLES = arrays(np.int64, (2, 3, 2), elements=st.integers(0, 30))


def slow_synergy(units):
    """The definition, unit by unit: sums of entropies of tuples."""

    def entropy(labels):
        counts = Counter(labels)
        return -sum(one / len(units) * math.log2(one / len(units)) for one in counts.values())

    signed = {1: 1, 2: -1, 3: 1}
    parts = [axes for size in (1, 2, 3) for axes in itertools.combinations(range(3), size)]
    return 1000 * sum(
        signed[len(axes)] * entropy([tuple(unit[axis] for axis in axes) for unit in units]) for axes in parts
    )


def as_units(table):
    return [cell for cell in np.ndindex(table.shape) for _ in range(int(table[cell]))]


@pytest.fixture
def example(oracle):
    return oracle("strategy")["STR-E15"]


def classes_table(rows, names):
    table = np.zeros([len(one) for one in names])
    for *labels, count in rows:
        table[tuple(one.index(label) for one, label in zip(names, labels, strict=True))] += count
    return table


def test_bits_of_the_example(example):
    given, expected = example["input"], example["expected"]
    bits = [(0, 1)] * 3
    assert synergy(np.ones((2, 2, 2))) == pytest.approx(expected["bits_independent"], abs=1e-9)
    for name in ("xor", "copies"):
        assert synergy(classes_table(given[name], bits)) == pytest.approx(expected[name], abs=1e-9)


@pytest.mark.parametrize("name", ["projects", "no_cooperation", "all_three"])
def test_projects_of_the_example(example, name):
    table = presence_table(example["input"][name])
    assert synergy(table) == pytest.approx(example["expected"][name], abs=0.001)
    shares = example["expected"]["shares_percent"].get(name)
    if shares:
        assert [100 * one for one in side_shares(table)] == pytest.approx(shares)


def test_regions_of_the_example(example):
    given, expected = example["input"], example["expected"]
    rows = given["region_A"] + given["region_B"]
    names = [sorted({row[axis] for row in rows}) for axis in range(3)]
    found = regional_synergy({name: classes_table(given[f"region_{name}"], names) for name in "AB"})
    assert [region.synergy for region in found.regions] == pytest.approx(
        [expected["region_A"], expected["region_B"]], abs=0.001
    )
    assert found.national == pytest.approx(expected["national"], abs=0.001)
    assert found.within == pytest.approx(expected["weighted_sum"], abs=0.001)
    assert found.between == pytest.approx(expected["T0"], abs=0.001)


@settings(max_examples=60)
@given(TABLES.filter(lambda table: table.sum() > 0))
def test_as_the_slow_definition(table):
    assert synergy(table) == pytest.approx(slow_synergy(as_units(table)), abs=1e-7)


@settings(max_examples=60)
@given(TABLES, st.integers(2, 50), st.permutations(range(3)))
def test_neither_units_nor_order_nor_an_empty_class_move_it(table, times, axes):
    expected = pytest.approx(synergy(table), abs=1e-7)
    assert synergy(table * times) == expected
    assert synergy(table.transpose(axes)) == expected
    assert synergy(table[::-1, ::-1]) == expected
    assert synergy(np.concatenate([table, np.zeros((1, 3, 2))])) == expected


@settings(max_examples=40)
@given(st.lists(TABLES, min_size=1, max_size=4))
def test_regions_and_what_lies_between_add_up(tables):
    found = regional_synergy({str(place): table for place, table in enumerate(tables)})
    assert found.within + found.between == pytest.approx(found.national, abs=1e-7)
    if len(tables) == 1:
        assert found.between == pytest.approx(0, abs=1e-7)


def test_equal_regions_leave_nothing_between():
    table = np.arange(12).reshape(2, 3, 2)
    found = regional_synergy({"a": table, "b": table})
    assert found.between == pytest.approx(0, abs=1e-9)


def test_nothing_and_one_sided():
    assert synergy(np.zeros((2, 2, 2))) == 0
    assert synergy(presence_table({"UIG": 100})) == 0
    assert side_shares(np.zeros((2, 2, 2))) is None
    table = presence_table({"U": 3, "IG": 1})
    assert side_counts(table) == {"U": 3, "I": 0, "G": 0, "UI": 0, "UG": 0, "IG": 1, "UIG": 0}


def test_what_is_no_table_is_refused():
    for wrong in (np.zeros((2, 2)), -np.ones((2, 2, 2)), np.full((2, 2, 2), np.nan)):
        with pytest.raises(ValueError, match="three dimensions"):
            synergy(wrong)
    with pytest.raises(ValueError, match="another letter"):
        presence_table({"UX": 1})
    with pytest.raises(ValueError, match="same classes"):
        regional_synergy({"a": np.zeros((2, 2, 2)), "b": np.zeros((2, 2, 3))})


def test_trap_no_co_operation_scores_better_than_co_operation(oracle):
    """Nobody can take part in a project of nobody: an empty cell, not synergy. Why no verdict word stands beside T."""
    examples = oracle("strategy")
    given, expected = examples["STR-E15"]["input"], examples["STR-E16"]
    alone = synergy_test(presence_table(given["no_cooperation"]), seed=5, draws=1999, presence=True)
    together = synergy(presence_table(given["projects"]))
    assert alone.synergy < together
    assert alone.p < expected["expected"]["permutation"]["p_at_most"]
    assert alone.expected == pytest.approx(
        expected["expected"]["permutation"]["E0_mbit"], abs=expected["tolerance"]["E0_mbit"]
    )
    assert alone.excess == pytest.approx(alone.synergy - alone.expected)


@pytest.mark.parametrize(("place", "draws"), list(enumerate((4000, 800, 300, 300))))
def test_trap_small_towns_always_look_synergetic(oracle, place, draws):
    """Independent uniform data in 5 × 10 × 4 classes: the fewer the units, the more T looks like synergy."""
    given, expected = oracle("strategy")["STR-E16"]["input"], oracle("strategy")["STR-E16"]["expected"]
    units, first_order = given["n"][place], expected["first_order_mbit"][place]
    generator, shape = np.random.default_rng(11), given["classes"]
    drawn = [synergy(generator.multinomial(units, np.full(200, 1 / 200)).reshape(shape)) for _ in range(draws)]
    assert np.mean(drawn) == pytest.approx(expected["mean_mbit"][place], rel=0.05)
    if first_order is not None:
        assert first_order_bias(tuple(shape), units) == pytest.approx(first_order, abs=0.01)


def test_too_few_units_are_refused(oracle):
    needed = oracle("strategy")["STR-E16"]["expected"]["refused_n_below"]
    table = np.ones((5, 10, 4))
    assert units_needed(table) == needed
    with pytest.raises(TooFewUnitsError, match=r"200 cells: 200, where 1000 are needed"):
        synergy_test(table, seed=1)
    assert synergy_test(table * 5, seed=1).units == needed


def test_presence_has_eight_cells_whatever_was_seen():
    with pytest.raises(TooFewUnitsError, match="40 are needed"):
        synergy_test(presence_table({"U": 39}), seed=1, presence=True)
    only_one = synergy_test(presence_table({"UIG": 100}), seed=1, presence=True)
    assert (only_one.synergy, only_one.expected, only_one.p) == (0, 0, 1)


def test_draws_and_whole_numbers_are_asked_for():
    with pytest.raises(ValueError, match="at least 999"):
        synergy_test(np.full((2, 2, 2), 9), seed=1, draws=99)
    with pytest.raises(ValueError, match="whole numbers"):
        synergy_test(np.full((2, 2, 2), 9.5), seed=1)


def test_the_seed_gives_the_same_draws():
    table = np.random.default_rng(3).integers(1, 20, (2, 3, 2))
    assert synergy_test(table, seed=8) == synergy_test(table, seed=8)
    assert synergy_test(table, seed=8) != synergy_test(table, seed=9)


def test_dealing_is_shuffling_unit_by_unit():
    """The drawn tables against labels really shuffled: the same mean of every cell and of T, the same margins."""
    table = np.random.default_rng(4).integers(0, 9, (2, 3, 2))
    margins = [table.sum(axis=axes) for axes in ((1, 2), (0, 2), (0, 1))]
    generator = np.random.default_rng(5)
    dealt = np.array([shuffled_table(margins, generator) for _ in range(3000)])
    units = np.array(as_units(table))
    slow = np.zeros_like(dealt)
    for place in range(len(slow)):
        for unit in zip(
            units[:, 0], generator.permutation(units[:, 1]), generator.permutation(units[:, 2]), strict=True
        ):
            slow[place][unit] += 1
    for axes, margin in zip(((1, 2), (0, 2), (0, 1)), margins, strict=True):
        assert all((one.sum(axis=axes) == margin).all() for one in dealt)
    assert dealt.mean(axis=0) == pytest.approx(slow.mean(axis=0), abs=0.2)
    assert dealt.std(axis=0) == pytest.approx(slow.std(axis=0), abs=0.15)
    means = [np.mean([synergy(one) for one in drawn]) for drawn in (dealt, slow)]
    assert means[0] == pytest.approx(means[1], abs=3)
