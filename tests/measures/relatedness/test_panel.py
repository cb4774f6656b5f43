"""The panel against the plain measures of this room, in single against double precision (MAP-54 and MAP-56)."""

import tracemalloc

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from grono.measures import Reason, krugman_specialisation, location_quotient, margins, raw_concentration
from grono.measures.relatedness import (
    co_occurrence,
    economic_complexity,
    panel_measures,
    presence_by_quotient,
    proximity,
    relatedness_density,
)

cells_of_any_kind = arrays(
    np.float32,
    st.tuples(st.integers(1, 9), st.integers(1, 9)),
    elements=st.one_of(st.integers(0, 500).map(float), st.just(0.0), st.just(np.nan)),
)


def economy(regions, industries, seed, gaps=0.0):
    """Employees with an order of complexity in them, half of them zero."""
    random = np.random.default_rng(seed)
    able, hard = random.random((regions, 1)), random.random((1, industries))
    level = random.normal(2, 1, (regions, 1)) + random.normal(0, 1, (1, industries)) + 8 * (able - 0.5) * (hard - 0.5)
    cells = np.floor(np.exp(level + random.normal(0, 1, (regions, industries)))).astype(np.float32)
    cells[random.random(cells.shape) < 0.3] = 0
    cells[random.random(cells.shape) < gaps] = np.nan
    return cells


def plain(cells):
    """The slow definitions, in double precision."""
    cells = cells.astype(np.float64)
    there, sums = presence_by_quotient(location_quotient(cells)), margins(cells)
    known = np.nan_to_num(cells)
    share = known / np.maximum(sums.industry, 1e-300)
    apart = np.where(np.isnan(cells), 0, np.abs(share - sums.region_share[:, None])).sum(axis=0)
    own = known / np.maximum(sums.region, 1e-300)[:, None]
    entropy = -np.sum(own * np.log2(np.where(own > 0, own, 1.0)), axis=1)
    krugman = krugman_specialisation(cells)
    return there, {
        "location_quotient": location_quotient(cells),
        "krugman_specialisation": krugman,
        "raw_concentration": raw_concentration(cells),
        "proximity": proximity(there),
        "density": relatedness_density(there, proximity(there)),
    }, {"krugman_concentration": apart, "hoover_concentration": apart / 2, "entropy": entropy,
        "hoover_specialisation": krugman.value / 2}  # fmt: skip


def same(cells, found):
    there, measures, values = plain(cells)
    assert (found.presence == there.matrix).all()
    assert (found.co_occurrence == co_occurrence(there)).all()
    for name, expected in measures.items():
        assert (found.measured(name).reason == expected.reason).all(), name
        assert found.measured(name).value == pytest.approx(expected.value, rel=1e-5, abs=1e-6), name
    for name, expected in values.items():
        present = found.measured(name).present
        assert found.measured(name).value[present] == pytest.approx(expected[present], rel=1e-5, abs=1e-6), name
    return there


@given(cells_of_any_kind)
def test_any_small_table_gives_the_same_as_the_definitions(cells):
    [found] = panel_measures([cells])
    there = same(cells, found)
    complexity = economic_complexity(there)
    for name in ("eci", "pci", "pci_z"):
        expected = getattr(complexity, name)
        if not complexity.order_unstable and not complexity.sign_arbitrary and complexity.eci.present.any():
            assert (found.measured(name).reason == expected.reason).all()
            assert found.measured(name).value == pytest.approx(expected.value, abs=1e-5)


@pytest.mark.parametrize(
    ("shape", "gaps"),
    [((150, 90), 0.0), ((90, 150), 0.0), ((130, 70), 0.05), ((64, 128), 0.0)],
    ids=["tall", "wide", "with missing cells", "whole words"],
)
def test_float32_agrees_with_float64_to_five_digits(shape, gaps):
    years = [economy(*shape, seed=seed, gaps=gaps) for seed in (1, 2, 3)]
    for cells, found in zip(years, panel_measures(years), strict=True):
        expected = economic_complexity(same(cells, found))
        assert found.complexity.steps > 0
        assert found.measured("eci").value == pytest.approx(expected.eci.value, abs=1e-5)
        assert found.measured("pci").value == pytest.approx(expected.pci.value, abs=1e-5)
        assert [found.complexity.second, found.complexity.third] == pytest.approx(
            [expected.second, expected.third], abs=1e-7
        )
        assert found.complexity.order_unstable == expected.order_unstable


def test_empty_region_and_industry_move_nothing():
    cells = economy(80, 50, seed=4)
    [narrow], [wide] = panel_measures([cells]), panel_measures([np.pad(cells, ((0, 1), (0, 1)))])
    same(np.pad(cells, ((0, 1), (0, 1))), wide)
    assert wide.measured("eci").value[:-1] == pytest.approx(narrow.measured("eci").value, abs=1e-7)
    assert wide.measured("eci").reason[-1] == Reason.EMPTY


def test_start_from_last_year_takes_fewer_steps_and_changes_nothing():
    cells = economy(150, 90, seed=5)
    first, second = panel_measures([cells, cells])
    assert second.complexity.steps < first.complexity.steps
    assert second.measured("eci").value == pytest.approx(first.measured("eci").value, abs=1e-7)


def test_years_of_other_shape_start_afresh():
    tall, wide = panel_measures([economy(80, 50, seed=1), economy(40, 90, seed=2)])
    assert tall.density.shape == (80, 50)
    assert wide.density.shape == (40, 90)


def test_table_in_two_parts_is_solved_in_the_larger():
    cells = np.zeros((50, 40), dtype=np.float32)
    cells[:40, :30] = economy(40, 30, seed=3)
    cells[40:, 30:] = 7
    [found] = panel_measures([cells])
    assert found.complexity.components == 2
    assert (found.measured("eci").reason[40:] == Reason.NOT_IDENTIFIED).all()
    assert found.measured("eci").present[:40].any()


def test_nothing_at_all_is_empty():
    [found] = panel_measures([np.zeros((5, 4))])
    for name in ("location_quotient", "entropy", "raw_concentration", "proximity", "density", "eci"):
        assert (found.measured(name).reason == Reason.EMPTY).all()


@pytest.mark.parametrize("cells", [[[1.0, -1.0]], [[np.inf, 1.0]], [1.0, 2.0]], ids=["negative", "infinite", "flat"])
def test_what_is_no_table_of_employees_is_refused(cells):
    with pytest.raises(ValueError, match=r"employees must|must have the shape"):
        list(panel_measures([np.array(cells)]))


def test_unknown_measure_names_the_known():
    [found] = panel_measures([economy(5, 4, seed=1)])
    with pytest.raises(ValueError, match=r"no measure 'lq'; it has location_quotient"):
        found.measured("lq")


def test_panel_keeps_one_year_at_a_time():
    """Twelve years of 4 MB each are read; without the results of earlier ones memory stays at a few years."""

    def years():
        for seed in range(12):
            yield economy(1024, 1024, seed=seed)

    tracemalloc.start()
    for _ in panel_measures(years()):
        pass
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 90e6
