"""The rules of the European platform, each with what it rests on and what would lift it (DIR-38)."""

import datetime

import pytest

from grono.portal.clusters.actions import state_facts
from grono.portal.clusters.kinds import CriterionState
from grono.portal.clusters.validation import validate
from tests.portal.clusters.factories import LONG_AGO, make_cluster, make_member

DAY = datetime.date(2024, 6, 1)


def answers(people, cluster):
    return {rule.key: rule for rule in validate(people.visitor, cluster, DAY).rules}


def state(cluster, **values):
    state_facts(by=None, cluster=cluster, values=values, as_of=LONG_AGO, source="s")


def test_empty_cluster_is_told_what_would_lift_each_rule(people):
    found = answers(people, make_cluster())
    assert {key: rule.state.value for key, rule in found.items()} == {
        "team": "cannot_tell",
        "site": "cannot_tell",
        "members": "not_met",
        "kinds": "not_met",
        "public_body": "not_met",
    }
    assert all(rule.lift for rule in found.values())


def test_fifteen_members_of_two_kinds_with_an_office_pass(people):
    cluster = make_cluster()
    for number in range(14):
        make_member(cluster, f"Firma {number}")
    assert answers(people, cluster)["members"].lift == "1 signature more."
    make_member(cluster, "Urząd Próbny", type="local_government", codes=())
    state(cluster, team_fte="0.5", english_site="https://example.org/en/", english_site_agrees=True)
    found = validate(people.visitor, cluster, DAY)
    assert {rule.state for rule in found.rules} == {CriterionState.MET}
    assert found.state == CriterionState.MET


@pytest.mark.parametrize(("fte", "expected"), [("0.4", "not_met"), ("0.5", "met"), ("3", "met")])
def test_team_is_compared_exactly(people, fte, expected):
    cluster = make_cluster()
    state(cluster, team_fte=fte)
    assert answers(people, cluster)["team"].state == expected


def test_who_has_only_declared_is_named_as_the_way_to_fifteen(people):
    cluster = make_cluster()
    make_member(cluster, signed=None)
    assert answers(people, cluster)["members"].lift == "15 signatures more. 1 organisation has declared and not signed."


@pytest.mark.parametrize(("agrees", "expected"), [(None, "cannot_tell"), (True, "met"), (False, "not_met")])
def test_english_site_counts_when_somebody_has_looked_at_it(people, agrees, expected):
    cluster = make_cluster()
    state(cluster, english_site="https://example.org/en/", english_site_agrees=agrees)
    assert answers(people, cluster)["site"].state == expected


def test_university_among_the_members_may_be_a_public_body_so_nobody_can_tell(people):
    cluster = make_cluster()
    make_member(cluster, "Uczelnia", type="research_teaching", codes=())
    assert answers(people, cluster)["public_body"].state == "cannot_tell"
    state(cluster, public_body="City, agreement of 2024")
    assert answers(people, cluster)["public_body"].state == "met"


@pytest.mark.parametrize(("until", "waived"), [("2024-06-01", True), ("2024-05-31", False), (None, True)])
def test_recognised_programme_waives_the_rules_while_it_lasts(people, until, waived):
    cluster = make_cluster()
    state(cluster, recognition="Programme", recognition_until=until)
    found = validate(people.visitor, cluster, DAY)
    assert bool(found.waived_by) == waived
    assert found.state == ("met" if waived else "not_met")
