"""Open data: no people, nothing hidden, language or type on every literal, and what DCAT-AP asks for (DIR-48)."""

import csv
import hashlib
import io
import json

import pytest

from grono.portal.directory import actions
from grono.portal.directory.activity import read_code
from grono.portal.directory.entries import Seat
from grono.portal.directory.kinds import Rung
from grono.portal.directory.open_data import checking, datasets, files
from grono.portal.directory.open_data.catalogue import catalogue
from grono.portal.directory.open_data.triples import Literal, iri, json_ld, turtle
from grono.portal.directory.visibility import ADDRESS
from tests.portal.directory.factories import make_organisation
from tests.portal.directory.kept import with_post


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.DATA_DIR = tmp_path


def table():
    return list(csv.DictReader(io.StringIO((files.folder() / "organisations.csv").read_text("utf-8"))))


def test_every_file_has_its_checksum(db):
    make_organisation()
    for file in files.publish().files:
        content = (files.folder() / file.name).read_bytes()
        assert hashlib.sha256(content).hexdigest() == file.sha256
        assert len(content) == file.size


def test_natural_persons_are_nowhere(people):
    with_post(people)
    make_organisation("Anna Sekretna, usługi", natural_person=True)
    files.publish()
    text = "\n".join(path.read_text("utf-8") for path in files.folder().iterdir())
    assert "Mleczarnia Swoja" in text
    for secret in ("Anna Sekretna", "Jan Próbny", "jan@example.org"):
        assert secret not in text


def test_hidden_field_stays_hidden(people):
    one = make_organisation()
    files.publish()
    assert table()[0]["street"] == "Lipowa 1"
    actions.set_visibility(by=people.coordinator, organisation=one, rungs={ADDRESS: Rung.REGISTERED})
    files.publish()
    assert table()[0]["street"] == ""
    assert "Lipowa 1" not in (files.folder() / "organisations.ttl").read_text("utf-8")


def test_class_of_each_revision_has_its_own_address(db):
    make_organisation("Old")
    make_organisation(
        "New", codes=(read_code("pkd2025", "62.10.A", is_main=True),), seat=Seat(place="Łódź", street="Prosta 1")
    )
    files.publish()
    assert [(row["nace_class"], row["nace_revision"]) for row in table()] == [("10.51", "nace2"), ("62.10", "nace21")]
    text = (files.folder() / "organisations.ttl").read_text("utf-8")
    assert "data.europa.eu/ux2/nace2/1051>" in text
    assert "data.europa.eu/ux2/nace2.1/6210>" in text
    assert '"Prosta 1, Łódź"@pl' in text


def test_more_organisations_than_are_read_at_once(db, monkeypatch):
    monkeypatch.setattr(datasets, "ORGANISATIONS_AT_A_TIME", 2)
    names = {f"Mleczarnia {number}" for number in range(5)}
    for name in names:
        make_organisation(name)
    files.publish()
    assert {row["legal_name"] for row in table()} == names
    assert sum(row["organisations"] for row in datasets.count_rows()) == 5


def test_catalogue_has_what_the_profile_asks(db):
    last = files.publish()
    statements = list(catalogue(datasets.datasets(), last.files, last.issued, last.modified))
    assert checking.missing(statements) == []
    without = [row for row in statements if row[1] != "dcat:accessURL"]
    assert len(checking.missing(without)) == len([one for one in last.files if one.dataset])
    assert all("dcat:accessURL (mandatory for dcat:Distribution" in one for one in checking.missing(without))


def test_first_day_stays_when_published_again(db):
    first = files.publish()
    assert files.publish().issued == first.issued
    assert files.published().modified > first.modified


def test_literal_says_language_or_type():
    with pytest.raises(ValueError, match="needs either"):
        Literal("Grono")


def test_turtle_escapes_what_would_break_a_line():
    line = turtle([("http://a/ b>", "dct:title", Literal('say "yes"\n\\', "en"))])
    assert line == f'<http://a/%20b%3E> <{iri("dct:title")}> "say \\"yes\\"\\n\\\\"@en .\n'


def test_json_ld_keeps_language_and_type():
    node = json.loads(
        json_ld(
            [
                ("http://a", "rdf:type", iri("dcat:Catalog")),
                ("http://a", "dct:title", Literal("Grono", "pl")),
                ("http://a", "dct:issued", Literal("2026", kind="xsd:gYear")),
            ]
        )
    )[0]
    assert node["@type"] == [iri("dcat:Catalog")]
    assert node[iri("dct:title")] == [{"@value": "Grono", "@language": "pl"}]
    assert node[iri("dct:issued")] == [{"@value": "2026", "@type": iri("xsd:gYear")}]


def test_files_are_for_other_sites_and_pages_are_not(db, client):
    make_organisation()
    files.publish()
    answer = client.get("/api/open-data/organisations.csv")
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert b"Mleczarnia" in answer.content
    again = client.get("/api/open-data/organisations.csv", headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304
    assert client.get("/api/open-data/index.json").status_code == 404
    assert "Access-Control-Allow-Origin" not in client.get("/en/directory/open-data/").headers


def test_page_before_and_after_the_first_time(db, client):
    assert "Nothing has been published yet" in client.get("/en/directory/open-data/").content.decode()
    files.publish()
    assert "catalogue.ttl" in client.get("/en/directory/open-data/").content.decode()


def test_sole_trader_is_no_legal_entity(people):
    one = make_organisation("Anna Sekretna", natural_person=True)
    assert people.client("coordinator").get(f"/en/directory/{one.public_id}/linked-data/").status_code == 404
    firm = make_organisation()
    answer = people.client("visitor").get(f"/en/directory/{firm.public_id}/linked-data/")
    assert iri("legal:LegalEntity") in answer.content.decode()
