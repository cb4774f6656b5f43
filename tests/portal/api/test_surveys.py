"""Questionnaires in the API: the same answers as on the pages, for the same role."""

import pytest

from tests.portal.surveys.factories import make_counted, make_version

pytestmark = pytest.mark.django_db


def ask(people, role, address):
    return people.client(role).get(f"/api/v1/{address}", {"language": "en"})


def test_visitor_finds_published_waves_only(people):
    hidden, shown = make_counted(), make_counted(published=True)
    assert [one["public_id"] for one in ask(people, "visitor", "surveys").json()["items"]] == [shown.public_id]
    assert ask(people, "coordinator", "surveys").json()["count"] == 2
    assert ask(people, "visitor", f"surveys/{hidden.public_id}").status_code == 404


def test_results_are_those_of_the_page_with_what_is_withheld(people):
    shown = make_counted(published=True)
    found = ask(people, "visitor", f"surveys/{shown.public_id}").json()
    assert (found["asked"], found["complete"]) == (4, 3)
    results = {one["concept"]: one for one in found["results"]}
    cells = {one["cell"]: one for one in results["headcount"]["cells"]}
    assert (cells["all"]["organisations"], cells["all"]["sum"]["lower"]) == (3, "33")
    assert [one["organisations"] for one in results["posts"]["cells"]] == [0]
    assert found["comparison"] is None


def test_questionnaire_is_there_for_who_designs_it(people):
    version = make_version()
    found = ask(people, "coordinator", f"questionnaires/{version.public_id}").json()
    assert found["content"]["sections"][0]["key"] == "people"
    assert ask(people, "member", f"questionnaires/{version.public_id}").status_code == 404
