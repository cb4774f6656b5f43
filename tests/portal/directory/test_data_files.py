"""The list as files: exactly what is shown, with filter, day, source and licence above it (DIR-2, DIR-48)."""

import csv
import io
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grono.portal.directory import actions, paper
from grono.portal.directory.data_files import LINE, _line
from grono.portal.directory.kinds import Rung
from grono.portal.directory.views import reading
from grono.portal.directory.visibility import ADDRESS, HEADCOUNT, IDENTIFIERS, TEXTS, WEB
from tests.portal.directory.factories import LODZ, make_organisation
from tests.portal.directory.kept import make_kept

FORMS = ("json", "jsonld", "vcf")


def read(client, form, **query):
    return client.get(f"/en/directory/file/{form}/", query)


def test_json_says_filter_source_and_licence(client, db):
    make_organisation("Tkalnia Łódzka", seat=LODZ)
    make_organisation()
    content = json.loads(read(client, "json", voivodeship="10").content)
    assert [row[1] for row in content["rows"]] == ["Tkalnia Łódzka"]
    assert content["about"]["Rows"] == 1
    assert "Łódź" in content["about"]["Filter"]
    assert content["about"]["Licence"].startswith("CC BY 4.0")
    assert len(content["columns"]) == len(content["rows"][0])


def test_linked_data_say_filter_day_source_and_licence(client, db):
    one = make_organisation("Tkalnia Łódzka", seat=LODZ)
    make_organisation()
    nodes = json.loads(read(client, "jsonld", voivodeship="10").content)
    about = next(node for node in nodes if "http://www.w3.org/ns/dcat#Dataset" in node.get("@type", ()))
    said = {name.rpartition("/")[2]: values for name, values in about.items()}
    assert about["@id"].endswith("/en/directory/?voivodeship=10")
    assert "Łódź" in said["description"][0]["@value"]
    assert said["description"][0]["@language"] == "en"
    assert said["license"] == [{"@id": "http://publications.europa.eu/resource/authority/licence/CC_BY_4_0"}]
    assert said["issued"][0]["@type"] == "http://www.w3.org/2001/XMLSchema#dateTime"
    assert said["source"][0]["@value"].startswith("Grono, directory")
    assert [part["@id"] for part in said["hasPart"]] == [
        node["@id"] for node in nodes if one.public_id in node["@id"] and node["@id"].endswith("#organisation")
    ]


def test_every_choice_of_the_page_stands_above_the_file(people):
    one = make_kept(people)
    values = {"scheme": "IFS Food", "number": "", "valid_until": None, "evidence": ""}
    actions.keep_certificate(by=people.coordinator, organisation=one, values=values)
    asked = {"q": one.legal_name, "certificate": "IFS Food", "type": "firm"}
    first = next(
        csv.reader(io.StringIO(people.client("visitor").get("/en/directory/file/csv/", asked).getvalue().decode()))
    )
    assert first == ["Filter", f"text “{one.legal_name}”; Type: firm; Certificate: IFS Food"]
    nowhere = read(people.client("visitor"), "json", area="5:530:230").content
    assert json.loads(nowhere)["about"]["Filter"] == "square of the map 53–53.5° N, 23–23.5° E"


def test_unknown_form_is_not_there(client, db):
    assert read(client, "exe").status_code == 404


@pytest.mark.parametrize("form", FORMS)
def test_no_people_in_any_form(people, form):
    one = make_kept(people)
    actions.add_post(
        by=people.member,
        organisation=one,
        full_name="Jan Próbny",
        values={"role": "sales", "email": "jan@example.org", "phone": "600", "rung": 2, "contact_rung": 2},
    )
    assert "Jan" not in read(people.client("visitor"), form).content.decode()


def test_sole_trader_is_in_the_table_and_no_legal_entity(client, db):
    make_organisation("Anna Zofia Usługi", natural_person=True)
    assert b"Anna Zofia" in read(client, "json").content
    [about] = json.loads(read(client, "jsonld").content)
    assert about["@type"] == ["http://www.w3.org/ns/dcat#Dataset"]


RUNGS = st.fixed_dictionaries({name: st.sampled_from(Rung) for name in (ADDRESS, HEADCOUNT, IDENTIFIERS, TEXTS, WEB)})


def test_export_never_says_more_than_the_page_of_the_same_reader(people):
    one = make_kept(people)

    @settings(max_examples=6)
    @given(rungs=RUNGS, role=st.sampled_from(["visitor", "analyst", "coordinator"]))
    def holds(rungs, role):
        actions.set_visibility(by=people.coordinator, organisation=one, rungs=rungs)
        client = people.client(role)
        page = client.get(f"/en/directory/{one.public_id}/").content.decode()
        listed = client.get("/en/directory/").content.decode()
        for form in FORMS:
            text = read(client, form).content.decode()
            assert ("Lipowa 1" in text) <= ("Lipowa 1" in page)
            assert text.count(one.public_id) >= 1
            assert one.public_id in listed
        rows = json.loads(read(client, "json").content)["rows"]
        assert len(rows) == listed.count("Mleczarnia Swoja</a>") == 1

    holds()


def test_line_of_a_card_is_folded_between_characters():
    line = _line("NOTE", "ż" * 100)
    assert all(len(part.encode()) <= LINE for part in line.split("\r\n"))
    assert line.replace("\r\n ", "") == f"NOTE:{'ż' * 100}\r\n"


def test_list_on_paper_holds_the_rows_of_the_page(client, db, monkeypatch):
    printed = []
    monkeypatch.setattr(paper, "printed_list", lambda wanted: printed.append(wanted) or b"%PDF-")
    make_organisation("Tkalnia Łódzka", seat=LODZ)
    make_organisation()
    response = client.get("/en/directory/file/pdf/", {"voivodeship": "10"})
    assert (response.content, response["Content-Type"]) == (b"%PDF-", "application/pdf")
    (wanted,) = printed
    assert [row[0].text for row in wanted.rows] == ["Tkalnia Łódzka"]
    assert dict(wanted.facts)["Rows"] == "1"
    assert "Łódź" in dict(wanted.facts)["Filter"]


def test_list_that_is_too_long_for_paper_is_refused_with_its_number(client, db, monkeypatch):
    monkeypatch.setattr(reading, "MOST_ON_PAPER", 1)
    make_organisation("First")
    make_organisation("Second")
    response = client.get("/en/directory/file/pdf/", {"type": "firm"}, follow=True)
    assert response.redirect_chain[0][0] == "/en/directory/?type=firm"
    assert "at most 1 organisations, and these are 2" in response.content.decode()
    assert client.get("/en/directory/file/pdf/", {"q": "First"}).content.startswith(b"%PDF-")
