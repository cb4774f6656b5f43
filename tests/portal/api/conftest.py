"""What the tests of the API share: one of everything, and asking for JSON."""

from dataclasses import dataclass

import pytest
from django.test import Client

from grono.portal.directory.actions import enter_organisation
from tests.portal.directory.factories import make_entry
from tests.portal.maps.factories import make_drawn
from tests.portal.strategies.factories import make_leszno


@dataclass
class World:
    """A published map, an organisation, the strategy of Leszno with its card."""

    map: object
    organisation: object
    card: object

    @property
    def strategy(self):
        return self.card.strategy


@pytest.fixture
def world(people):
    return World(
        make_drawn(people.analyst, published=True, synthetic=True),
        enter_organisation(by=None, entry=make_entry()),
        make_leszno(),
    )


@pytest.fixture
def ask(db):
    """Return a function that asks the API and returns the answer's JSON, checking its status."""

    def get(address, *, client=None, status=200, **query):
        response = (client or Client()).get(f"/api/v1/{address}", query, HTTP_ACCEPT_LANGUAGE="en")
        assert response.status_code == status, response.content.decode()[:500]
        assert response["Content-Type"] == "application/json; charset=utf-8"
        return response.json()

    return get
