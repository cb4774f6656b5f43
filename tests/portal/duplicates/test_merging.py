"""Two entries become one and two again: nothing is lost, nothing is left over (DIR-32, DIR-33, TRU-25)."""

import threading

import pytest
from django.db import IntegrityError, connection, connections, transaction
from django.http import QueryDict
from django.utils.translation import override

from grono.portal.clusters.models import Membership
from grono.portal.core.models import AuditEntry
from grono.portal.core.problems import RefusedError
from grono.portal.directory.actions import keep_product, remove_product, restore_organisation
from grono.portal.directory.filters import wanted_from
from grono.portal.directory.models import FieldVisibility, Identifier, Organisation
from grono.portal.directory.provenance import Source, provenance_of, record_value
from grono.portal.directory.queries import organisation_it_became, organisations_found
from grono.portal.duplicates.actions import merge, undo_merge
from grono.portal.duplicates.actions.merging import BlockedError
from grono.portal.duplicates.models import DuplicateCase, Merge
from tests.portal.clusters.factories import make_cluster, take_step
from tests.portal.directory.factories import make_organisation
from tests.portal.duplicates.factories import KRS, NIP, OTHER_NIP, REGON, every_table, make_pair

EVERYTHING = ["legal_name", "web", "founded", "seat", "main_code", "texts.capability.pl", "type", "source"]


@pytest.fixture(autouse=True)
def _english():
    with override("en"):
        yield


@pytest.fixture
def pair(people):
    return make_pair(people.coordinator)


def numbers(organisation):
    return set(organisation.identifiers.values_list("scheme", "value", "is_live"))


def test_survivor_has_what_both_had(people, pair):
    first, second = pair
    merge(by=people.coordinator, survivor=first, other=second, taken=["founded"])
    one = Organisation.objects.get(pk=first.pk)
    assert (one.legal_name, one.founded) == ("Mleczarnia Łąka sp. z o.o.", 1998)
    assert numbers(one) == {("nip", NIP, True), ("regon", REGON, True), ("krs", KRS, True)}
    assert list(one.countries.values_list("country", flat=True)) == ["CZ", "DE"]
    assert sorted(one.certificates.values_list("scheme", flat=True)) == ["ISO 22000", "ISO 9001"]
    assert sorted(one.codes.values_list("code", "is_main")) == [("10.51.Z", True), ("46.33.Z", False)]
    assert one.texts.get().text == "Sery dojrzewające."
    assert one.products.count() == 1
    assert one.establishments.filter(is_seat=True).get().place == "Białystok"
    assert sorted(one.establishments.values_list("place", flat=True)) == ["Białystok", "Łódź"]


def test_merge_is_one_audit_row(people, pair):
    before = AuditEntry.objects.count()
    merge(by=people.coordinator, survivor=pair[0], other=pair[1])
    rows = AuditEntry.objects.order_by("number")[before:]
    assert [row.verb for row in rows] == ["duplicates.merge"]
    assert rows[0].after["other"] == pair[1].public_id


def test_only_the_survivor_is_found_by_the_words_of_both(people, pair):
    merge(by=people.coordinator, survivor=pair[0], other=pair[1])
    found = organisations_found(people.coordinator, wanted_from(QueryDict(f"q={REGON}")))
    assert [one.public_id for one in found[:5]] == [pair[0].public_id]


def test_chosen_values_come_from_the_other_entry(people, pair):
    first, second = pair
    merge(by=people.coordinator, survivor=first, other=second, taken=EVERYTHING)
    one = Organisation.objects.get(pk=first.pk)
    assert (one.legal_name, one.web) == ("Mleczarnia Laka", "")
    assert one.establishments.get(is_seat=True).place == "Łódź"
    assert one.codes.get(is_main=True).code == "46.33.Z"


@pytest.mark.parametrize("taken", [[], EVERYTHING, ["seat"], ["main_code", "founded"]])
@pytest.mark.parametrize("turned", [False, True])
def test_merge_and_undo_is_the_identity_on_all_rows_of_all_tables(people, pair, taken, turned):
    survivor, other = pair[::-1] if turned else pair
    record_value(organisation=other, field="founded", source=Source("register", "KRS"))
    before = every_table()
    done = merge(by=people.coordinator, survivor=survivor, other=other, taken=taken)
    assert every_table() != before
    undone = undo_merge(by=people.coordinator, merge=done)
    assert undone.left == []
    assert every_table() == before


def test_source_of_a_taken_value_comes_with_it(people, pair):
    record_value(organisation=pair[1], field="founded", source=Source("register", "KRS"))
    merge(by=people.coordinator, survivor=pair[0], other=pair[1], taken=["founded"])
    assert provenance_of(pair[0])["founded"].source == "KRS"


def test_nothing_becomes_wider_known_by_a_merge(people, pair):
    FieldVisibility.objects.filter(organisation=pair[1], field="identifiers").update(rung=0)
    merge(by=people.coordinator, survivor=pair[0], other=pair[1])
    assert pair[0].visibilities.get(field="identifiers").rung == 0


def test_rows_made_since_stay_with_the_survivor_and_are_listed(people, pair):
    done = merge(by=people.coordinator, survivor=pair[0], other=pair[1])
    keep_product(by=people.coordinator, organisation=pair[0], texts={"pl": ("Masło", "")})
    undone = undo_merge(by=people.coordinator, merge=done)
    assert pair[0].products.get().texts.get().name == "Masło"
    assert pair[1].products.get().texts.count() == 2
    assert {"kind": "made", "table": "directory.Product", "number": 1} in undone.left


