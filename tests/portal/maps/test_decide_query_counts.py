"""The number of queries of the pages of the choice stays what ``query_counts.json`` says, also with more entries."""

import pytest
from django.urls import reverse

from tests.portal.maps.decision_factories import CANDIDATES, make_choice, make_comparison, make_decidable


@pytest.mark.parametrize("number", [1, 3])
def test_choices_and_deciding(people, assert_query_count, number):
    map_ = make_decidable(people.analyst)
    for industry in CANDIDATES[:number]:
        make_choice(people.analyst, map_, industry=industry)
    client = people.client("visitor")
    assert_query_count("maps:choices", client, reverse("maps:choices", args=[map_.public_id]))
    assert_query_count("maps:decide", client, reverse("maps:decide", args=[map_.public_id, "20"]))
    sheet = reverse("maps:evidence", args=[map_.public_id, "20", "10.51"])
    assert_query_count("maps:evidence", client, sheet)


def test_comparison(people, assert_query_count):
    comparison = make_comparison(people.analyst)
    address = reverse("maps:comparison", args=[comparison.public_id])
    assert_query_count("maps:comparison", people.client("visitor"), address)
