"""Deadlines, rates, rounding and equivalents: AID-12 to AID-17, AID-21, AID-22."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from grono.messages import GronoError, message
from grono.stateaid import (
    NbpRate,
    deadlines_of,
    equal_principals,
    euro,
    instalments,
    new_certificate_due,
    preferential_loan,
    rate_for,
    regulation_on,
    simplified_guarantee,
    simplified_loan,
)
from grono.stateaid.money import by_largest_remainder, plain, rounded, to_cents
from grono.stateaid.papers import is_working_day, working_days_after

GENERAL = regulation_on("2023/2831", date(2026, 1, 1))


def test_deadlines_after_a_grant():
    found = deadlines_of(date(2026, 12, 18))
    assert found.report == date(2026, 12, 25)
    # 20 working days without 24-26 December, New Year, Epiphany and weekends
    assert found.register == date(2027, 1, 21)
    assert found.keep_until == date(2036, 12, 18)
    assert new_certificate_due(date(2026, 11, 20)) == date(2026, 12, 4)


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2026, 4, 6), False),  # Easter Monday
        (date(2026, 6, 4), False),  # Corpus Christi
        (date(2026, 11, 11), False),
        (date(2024, 12, 24), True),
        (date(2025, 12, 24), False),
        (date(2026, 11, 21), False),  # a Saturday
        (date(2026, 11, 23), True),
    ],
)
def test_polish_working_days(day, works):
    assert is_working_day(day) is works
    assert working_days_after(day, 1) > day


def test_rate_of_the_day_or_the_last_before():
    rates = [
        NbpRate(date(2026, 11, 19), "224/A/NBP/2026", Decimal("4.25")),
        NbpRate(date(2026, 11, 20), "225/A/NBP/2026", Decimal("4.26")),
    ]
    assert rate_for(date(2026, 11, 22), rates, "same_day") == rates[1]
    assert rate_for(date(2026, 11, 20), rates, "same_day") == rates[1]
    assert rate_for(date(2026, 11, 20), rates, "day_before") == rates[0]
    assert rate_for(date(2026, 11, 18), rates, "same_day") is None


def test_rate_of_a_day_whose_own_table_is_not_known_is_not_guessed():
    friday = [NbpRate(date(2026, 11, 20), "225/A/NBP/2026", Decimal("4.26"))]
    assert rate_for(date(2026, 11, 23), friday, "day_before") == friday[0]
    assert rate_for(date(2026, 11, 23), friday, "same_day") is None
    assert rate_for(date(2027, 11, 20), friday, "same_day") is None
    before_easter = [NbpRate(date(2026, 4, 3), "64/A/NBP/2026", Decimal("4.26"))]
    assert rate_for(date(2026, 4, 6), before_easter, "same_day") == before_easter[0]


def test_euro_is_rounded_half_up_and_needs_a_rate():
    assert euro("0.02", "4") == Decimal("0.01")
    with pytest.raises(GronoError, match="rate “0”"):
        euro(1, 0)


def test_amounts_are_whole_cents_and_not_negative():
    assert to_cents("12.30") == 1230
    for bad in ("0.001", "-1"):
        with pytest.raises(GronoError, match="not a sum of money"):
            to_cents(bad)
    assert rounded(Fraction(-1, 200)) == Decimal("-0.01")
    said = message("%(amount)s EUR", amount=plain(Decimal("1234567.5")))
    assert [said.in_language(one) for one in ("en", "pl")] == ["1,234,567.50 EUR", "1\xa0234\xa0567,50 EUR"]
    assert plain(Decimal("30000.00")) == Decimal(30_000)
    assert str(message("%(amount)s", amount=plain(Decimal("30000.00")))) == "30,000"


def test_equity_must_say_something():
    with pytest.raises(GronoError, match="equity"):
        by_largest_remainder(100, (Fraction(0), Fraction(0)))


def test_part_of_a_year_cannot_be_told():
    found = instalments([("0.5", 100)], "0.07")
    assert found.gge is None
    assert "whole years" in str(found.reason)


def test_conditions_of_the_simplified_loan():
    def gge(**conditions):
        return simplified_loan(100_000, 4, GENERAL, **{"collateral_percent": 50, **conditions}).gge

    assert gge() == Decimal("16000.00")
    assert gge(collateral_percent="49.9") is None
    assert gge(insolvent=True) is None
    assert gge(comparable_to_b_minus=False) is None


def test_conditions_of_the_simplified_guarantee():
    assert simplified_guarantee(1, 1, GENERAL, share_of_loan_percent="80.1").gge is None
    assert simplified_guarantee(1, 1, GENERAL, share_of_loan_percent=80, insolvent=True).gge is None
    assert simplified_guarantee(1, 0, GENERAL, share_of_loan_percent=80).gge is None


def test_limits_that_are_not_recorded_or_not_checked_say_so():
    fishery = regulation_on("717/2014", date(2026, 1, 1))
    found = simplified_loan(1000, 1, fishery, collateral_percent=50)
    assert found.gge is None
    assert "not recorded" in str(found.reason)
    farming = regulation_on("1408/2013", date(2026, 1, 1))
    assert simplified_loan(1000, 1, farming, collateral_percent=50).unchecked


def test_loan_dearer_than_the_reference_rate_holds_no_aid():
    balances = equal_principals(300, 3)
    found = preferential_loan(balances, reference_rate="0.02", loan_rate="0.05", discount_rate="0.07")
    assert found.gge == 0
    assert equal_principals(300, 0) == ()
