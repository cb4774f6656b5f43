import pytest
from django.test import Client

from tests.portal.evaluations.factories import make_draft, make_result

ROOT = "/api/v1/"


@pytest.fixture
def published(people):
    return make_result(people.analyst, published=True)


def get(path, client=None, **query):
    return (client or Client()).get(ROOT + path, {"language": "en", **query})


def test_list_has_the_published_results_only(people, published):
    make_result(people.analyst, effect=0.0)
    answer = get("evaluations").json()
    assert answer["count"] == 1
    assert answer["items"][0]["public_id"] == published.public_id
    assert answer["items"][0]["verdict"] == "effect"


def test_result_says_the_same_as_the_page(published, client):
    answer = get(f"evaluations/{published.public_id}").json()
    page = client.get(f"/en/evaluations/results/{published.public_id}/").content.decode()
    assert answer["sentence"] in page
    assert answer["plan_sha256"] in page
    assert all(reason in page for reason in answer["reasons"])
    assert answer["result"] == published.result


def test_sentences_come_in_the_language_asked_for(published):
    answer = get(f"evaluations/{published.public_id}", language="pl").json()
    assert answer["sentence"].startswith("Efekt: ")
    assert any("losowo" in caveat for caveat in answer["caveats"])


def test_plan_has_its_hash_and_results(published):
    answer = get(f"evaluation-plans/{published.plan.public_id}").json()
    assert answer["sha256"] == published.plan.locked_hash
    assert answer["results"] == [published.public_id]
    assert answer["plan"]["treated"] == {"A00": "2010"}


def test_what_is_not_published_is_not_there(people):
    hidden, draft = make_result(people.analyst), make_draft(people.analyst)
    for path in (
        f"evaluations/{hidden.public_id}",
        f"evaluation-plans/{hidden.plan.public_id}",
        f"evaluation-plans/{draft.public_id}",
    ):
        assert get(path).status_code == 404
        assert get(path, people.client("analyst")).status_code == 200
