"""ETag and If-Match: of two who change the same thing, the slower one is told (412)."""

import json

import pytest
from django.test import Client

from grono.portal.api.document import document
from grono.portal.core.actions import make_token
from grono.portal.core.models import AuditEntry
from grono.portal.directory import actions
from grono.portal.directory.models import Organisation
from tests.portal.clusters.factories import make_cluster
from tests.portal.directory.kept import make_kept
from tests.portal.surveys.factories import make_version

pytestmark = pytest.mark.django_db
OUTDATED = '"0123456789abcdef0123"'


def asks(user, scope="write"):
    return Client(headers={"authorization": f"Bearer {make_token(by=user, name='test', scope=scope)}"})


def puts(client, address, content, **headers):
    return client.put(address, json.dumps(content), content_type="application/json", headers=headers)


@pytest.fixture
def kept(people):
    return f"/api/v1/organisations/{make_kept(people).public_id}"


def test_slower_one_is_told_and_nothing_is_written(people, kept):
    first, second = asks(people.member), asks(people.coordinator)
    seen = first.get(f"{kept}/sections/facts").headers["ETag"]
    assert second.get(f"{kept}/sections/facts").headers["ETag"] == seen
    written = puts(second, f"{kept}/sections/facts", {"values": {"founded": 1927}}, **{"if-match": seen})
    assert written.status_code == 200
    acts = AuditEntry.objects.count()
    refused = puts(first, f"{kept}/sections/facts", {"values": {"founded": 1900}}, **{"if-match": seen})
    assert (refused.status_code, refused.json()["code"]) == (412, "changed")
    assert refused.headers["ETag"] == written.headers["ETag"] != seen
    assert (Organisation.objects.get().founded, AuditEntry.objects.count()) == (1927, acts)
    again = puts(
        first, f"{kept}/sections/facts", {"values": {"founded": 1900}}, **{"if-match": refused.headers["ETag"]}
    )
    assert again.status_code == 200


@pytest.mark.parametrize("headers", [{}, {"if-match": "*"}])
def test_without_a_version_the_change_is_made_as_before(people, kept, headers):
    actions.change_facts(by=people.coordinator, organisation=Organisation.objects.get(), facts={"founded": 1927})
    assert (
        puts(asks(people.member), f"{kept}/sections/facts", {"values": {"founded": 1900}}, **headers).status_code == 200
    )


def test_one_of_several_versions_is_enough(people, kept):
    client = asks(people.member)
    seen = client.get(f"{kept}/sections/facts").headers["ETag"]
    sent = puts(client, f"{kept}/sections/facts", {"values": {"founded": 1900}}, **{"if-match": f"{OUTDATED}, {seen}"})
    assert sent.status_code == 200


def test_every_change_of_the_profile_makes_a_new_version(people, kept):
    client = asks(people.member)
    one = Organisation.objects.get()
    versions = [client.get(kept).headers["ETag"]]
    client.post(f"{kept}/rows/products", json.dumps({"values": {"name_pl": "Ser"}}), content_type="application/json")
    versions.append(client.get(kept).headers["ETag"])
    actions.set_visibility(by=people.member, organisation=one, rungs={"web": 1})
    versions.append(client.get(kept).headers["ETag"])
    assert len(set(versions)) == 3


def test_who_may_not_write_is_told_no_version_and_gets_the_old_refusals(people, kept):
    assert "ETag" not in Client().get(kept).headers
    assert "ETag" not in people.client("analyst").get(kept).headers
    for client, status in ((Client(), 401), (asks(people.member, "read"), 401), (asks(people.analyst), 404)):
        sent = puts(client, f"{kept}/sections/facts", {"values": {"founded": 1900}}, **{"if-match": OUTDATED})
        assert sent.status_code == status


def test_clusters_and_questionnaires_have_versions_too(people):
    cluster, version = make_cluster(people.coordinator), make_version()
    client = asks(people.coordinator)
    for address in (f"/api/v1/clusters/{cluster.public_id}", f"/api/v1/questionnaires/{version.public_id}"):
        assert client.get(address).headers["ETag"].startswith('"')
        target = address if "clusters" in address else f"{address}/head"
        assert puts(client, target, {}, **{"if-match": OUTDATED}).status_code == 412


def test_document_says_so(db):
    paths = document("en")["paths"]
    operation = paths["/api/v1/organisations/{public_id}/sections/{key}"]["put"]
    assert "If-Match" in [one["name"] for one in operation["parameters"]]
    assert operation["responses"]["412"]["content"]["application/json"]["schema"]["$ref"].endswith("Refusal")
    assert "ETag" in paths["/api/v1/clusters/{public_id}"]["get"]["responses"]["200"]["headers"]
    assert "412" not in paths["/api/v1/organisations"]["post"]["responses"]
    assert (
        "zmienił"
        in document("pl")["paths"]["/api/v1/organisations/{public_id}"]["put"]["responses"]["412"]["description"]
    )
