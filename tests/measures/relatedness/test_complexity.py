"""Economic complexity against the worked example, a dense non-symmetric eigenproblem, and what must not move it (MAP-26)."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grono.measures import Measured, Reason, location_quotient
from grono.measures.relatedness import (
    complexity_with_fixed_industries,
    economic_complexity,
    presence,
    presence_by_probability,
    presence_by_quotient,
)
from tests.measures.relatedness.textbook import complexity_by_eig, planted, tables


def test_nested_example(oracle):
    example = oracle("clustermap")["MAP-E29"]
    expected = example["expected"]
    found = economic_complexity(presence(example["input"]["M"]))
    assert found.eci.value == pytest.approx(expected["eci_z"], abs=example["tolerance"])
    assert found.pci_z.value == pytest.approx(expected["pci_z_by_industry"], abs=example["tolerance"])
    assert [found.second, found.third] == pytest.approx(expected["eigenvalues"][1:3], abs=example["tolerance"])
    assert found.identified
    assert not found.order_unstable


def test_two_blocks_have_no_complexity(oracle):
    example = oracle("clustermap")["MAP-E30"]
    found = economic_complexity(presence(example["input"]["M"]))
    assert [found.second, found.third] == pytest.approx(example["expected"]["eigenvalues"][1:3], abs=1e-9)
    assert (found.eci.reason == Reason.NOT_IDENTIFIED).all()
    assert not found.identified
    assert found.components == 2


@pytest.mark.parametrize(("shape", "seed"), [((12, 30), 1), ((30, 12), 2), ((25, 25), 3), ((60, 40), 4)])
def test_complexity_equals_the_textbook(shape, seed):
    matrix = planted(*shape, seed=seed)
    eci, eigenvalues = complexity_by_eig(matrix)
    found = economic_complexity(presence(matrix))
    assert found.eci.value == pytest.approx(eci, abs=1e-8)
    assert [found.second, found.third] == pytest.approx(eigenvalues[1:3], abs=1e-10)
    assert found.pci_z.value.mean() == pytest.approx(0, abs=1e-12)
    assert found.pci_z.value.std() == pytest.approx(1)


@given(tables)
def test_complexity_of_regions_is_the_mean_of_their_industries(matrix):
    found = economic_complexity(presence(matrix))
    for region in np.flatnonzero(found.eci.present):
        assert found.eci.value[region] == pytest.approx(found.pci.value[matrix[region] == 1].mean(), abs=1e-7)
    if found.eci.present.any():
        inside = found.eci.value[found.eci.present]
        assert inside.mean() == pytest.approx(0, abs=1e-7)
        assert inside.std() == pytest.approx(1, abs=1e-7)


@given(st.integers(0, 999))
def test_order_of_regions_and_industries_does_not_matter(seed):
    matrix, random = planted(9, 8, seed=seed), np.random.default_rng(seed)
    rows, columns = random.permutation(9), random.permutation(8)
    found, moved = economic_complexity(presence(matrix)), economic_complexity(presence(matrix[rows][:, columns]))
    if found.eci.present.all() and not found.order_unstable and not found.sign_arbitrary:
        assert moved.eci.value == pytest.approx(found.eci.value[rows], abs=1e-6)
        assert moved.pci.value == pytest.approx(found.pci.value[columns], abs=1e-5)


def test_empty_industry_does_not_lose_all_complexity():
    """Peer's bug: all ECI lost to one empty industry (ecomplexity)."""
    matrix = planted(9, 8, seed=5)
    found, wider = (economic_complexity(presence(m)) for m in (matrix, np.pad(matrix, ((0, 1), (0, 1)))))
    assert wider.eci.value[:-1] == pytest.approx(found.eci.value)
    assert wider.pci.value[:-1] == pytest.approx(found.pci.value)
    assert wider.eci.reason[-1] == Reason.EMPTY
    assert wider.pci.reason[-1] == Reason.EMPTY
    assert wider.second == pytest.approx(found.second)


