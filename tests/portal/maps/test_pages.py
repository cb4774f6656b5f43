"""From upload to a published page, and what a visitor finds on it."""

import csv
import io
import json
import re

import pytest
from django.urls import reverse
from django.utils.translation import override

from grono.language import collation_key
from grono.portal.core.models import BackgroundRun
from grono.portal.core.runs import claim, execute
from grono.portal.maps import storage
from grono.portal.maps.models import ClusterMap
from tests.portal.conftest import make_user
from tests.portal.maps.factories import bands_text, make_draft, make_drawn, table_text, upload


def address(map_, page="map", language="en", **arguments):
    with override(language):
        return reverse(f"maps:{page}", kwargs={"public_id": map_.public_id, **arguments})


def text(page):
    return page.content.decode()


RULE = {
    "period": "2024",
    "base_period": "2020",
    "least_location_quotient": "1.5",
    "least_probability": "0.95",
    "least_employees": "100",
    "least_plants": "5",
    "shortlist_places": "4",
    "few_plants_location_quotient": "2",
    "few_plants_employees": "1000",
}


def test_analyst_draws_and_publishes_a_map(people, monkeypatch):
    monkeypatch.setattr("grono.reports.map_folder.write_documents", lambda *_args, **_kwargs: {})
    client = people.client("analyst")
    files = {"employees": upload(), "size_bands": upload(bands_text(), "bands.csv")}
    data = {"title": "Dairies", "source": "Nobody", "classification": "nace2", **files}
    page = client.post("/en/maps/new/", data, follow=True)
    map_ = ClusterMap.objects.get()
    assert page.redirect_chain == [(address(map_, "understood"), 302)]
    assert "Go on: choose the rule" in text(page)
    page = client.post(address(map_, "rule"), RULE)
    run = BackgroundRun.objects.get(kind="maps.draw_map")
    assert page["Location"] == f"/en/runs/{run.public_id}/"
    assert client.get(address(map_))["Location"] == page["Location"]
    execute(claim(run.public_id))
    assert "Publish the map" in text(client.get(address(map_)))
    assert people.client("visitor").get(address(map_)).status_code == 404
    client.post(address(map_, "publish"))
    shown = text(people.client("visitor").get(address(map_)))
    assert "Operation of dairies and cheese making" in shown
    assert "Publish the map" not in shown
    assert ClusterMap.objects.get().specification["parameters"]["least_location_quotient"] == 1.5


@pytest.fixture
def published(people):
    return make_drawn(people.analyst, published=True)


PAGES = {
    "map": ("Candidate industries by region", "Podlaskie", "map.pdf"),
    "shortlist": ("Operation of dairies", "95 of 100 cases"),
    "few_plants": ("Machining", "Silesian"),
    "regions": ("Krugman specialisation", "Podlaskie", "What explains the change"),
    "industries": ("Ellison–Glaeser", "Machining"),
    "method": ("Lowest location quotient", "employees.csv", "Checksum", "How each number is computed"),
}


@pytest.mark.parametrize("view", PAGES)
def test_visitor_reads_every_view_of_a_published_map(people, published, view):
    shown = text(people.client("visitor").get(address(published, view)))
    for words in PAGES[view]:
        assert words in shown
    assert "How sure" in shown


@pytest.mark.parametrize("language", ["pl", "en"])
def test_region_and_industry_have_a_page_each(people, published, language):
    client = people.client("visitor")
    region = text(client.get(address(published, "region", language, code="20")))
    industry = text(client.get(address(published, "industry", language, code="10.51")))
    assert {"pl": "Przetwórstwo mleka", "en": "Operation of dairies"}[language] in region
    assert {"pl": "podlaskie", "en": "Podlaskie"}[language].casefold() in industry.casefold()
    evidence = client.get(address(published, "region", language, code="20"), {"evidence": "all"})
    assert {"pl": "Współczynnik lokalizacji", "en": "Location quotient"}[language] in text(evidence)


@pytest.mark.parametrize("view", ["region", "industry"])
def test_unknown_code_is_not_there(people, published, view):
    assert people.client("visitor").get(address(published, view, code="99")).status_code == 404


def test_shortlist_is_filtered_and_sorted(people, published):
    client = people.client("visitor")
    found = text(
        client.get(address(published, "shortlist"), {"region": "20", "order": "-employees", "industry": "10.5"})
    )
    assert "Operation of dairies" in found
    assert 'aria-sort="descending"' in found
    nothing = text(
        client.get(address(published, "shortlist"), {"industry": "no such thing", "order": "nonsense", "page": "x"})
    )
    assert "No line matches" in nothing


