import numpy as np
import pytest
from scipy.stats import norm

from grono.measures.distance.bands import Null, bands_around, gaussian_fields, real_source, standardised
from grono.measures.distance.moments import PairMoments


@pytest.fixture(scope="module")
def draws():
    """Standardised draws of a smooth field over 30 distances."""
    rng = np.random.default_rng(3)
    place = np.arange(30)
    covariance = np.exp(-((place[:, None] - place) ** 2) / 50)
    return rng.multivariate_normal(np.zeros(30), covariance, 1999, method="eigh").T.astype(np.float32)


@pytest.mark.parametrize("envelope", ["largest", "rank"])
def test_the_global_band_is_left_by_the_share_asked_for(draws, envelope):
    null = Null(np.full(30, 5.0), np.linspace(0.5, 1, 30))
    bands = bands_around(null.mean, null, draws, 0.05, envelope)
    curves = null.mean[:, None] + draws * null.deviation[:, None]
    assert (curves > bands.upper_global[:, None] + 1e-5).any(axis=0).mean() == pytest.approx(0.05, abs=0.003)
    assert (curves < bands.lower_global[:, None] - 1e-5).any(axis=0).mean() == pytest.approx(0.05, abs=0.003)


@pytest.mark.parametrize("envelope", ["largest", "rank"])
def test_a_curve_leaves_the_band_just_when_its_p_value_is_within_the_level(draws, envelope):
    null = Null(np.full(30, 5.0), np.ones(30))
    for draw in range(0, 1999, 40):
        observed = null.mean + 1.3 * draws[:, draw].astype(float)
        bands = bands_around(observed, null, draws, 0.05, envelope)
        assert (observed > bands.upper_global).any() == (bands.p_above <= 0.05)
        assert (observed < bands.lower_global).any() == (bands.p_below <= 0.05)


def test_the_local_band_is_the_quantile_at_each_distance(draws):
    null = Null(np.full(30, 5.0), np.ones(30))
    bands = bands_around(null.mean, null, draws, 0.05, "largest")
    assert bands.upper_local - 5 == pytest.approx(np.full(30, norm.ppf(0.95)), abs=0.15)
    assert 5 - bands.lower_local == pytest.approx(np.full(30, norm.ppf(0.95)), abs=0.15)
    assert (bands.upper_global > bands.upper_local).all()


@pytest.mark.parametrize("envelope", ["largest", "rank"])
def test_where_nothing_varies_nothing_is_found(draws, envelope):
    null = Null(np.full(30, 5.0), np.zeros(30))
    bands = bands_around(null.mean, null, np.zeros_like(draws), 0.05, envelope)
    assert bands.p_above == bands.p_below == 1
    assert bands.upper_global.tolist() == bands.lower_global.tolist() == [5.0] * 30


def test_a_density_has_no_band_below_zero(draws):
    bands = bands_around(np.zeros(30), Null(np.full(30, 0.1), np.ones(30)), draws, 0.05, "largest")
    assert bands.lower_global.min() == bands.lower_local.min() == 0


def test_mixed_fields_have_the_covariance_of_the_mixture():
    first = np.array([[2.0, 0.5], [0.5, 1.0]])
    second = np.array([[0.2, -0.1], [-0.1, 0.3]])
    moments = PairMoments(100.0, np.array([0.3, 0.4]), first, second)
    source = gaussian_fields(moments, 40_000, np.random.default_rng(5))
    found = standardised(source, [np.eye(2)], [(2.0, 3.0)])[0]
    assert np.cov(found) == pytest.approx(4 * first + 9 * second, rel=0.05)


def test_draws_are_taken_around_their_mean():
    moments = PairMoments(100.0, np.array([2.0, 6.0]), np.eye(2), np.eye(2))
    source = real_source(np.array([[1, 2, 3], [4, 6, 8]], dtype=np.float32), moments, (0.5, 0.1))
    found = standardised(source, [np.eye(2), np.array([[1.0, 1.0], [0.0, 2.0]])], [(1.0,), (1.0,)])
    assert found.tolist() == [[[-1, 0, 1], [-2, 0, 2]], [[-3, 0, 3], [-4, 0, 4]]]
