import pytest
from django.test import Client

from tests.portal.directory.factories import make_organisation
from tests.portal.maps.factories import make_drawn
from tests.portal.strategies.factories import TEXT, make_card

NAMES = ("A", "Be", "Ce", "De", "E", "Ef")


@pytest.mark.parametrize("number", [3, 6])
def test_lists_ask_the_database_as_often_for_six_as_for_three(people, assert_query_count, number):
    for name in NAMES[:number]:
        make_drawn(people.analyst, title=name, published=True)
        make_organisation(name)
        make_card(TEXT.replace("Strategia Grodu", f"Strategia {name}"))
    for name in ("maps", "organisations", "strategies"):
        found = assert_query_count(f"api:v1:{name}", Client(), f"/api/v1/{name}").json()
        assert found["count"] == number


def test_one_of_each_asks_the_database_little(world, assert_query_count):
    base = f"maps/{world.map.public_id}"
    for name, address in {
        "map": base,
        "shortlist": f"{base}/shortlist",
        "measures": f"{base}/measures",
        "organisation": f"organisations/{world.organisation.public_id}",
        "strategy": f"strategies/{world.strategy.public_id}",
        "card": f"cards/{world.card.public_id}",
        "code": "classifications/nace2/codes/10.5",
    }.items():
        assert_query_count(f"api:v1:{name}", Client(), f"/api/v1/{address}")