def test_values_changed_since_stay_and_are_listed(people, pair):
    done = merge(by=people.coordinator, survivor=pair[0], other=pair[1], taken=["founded"])
    Organisation.objects.filter(pk=pair[0].pk).update(founded=2001)
    undone = undo_merge(by=people.coordinator, merge=done)
    assert Organisation.objects.get(pk=pair[0].pk).founded == 2001
    assert {"kind": "changed", "table": "directory.Organisation", "columns": ["founded"]} in undone.left


def test_rows_removed_since_are_listed(people, pair):
    done = merge(by=people.coordinator, survivor=pair[0], other=pair[1])
    product = pair[0].products.get().public_id
    remove_product(by=people.coordinator, organisation=pair[0], public_id=product)
    undone = undo_merge(by=people.coordinator, merge=done)
    assert {"kind": "gone", "table": "directory.Product", "number": 1} in undone.left


def test_number_claimed_by_a_third_entry_since_is_listed(people, pair):
    Identifier.objects.filter(organisation=pair[1], scheme="krs").update(is_live=False)
    done = merge(by=people.coordinator, survivor=pair[0], other=pair[1])
    make_organisation("Trzecia", identifiers=(("krs", KRS),))
    undone = undo_merge(by=people.coordinator, merge=done)
    assert {"kind": "claimed", "number_text": f"krs {KRS}"} in undone.left


def test_address_leads_to_the_survivor_through_several_merges(people, pair):
    third = make_organisation("Mleczarnia Trzecia")
    merge(by=people.coordinator, survivor=pair[0], other=pair[1])
    merge(by=people.coordinator, survivor=third, other=pair[0])
    assert organisation_it_became(pair[1].public_id) == third
    response = people.client("visitor").get(f"/pl/directory/{pair[1].public_id}/")
    assert (response.status_code, response["Location"]) == (301, f"/pl/directory/{third.public_id}/")
    assert response["Cache-Control"] == "no-store"


def test_undo_of_a_merge_on_which_a_newer_one_stands_is_refused(people, pair):
    third = make_organisation("Mleczarnia Trzecia")
    older = merge(by=people.coordinator, survivor=pair[0], other=pair[1])
    newer = merge(by=people.coordinator, survivor=third, other=pair[0])
    with pytest.raises(RefusedError, match="newer merge stands"):
        undo_merge(by=people.coordinator, merge=older)
    undo_merge(by=people.coordinator, merge=newer)
    undo_merge(by=people.coordinator, merge=older)
    with pytest.raises(RefusedError, match="already"):
        undo_merge(by=people.coordinator, merge=older)


def test_merged_entry_cannot_be_brought_back_alone(people, pair):
    merge(by=people.coordinator, survivor=pair[0], other=pair[1])
    with pytest.raises(RefusedError, match="Undo the merge"):
        restore_organisation(by=people.coordinator, organisation=pair[1])


def test_two_valid_tax_numbers_block_with_the_step_that_solves_it(people):
    first = make_organisation("A", identifiers=(("nip", NIP),))
    second = make_organisation("B", identifiers=(("nip", OTHER_NIP),))
    with pytest.raises(RefusedError, match="different or related") as refusal:
        merge(by=people.coordinator, survivor=first, other=second)
    assert "tax number" in str(refusal.value)
    assert not Merge.objects.exists()


def test_two_memberships_in_one_cluster_block(people, pair):
    cluster = make_cluster()
    for one in pair:
        take_step(cluster, one, "declared", evidence="letter")
    with pytest.raises(BlockedError):
        merge(by=people.coordinator, survivor=pair[0], other=pair[1])


def test_membership_of_one_goes_over_and_comes_back(people, pair):
    take_step(make_cluster(), pair[1], "declared", evidence="letter")
    before = every_table()
    done = merge(by=people.coordinator, survivor=pair[0], other=pair[1])
    assert Membership.objects.get().organisation == pair[0]
    undo_merge(by=people.coordinator, merge=done)
    assert every_table() == before


def test_entry_with_itself_and_removed_entry_are_refused(people, pair):
    with pytest.raises(RefusedError, match="itself"):
        merge(by=people.coordinator, survivor=pair[0], other=pair[0])
    merge(by=people.coordinator, survivor=pair[0], other=pair[1])
    with pytest.raises(RefusedError, match="no longer"):
        merge(by=people.coordinator, survivor=pair[1], other=pair[0])


def test_database_holds_one_open_merge_of_an_entry(people, pair):
    third = make_organisation("Trzecia")
    merge(by=people.coordinator, survivor=pair[0], other=pair[1])
    with pytest.raises(IntegrityError), transaction.atomic():
        Merge.objects.create(survivor=third, other=pair[1])
    with pytest.raises(IntegrityError), transaction.atomic():
        Merge.objects.create(survivor=third, other=third)
    with pytest.raises(IntegrityError), transaction.atomic():
        DuplicateCase.objects.create(first=pair[1], second=pair[0], origin="search")


@pytest.mark.django_db(transaction=True)
def test_of_two_merges_of_one_entry_at_once_exactly_one_wins(people):
    shared = make_organisation("Wspólna")
    survivors = [make_organisation(f"Inna {number}") for number in range(8)]
    refused, done = [], []

    def run(survivor):
        try:
            done.append(merge(by=None, survivor=survivor, other=shared))
        except RefusedError:
            refused.append(survivor)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(survivor,)) for survivor in survivors]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    connection.close()
    assert (len(done), len(refused)) == (1, 7)
    assert Merge.objects.filter(undone_at=None).get().other == shared