def test_industries_are_searched(people, published):
    client = people.client("visitor")
    assert "Machining" in text(client.get(address(published, "industries"), {"q": "machin"}))
    assert "No industry matches" in text(client.get(address(published, "industries"), {"q": "<script>"}))


def test_most_certain_line_is_told_once_on_the_overview(people, published):
    assert text(people.client("visitor").get(address(published))).count("The surest of all is") == 1


def test_map_without_plant_sizes_says_so_loudly(people):
    map_ = make_drawn(people.analyst, published=True, bands=False)
    for page in ("map", "shortlist", "industries"):
        assert "Drawn without the sizes of plants" in text(people.client("visitor").get(address(map_, page)))


@pytest.mark.parametrize("view", ["map", "shortlist", "few_plants", "regions", "industries", "method"])
def test_synthetic_map_says_so_on_every_page(people, view):
    map_ = make_drawn(people.analyst, published=True, synthetic=True)
    assert "Dane syntetyczne testu." in text(people.client("visitor").get(address(map_, view, "pl")))


def test_files_are_attachments_without_rights(people, published):
    answer = people.client("visitor").get(address(published, "download", name="map.html"))
    assert answer["Content-Disposition"] == 'attachment; filename="small-map-map.html"'
    assert answer["Content-Security-Policy"].startswith("sandbox")
    assert b"".join(answer.streaming_content).lower().startswith(b"<!doctype html>")


def test_file_of_synthetic_data_says_so_in_its_name(people):
    map_ = make_drawn(people.analyst, published=True, synthetic=True)
    answer = people.client("visitor").get(address(map_, "download", name="shortlist.csv"))
    assert 'filename="synthetic-small-map-shortlist.csv"' in answer["Content-Disposition"]


@pytest.mark.parametrize("name", ["employees.csv", "..", "%2e%2e%2frun.json", "pages", "run.json.bak"])
def test_only_listed_files_are_served(people, published, name):
    assert people.client("analyst").get(address(published) + f"files/{name}/").status_code == 404


def test_files_of_a_hidden_map_are_not_there(people):
    map_ = make_drawn(people.analyst)
    answers = {
        people.client(role).get(address(map_, "download", name="run.json")).status_code
        for role in ("visitor", "member")
    }
    assert answers == {404}


def test_other_analyst_may_look_but_not_touch(people, published):
    other = make_user("other@example.org", "analyst")
    client = people.client("visitor")
    client.force_login(other)
    assert client.get(address(published)).status_code == 200
    assert {
        client.post(address(published, page)).status_code for page in ("withdraw", "remove", "again", "rename")
    } == {403}


def test_map_is_withdrawn_renamed_removed_and_brought_back(people, published):
    client = people.client("analyst")
    client.post(address(published, "withdraw"))
    assert people.client("visitor").get(address(published)).status_code == 404
    client.post(address(published, "rename"), {"title": "New <b>title</b>", "source": ""})
    assert "New &lt;b&gt;title&lt;/b&gt;" in text(client.get(address(published)))
    assert "Yes, remove it" in text(client.get(address(published, "remove")))
    assert "Bring it back" in text(client.post(address(published, "remove"), follow=True))
    client.post(address(published, "restore"))
    assert client.get(address(published)).status_code == 200


def test_removal_says_what_becomes_of_a_draft_and_of_a_drawn_map(people, published):
    client = people.client("analyst")
    draft = make_draft(people.analyst)
    assert "for a week; then it is deleted with its tables" in text(client.get(address(draft, "remove")))
    assert "at any time from the list of maps" in text(client.get(address(published, "remove")))


def test_map_is_drawn_again_with_other_parameters(people, published):
    client = people.client("analyst")
    page = client.post(address(published, "again"), follow=True)
    assert "Year of the map" in text(page)
    copied = ClusterMap.objects.exclude(pk=published.pk).get()
    assert (copied.table, copied.drawn_at) == (published.table, None)


