"""A case opened by hand, by who judges cases (DIR-31)."""

import pytest
from django.urls import reverse
from django.utils.translation import override

from grono.portal.directory.actions import remove_organisation
from grono.portal.directory.merging import Suspicion
from grono.portal.duplicates.actions import judge_different, open_case
from grono.portal.duplicates.models import DuplicateCase
from tests.portal.directory.factories import make_organisation

pytestmark = pytest.mark.django_db


def address_of(one):
    with override("en"):
        return reverse("duplicates:open", args=[one.public_id])


def test_a_coordinator_finds_the_other_entry_and_compares(people):
    one, other = make_organisation("Mleczarnia Łąka"), make_organisation("Spółdzielnia Laka")
    client = people.client("coordinator")
    with override("en"):
        entry = client.get(reverse("directory:organisation", args=[one.public_id])).content.decode()
    assert address_of(one) in entry
    page = client.get(address_of(one), {"q": "laka"}).content.decode()
    assert other.public_id in page
    assert f'value="{one.public_id}"' not in page
    answer = client.post(address_of(one), {"other": other.public_id})
    case = DuplicateCase.objects.get()
    assert (case.origin, case.state) == ("person", "open")
    assert answer.url.endswith(f"/{case.public_id}/")


def test_what_was_decided_is_shown_and_not_opened_again(people):
    one, other = make_organisation("A"), make_organisation("B")
    client = people.client("coordinator")
    client.post(address_of(one), {"other": other.public_id})
    judge_different(by=people.coordinator, case=DuplicateCase.objects.get())
    client.post(address_of(other), {"other": one.public_id})
    assert DuplicateCase.objects.get().state == "different"


def test_a_decision_made_on_a_claimed_number_is_not_forgotten_by_opening_by_hand(people):
    one, other = make_organisation("A"), make_organisation("B")
    open_case(by=people.coordinator, suspicion=Suspicion(one, other, "identifier", "nip"))
    judge_different(by=people.coordinator, case=DuplicateCase.objects.get())
    people.client("coordinator").post(address_of(one), {"other": other.public_id})
    assert DuplicateCase.objects.get().state == "different"


def test_a_removed_entry_is_compared_with_nothing(people):
    one, other = make_organisation("A"), make_organisation("B")
    remove_organisation(by=people.coordinator, organisation=one)
    client = people.client("coordinator")
    assert client.get(address_of(one)).status_code == 404
    assert client.post(address_of(one), {"other": other.public_id}).status_code == 404
    assert not DuplicateCase.objects.exists()


@pytest.mark.parametrize("other", ["", "itself", "nobody"])
def test_a_wrong_choice_opens_nothing_and_says_why(people, other):
    one = make_organisation()
    chosen = one.public_id if other == "itself" else other
    page = people.client("coordinator").post(address_of(one), {"other": chosen}).content.decode()
    assert "Choose another entry of the directory" in page
    assert not DuplicateCase.objects.exists()


def test_without_a_text_entries_named_alike_are_offered_and_nothing_is_said_kindly(people):
    one, other = make_organisation("Mleczarnia Próbna"), make_organisation("Mleczarnia Próbna II")
    client = people.client("coordinator")
    assert other.public_id in client.get(address_of(one)).content.decode()
    assert "No other entry is found" in client.get(address_of(one), {"q": "zzzzqq"}).content.decode()
    assert "Entries found" not in client.get(address_of(one), {"q": ""}).content.decode()


def test_only_who_judges_cases_is_offered_the_page(people):
    one = make_organisation()
    with override("en"):
        page = people.client("visitor").get(reverse("directory:organisation", args=[one.public_id])).content.decode()
    assert address_of(one) not in page
