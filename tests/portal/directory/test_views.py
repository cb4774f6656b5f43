import csv
import io
import re

import pytest
from django.urls import reverse
from django.utils.translation import override
from python_calamine import CalamineWorkbook

from grono.portal.directory.actions import set_visibility
from grono.portal.directory.kinds import Rung
from grono.portal.directory.models import Organisation
from grono.quantities import parse
from tests.portal.directory.factories import LODZ, make_organisation

FORM = {
    "legal_name": "Nowa Mleczarnia", "name_language": "pl", "type": "firm", "state": "active", "place": "Białystok",
    "teryt": "2061011", "system": "pkd2007", "main_code": "1051Z", "other_codes": "28.30.Z, 4941Z", "nip": "972-123-73-17",
    "headcount": "about 120", "headcount_year": "2025", "source": "próba", "source_year": "2026", "capability_pl": "Sery",
}  # fmt: skip


def page(client, route, *args, language="en", **query):
    with override(language):
        response = client.get(reverse(route, args=args), query)
    assert response.status_code == 200
    return response


@pytest.mark.parametrize("rows", [2, 4])
def test_list_makes_the_committed_number_of_queries(people, assert_query_count, rows):
    for number in range(rows):
        make_organisation(f"Mleczarnia {number}", seat=LODZ)
    answer = assert_query_count("directory:list", people.client("visitor"), "/en/directory/")
    assert answer.context["page"].paginator.count == rows


@pytest.mark.parametrize("parts", [1, 3])
def test_organisation_makes_the_committed_number_of_queries(people, assert_query_count, parts):
    made = make_organisation()
    for _part in range(parts):
        made.establishments.create(place="Łódź", teryt="1061011")
    answer = assert_query_count("directory:organisation", people.client("visitor"), f"/en/directory/{made.public_id}/")
    assert "Mleczarnia Próbna" in answer.content.decode()


def test_list_shows_counts_and_keeps_its_state_in_the_address(people):
    make_organisation()
    make_organisation("Urząd", type="local_government", seat=LODZ, codes=())
    html = page(people.client("visitor"), "directory:list", voivodeship="20", q="mlecz").content.decode()
    assert "1 organisation" in html
    assert 'name="voivodeship" value="20"' in html
    assert "Podlaskie Voivodeship" in html


def test_list_in_polish_uses_polish_words(people):
    make_organisation()
    html = page(people.client("visitor"), "directory:list", language="pl").content.decode()
    assert "woj. podlaskie" in html
    assert "Przetwórstwo mleka i wyrób serów" in html


def test_nothing_found_offers_a_way_out(people):
    make_organisation()
    html = page(people.client("visitor"), "directory:list", q="xyzzy").content.decode()
    assert "No organisation matches" in html
    assert f'href="{reverse("directory:list")}"'.replace("/pl/", "/en/") in html


def test_empty_directory_says_who_fills_it(people):
    assert "The directory is empty" in page(people.client("visitor"), "directory:list").content.decode()


@pytest.mark.parametrize("number", ["0", "99", "x"])
def test_page_that_does_not_exist_shows_one_that_does(people, number):
    make_organisation()
    assert "Mleczarnia Próbna" in page(people.client("visitor"), "directory:list", page=number).content.decode()


def test_page_of_an_organisation_escapes_and_names_languages(people):
    made = make_organisation(
        "<b>Zakład</b>",
        web="javascript:alert(1)",
        texts={("capability", "pl"): "Sery"},
        identifiers=(("nip", "9721237317"),),
    )
    html = page(people.client("visitor"), "directory:organisation", made.public_id).content.decode()
    assert "<b>Zakład" not in html
    assert 'href="javascript' not in html
    assert re.search(r'<p\s+lang="pl">Sery</p>', html)
    assert "972-123-73-17" in html


def test_web_becomes_a_link_only_when_a_number_is_matched(people):
    made = make_organisation(web="https://example.org/", identifiers=(("nip", "9721237317"),))
    client = people.client("visitor")
    assert 'href="https://example.org/"' not in page(client, "directory:organisation", made.public_id).content.decode()
    made.identifiers.update(proof="matched")
    assert 'href="https://example.org/"' in page(client, "directory:organisation", made.public_id).content.decode()


def test_invented_and_outdated_entries_say_so(people):
    invented = make_organisation("A", is_invented=True)
    old = make_organisation("B", source_year=2009)
    client = people.client("visitor")
    assert "is invented" in page(client, "directory:organisation", invented.public_id).content.decode()
    assert "source document of 2009" in page(client, "directory:organisation", old.public_id).content.decode()


def _csv(client, **query):
    content = page(client, "directory:csv", **query).getvalue().decode()
    return list(csv.reader(io.StringIO(content)))


