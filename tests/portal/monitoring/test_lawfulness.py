import datetime
from dataclasses import dataclass, replace
from decimal import Decimal

import pytest

from grono.portal.core.problems import RefusedError
from grono.portal.monitoring import lawfulness
from grono.portal.monitoring.actions import save_report
from grono.portal.monitoring.lawfulness import Contract
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
