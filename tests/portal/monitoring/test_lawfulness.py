"""Money relevant to aid is not contracted without a lawful check (STR-18)."""

import datetime
from dataclasses import dataclass, replace
from decimal import Decimal

import pytest

from grono.portal.aid.actions import record_grant
from grono.portal.core.problems import RefusedError
from grono.portal.monitoring import lawfulness
from grono.portal.monitoring.actions import save_report
from grono.portal.monitoring.lawfulness import Contract
from tests.portal.aid.factories import make_undertaking
from tests.portal.monitoring.factories import content, make_period, make_plan, make_report, part_named

CONTRACT = Contract("5260001246", Decimal("1000.00"), datetime.date(2024, 5, 6))


@dataclass(frozen=True)
class Answer:
    lawful: bool
    decision: str = "allowed"
    sentence: str = "The ceiling is exceeded."
    article: str = "3(2)"


def save(people, report, said):
    return save_report(by=people.coordinator, report=report, version=report.version, content=said)


@pytest.mark.django_db
def test_aid_relevant_money_is_not_contracted_without_a_lawful_check(people, monkeypatch):
    strategy = make_plan(aid_relevant=True)
    report = make_report(strategy, make_period(strategy), people)
    said = content(part_named(strategy, "Inkubator", people.coordinator), contracted="1000")
    with pytest.raises(RefusedError, match="needs a lawful check of state aid"):
        save(people, report, said)
    key = next(key for _kind, key, _role in said.values)
    said = replace(said, contracts={key: CONTRACT})
    monkeypatch.setattr(lawfulness, "contract_check", lambda **_asked: Answer(lawful=False))
    with pytest.raises(RefusedError, match=r"“Miasto” cannot be contracted. The ceiling is exceeded."):
        save(people, report, said)
    assert not report.values.exists()
    monkeypatch.setattr(lawfulness, "contract_check", lambda **_asked: Answer(lawful=True))
    report = save(people, report, said)
    assert report.values.get().aid["article"] == "3(2)"
    monkeypatch.setattr(lawfulness, "contract_check", lambda **_asked: Answer(lawful=False))
    assert save(people, report, said).values.get().aid["decision"] == "allowed"  # granted already: not counted twice


@pytest.mark.django_db
def test_door_of_the_ledger_answers(people):
    strategy = make_plan(aid_relevant=True)
    report = make_report(strategy, make_period(strategy), people)
    said = content(part_named(strategy, "Inkubator", people.coordinator), contracted="1000")
    key = next(key for _kind, key, _role in said.values)
    huge = replace(CONTRACT, amount_eur=Decimal(10_000_000))
    with pytest.raises(RefusedError, match="cannot be contracted"):
        save(people, report, replace(said, contracts={key: huge}))


@pytest.mark.django_db
def test_other_money_needs_no_check(people):
    strategy = make_plan()
    report = make_report(strategy, make_period(strategy), people, contracted="1000")
    assert report.values.get().aid == {}


def contracted(people, strategy, report, amount, *, number="526-000-12-46", day=6):
    """Save a report with a contract of so much aid."""
    said = content(part_named(strategy, "Inkubator", people.coordinator), contracted="1000")
    key = next(key for _kind, key, _role in said.values)
    contract = Contract(number, Decimal(amount), datetime.date(2024, 5, day))
    return save(people, report, replace(said, contracts={key: contract}))


@pytest.mark.django_db
def test_of_two_contracts_with_one_undertaking_the_second_counts_the_first(people):
    first, second = make_plan(aid_relevant=True), make_plan(aid_relevant=True)
    of_first = make_report(first, make_period(first), people)
    of_second = make_report(second, make_period(second), people)
    of_first = contracted(people, first, of_first, 200_000)
    assert of_first.values.get().aid["number"] == "5260001246"
    with pytest.raises(RefusedError, match="cannot be contracted"):
        contracted(people, second, of_second, 150_000, day=7)
    of_second = contracted(people, second, of_second, 100_000, day=7)
    of_first = contracted(people, first, of_first, 180_000)  # its own first amount does not stand in the way
    contracted(people, first, of_first, 190_000, day=8)
    with pytest.raises(RefusedError, match="cannot be contracted"):
        contracted(people, second, of_second, 110_001, day=7)


@pytest.mark.django_db
def test_aid_of_a_contract_counts_once_when_the_ledger_holds_it(people):
    strategy, other = make_plan(aid_relevant=True), make_plan(aid_relevant=True)
    contracted(people, strategy, make_report(strategy, make_period(strategy), people), 200_000)
    firm = make_undertaking("5260001246")
    values = {"granting_date": datetime.date(2024, 5, 6), "gge_eur": Decimal(200_000), "regulation": "2023/2831"}
    assert record_grant(by=None, beneficiary=firm, values=values).verdict.judgement == "fits"
    report = make_report(other, make_period(other), people)
    contracted(people, other, report, 100_000, day=7)


@pytest.mark.django_db
@pytest.mark.parametrize("number", ["526000I246", "5260001247"])
def test_number_that_nobody_has_is_not_contracted_with(people, number):
    strategy = make_plan(aid_relevant=True)
    with pytest.raises(RefusedError, match="is not a tax number"):
        contracted(people, strategy, make_report(strategy, make_period(strategy), people), 1, number=number)
