"""Every worked example of ``oracles/stateaid.json`` through the library.

E1 to E4 keep AID-1, AID-2, AID-4 and AID-5; E5 AID-6; E6 AID-7; E7 AID-8 and AID-9; E8 AID-10; E9 AID-11; E10 to E12 AID-14 and AID-15;
E13 AID-13; E14 AID-16; E15 AID-17; E16 AID-18.
"""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from grono.stateaid import (
    DEFAULTS,
    Ask,
    Ledger,
    Reorganisation,
    by_largest_remainder,
    check,
    entered_late,
    equal_principals,
    euro,
    head_room,
    instalments,
    last_day_counted,
    preferential_loan,
    recheck,
    regulation_on,
    simplified_guarantee,
    simplified_loan,
    window_start,
)
from grono.stateaid.counting import used_cents
from grono.stateaid.days import fiscal_window_start
from tests.stateaid.factories import grants_of, links_of

DAY = date.fromisoformat
GENERAL_ON = date(2025, 1, 1)


def test_e1_free_amount_in_a_rolling_closed_window(example):
    given, expected = example("AID-E1")
    ledger = Ledger(grants_of(given["grants"]))
    free = {day: head_room(ledger, "X", DAY(day)).free for day in expected["free"]}
    assert free == expected["free"]


def test_e2_refusal_and_earliest_day(example):
    given, expected = example("AID-E2")
    ledger = Ledger(grants_of(given["grants"]))
    answers = {
        str(amount): check(ledger, Ask("X", Decimal(amount), DAY(given["asked_day"]))) for amount in given["amounts"]
    }
    refused, wanted = answers["100000"], expected["answer_100000"]
    assert (refused.decision, refused.article, refused.free) == (wanted["decision"], wanted["article"], wanted["free"])
    assert refused.earliest_day == DAY(wanted["earliest_day"])
    found = {amount: answer.earliest_day and answer.earliest_day.isoformat() for amount, answer in answers.items()}
    assert found == expected["earliest_day"]


def test_e3_last_day_on_which_a_grant_counts(example):
    _given, expected = example("AID-E3")
    for day, last in expected["last_day_counted"].items():
        assert last_day_counted(DAY(day)) == DAY(last)
    for day, start in expected["window_start"].items():
        assert window_start(DAY(day)) == DAY(start)


def test_e4_fiscal_and_rolling_window(example):
    given, expected = example("AID-E4")
    ledger, day = Ledger(grants_of(given["grants"])), DAY(given["day"])
    for start, name in ((fiscal_window_start(day), "used_fiscal_3y"), (window_start(day), "used_rolling_3y")):
        found = used_cents(ledger, frozenset({"X"}), frozenset({"general"}), (start, day), day, DEFAULTS)
        assert found == expected[name] * 100


def test_e5_earlier_aid_of_an_old_regulation_counts(example):
    given, expected = example("AID-E5")
    ledger = Ledger(grants_of(given["grants"]))
    assert {day: head_room(ledger, "X", DAY(day)).free for day in expected["free"]} == expected["free"]
    assert [verdict.judgement for verdict in recheck(ledger)] == expected["verdicts_under_1407"]


def test_e6_back_dated_entry_checks_every_later_grant(example):
    given, expected = example("AID-E6")
    grants, late = grants_of(given["grants"]), grants_of([given["entered_late"]])[0]
    verdicts = entered_late(Ledger(grants), late)
    used = {verdict.grant.identifier: verdict.used for verdict in recheck(Ledger([*grants, late]))}
    assert used == expected["used_on_granting_date"]
    fails = [verdict.grant.identifier for verdict in verdicts if verdict.judgement == "fails"]
    assert fails == expected["fails"]["failed_aid_counts=true"]
    assert verdicts[0].grant is late
    assert verdicts[0].judgement == "fits"

    repaid = [replace(grant, state="repaid") if grant.identifier == "2026-11-15" else grant for grant in grants]
    after = recheck(Ledger([*repaid, late]))
    assert [verdict for verdict in after if verdict.judgement == "fails"] == []
    assert after[-1].used == expected["used_2027-08-08_after_repayment"]


def test_e6_failed_aid_does_not_count_where_the_setting_says_so(example):
    given, _expected = example("AID-E6")
    ledger = Ledger(grants_of([*given["grants"], given["entered_late"]]))
    verdicts = recheck(ledger, replace(DEFAULTS, failed_aid_counts=False))
    assert [verdict.grant.identifier for verdict in verdicts if verdict.judgement == "fails"] == ["2026-11-15"]


