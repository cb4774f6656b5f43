"""The interval of a location quotient: against the plain definition, in blocks, over bounds."""

import numpy as np
import pytest
from scipy.special import betainc, betaincinv

from grono.measures import (
    Measured,
    Reason,
    ellison_glaeser,
    location_quotient_interval,
    shrunk_gamma,
    sizes_from_counts,
    uncertainty,
)
from grono.measures.uncertainty import location_quotient_posterior

PARTS = ("shrunk", "lower", "upper", "probability_above_one")


def a_case(seed, regions=12, industries=9):
    numbers = np.random.default_rng(seed)
    x = numbers.dirichlet(np.ones(regions))
    share = numbers.dirichlet(x * 50, industries).T
    sizes = sizes_from_counts(numbers.integers(2, 90, industries))
    gamma = Measured(numbers.uniform(0.01, 0.4, industries), np.zeros(industries, dtype=np.uint8))
    return share, x, sizes, gamma


def test_interval_equals_the_plain_definition():
    share, x, sizes, gamma = a_case(1)
    found = location_quotient_interval(share, x, sizes, gamma)
    for region in range(share.shape[0]):
        for industry in range(share.shape[1]):
            strength, plants = 1 / gamma.value[industry] - 1, 1 / sizes.herfindahl[industry]
            alpha = strength * x[region] + share[region, industry] * plants
            beta = strength * (1 - x[region]) + (1 - share[region, industry]) * plants
            expected = (
                alpha / (alpha + beta) / x[region],
                *(betaincinv(alpha, beta, at) / x[region] for at in (0.025, 0.975)),
                1 - betainc(alpha, beta, x[region]),
            )
            assert [getattr(found, part).value[region, industry] for part in PARTS] == pytest.approx(
                expected, rel=1e-12
            )


@pytest.mark.parametrize("cells", [1, 20, 60])
def test_blocks_and_threads_change_no_bit(monkeypatch, cells):
    share, x, sizes, gamma = a_case(2)
    share[3, 4], x[7] = np.nan, 0
    whole = location_quotient_interval(share, x, sizes, gamma)
    monkeypatch.setattr(uncertainty, "BLOCK_CELLS", cells)
    again = location_quotient_interval(share, x, sizes, gamma)
    for part in PARTS:
        assert getattr(again, part).value.tobytes() == getattr(whole, part).value.tobytes()
        assert getattr(again, part).reason.tolist() == getattr(whole, part).reason.tolist()


def test_interval_of_a_suppressed_cell_is_the_union_over_its_bounds():
    share, x, sizes, gamma = a_case(3)
    lower, upper = share.copy(), share.copy()
    lower[2, 5], upper[2, 5], share[2, 5] = 0.02, 0.30, np.nan
    found = location_quotient_interval(share, x, sizes, gamma, bounds=(lower, upper))
    assert found.shrunk.reason[2, 5] == found.probability_above_one.reason[2, 5] == Reason.MISSING
    assert found.lower.present[2, 5]
    between = []
    for inside in np.linspace(0.02, 0.30, 30):
        share[2, 5] = inside
        one = location_quotient_interval(share, x, sizes, gamma)
        between.append((one.lower.value[2, 5], one.upper.value[2, 5]))
    assert found.lower.value[2, 5] == pytest.approx(min(low for low, _ in between), rel=1e-12)
    assert found.upper.value[2, 5] == pytest.approx(max(high for _, high in between), rel=1e-12)
    assert found.lower.value[0, 0] == one.lower.value[0, 0]


def test_no_upper_bound_leaves_the_interval_open():
    share, x, sizes, gamma = a_case(4)
    lower, upper = share.copy(), share.copy()
    share[0, 0], lower[0, 0], upper[0, 0] = np.nan, 0.0, np.nan
    found = location_quotient_interval(share, x, sizes, gamma, bounds=(lower, upper))
    assert found.lower.present[0, 0]
    assert found.upper.reason[0, 0] == Reason.MISSING


def test_posterior_names_why_it_is_missing():
    share, x, _, gamma = a_case(5)
    share[0, 0], x[1] = np.nan, 0.0
    one_plant = sizes_from_counts(np.where(np.arange(9) == 2, 1, 30))
    reason = location_quotient_posterior(share, x, one_plant, gamma).reason
    assert reason[0, 0] == Reason.MISSING
    assert reason[1, 3] == Reason.EMPTY
    assert reason[4, 2] == Reason.FEW_PLANTS
    assert (
        location_quotient_posterior(
            [[1.0]], [1.0], sizes_from_counts([5]), Measured(*map(np.array, ([0.1], [0])))
        ).reason[0, 0]
        == Reason.ONE_REGION
    )


def test_shrunk_gamma_keeps_the_reason_of_gamma():
    sizes = sizes_from_counts([50, 0, 1])
    several = shrunk_gamma(ellison_glaeser([[80, 0, 5], [20, 0, 9]], sizes))
    assert several.reason.tolist() == [Reason.PRESENT, Reason.EMPTY, Reason.FEW_PLANTS]
    alone = shrunk_gamma(ellison_glaeser([[80, 3, 5]], sizes_from_counts([50, 50, 50])))
    assert (alone.reason == Reason.ONE_REGION).all()
    assert not alone.value.any()
