"""The number of queries of each page stays what ``query_counts.json`` says, also with twice the maps."""

import pytest
from django.urls import reverse

from tests.portal.maps.factories import make_draft, make_drawn


@pytest.mark.parametrize("number", [1, 3])
def test_list(people, assert_query_count, number):
    for _map in range(number):
        make_drawn(people.analyst, published=True)
        make_draft(people.analyst)
    page = assert_query_count("maps:list", people.client("analyst"), "/en/maps/")
    assert page.content.decode().count("Small map") == 2 * number


@pytest.mark.parametrize(
    "name", ["map", "shortlist", "regions", "industries", "method", "clusters", "network", "measures"]
)
def test_views_of_a_map(people, assert_query_count, name):
    map_ = make_drawn(people.analyst, published=True)
    address = reverse(f"maps:{name}", args=[map_.public_id])
    people.client("visitor").get(address)  # asks for the pictures
    assert_query_count(f"maps:{name}", people.client("visitor"), address)


def test_region_and_industry(people, assert_query_count):
    map_ = make_drawn(people.analyst, published=True)
    for name, code in (("region", "20"), ("industry", "10.51")):
        address = reverse(f"maps:{name}", args=[map_.public_id, code])
        people.client("visitor").get(address)  # asks for the pictures
        assert_query_count(f"maps:{name}", people.client("visitor"), address)


def test_cluster_and_measure(people, assert_query_count):
    map_ = make_drawn(people.analyst, published=True, further=True)
    for name, further in (("cluster", ["small/own/food"]), ("measure", ["location_quotient"])):
        address = reverse(f"maps:{name}", args=[map_.public_id, *further])
        people.client("visitor").get(address)  # asks for the pictures
        assert_query_count(f"maps:{name}", people.client("visitor"), address)


def test_understood(people, assert_query_count):
    map_ = make_draft(people.analyst)
    assert_query_count("maps:understood", people.client("analyst"), reverse("maps:understood", args=[map_.public_id]))
