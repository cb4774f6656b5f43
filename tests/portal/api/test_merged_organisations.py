"""The address of an entry that became part of another one names the one that stayed (DIR-32)."""

from grono.portal.duplicates.actions import merge, undo_merge
from tests.portal.directory.factories import make_organisation


def test_answer_names_the_survivor_as_long_as_the_merge_stands(people, client):
    first, second = make_organisation("A"), make_organisation("B")
    done = merge(by=people.coordinator, survivor=first, other=second)
    for asking in (client, people.client("coordinator")):
        answer = asking.get(f"/api/v1/organisations/{second.public_id}", {"language": "en"})
        assert answer.status_code == 301
        assert answer["Location"].endswith(f"/api/v1/organisations/{first.public_id}")
        assert answer["Cache-Control"] == "no-store"
        assert (answer.json()["code"], answer.json()["survivor"]) == ("merged", first.public_id)
    undo_merge(by=people.coordinator, merge=done)
    assert client.get(f"/api/v1/organisations/{second.public_id}").status_code == 200
    assert client.get("/api/v1/organisations/aaaaaaaaaaaa").status_code == 404
