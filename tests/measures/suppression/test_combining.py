"""Imputation by imputation: mean and range, and Rubin's rules against an independent calculation."""

import numpy as np
import pytest
from scipy import stats

from grono.measures import Measured, Reason
from grono.measures.suppression import Combining, IntervalKind


def values(*numbers, missing=()):
    reason = np.zeros(len(numbers), dtype=np.uint8)
    reason[list(missing)] = Reason.EMPTY
    return Measured(np.array(numbers, dtype=float), reason)


def over(draws, ends=None):
    combining = Combining((draws[0].value.size,))
    for place, draw in enumerate(draws):
        combining.add(draw, None if ends is None else ends[place])
    return combining


def test_rubin_matches_the_textbook_formula():
    numbers = np.random.default_rng(3)
    estimates, errors = numbers.normal(10, 2, 7), numbers.uniform(0.5, 1.5, 7)
    half = stats.norm.ppf(0.975) * errors
    ends = [(values(one - h), values(one + h)) for one, h in zip(estimates, half, strict=True)]
    found = over([values(one) for one in estimates], ends).combined(values(9.0), (values(8.0), values(10.0)))
    between = 8 / 7 * estimates.var(ddof=1)
    # the deviation within is the mean over both sides of the root mean square half-width: symmetric, so the textbook's
    within = (errors**2).mean()
    freedom = 6 * (1 + within / between) ** 2
    half_width = stats.t.ppf(0.975, freedom) * np.sqrt(within + between)
    assert found.value.value[0] == pytest.approx(estimates.mean())
    assert found.lower.value[0] == pytest.approx(estimates.mean() - half_width)
    assert found.upper.value[0] == pytest.approx(estimates.mean() + half_width)
    assert found.kinds.tolist() == [IntervalKind.ERROR_AND_IMPUTATIONS]


def test_draws_that_do_not_differ_leave_everything_as_it_was():
    draws = [values(5.0 * (1 + 1e-9 * place), 2.0) for place in range(4)]
    found = over(draws).combined(values(5.0, 2.0))
    assert found.value.value.tolist() == [5.0, 2.0]
    assert found.lower.reason.tolist() == [Reason.NO_DRAWS] * 2
    own = (values(4.0, 1.0), values(6.0, 3.0))
    kept = over(draws, [own] * 4).combined(values(5.0, 2.0), own)
    assert (kept.lower.value.tolist(), kept.upper.value.tolist()) == ([4.0, 1.0], [6.0, 3.0])
    assert kept.kinds.tolist() == [IntervalKind.ERROR] * 2


def test_range_and_mean_where_the_measure_has_no_interval():
    found = over([values(1.0), values(2.0), values(6.0)]).combined(values(2.5))
    assert (found.value.value[0], found.lower.value[0], found.upper.value[0]) == (3.0, 1.0, 6.0)
    assert found.kinds.tolist() == [IntervalKind.IMPUTATIONS]


def test_verdict_keeps_the_estimate_and_has_the_range():
    found = over([values(0.0), values(1.0), values(1.0)]).combined(values(1.0), keep_estimate=True)
    assert (found.value.value[0], found.lower.value[0], found.upper.value[0]) == (1.0, 0.0, 1.0)


def test_a_value_missing_in_some_draw_stays_the_estimate_and_says_so():
    found = over([values(1.0, 1.0), values(0.0, 2.0, missing=[0])]).combined(values(1.5, 1.5))
    assert found.value.value.tolist() == [1.5, 1.5]
    assert found.not_in_all.tolist() == [True, False]
    assert found.lower.present.tolist() == [False, True]


def test_what_the_estimate_lacks_stays_missing_with_its_reason():
    found = over([values(1.0), values(2.0)]).combined(values(0.0, missing=[0]))
    assert found.value.reason.tolist() == [Reason.EMPTY]
    assert not found.lower.present.any()


def test_no_end_below_zero_where_none_of_any_draw_is():
    draws, ends = [values(1.0), values(9.0)], [(values(0.5), values(2.0)), (values(8.0), values(10.0))]
    found = over(draws, ends).combined(values(4.0), (values(3.0), values(5.0)))
    assert found.lower.value[0] == 0.0
    assert found.upper.value[0] > 10
