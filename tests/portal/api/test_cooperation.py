"""Studies of co-operation through the API: the same for each reader as on the page."""

import pytest
from django.test import Client

from tests.portal.cooperation.factories import make_network, make_projects, measured

pytestmark = pytest.mark.django_db
ROOT = "/api/v1/cooperation"


def test_lists_show_what_the_page_shows_to_each_reader(people, assert_query_count):
    published = measured(make_network(people.analyst, nodes="", beside=""), published=True)
    waiting = make_projects(people.analyst)
    found = assert_query_count("api:v1:studies", Client(), ROOT).json()
    assert [one["public_id"] for one in found["items"]] == [published.public_id]
    assert found["items"][0]["title"] == {"text": "Sieć", "language": "pl"}
    assert found["items"][0]["page"].endswith(f"/cooperation/{published.public_id}/")
    assert people.client("analyst").get(ROOT).json()["count"] == 2
    assert Client().get(f"{ROOT}/{waiting.public_id}").status_code == 404
    answer = people.client("analyst").get(f"{ROOT}/{waiting.public_id}").json()
    assert (answer["words"], answer["figures"], answer["measured"]) == ([], None, None)


def test_one_study_says_its_results_in_the_language_asked_for(people):
    study = measured(make_projects(people.analyst), published=True)
    polish, english = (Client().get(f"{ROOT}/{study.public_id}", {"language": code}).json() for code in ("pl", "en"))
    assert polish["words"][0].startswith("Projekty: 55")
    assert english["words"][0].startswith("Projects: 55")
    assert english["figures"]["sides"]["UIG"] == 11
    assert "sentences" not in english["figures"]
    assert english["figures"]["regions"][1]["test"] is None
    page = Client().get(f"/en/cooperation/{study.public_id}/").content.decode()
    assert all(sentence.replace("'", "&#x27;") in page for sentence in english["words"])
