"""Names that an organisation had (DIR-3)."""

import pytest
from django.urls import reverse
from django.utils.translation import override

from grono.portal.core.problems import RefusedError
from grono.portal.directory import actions
from grono.portal.directory.filters import Wanted
from grono.portal.directory.queries import organisations_found
from tests.portal.directory.kept import make_kept

pytestmark = pytest.mark.django_db
VALUES = {
    "name": "Zakłady Mleczarskie",
    "language": "pl",
    "since": "1970-01-01",
    "until": "1991-06-30",
    "source": "KRS",
}


def names_found(people, text):
    return [one.legal_name for one in organisations_found(people.visitor, Wanted(text))]


def test_a_former_name_is_entered_shown_and_found(people):
    one = make_kept(people)
    client = people.client("member")
    with override("en"):
        client.post(reverse("directory:row_add", args=[one.public_id, "former-names"]), VALUES)
        page = client.get(reverse("directory:organisation", args=[one.public_id])).content.decode()
        listed = client.get(reverse("directory:rows", args=[one.public_id, "former-names"])).content.decode()
    assert "Zakłady Mleczarskie (from 1 January 1970 until 30 June 1991; KRS)" in page
    assert "Zakłady Mleczarskie" in listed
    assert names_found(people, "zaklady mleczarskie") == ["Mleczarnia Swoja"]


def test_a_name_that_never_was_is_taken_out_and_not_found_any_more(people):
    one = make_kept(people)
    actions.keep_former_name(by=people.member, organisation=one, values={"name": "Zakłady", "language": "pl"})
    row = one.former_names.get()
    with override("en"):
        address = reverse("directory:row_end", args=[one.public_id, "former-names", row.public_id])
        people.client("member").post(address)
    assert not one.former_names.exists()
    assert names_found(people, "zaklady") == []
    assert {change.field for change in one.changes.all()} == {"former_names"}


def test_a_former_name_is_another_one_and_stands_once(people):
    one = make_kept(people)
    values = {"name": "Zakłady", "language": "pl"}
    actions.keep_former_name(by=people.member, organisation=one, values=values)
    with override("en"), pytest.raises(RefusedError, match="already"):
        actions.keep_former_name(by=people.member, organisation=one, values=values)
    with override("en"), pytest.raises(RefusedError, match="has now"):
        actions.keep_former_name(by=people.member, organisation=one, values={"name": one.legal_name})


def test_a_name_that_ends_before_it_begins_is_refused(people):
    one = make_kept(people)
    with override("en"):
        address = reverse("directory:row_add", args=[one.public_id, "former-names"])
        answer = people.client("member").post(address, VALUES | {"until": "1960-01-01"})
    assert "The name would end before it begins. Check both days." in answer.content.decode()