def test_e7_single_undertaking_over_time(example):
    given, expected = example("AID-E7")
    ledger = Ledger(grants_of(given["grants"]), links_of(given["links"]))
    for day, free in expected["free"].items():
        assert {name: head_room(ledger, name, DAY(day)).free for name in free} == free
    for key, members in expected["members"].items():
        name, day = key.split()
        assert list(head_room(ledger, name, DAY(day)).members) == members


def test_e8_merger(example, merged):
    given, expected = example("AID-E8")
    day = DAY(given["merger"]["date"])
    answer = check(merged, Ask("P", Decimal(given["ask"]), day))
    assert (answer.free, answer.excess) == (expected["free"], expected["excess"])
    assert answer.earliest_day == DAY(expected["earliest_day"])
    assert {verdict.judgement for verdict in recheck(merged)} == {"fits"}
    assert "excess" in {caveat.code for caveat in answer.caveats}


def test_e9_split_by_equity(example):
    given, expected = example("AID-E9")
    for case, allocated in zip(given["cases"], expected["allocated"], strict=True):
        prior = Decimal(case["prior"])
        weights = tuple(Fraction(value) for value in case["equity"])
        assert by_largest_remainder(int(prior * 100), weights) == tuple(int(Decimal(part) * 100) for part in allocated)
        heirs = tuple(f"N{place}" for place in range(len(weights)))
        split = Reorganisation("split", date(2026, 1, 1), ("X", *heirs), weights)
        grant = grants_of([{"granting_date": "2025-05-05", "gge_eur": case["prior"]}])
        ledger = Ledger(grant, reorganisations=[split])
        assert [head_room(ledger, heir, date(2026, 1, 1)).used for heir in heirs] == [Decimal(p) for p in allocated]
        assert head_room(ledger, "X", date(2025, 12, 31)).used == prior
        assert head_room(ledger, "X", date(2026, 1, 1)).used == 0


def test_e10_e11_simplified_loans_and_guarantees(example):
    regulation = regulation_on("2023/2831", GENERAL_ON)
    given, expected = example("AID-E10")
    loans = [simplified_loan(amount, years, regulation, collateral_percent=50) for amount, years in given["loans"]]
    assert [loan.gge and str(loan.gge) for loan in loans] == expected["gge"]
    assert all(loan.reason is not None for loan in loans if loan.gge is None)
    given, expected = example("AID-E11")
    found = [
        simplified_guarantee(amount, years, regulation, share_of_loan_percent=80)
        for amount, years in given["guarantees"]
    ]
    assert [str(guarantee.gge) for guarantee in found] == expected["gge"]


def test_e12_parameters_of_the_old_regulation(example):
    given, expected = example("AID-E12")
    regulation = regulation_on("1407/2013", date(2020, 1, 1))
    amount, years = given["loan"]
    assert str(simplified_loan(amount, years, regulation, collateral_percent=50).gge) == expected["loan_gge"]
    limit, limit_years = regulation.guarantee_limits[0]
    full = simplified_guarantee(limit, limit_years, regulation, share_of_loan_percent=80)
    assert float(full.gge / limit * 100) == pytest.approx(expected["guarantee_rate_percent"], abs=0.005)


def test_e13_e14_e15_instalments_rates_and_euro(example):
    given, expected = example("AID-E13")
    assert str(instalments(given["instalments"], str(given["discount_rate"])).gge) == expected["total"]
    given, expected = example("AID-E14")
    loan = preferential_loan(
        equal_principals(given["amount"], given["equal_yearly_principals"]),
        reference_rate=str(given["reference_rate"]),
        loan_rate=str(given["loan_rate"]),
        discount_rate=str(given["discount_rate"]),
    )
    assert [str(part) for part in loan.parts] == expected["periods"]
    assert str(loan.gge) == expected["edb"]
    given, expected = example("AID-E15")
    assert str(euro(given["pln"], given["rate"])) == expected["eur"]


def test_e16_general_and_agricultural_aid_together(example):
    given, expected = example("AID-E16")
    ledger = Ledger(grants_of(given["recorded"]))
    answers = [check(ledger, Ask("X", Decimal(amount), DAY(given["day"]), code)) for code, amount in given["asks"]]
    assert [answer.decision for answer in answers] == expected["decisions"]
    assert [answer.article for answer in answers] == expected["articles"]
