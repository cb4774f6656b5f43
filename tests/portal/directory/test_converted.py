"""Codes stand beside what they may be in the other edition, and an inferred edition says so (DIR-12)."""

import csv
import io
import json
from dataclasses import replace

import pytest

from grono.classifications import load_correspondence
from grono.portal.directory import actions
from grono.portal.directory.activity import read_code
from grono.portal.directory.statements import Statement, compare
from tests.portal.directory.factories import DAIRY, make_organisation
from tests.portal.directory.kept import SOURCE
from tests.portal.regions.factories import make_names

BASIS = "PKD 2007, Dz.U. 2007 nr 251 poz. 1885; 2019-03-04"
GARAGE = read_code("pkd2007", "45.20.Z", is_main=True, origin="register", edition_inferred=BASIS)

pytestmark = pytest.mark.django_db


def load(codes, source="pkd2007", target="pkd2025", **values):
    stored = {"from": source, "to": target, "codes": codes}
    return make_names(texts={}, correspondence=stored, title="Klucz", **values)


def load_pairs():
    return load({"45.20": ["95.31", "95.32"], "10.51": ["10.51"]})


def page(client, one):
    return client.get(f"/en/directory/{one.public_id}/").content.decode()


def test_page_shows_the_candidates_beside_the_code_and_their_number(client):
    one = make_organisation(codes=(GARAGE, replace(DAIRY, is_main=False)))
    assert "converted" not in page(client, one)
    load_pairs()
    html = page(client, one)
    for part in (
        "45.20.Z",
        "In the other edition (converted)",
        "95.31, 95.32",
        "PKD 2025, 2 candidates",
        "PKD 2025, 1 candidate",
    ):
        assert part in html
    assert f"inferred: {BASIS}" in html
    assert set(one.codes.values_list("system", "code")) == {("pkd2007", "45.20.Z"), ("pkd2007", "10.51.Z")}


def test_edition_that_was_read_is_not_called_inferred(client):
    assert "inferred" not in page(client, make_organisation())


def test_api_says_the_same(client):
    load_pairs()
    one = make_organisation(codes=(GARAGE,))
    [activity] = client.get(f"/api/v1/organisations/{one.public_id}").json()["activities"]
    assert (activity["classification"], activity["code"], activity["edition_inferred"]) == ("pkd2007", "45.20.Z", BASIS)
    assert activity["converted"] == {
        "classification": "pkd2025",
        "candidates": ["95.31", "95.32"],
        "number": 2,
        "asked": "45.20",
    }


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        (GARAGE, ["45.20.Z", "PKD 2007", BASIS, "95.31 95.32", "PKD 2025", "2"]),
        (read_code("pkd2007", "01.11.Z", is_main=True), ["01.11.Z", "PKD 2007", "", "", "", ""]),
        (read_code("nace2", "45.20", is_main=True), ["45.20", "NACE Rev. 2", "", "95.31 95.32", "NACE Rev. 2.1", "2"]),
    ],
)
def test_table_has_the_original_and_the_converted_code(client, code, expected):
    load_pairs()
    make_organisation(codes=(code,))
    lines = list(csv.reader(io.StringIO(client.get("/en/directory/file/csv/").getvalue().decode())))
    heading, row = lines[-2:]
    shown = dict(zip(heading, row, strict=True))
    columns = (
        "code of the main activity", "classification of the main activity", "edition inferred from",
        "main activity in the other edition, converted", "other edition", "number of candidates",
    )  # fmt: skip
    assert [shown[column] for column in columns] == expected


def test_organisation_without_a_code_has_empty_columns(client):
    load_pairs()
    make_organisation(codes=())
    content = json.loads(client.get("/en/directory/file/json/").content)
    shown = dict(zip(content["columns"], content["rows"][0], strict=True))
    assert (shown["classification of the main activity"], shown["number of candidates"]) == ("", None)


def test_table_that_is_removed_converts_nothing_and_the_last_one_loaded_counts(client):
    one = make_organisation(codes=(GARAGE,))
    load({"45.20": ["95.31"]}, state="removed")
    assert "converted" not in page(client, one)
    load({"45.20": ["95.31"]})
    load({"45.20": ["95.32"]})
    html = page(client, one)
    assert "95.32" in html
    assert "95.31" not in html


def test_official_table_of_statistics_poland(client, shared_data):
    path = shared_data / "classifications" / "map_pkd_2007_to_2025.csv"
    with path.open(encoding="utf-8", newline="") as file:
        official = load_correspondence(csv.DictReader(file), source="pkd2007", target="pkd2025")
    load({code: list(targets) for code, targets in official.codes.items()})
    html = page(client, make_organisation(codes=(read_code("pkd2007", "86.90.E", is_main=True),)))
    assert "PKD 2025, 8 candidates" in html


def test_confirming_a_code_confirms_its_edition(people):
    one = make_organisation(codes=(GARAGE,))
    actions.appoint_administrator(by=None, organisation=one, user=people.member, reason="test")
    actions.confirm_code(by=people.member, organisation=one, system="pkd2007", code="45.20.Z")
    assert one.codes.values_list("origin", "edition_inferred").get() == ("confirmed", "")
    history = people.client("member").get(f"/en/directory/{one.public_id}/history/").content.decode()
    assert "45.20.Z, main activity, from a register, edition inferred" in history


@pytest.mark.parametrize(
    ("stands", "says", "expected"), [(BASIS, "", ""), ("", BASIS, ""), (BASIS, "later", BASIS), (None, BASIS, BASIS)]
)
def test_edition_once_read_is_not_inferred_any_more(stands, says, expected):
    one = make_organisation(codes=() if stands is None else (replace(GARAGE, edition_inferred=stands),))
    said = Statement(one.pk, main=replace(GARAGE, edition_inferred=says))
    outcome = compare([said], SOURCE)[0]
    after = outcome.changes.get("codes.pkd2007.45.20.Z", (None, {"edition_inferred": stands}))[1]
    assert after["edition_inferred"] == expected


def test_form_of_the_office_keeps_what_the_edition_was_inferred_from(people):
    one = make_organisation(codes=(GARAGE,))
    page = people.client("coordinator").get(f"/en/directory/{one.public_id}/edit/")
    values = {name: value for name, value in page.context["form"].initial.items() if value not in (None, "")}
    answer = people.client("coordinator").post(
        f"/en/directory/{one.public_id}/edit/", values | {"other_codes": "10.51.Z"}
    )
    assert answer.status_code == 302
    assert dict(one.codes.values_list("code", "edition_inferred")) == {"45.20.Z": BASIS, "10.51.Z": ""}
