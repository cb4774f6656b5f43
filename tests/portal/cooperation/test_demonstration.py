"""The demonstration: an invented network and invented projects, measured, published, and loaded once."""

import pytest

from grono.portal.cooperation.demonstration import load
from grono.portal.cooperation.models import Study

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def test_the_demonstration_is_loaded_once_and_says_that_it_is_invented(client):
    for _again in range(2):
        load()
    network, projects = Study.objects.order_by("pk")
    assert network.is_synthetic
    assert network.result["change"]["differences"]["centralisation"] > 0
    assert network.result["beside"]["density"] is not None
    assert [one["region"] for one in projects.result["regions"] if one["test"] is None] == ["Śląskie"]
    for study in (network, projects):
        assert "zmyślone" in client.get(f"/pl/cooperation/{study.public_id}/").content.decode()
