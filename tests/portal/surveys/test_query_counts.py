"""How many queries a page makes is a committed number, and twice the rows cost none (TRU-38)."""

import pytest

from tests.portal.directory.factories import make_organisation
from tests.portal.surveys.factories import answer, make_counted, make_open, quantity

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("number", [2, 8])
def test_pages_of_a_wave(people, assert_query_count, number):
    wave, invitations = make_open([make_organisation(f"Firma {place}") for place in range(number)])
    for invitation in invitations:
        answer(invitation, headcount=quantity(3))
    client = people.client("coordinator")
    assert_query_count("surveys-wave", client, f"/en/surveys/waves/{wave.public_id}/")
    page = assert_query_count("surveys-invitations", client, f"/en/surveys/waves/{wave.public_id}/invitations/")
    assert page.content.decode().count("Firma") >= number
    page = assert_query_count("surveys-letters", client, f"/en/surveys/waves/{wave.public_id}/write/")
    assert f"Send {number} letters now" in page.content.decode()


@pytest.mark.parametrize("number", [1, 4])
def test_list_and_results(client, assert_query_count, number):
    waves = [make_counted(published=True) for _ in range(number)]
    page = assert_query_count("surveys-list", client, "/en/surveys/").content.decode()
    assert page.count("Reference period 2025") == number
    assert_query_count("surveys-results", client, f"/en/surveys/waves/{waves[0].public_id}/results/")