def test_rule_is_checked_and_read_in_the_readers_form(people):
    map_ = make_draft(people.analyst)
    client = people.client("analyst")
    wrong = {**RULE, "least_probability": "2", "base_period": "2024", "period": "2020"}
    shown = text(client.post(address(map_, "rule"), wrong))
    assert "must not be later" in shown
    assert "not above 0.9999" in shown
    client.post(address(map_, "rule", "pl"), {**RULE, "least_location_quotient": "1,75"})
    assert ClusterMap.objects.get().specification["parameters"]["least_location_quotient"] == 1.75


def test_columns_are_corrected_without_uploading_again(people):
    client = people.client("analyst")
    table = table_text().replace("employees", "how many")
    data = {"title": "Odd names", "classification": "nace2", "employees": upload(table)}
    client.post("/en/maps/new/", data)
    map_ = ClusterMap.objects.get()
    columns = {"region": "region", "industry": "industry", "employees": "how many", "year": "year"}
    given = {f"employees-{role}": column for role, column in columns.items()}
    page = client.post(address(map_, "understood"), {**given, "classification": "nace2"}, follow=True)
    assert "The table can be used" in text(page)


def mixed_table():
    """Return a table in which divisions stand beside their classes."""
    sums = [
        f"{region},{division},{year},9000" for region in ("20", "24") for division in (10, 28) for year in (2020, 2024)
    ]
    return table_text() + "\n".join(sums) + "\n"


COLUMNS = {f"employees-{role}": role for role in ("region", "industry", "employees", "year")}


def test_level_of_codes_is_chosen_where_the_table_has_several(people, monkeypatch):
    monkeypatch.setattr("grono.reports.map_folder.write_documents", lambda *_args, **_kwargs: {})
    client = people.client("analyst")
    data = {"title": "Mixed", "classification": "nace2", "employees": upload(mixed_table())}
    page = text(client.post("/en/maps/new/", data, follow=True))
    map_ = ClusterMap.objects.get()
    assert "Totals stand beside their parts" in page
    assert "Level of industry codes" in page
    given = {**COLUMNS, "classification": "nace2", "level": "4"}
    page = text(client.post(address(map_, "understood"), given, follow=True))
    assert "The table can be used" in page
    assert '<option value="4" selected>' in page
    assert "8 rows of other levels of industries were left out" in page
    client.post(address(map_, "rule"), RULE)
    execute(claim(BackgroundRun.objects.get().public_id))
    map_ = ClusterMap.objects.get()
    assert (map_.specification["reading"]["level"], map_.summary["industries"]) == (4, 5)
    assert "4: classes, as 10.51" in text(client.get(address(map_, "method")))


def test_unknown_level_is_refused(people):
    map_ = make_draft(people.analyst, bands=False)
    given = {**COLUMNS, "classification": "nace2", "level": "9"}
    people.client("analyst").post(address(map_, "understood"), given)
    assert ClusterMap.objects.get().specification["reading"]["level"] is None


def test_map_drawn_before_there_were_levels_is_shown(people):
    map_ = make_drawn(people.analyst, published=True)
    record = storage.folder_of(map_) / "run.json"
    content = json.loads(record.read_text())
    del content["specification"]["reading"]["level"]
    record.write_text(json.dumps(content))
    assert "all codes of the table" in text(people.client("visitor").get(address(map_, "method")))


def test_column_has_to_be_chosen(people):
    map_ = make_draft(people.analyst, bands=False)
    shown = text(people.client("analyst").post(address(map_, "understood"), {"classification": "nace2"}))
    assert "Fill in this field" in shown


def test_corrected_file_takes_the_place_of_the_wrong_one(people):
    client = people.client("analyst")
    wrong = {"title": "Mine", "classification": "nace2", "employees": upload(table_text() + "20,01.11,2020,-4\n")}
    client.post("/en/maps/new/", wrong)
    map_ = ClusterMap.objects.get()
    page = client.post(address(map_, "other_tables"), {"employees": upload(b"\x00", "x.csv")}, follow=True)
    assert "is not a text file" in text(page) or "is empty" in text(page)
    assert "-4 is below zero" in text(page)
    page = client.post(address(map_, "other_tables"), {"employees": upload()}, follow=True)
    assert "The table can be used" in text(page)
    page = client.post(address(map_, "other_tables"), {})
    assert "Choose a file" in text(page)


def test_size_bands_can_be_left_out(people):
    client = people.client("analyst")
    map_ = make_draft(people.analyst)
    page = client.post(address(map_, "without_table", kind="size_bands"), follow=True)
    assert "the map will have no intervals" in text(page)
    assert ClusterMap.objects.get().size_bands is None


