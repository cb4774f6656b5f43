"""What is recorded of clusters and members: steps, activity, facts, in two times (DIR-34, DIR-36, DIR-37)."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from grono.portal.clusters.actions import (
    appoint_coordinator,
    change_cluster,
    end_coordination,
    enter_cluster,
    keep_file,
    record_activities,
    record_steps,
    state_facts,
    take_back_activity,
    take_back_step,
)
from grono.portal.clusters.actions.membership import MisplacedStepError, NewActivity, NewStep
from grono.portal.clusters.models import Cluster, ClusterFact, Membership, MembershipStep
from grono.portal.clusters.permissions import coordinates
from grono.portal.clusters.queries import (
    Moment,
    committed_by_cluster,
    count_by_standing,
    facts_of,
    members_of,
    members_visible_to,
)
from grono.portal.core.models import AuditEntry
from grono.portal.core.problems import RefusedError
from tests.portal.clusters.factories import LONG_AGO, a_pdf, make_cluster, make_member, pay, take_step
from tests.portal.conftest import make_user
from tests.portal.directory.factories import make_organisation

LATER = datetime.date(2025, 6, 1)
NOW = datetime.date(2026, 11, 20)


def now(cluster):
    return {row.organisation.legal_name: row.standing for row in Membership.objects.filter(cluster=cluster)}


def test_whoever_enters_a_cluster_coordinates_it_and_no_other(people):
    cluster = enter_cluster(by=people.coordinator, values={"name": "Nowy", "source": "test"})
    assert coordinates(people.coordinator, cluster)
    assert not coordinates(people.coordinator, make_cluster())
    assert AuditEntry.objects.filter(verb="clusters.enter_cluster").count() == 2


def test_another_clusters_coordinator_changes_nothing(people):
    cluster, stranger = make_cluster(people.coordinator), make_user("other@example.org", "coordinator")
    make_cluster(stranger, "Inny")
    member = make_organisation()
    acts = [
        lambda: change_cluster(by=stranger, cluster=cluster, values={"name": "x"}),
        lambda: state_facts(by=stranger, cluster=cluster, values={"team_fte": "1"}, as_of=NOW, source="s"),
        lambda: keep_file(by=stranger, cluster=cluster, upload=a_pdf()),
        lambda: record_steps(by=stranger, cluster=cluster, organisations=[member], step=NewStep("declared", NOW)),
        lambda: record_activities(
            by=stranger, cluster=cluster, organisations=[member], activity=NewActivity("fee", NOW)
        ),
    ]
    for act in acts:
        with pytest.raises(PermissionDenied), transaction.atomic():
            act()
    assert not Membership.objects.exists()


def test_right_taken_away_counts_at_once(people):
    cluster = make_cluster()
    appoint_coordinator(by=people.administrator, cluster=cluster, user=people.coordinator)
    assert coordinates(people.coordinator, cluster)
    end_coordination(by=people.administrator, cluster=cluster, user=people.coordinator)
    assert not coordinates(people.coordinator, cluster)
    with pytest.raises(RefusedError, match="role"):
        appoint_coordinator(by=people.administrator, cluster=cluster, user=people.member)


def test_signature_needs_a_declaration_before_it(db):
    cluster, member = make_cluster(), make_organisation()
    with pytest.raises(MisplacedStepError, match="letter of intent"):
        take_step(cluster, member, "signed")
    take_step(cluster, member, "declared", LATER)
    with pytest.raises(MisplacedStepError, match="before it"):
        take_step(cluster, member, "signed", LONG_AGO)
    assert now(cluster) == {"Mleczarnia Próbna": "declared"}


def test_step_in_the_future_and_active_by_hand_are_refused(db):
    cluster, member = make_cluster(), make_organisation()
    with pytest.raises(RefusedError, match="future"):
        take_step(cluster, member, "declared", datetime.date(2099, 1, 1))
    for kind in ("active", "lapsed", "undone"):
        with pytest.raises(RefusedError, match="no such step"):
            take_step(cluster, member, kind)


def test_bulk_is_all_or_nothing_and_one_audit_row(db):
    cluster, others = make_cluster(), [make_organisation(f"Firma {number}") for number in range(3)]
    record_steps(by=None, cluster=cluster, organisations=others[:2], step=NewStep("declared", LONG_AGO))
    before = AuditEntry.objects.count()
    with pytest.raises(MisplacedStepError, match="Firma 2"), transaction.atomic():
        record_steps(by=None, cluster=cluster, organisations=others, step=NewStep("signed", LATER))
    assert set(now(cluster).values()) == {"declared"}
    record_steps(by=None, cluster=cluster, organisations=others[:2], step=NewStep("signed", LATER))
    assert set(now(cluster).values()) == {"signed"}
    assert AuditEntry.objects.count() == before + 1


def test_taking_back_adds_a_row_and_is_refused_when_something_rests_on_the_step(db):
    cluster = make_cluster()
    make_member(cluster)
    declared, signed = cluster.steps.order_by("pk")
    with pytest.raises(MisplacedStepError), transaction.atomic():
        take_back_step(by=None, step=declared)
    back = take_back_step(by=None, step=signed)
    assert now(cluster) == {"Mleczarnia Próbna": "declared"}
    with pytest.raises(RefusedError, match="already"):
        take_back_step(by=None, step=signed)
    with pytest.raises(RefusedError, match="stays"):
        take_back_step(by=None, step=back)
    take_back_step(by=None, step=declared)
    assert now(cluster) == {}
    assert cluster.steps.count() == 4


def test_one_step_is_taken_back_once_also_in_the_database(db):
    cluster = make_cluster()
    make_member(cluster)
    signed = cluster.steps.get(kind="signed")
    fields = {"cluster": cluster, "organisation": signed.organisation, "kind": "undone", "valid_on": LONG_AGO}
    MembershipStep.objects.create(cancels=signed, **fields)
    with pytest.raises(IntegrityError), transaction.atomic():
        MembershipStep.objects.create(cancels=signed, **fields)
    with pytest.raises(IntegrityError), transaction.atomic():
        MembershipStep.objects.create(**fields)


def test_members_as_of_a_day_and_as_known_on_another(people):
    cluster, member = make_cluster(people.coordinator), make_organisation()
    early = datetime.datetime(2024, 3, 2, 12, tzinfo=datetime.UTC)
    late = datetime.datetime(2025, 9, 1, 12, tzinfo=datetime.UTC)
    take_step(cluster, member, "declared", LONG_AGO, recorded_at=early)
    take_step(cluster, member, "signed", LATER, recorded_at=late)
    pay(cluster, member, datetime.date(2026, 2, 1))

    def standing(as_of, known_on=None):
        return [one.standing for one in members_of(people.coordinator, cluster, Moment(as_of, known_on))]

    assert standing(datetime.date(2024, 2, 1)) == []
    assert standing(datetime.date(2025, 5, 1)) == ["declared"]
    assert standing(datetime.date(2025, 7, 1)) == ["signed"]
    assert standing(datetime.date(2025, 7, 1), datetime.date(2025, 8, 31)) == ["declared"]
    assert standing(NOW) == ["active"]
    assert standing(NOW, datetime.date(2025, 9, 1)) == ["lapsed"]


def test_activity_taken_back_no_longer_proves_anything(people):
    cluster = make_cluster(people.coordinator)
    member = make_member(cluster)
    record = pay(cluster, member, datetime.date(2026, 2, 1))
    assert count_by_standing(members_of(people.coordinator, cluster, Moment(NOW)))["active"] == 1
    take_back_activity(by=people.coordinator, record=record)
    assert count_by_standing(members_of(people.coordinator, cluster, Moment(NOW)))["lapsed"] == 1
    with pytest.raises(RefusedError, match="already"):
        take_back_activity(by=people.coordinator, record=record)


def test_initiative_without_a_name_is_refused_by_action_and_database(db):
    cluster = make_cluster()
    member = make_member(cluster)
    with pytest.raises(RefusedError, match="name of the initiative"):
        pay(cluster, member, LATER, "initiative")
    with pytest.raises(IntegrityError), transaction.atomic():
        cluster.activity_records.create(organisation=member, kind="initiative", on=LATER)


def test_others_see_only_who_has_signed(people):
    cluster = make_cluster(people.coordinator)
    make_member(cluster, "Podpisana")
    make_member(cluster, "Deklaruje", signed=None)
    stranger = make_user("other@example.org", "coordinator")
    for reader in (people.visitor, people.member, stranger, people.administrator):
        names = [one.organisation.legal_name for one in members_visible_to(reader, cluster, Moment(NOW))]
        assert names == ["Podpisana"]
    assert len(members_visible_to(people.coordinator, cluster, Moment(NOW))) == 2
    assert committed_by_cluster(people.visitor) == {cluster.pk: 1}


def test_fact_is_stated_again_only_when_it_differs(db):
    cluster = make_cluster()
    state = {"team_fte": "1", "services": ["a"], "recognition": ""}
    assert state_facts(by=None, cluster=cluster, values=state, as_of=LONG_AGO, source="s") == ["team_fte", "services"]
    assert state_facts(by=None, cluster=cluster, values=state, as_of=LATER, source="s") == []
    assert state_facts(by=None, cluster=cluster, values={"team_fte": "2"}, as_of=LATER, source="s") == ["team_fte"]
    assert facts_of(cluster)["team_fte"].value == "2"
    assert facts_of(cluster, LONG_AGO)["team_fte"].value == "1"
    assert ClusterFact.objects.count() == 3


def test_fact_can_be_taken_away_and_stays_in_the_history(db):
    cluster = make_cluster()
    state_facts(by=None, cluster=cluster, values={"label": "ECEI Bronze"}, as_of=LONG_AGO, source="s")
    state_facts(by=None, cluster=cluster, values={"label": ""}, as_of=LATER, source="s")
    assert "label" not in facts_of(cluster)
    assert "label" in facts_of(cluster, LONG_AGO)


def test_change_that_changes_nothing_leaves_no_trace(db):
    cluster = make_cluster()
    before = AuditEntry.objects.count()
    change_cluster(by=None, cluster=cluster, values={"name": cluster.name})
    assert AuditEntry.objects.count() == before
    change_cluster(by=None, cluster=cluster, values={"name": "Łąka"})
    assert Cluster.objects.get().name == "Łąka"