def test_file_is_what_the_list_shows_and_cannot_run(people):
    make_organisation("=1+1", headcount=parse("120", "pl"), headcount_year=2025)
    make_organisation("Urząd", type="local_government", seat=LODZ, codes=())
    rows = _csv(people.client("visitor"), type="firm")
    assert rows[0] == ["Filter", "Type: firm"]
    assert [row[0] for row in rows[1:5]] == ["As of", "Source", "Licence", "Rows"]
    assert [row[1] for row in rows[7:]] == ["'=1+1"]


def test_file_keeps_the_ladder(people):
    made = make_organisation(identifiers=(("nip", "9721237317"),))
    set_visibility(by=people.coordinator, organisation=made, rungs={"identifiers": Rung.HIDDEN})
    assert "972-123-73-17" not in str(_csv(people.client("visitor")))
    assert "972-123-73-17" in str(_csv(people.client("coordinator")))


def test_workbook_holds_texts_only(people):
    make_organisation("=1+1", headcount=parse("120", "pl"), headcount_year=2025)
    answer = page(people.client("visitor"), "directory:xlsx")
    rows = CalamineWorkbook.from_filelike(io.BytesIO(answer.content)).get_sheet_by_index(0).to_python()
    assert rows[-1][1] == "=1+1"
    assert rows[-1][rows[-2].index("year of the headcount")] == 2025


def test_entering_through_the_form(people):
    client = people.client("coordinator")
    answer = client.post("/en/directory/add/", FORM)
    made = Organisation.objects.get()
    assert answer["Location"] == f"/en/directory/{made.public_id}/"
    assert [(code.code, code.is_main) for code in made.codes.all()] == [
        ("10.51.Z", True),
        ("28.30.Z", False),
        ("49.41.Z", False),
    ]
    assert (made.size_band, made.headcount_year, made.identifiers.get().value) == (3, 2025, "9721237317")


WRONG = {
    "nip": ("0099112233", "check digit"),
    "main_code": ("10.5", "class or subclass"),
    "other_codes": ("99.99.Z", "99.99.Z"),
    "teryt": ("61011", "not the code of a gmina"),
    "headcount": ("wielu", "cannot be read as a quantity"),
    "natural_person": ("on", "Only a firm"),
    "legal_name": ("", "Fill in this field"),
}


@pytest.mark.parametrize("field", WRONG)
def test_wrong_field_is_said_beside_it_and_nothing_is_stored(people, field):
    value, part = WRONG[field]
    sent = FORM | {field: value} | ({"type": "school"} if field == "natural_person" else {})
    answer = people.client("coordinator").post("/en/directory/add/", sent)
    assert part in str(answer.context["form"].errors[field])
    assert f'href="#id_{field}"' in answer.content.decode()
    assert not Organisation.objects.exists()


def test_lost_zero_of_teryt_is_named(people):
    answer = people.client("coordinator").post("/en/directory/add/", FORM | {"teryt": "201011"})
    assert "Write 0201011" in str(answer.context["form"].errors["teryt"])


def test_year_without_headcount_is_refused(people):
    answer = people.client("coordinator").post("/en/directory/add/", FORM | {"headcount": ""})
    assert "headcount" in answer.context["form"].errors


def test_number_of_another_organisation_is_said_beside_the_field(people):
    make_organisation("Tajna", identifiers=(("nip", "9721237317"),))
    answer = people.client("coordinator").post("/en/directory/add/", FORM)
    assert "already has this number" in str(answer.context["form"].errors["nip"])


def test_editing_keeps_what_the_form_does_not_show(people):
    made = make_organisation(is_invented=True, source_key="x:1", texts={("capability", "de"): "Käse"})
    made.establishments.update(latitude=53, longitude=23, point_method="declared")
    client = people.client("coordinator")
    shown = page(client, "directory:edit", made.public_id).context["form"]
    sent = {name: shown[name].value() for name in shown.fields if shown[name].value() not in (None, False)}
    client.post(f"/en/directory/{made.public_id}/edit/", sent | {"short_name": "MP"})
    made.refresh_from_db()
    assert (made.short_name, made.is_invented, made.source_key) == ("MP", True, "x:1")
    assert made.texts.get().language == "de"
    assert made.establishments.get().point_method == "declared"


def test_removing_and_bringing_back(people):
    made, client = make_organisation(), people.client("coordinator")
    assert "Do you want to remove" in page(client, "directory:remove", made.public_id).content.decode()
    client.post(f"/en/directory/{made.public_id}/remove/")
    assert people.client("visitor").get(f"/en/directory/{made.public_id}/").status_code == 404
    assert "Bring it back" in page(client, "directory:organisation", made.public_id).content.decode()
    assert made.legal_name in page(client, "directory:removed").content.decode()
    client.post(f"/en/directory/{made.public_id}/restore/")
    assert people.client("visitor").get(f"/en/directory/{made.public_id}/").status_code == 200


def test_tile_of_the_home_page_counts_what_the_reader_sees(people):
    from grono.portal.directory.tiles import organisations_tile

    assert organisations_tile(people.visitor) is None
    make_organisation()
    with override("en"):
        tile = organisations_tile(people.visitor)
    assert (tile.value, tile.interval) == (1, "business 1")
