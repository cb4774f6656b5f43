"""Coagglomeration of pairs and groups: worked example, plant formula, slow sums, the peer that exceeds 1 (MAP-21)."""

import csv
import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grono.measures import (
    Reason,
    coagglomeration_group,
    coagglomeration_pair,
    ellison_glaeser,
    margins,
    raw_concentration,
    sizes_from_plants,
)
from tests.measures.employment_tables import counts, modest, with_gaps


def cells_of(plants, regions):
    """Return plants of several industries as cells, sizes and industry indices."""
    cells = np.zeros((regions, len(plants)))
    for i, own in enumerate(plants.values()):
        for plant in own:
            cells[plant["region"], i] += plant["employment"]
    employment = [plant["employment"] for own in plants.values() for plant in own]
    industry = [i for i, own in enumerate(plants.values()) for _ in own]
    return cells, sizes_from_plants(employment, industry, len(plants))


def given_sums(cells, x):
    plain = margins(cells)
    total = 1e6
    return type(plain)(
        np.array(x) * total, plain.industry, total, plain.region_partial, plain.industry_partial, total_partial=False
    )


def group_by_plants(cells, sizes, sums):
    """The group's index as it is defined, with the Herfindahl and γ of every member."""
    weight = cells.sum(axis=0) / cells.sum()
    x = sums.region_share
    pooled = np.square((cells / cells.sum(axis=0)) @ weight - x).sum()
    gamma = ellison_glaeser(cells, sizes, sums).gamma.value
    herfindahl = (weight**2 * sizes.herfindahl).sum()
    own = (gamma * weight**2 * (1 - sizes.herfindahl)).sum()
    return (pooled / (1 - np.square(x).sum()) - herfindahl - own) / (1 - np.square(weight).sum())


def test_three_industries_in_three_regions(oracle):
    case = oracle("clustermap")["MAP-E27"]
    cells, sizes = cells_of(case["input"]["plants"], 3)
    sums, expected = given_sums(cells, case["input"]["x"]), case["expected"]
    pair = coagglomeration_pair(cells, sums).value
    names = "ABC"
    for i, j in itertools.combinations(range(3), 2):
        assert pair[i, j] == pytest.approx(expected["pair"][names[i] + names[j]], abs=1e-8)
    assert ellison_glaeser(cells, sizes, sums).gamma.value == pytest.approx(list(expected["gamma"].values()), abs=1e-8)
    group = coagglomeration_group(cells, [0, 0, 0], sums).value[0]
    assert group == pytest.approx(expected["group_ABC"], abs=1e-8)
    assert group_by_plants(cells, sizes, sums) == pytest.approx(expected["group_ABC"], abs=1e-8)


@modest
@given(with_gaps, st.sampled_from(["totals", "mean"]))
def test_pairs_are_the_slow_sum(cells, reference):
    found, sums = coagglomeration_pair(cells, reference=reference), margins(cells)
    regions, industries = cells.shape
    share = np.array(
        [[cells[r, i] / sums.industry[i] if sums.industry[i] else 0 for i in range(industries)] for r in range(regions)]
    )
    used = [i for i in range(industries) if sums.industry[i] > 0 and (~np.isnan(cells[:, i])).any()]
    x = sums.region_share if reference == "totals" else np.nan_to_num(share)[:, used].sum(axis=1) / max(len(used), 1)
    for i, j in itertools.combinations(range(industries), 2):
        if not found.present[i, j]:
            continue
        both = [r for r in range(regions) if sums.region[r] > 0 and not np.isnan(cells[r, i] + cells[r, j])]
        total = sum((share[r, i] - x[r]) * (share[r, j] - x[r]) for r in both)
        assert found.value[i, j] == pytest.approx(total / (1 - (x**2).sum()), abs=1e-12)
        assert found.value[j, i] == found.value[i, j]


