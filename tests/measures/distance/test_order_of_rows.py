"""Weighted distances do not depend on the order in which the plants are listed (MAP-8, MAP-60)."""

import numpy as np
import pytest

from grono.measures.distance import DistanceSettings, MSettings, k_density, m_function

CURVES = ("observed", "expected", "lower_global", "upper_global", "lower_local", "upper_local")


@pytest.mark.parametrize(
    ("measure", "settings"), [(k_density, DistanceSettings(draws=19)), (m_function, MSettings(draws=19))]
)
def test_weighted_curves_are_the_same_for_rows_in_another_order(measure, settings):
    random = np.random.default_rng(1)
    place = random.random((300, 2)) * 100_000
    industry, employees = np.repeat([0, 1, -1], [20, 20, 260]), random.integers(1, 200, 300).astype(float)
    order = random.permutation(300)
    one = measure(place, industry, 2, weights=employees, settings=settings).curves
    other = measure(place[order], industry[order], 2, weights=employees[order], settings=settings).curves
    for name in CURVES:
        np.testing.assert_allclose(getattr(other, name), getattr(one, name), rtol=1e-9)
    assert other.p_localised.value.tolist() == one.p_localised.value.tolist()