def test_problems_are_a_file(people):
    client = people.client("analyst")
    data = {"title": "T", "classification": "nace2", "employees": upload(table_text() + "20,01.11,2020,=2+2\n")}
    client.post("/en/maps/new/", data)
    answer = client.get(address(ClusterMap.objects.get(), "problems"))
    rows = list(csv.reader(io.StringIO(b"".join(answer.streaming_content).decode("utf-8-sig"))))
    assert rows[1][:4] == ["Table of employees", "42", "employees", "'=2+2"]


def test_draft_of_somebody_else_is_not_there(people):
    map_ = make_draft(make_user("other@example.org", "analyst"))
    client = people.client("analyst")
    pages = ("map", "understood", "rule", "problems")
    assert {client.get(address(map_, page)).status_code for page in pages} == {404}


@pytest.mark.parametrize("step", ["rule", "understood", "problems"])
def test_old_address_of_a_draft_leads_to_the_map_it_became(people, published, step):
    client = people.client("analyst")
    page = client.get(address(published, step), follow=True)
    assert page.redirect_chain == [(address(published), 302)]
    assert "its tables and its rule stay as they are" in text(page)
    assert client.post(address(published, "rule"), RULE)["Location"] == address(published)
    assert ClusterMap.objects.get().run is None
    people_drawing = people.client("visitor")
    people_drawing.force_login(make_user("other@example.org", "analyst"))
    assert people_drawing.get(address(published, step))["Location"] == address(published)


def test_old_address_of_a_hidden_map_is_not_there_for_others(people):
    map_ = make_drawn(make_user("other@example.org", "analyst"))
    pages = ("rule", "understood", "problems")
    assert {people.client("analyst").get(address(map_, page)).status_code for page in pages} == {404}


def test_regions_are_in_the_order_of_the_alphabet(people, published):
    shown = text(people.client("visitor").get(address(published, "shortlist", "pl")))
    names = re.findall(r'<option value="\d+"[^>]*>([^<]+)</option>', shown)
    assert len(names) == 4
    assert names == sorted(names, key=lambda name: collation_key(name, "pl"))


def test_change_of_a_region_is_that_of_all_its_industries(people, published):
    shown = text(people.client("visitor").get(address(published, "region", code="20")))
    table = shown.partition("Industries whose change is most the region")[2]
    assert table.count('<th scope="row"') == 5


def test_industry_and_quotient_come_first_and_rank_last(people, published):
    shown = text(people.client("visitor").get(address(published, "shortlist")))
    heads = [
        re.sub(r"<[^>]+>", "", head).strip() for head in re.findall(r"<th scope=\"col\"(.*?)</th>", shown, re.DOTALL)
    ]
    words = [head.partition(">")[2].split("\n")[0].strip() or head for head in heads]
    assert "Location quotient" in words[1]
    assert "Rank" in words[-1]


def test_list_is_empty_and_says_what_to_do(people):
    assert "No map is published yet" in text(people.client("visitor").get("/en/maps/"))
    assert "Draw a new map" in text(people.client("analyst").get("/en/maps/"))


def test_home_page_counts_published_maps(people, published):
    assert "Cluster maps published" in text(people.client("visitor").get("/en/"))


def test_table_without_a_year_becomes_a_map_without_growth(people, monkeypatch):
    monkeypatch.setattr("grono.reports.map_folder.write_documents", lambda *_args, **_kwargs: {})
    client = people.client("analyst")
    lines = [line.split(",") for line in table_text().splitlines() if ",2020," not in line]
    table = "\n".join(",".join((region, industry, employees)) for region, industry, _year, employees in lines)
    client.post("/en/maps/new/", {"title": "No year", "classification": "nace2", "employees": upload(table)})
    map_ = ClusterMap.objects.get()
    assert "the table has no year" in text(client.get(address(map_, "understood")))
    client.post(address(map_, "rule"), {name: value for name, value in RULE.items() if "period" not in name})
    execute(claim(BackgroundRun.objects.get().public_id))
    for view in ("map", "shortlist", "regions", "method"):
        assert client.get(address(map_, view)).status_code == 200
    assert "Figures without a year." in text(client.get(address(map_, "method")))


def test_code_with_a_slash_has_its_page(people, published):
    found = address(published, "region", code="Łódź / x")
    assert people.client("visitor").get(found).status_code == 404
    assert people.client("visitor").get(address(published, "region", code="20")).status_code == 200
