"""Aid paid in instalments: what a file says of them, and what they are worth on the day of granting (AID-13)."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grono.messages import InputError
from grono.stateaid import Schedule
from grono.stateaid.files import read_grants
from grono.stateaid.schedules import in_one_cell, read_parts

NIP = "5260000005"
HEAD = "beneficiary,granting_date,gge_eur,instalments,discount_rate\n"
amounts = st.integers(1, 10**9).map(lambda cents: Decimal(cents).scaleb(-2))
parts = st.lists(st.tuples(st.integers(0, 50), amounts), min_size=1, max_size=6)
rates = st.integers(0, 100_000).map(lambda thousandths: Decimal(thousandths).scaleb(-3))


def read(tmp_path, line):
    path = tmp_path / "ledger.csv"
    path.write_text(f"{HEAD}{NIP},2026-01-10,66000,{line}\n", "utf-8")
    return read_grants(path)[0].schedule


@given(parts, rates)
def test_discounted_sum_is_never_above_what_is_paid(parts, rate):
    schedule = Schedule(tuple(parts), rate)
    gge = schedule.equivalent().gge
    assert gge <= schedule.nominal
    assert (gge == schedule.nominal) or rate > 0
    assert read_parts(in_one_cell(schedule).split(";"), "=") == schedule.parts


def test_instalments_stand_in_the_file(tmp_path):
    schedule = read(tmp_path, "0=100000;1=100 000;2=100000.00,7 %")
    assert schedule.equivalent().gge == Decimal("280801.82")
    assert read(tmp_path, ",") is None


@pytest.mark.parametrize(
    ("line", "codes"),
    [
        ("0=1;x=2,7", ["not-instalments"]),
        ("0.5=1,7", ["not-instalments"]),
        ("51=1,7", ["not-instalments"]),
        ("0=1,", ["not-a-discount-rate"]),
        ("0=1,101", ["not-a-discount-rate"]),
        (",7", ["not-instalments"]),
        ("later,seven", ["not-instalments", "not-a-discount-rate"]),
    ],
)
def test_wrong_instalments_are_said(tmp_path, line, codes):
    with pytest.raises(InputError) as caught:
        read(tmp_path, line)
    assert [problem.code for problem in caught.value.problems] == codes