@modest
@given(st.integers(0, 10_000))
def test_group_is_the_plant_formula_and_the_mean_of_its_pairs(seed):
    random = np.random.default_rng(seed)
    plants, industry, region = random.integers(1, 60, 60), random.integers(0, 4, 60), random.integers(0, 5, 60)
    plants, industry = np.append(plants, np.full(8, 9)), np.append(industry, [0, 0, 1, 1, 2, 2, 3, 3])
    region = np.append(region, random.integers(0, 5, 8))
    cells = np.zeros((5, 4))
    np.add.at(cells, (region, industry), plants)
    sums, sizes = margins(cells), sizes_from_plants(plants, industry, 4)
    weight, pair = cells.sum(axis=0) / cells.sum(), coagglomeration_pair(cells, sums).value
    pairs = sum(weight[i] * weight[j] * pair[i, j] for i, j in itertools.combinations(range(4), 2))
    found = coagglomeration_group(cells, [0] * 4, sums).value[0]
    assert found == pytest.approx(2 * pairs / (1 - np.square(weight).sum()), abs=1e-12)
    assert found == pytest.approx(group_by_plants(cells, sizes, sums), abs=1e-10)


@modest
@given(counts, st.integers(0, 2**32 - 1), st.floats(0.01, 100))
def test_order_and_unit_do_not_matter_and_empty_lines_move_nothing(cells, seed, factor):
    random = np.random.default_rng(seed)
    rows, columns = random.permutation(cells.shape[0]), random.permutation(cells.shape[1])
    plain = coagglomeration_pair(cells).value
    moved = coagglomeration_pair(cells[rows][:, columns] * factor).value
    assert moved == pytest.approx(plain[columns][:, columns], abs=1e-9)
    wider = coagglomeration_pair(np.pad(cells, ((0, 1), (0, 1))))
    assert wider.value[:-1, :-1] == pytest.approx(plain, abs=1e-12)
    assert (wider.reason[-1] == Reason.EMPTY).all()


@modest
@given(counts)
def test_diagonal_is_raw_concentration(cells):
    found, raw = coagglomeration_pair(cells), raw_concentration(cells)
    spread = 1 - np.square(margins(cells).region_share).sum()
    assert np.diag(found.value) * spread == pytest.approx(np.where(np.diag(found.present), raw.value, 0), abs=1e-12)


def test_pooled_shares_of_a_group_are_not_summed(shared_data):
    """REAT adds the shares of a pair's industries instead of pooling their employees: its coagglomeration exceeds 1."""
    with (shared_data / "reference/reat_FK2014_EGC.csv").open(encoding="utf-8") as file:
        plants = list(csv.DictReader(file))
    regions, industries = (sorted({plant[name] for plant in plants}) for name in ("region", "industry"))
    cells = np.zeros((len(regions), len(industries)))
    for plant in plants:
        cells[regions.index(plant["region"]), industries.index(plant["industry"])] += float(plant["emp_firm"])
    sums = margins(cells)
    pair, x = coagglomeration_pair(cells, sums).value, sums.region_share
    for i, j in itertools.combinations(range(len(industries)), 2):
        groups = np.full(len(industries), -1)
        groups[[i, j]] = 0
        assert coagglomeration_group(cells, groups, sums).value[0] == pytest.approx(pair[i, j], abs=1e-12)
        assert abs(pair[i, j]) < 1
        summed = np.square((cells / cells.sum(axis=0))[:, [i, j]].sum(axis=1) - x).sum() / (1 - np.square(x).sum())
        assert summed > 1


def test_group_of_one_none_or_no_employees_has_its_reason():
    cells = [[5.0, 3, 0, 1], [1, 4, 0, 9]]
    found = coagglomeration_group(cells, [0, 2, 2, 2])
    assert found.reason.tolist() == [Reason.ONE_INDUSTRY, Reason.EMPTY, Reason.PRESENT]
    assert (coagglomeration_group([[5.0, 3.0]], [0, 0]).reason == Reason.ONE_REGION).all()
    assert (coagglomeration_pair([[5.0, 3.0]]).reason == Reason.ONE_REGION).all()
    assert coagglomeration_group(cells, [-1, -1, -1, -1]).value.size == 0


def test_industries_planted_together_are_found():
    """Two industries that follow each other, and one that avoids both, over regions of equal size."""
    random = np.random.default_rng(6)
    shared = random.gamma(0.5, size=30)
    cells = np.column_stack([shared, shared, shared.max() - shared, random.gamma(20, 5, (30, 40))])
    pair = coagglomeration_pair(cells).value
    others = pair[3:, 3:][np.triu_indices(40, 1)]
    assert pair[0, 1] > 10 * np.abs(others).max()
    assert pair[0, 2] < -10 * np.abs(others.mean())
