"""Entries of the central register: what art. 6(1) asks for, and until when (AID-21)."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grono.stateaid.papers import is_working_day
from grono.stateaid.register import RegisterEntry, nace_class

DAY = date.fromisoformat


def entry(**values):
    given = {
        "beneficiary": "Mleczarnia Próbna",
        "number": "5260000005",
        "amount_eur": Decimal(1000),
        "granting_date": DAY("2026-01-10"),
        "authority": "Gmina Próbna",
        "instrument": "grant",
        "sector": "10.51",
    }
    return RegisterEntry(**given | values)


@pytest.mark.parametrize(
    ("pkd", "expected"),
    [("10.51.Z", "10.51"), ("10.51", "10.51"), ("1051Z", "10.51"), (" 10.51.z ", "10.51"), ("10.5", ""), ("dairy", "")],
)
def test_class_of_nace_is_read_from_a_code_of_pkd(pkd, expected):
    assert nace_class(pkd) == expected


def test_entry_names_what_it_lacks():
    assert entry().lacking == ()
    assert entry(authority="", sector="").lacking == ("authority", "sector")


def test_twenty_working_days_leave_out_weekends_and_polish_holidays():
    assert entry(granting_date=DAY("2026-04-30")).due == DAY("2026-05-29")  # 1 May is a Friday; 3 May is a Sunday
    assert entry(granting_date=DAY("2026-12-10")).due == DAY("2027-01-13")  # without 24, 25 December, 1, 6 January


@given(st.dates(date(2026, 1, 1), date(2040, 1, 1)))
def test_last_day_is_a_working_day_between_four_and_seven_weeks_later(day):
    due = entry(granting_date=day).due
    assert is_working_day(due)
    assert 26 <= (due - day).days <= 49
