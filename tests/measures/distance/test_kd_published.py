import numpy as np
import pytest

from grono.measures.distance.definition import exact_k_density
from grono.measures.distance.kd import k_density
from grono.measures.distance.published import published_k_density
from grono.measures.distance.reference import DistanceSettings


@pytest.mark.parametrize("weighted", [False, True])
def test_the_published_density_is_that_of_the_definition(weighted):
    rng = np.random.default_rng(1)
    points, radii = rng.random((200, 2)) * 1e5, np.linspace(0, 5e4, 26)
    weights = rng.lognormal(1, 1, 200) if weighted else None
    exact = exact_k_density(*points.T, radii, 2_000.0, weights)
    found = published_k_density(points, radii, 2_000.0, weights)
    assert found / exact.max() == pytest.approx(exact / exact.max(), abs=5e-4)


def test_the_lattice_is_a_few_percent_off_at_most():
    """A plant moves by half a cell at most, which blurs the first bins (MAP-52)."""
    rng = np.random.default_rng(1)
    points = np.concatenate([rng.random((3000, 2)), 0.4 + rng.normal(0, 0.02, (300, 2))]) * 1e6
    code = np.where(np.arange(3300) < 3000, -1, 0)
    found = k_density(points, code, 1, settings=DistanceSettings(longest=200_000, draws=99))
    exact = published_k_density(points[3000:], found.curves.radii, float(found.bandwidth.value[0]))
    assert found.curves.observed[0] / exact.max() == pytest.approx(exact / exact.max(), abs=0.06)


def test_plants_without_place_or_weight_are_left_out():
    points = np.array([[0, 0], [1, 0], [3, 0], [np.nan, 1], [2, 2]])
    weights = np.array([1, 1, 1, 1, np.nan])
    plain = published_k_density(points[:3], [0, 1, 2], 1.0)
    assert published_k_density(points, [0, 1, 2], 1.0, weights) == pytest.approx(plain)


@pytest.mark.parametrize(("points", "bandwidth"), [([[0, 0]], 1.0), ([[0, 0], [1, 1]], 0.0)])
def test_too_little_to_go_on_is_refused(points, bandwidth):
    with pytest.raises(ValueError, match="two plants and a bandwidth"):
        published_k_density(points, [0, 1], bandwidth)
