"""Stored checks: the door for contracts (STR-18), verdicts kept (AID-7), groups and mergers (AID-8, AID-10), what an answer rests on (AID-23), who reads."""

import datetime
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils.translation import override

from grono.portal.aid import actions, queries
from grono.portal.aid.checks import contract_check
from grono.portal.aid.models import Grant, Link, SettingChoice, Undertaking
from grono.portal.core.models import AuditEntry
from grono.portal.core.problems import RefusedError
from grono.portal.directory.actions import appoint_administrator
from tests.portal.aid.factories import DAY, NIP, OTHER, THIRD, make_grant, make_link, make_undertaking
from tests.portal.directory.factories import make_organisation

ON = datetime.date(2026, 11, 22)


def contract(amount, number=NIP, on=ON):
    return contract_check(number=number, amount_eur=Decimal(amount), on=on)


def test_contract_up_to_the_ceiling_is_lawful_and_above_it_is_not(db):
    make_grant(amount="250000")
    assert contract("50000").lawful
    refused = contract("50000.01")
    assert (refused.lawful, refused.decision, refused.article) == (False, "refused", "2023/2831 art. 3(7)")
    assert refused.earliest_day == datetime.date(2029, 1, 11)
    with override("pl"):
        assert contract("50000.01").sentence.startswith("Odmowa:")


def test_what_cannot_be_told_is_not_lawful(db):
    found = contract("1", on=datetime.date(2040, 1, 1))
    assert (found.lawful, found.decision) == (False, "cannot tell")


def test_undertaking_nobody_has_entered_has_the_whole_ceiling(db):
    found = contract("300000", number=OTHER)
    assert found.lawful
    assert found.answer.basis == ()


def test_aid_of_the_whole_group_counts_through_every_link(db):
    first = make_link()
    make_link(make_undertaking(THIRD, "Trzecia"), first.parent)
    make_grant(Undertaking.objects.get(number=THIRD), amount="200000")
    found = contract("100001")
    assert not found.lawful
    assert set(found.answer.members) == {NIP, OTHER, THIRD}
    assert found.answer.basis


def test_merged_undertakings_count_together(db):
    make_grant(make_undertaking(OTHER, "Druga"), amount="200000")
    make_undertaking()
    values = {"kind": "merger", "effective_date": DAY("2026-02-01"), "parties": [NIP, OTHER], "evidence": "KRS"}
    actions.record_reorganisation(by=None, values=values)
    assert not contract("100001").lawful
    assert contract("100001", on=datetime.date(2026, 1, 31)).lawful


def test_verdict_when_recorded_is_kept_when_later_entries_change_it(db):
    late = make_grant(day="2026-11-15", amount="290000")
    make_grant(make_undertaking(), day="2026-05-10", amount="40000")
    late.refresh_from_db()
    assert late.verdict["judgement"] == "fits"
    recorded = make_grant(make_undertaking(), day="2026-11-16", amount="1")
    assert recorded.verdict["judgement"] == "fails"


@pytest.mark.parametrize(
    ("act", "permission"),
    [
        (lambda by: actions.enter_undertaking(by=by, number=OTHER, name="x"), "keep"),
        (lambda by: actions.decide_setting(by=by, name="sgei_total", value=False, reason="r"), "decide"),
    ],
)
def test_others_may_not_write(people, act, permission):
    with pytest.raises(PermissionDenied):
        act(people.analyst)
    act(people.coordinator)
    assert AuditEntry.objects.filter(verb__startswith="aid.").count() == 1


def test_unknown_setting_is_refused(db):
    with pytest.raises(RefusedError):
        actions.decide_setting(by=None, name="colour", value=1, reason="r")


def test_audit_keeps_old_and_new_amount(people):
    grant = make_grant()
    actions.correct_grant(
        by=people.coordinator, grant=grant, correction=actions.Correction(Decimal(5), None, "decision")
    )
    entry = AuditEntry.objects.get(verb="aid.correct_grant")
    assert entry.before == {"gge_eur": "100000.00"}
    assert entry.after["gge_eur"] == "5"
    assert entry.after["reason"] == "decision"


def test_ledger_is_for_officers_and_own_firm_for_its_administrator(people):
    make_link()
    grant = make_grant()
    make_organisation("Mleczarnia Próbna", identifiers=(("nip", NIP),))
    assert queries.grants_visible_to(people.coordinator).count() == 1
    assert not queries.grants_visible_to(people.member).exists()
    assert not queries.grants_visible_to(people.visitor).exists()
    assert not queries.links_of(people.member, [NIP]).exists()
    assert queries.reorganisations_of(people.member, NIP) == []
    assert grant.beneficiary.number == NIP


def test_administrator_of_the_firm_sees_its_head_room_without_the_names_of_others(people, kept_firm):
    link = make_link()
    make_grant(link.child)
    client = people.client("member")
    with override("en"):
        page = client.get(f"/en/aid/undertakings/{link.child.public_id}/").content.decode()
    assert "200,000" in page
    assert "Holding Próbny" not in page
    assert client.get(f"/en/aid/undertakings/{link.parent.public_id}/").status_code == 404
    assert client.get("/en/aid/").status_code == 403


@pytest.fixture
def kept_firm(people):
    firm = make_organisation("Mleczarnia Próbna", identifiers=(("nip", NIP),))
    appoint_administrator(by=None, organisation=firm, user=people.member, reason="test")
    return firm


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: Undertaking.objects.create(number="", name="x"),
        lambda: Grant.objects.filter().update(gge_eur=-1),
        lambda: Grant.objects.filter().update(state="lost"),
        lambda: Grant.objects.filter().update(state="repaid", state_reason=""),
        lambda: Link.objects.update(valid_to=DAY("2020-01-01")),
        lambda: SettingChoice.objects.create(name="sgei_total", value=True, reason=""),
    ],
)
def test_constraints(db, wrong):
    make_grant()
    make_link()
    with pytest.raises(IntegrityError), transaction.atomic():
        wrong()
