"""What the clusters tell the directory: merge rules and blockers, facets, common members (DIR-13, DIR-32, DIR-33, DIR-47)."""

import datetime

import pytest

from grono.portal.clusters.doors import both_in_one_cluster, clusters_of, common_members
from grono.portal.clusters.pages import members as member_pages
from grono.portal.directory.actions import appoint_administrator
from grono.portal.directory.filters import Wanted
from grono.portal.directory.merging import blockers_between, merge_rules, relations_to_organisations
from grono.portal.directory.populations import UnknownPopulationError, members_of_population, populations_for
from grono.portal.directory.queries import organisations_found
from tests.portal.clusters.factories import make_cluster, make_member, take_step
from tests.portal.directory.factories import make_organisation


def test_every_relation_of_the_clusters_has_a_merge_rule(db):
    own = {name for name in relations_to_organisations() if name.startswith("clusters.")}
    assert own == {name for name in merge_rules() if name.startswith("clusters.")}
    assert len(own) == 4


def test_two_members_of_one_cluster_are_not_merged_before_one_is_taken_out(db):
    cluster, other = make_cluster(name="Jeden"), make_cluster(name="Drugi")
    first, second = make_member(cluster, "A"), make_member(other, "B")
    assert not list(both_in_one_cluster(first, second))
    take_step(cluster, second, "declared")
    found = blockers_between(first, second)
    assert [blocker.code for blocker in found] == ["both_in_one_cluster"]
    assert "Jeden" in str(found[0].step)
    take_step(cluster, second, "left", datetime.date(2024, 4, 1))
    assert blockers_between(first, second)


def test_members_of_a_common_cluster_know_each_other(people):
    cluster = make_cluster()
    own, other = make_member(cluster, "Own"), make_member(cluster, "Other")
    make_member(cluster, "Declared", signed=None)
    make_member(make_cluster(name="Else"), "Stranger")
    appoint_administrator(by=None, organisation=own, user=people.member, reason="test")
    assert set(common_members(people.member)) == {own.pk, other.pk}
    assert not set(common_members(people.analyst))


def test_common_membership_ends_with_the_membership(people):
    cluster = make_cluster()
    own = make_member(cluster, "Own")
    make_member(cluster, "Other")
    appoint_administrator(by=None, organisation=own, user=people.member, reason="test")
    take_step(cluster, own, "left", datetime.date(2025, 1, 1))
    assert not set(common_members(people.member))


def test_populations_are_offered_to_coordinators_and_hold_the_signed(people):
    cluster = make_cluster(people.coordinator)
    signed, declared = make_member(cluster, "A"), make_member(cluster, "B", signed=None)
    key = f"clusters:{cluster.public_id}"
    assert members_of_population(people.coordinator, key) == [signed.public_id]
    assert members_of_population(people.coordinator, f"{key}-all") == sorted([signed.public_id, declared.public_id])
    assert not [one for one in populations_for(people.member) if one.key.startswith("clusters:")]
    foreign = make_cluster(name="Foreign")
    with pytest.raises(UnknownPopulationError):
        members_of_population(people.coordinator, f"clusters:{foreign.public_id}-all")


def test_directory_is_narrowed_by_cluster_and_kind_of_membership(people):
    cluster = make_cluster()
    make_member(cluster, "Signed")
    make_member(cluster, "Declared", signed=None)
    make_organisation("Neither")
    found = organisations_found(people.visitor, Wanted(further={"cluster": (cluster.public_id,)}))
    assert [one.legal_name for one in found] == ["Signed"]
    assert found.counts["membership"] == {"full": 1}
    page = people.client("visitor").get("/en/directory/", {"cluster": cluster.public_id}).content.decode()
    assert "Member of the cluster" in page
    assert "Klaster Próbny" in page


def test_facet_follows_the_ladder(people):
    cluster = make_cluster()
    member = make_member(cluster)
    wanted = Wanted(further={"cluster": (cluster.public_id,)})
    assert len(organisations_found(people.visitor, wanted)) == 1
    take_step(cluster, member, "kind_changed", datetime.date(2024, 5, 1), membership_kind="associate")
    assert organisations_found(people.visitor, wanted).counts["membership"] == {"associate": 1}
    take_step(cluster, member, "left", datetime.date(2024, 6, 1))
    assert len(organisations_found(people.visitor, wanted)) == 0


def test_page_of_an_organisation_names_the_clusters_it_has_signed_for(people):
    cluster = make_cluster(name="Klaster Łąka")
    signed, declared = make_member(cluster, "Signed"), make_member(make_cluster(name="Else"), "Declared", signed=None)
    page = people.client("visitor").get(f"/en/directory/{signed.public_id}/").content.decode()
    assert f"/en/clusters/{cluster.public_id}/" in page
    assert "Klaster Łąka" in page
    assert not list(clusters_of(people.visitor, declared))
    take_step(cluster, signed, "left", datetime.date(2024, 4, 1))
    assert not list(clusters_of(people.visitor, signed))


def test_members_stand_on_pages_that_keep_the_filter(people, monkeypatch):
    monkeypatch.setattr(member_pages, "MEMBERS_ON_A_PAGE", 2)
    cluster = make_cluster()
    for name in ("A", "B", "C"):
        make_member(cluster, f"Firm {name}")
    client, address = people.client("visitor"), f"/en/clusters/{cluster.public_id}/members/"
    first, second = (client.get(address, {"page": number}).content.decode() for number in (1, 2))
    assert ("Firm B" in first, "Firm C" in first) == (True, False)
    assert ("Firm B" in second, "Firm C" in second) == (False, True)
    assert "3 organisations" in first
