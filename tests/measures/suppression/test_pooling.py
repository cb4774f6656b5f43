"""Many imputations put together: means, ends, and the mixture of posteriors."""

import numpy as np
import pytest
from scipy.optimize import brentq
from scipy.special import betainc

from grono.measures import Measured, Reason, sizes_from_counts
from grono.measures.suppression import pooled, pooled_interval
from grono.measures.uncertainty import location_quotient_posterior


def posteriors(count, spread):
    numbers = np.random.default_rng(3)
    x = numbers.dirichlet(np.ones(5))
    share = numbers.dirichlet(x * 30, 4).T
    sizes = sizes_from_counts([20, 30, 40, 1])
    gamma = Measured(np.full(4, 0.05), np.zeros(4, dtype=np.uint8))
    shares = [np.clip(share + spread * numbers.normal(size=share.shape), 0, 1) for _ in range(count)]
    return [location_quotient_posterior(one, x, sizes, gamma) for one in shares]


def test_mean_and_ends_over_imputations():
    results = [Measured(np.array([float(number), 1.0]), np.zeros(2, dtype=np.uint8)) for number in range(101)]
    mean, lower, upper = pooled(results)
    assert (mean.value[0], lower.value[0], upper.value[0]) == pytest.approx(
        (50, 1.55, 98.45)
    )  # the 2.55th of 101 and its mirror image
    assert (mean.value[1], lower.value[1], upper.value[1]) == (1, 1, 1)


def test_value_missing_in_one_imputation_is_missing():
    present = Measured(np.array([2.0]), np.array([Reason.PRESENT], dtype=np.uint8))
    gone = Measured(np.array([0.0]), np.array([Reason.EMPTY], dtype=np.uint8))
    for part in pooled([present, gone, present]):
        assert part.reason[0] == Reason.EMPTY
        assert part.value[0] == 0


def test_quantiles_are_those_of_the_mixture():
    several = posteriors(6, spread=0.1)
    found = pooled_interval(several)
    x = several[0].region_share
    for region, industry in ((0, 0), (2, 1), (4, 2)):
        ends = [(one.alpha[region, industry], one.beta[region, industry]) for one in several]

        def below(quotient, at, ends=ends, share=x[region]):
            return np.mean([betainc(alpha, beta, min(1.0, quotient * share)) for alpha, beta in ends]) - at

        for part, at in ((found.lower, 0.025), (found.upper, 0.975)):
            expected = brentq(below, 0, 1 / x[region], args=(at,), xtol=1e-12)
            assert part.value[region, industry] == pytest.approx(expected, rel=1e-5, abs=1e-7)
        above = np.mean([1 - betainc(alpha, beta, x[region]) for alpha, beta in ends])
        assert found.probability_above_one.value[region, industry] == pytest.approx(above, rel=1e-12)


def test_equal_imputations_give_the_one_posterior():
    one = posteriors(1, spread=0.0)[0]
    found = pooled_interval([one] * 4)
    assert found.lower.value == pytest.approx(one.quantile(0.025).value, rel=1e-12)
    assert found.upper.value == pytest.approx(one.quantile(0.975).value, rel=1e-12)
    assert found.shrunk.value == pytest.approx(one.mean().value, rel=1e-12)


def test_one_plant_has_no_interval_here_either():
    found = pooled_interval(posteriors(3, spread=0.1))
    assert (found.lower.reason[:, 3] == Reason.FEW_PLANTS).all()
    assert (found.lower.value[:, 3] == 0).all()
