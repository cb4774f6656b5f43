"""What must hold for any table of employees (MAP-60)."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from grono.measures import location_quotient
from grono.measures.relatedness import (
    fitness,
    null_model,
    panel_measures,
    presence_by_quotient,
    proximity,
    related_links,
    relatedness_density,
)

counts = arrays(np.float64, st.tuples(st.integers(2, 6), st.integers(2, 6)), elements=st.integers(0, 500).map(float))


def measured(cells):
    there = presence_by_quotient(location_quotient(cells))
    near = proximity(there)
    return near.value, relatedness_density(there, near).value, fitness(there, steps=5).fitness.value


@given(counts, st.integers(0, 2**32 - 1))
def test_order_of_regions_and_industries_does_not_matter(cells, seed):
    random = np.random.default_rng(seed)
    rows, columns = random.permutation(cells.shape[0]), random.permutation(cells.shape[1])
    near, density, fit = measured(cells)
    moved = measured(cells[rows][:, columns])
    assert moved[0] == pytest.approx(near[columns][:, columns])
    assert moved[1] == pytest.approx(density[rows][:, columns])
    assert moved[2] == pytest.approx(fit[rows])


@given(counts, st.sampled_from([0.25, 2.0, 1024.0]))
def test_unit_of_employees_does_not_matter(cells, factor):
    """Powers of two, so that a quotient of exactly 1 stays exactly 1."""
    for one, other in zip(measured(cells), measured(cells * factor), strict=True):
        assert other == pytest.approx(one)
    [found], [scaled] = (panel_measures([(cells * by).astype(np.float32)]) for by in (1, factor))
    assert (found.presence == scaled.presence).all()
    assert scaled.entropy == pytest.approx(found.entropy, abs=1e-5)
    assert scaled.raw_concentration == pytest.approx(found.raw_concentration, abs=1e-9)


@given(counts)
def test_merged_regions_of_equal_structure_leave_the_presences_of_others(cells):
    apart, together = np.vstack([cells[:1], 3 * cells[:1], cells[1:]]), np.vstack([4 * cells[:1], cells[1:]])
    split, merged = (presence_by_quotient(location_quotient(table)).matrix for table in (apart, together))
    assert (split[2:] == merged[1:]).all()
    assert (split[0] == merged[0]).all()


@given(counts)
def test_links_and_null_model_do_not_depend_on_order(cells):
    there = presence_by_quotient(location_quotient(cells))
    turned = presence_by_quotient(location_quotient(cells[::-1, ::-1]))
    assert null_model(turned).probability == pytest.approx(null_model(there).probability[::-1, ::-1], abs=1e-7)
    assert np.sort(related_links(turned).p_value) == pytest.approx(np.sort(related_links(there).p_value), abs=1e-6)