def test_missing_cell_does_not_empty_everything():
    """Peer's bug: one NaN emptying everything (econcomplex)."""
    cells = np.random.default_rng(8).lognormal(3, 1.5, size=(20, 15))
    cells[4, 7] = np.nan
    assert economic_complexity(presence_by_quotient(location_quotient(cells))).eci.present.all()


def test_equal_regions_are_both_kept():
    """Peer's bug: duplicates dropped (ecomplexity)."""
    matrix = planted(9, 8, seed=5)
    found = economic_complexity(presence(np.vstack([matrix, matrix[3]])))
    assert found.eci.value.size == 10
    assert found.eci.present.all()
    assert found.eci.value[-1] == pytest.approx(found.eci.value[3])


def test_complexity_follows_the_presence_asked_for():
    """Peer's bug: ECI ignoring the presence asked for (econcomplex)."""
    quotient, sure = planted(15, 12, seed=1), planted(15, 12, seed=2)
    no_gap = np.zeros((15, 12), dtype=np.uint8)
    by_quotient = economic_complexity(presence_by_quotient(Measured(quotient * 1.5, no_gap)))
    by_probability = economic_complexity(presence_by_probability(Measured(sure * 0.96, no_gap)))
    assert by_quotient.eci.value == pytest.approx(complexity_by_eig(quotient)[0])
    assert by_probability.eci.value == pytest.approx(complexity_by_eig(sure)[0])
    assert (by_quotient.rule, by_probability.rule) == ("lq", "probability")


def test_several_parts_are_solved_in_the_largest():
    matrix, other = planted(8, 7, seed=6), np.ones((2, 3))
    whole = np.block([[matrix, np.zeros((8, 3))], [np.zeros((2, 7)), other]])
    found = economic_complexity(presence(whole))
    assert found.second == pytest.approx(1.0)
    assert found.eci.value[:8] == pytest.approx(economic_complexity(presence(matrix)).eci.value)
    assert (found.eci.reason[8:] == Reason.NOT_IDENTIFIED).all()
    assert (found.pci.reason[7:] == Reason.NOT_IDENTIFIED).all()
    assert not found.identified


def test_near_eigenvalues_are_flagged():
    ring = np.eye(9) + np.roll(np.eye(9), 1, axis=1)
    assert (economic_complexity(presence(ring)).eci.reason == Reason.NOT_IDENTIFIED).all()
    ring[0, 2] = 1
    assert economic_complexity(presence(ring)).order_unstable


def test_one_region_and_one_industry():
    assert (economic_complexity(presence([[1, 1, 0]])).eci.reason == Reason.ONE_REGION).all()
    one = economic_complexity(presence([[1], [1], [0]]))
    assert one.eci.reason.tolist() == [Reason.ONE_INDUSTRY, Reason.ONE_INDUSTRY, Reason.EMPTY]
    nothing = economic_complexity(presence(np.zeros((2, 2))))
    assert (nothing.eci.reason == Reason.EMPTY).all()
    assert nothing.components == 0


def test_without_correlation_the_sign_is_said_to_be_arbitrary():
    steps = np.array([[1, 1, 0, 0, 0], [0, 1, 1, 0, 0], [0, 0, 1, 1, 0], [0, 0, 0, 1, 1]])
    assert economic_complexity(presence(steps)).sign_arbitrary


def test_small_regions_are_flagged():
    found = economic_complexity(presence(planted(3, 3, seed=1)), employees=[999, 1000, np.nan])
    assert found.small_region.tolist() == [True, False, False]


def test_years_compare_by_fixed_industries():
    matrix = planted(9, 8, seed=5)
    found = economic_complexity(presence(matrix))
    assert complexity_with_fixed_industries(presence(matrix), found.pci).value == pytest.approx(found.eci.value)
    grown = matrix.copy()
    grown[5] = np.maximum(grown[5], np.arange(8) == found.pci.value.argmax())
    later = complexity_with_fixed_industries(presence(grown), found.pci)
    assert later.value[5] >= found.eci.value[5]
    assert np.delete(later.value, 5) == pytest.approx(np.delete(found.eci.value, 5))
