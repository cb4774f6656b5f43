import pyarrow.parquet as pq
import pytest
from django.urls import reverse

from grono.portal.maps.actions import remove_map
from grono.portal.maps.results import file_of, results_of
from tests.portal.maps.factories import make_draft, make_drawn

PARTS = ("", "/shortlist", "/regions", "/regions/20", "/industries", "/industries/10.51", "/measures")


def test_map_says_what_its_page_says(world, ask):
    found = ask(f"maps/{world.map.public_id}")
    assert found["title"] == {"text": "Small map", "language": "en"}
    assert (found["year"], found["base_year"]) == (2024, 2020)
    assert found["totals"]["employees"] == world.map.summary["employees"]
    assert found["totals"]["candidates"] == world.map.summary["candidates"]
    assert found["synthetic"] is True
    assert found["note"] == {"text": "Synthetic data of a test.", "language": "en"}
    assert found["classification"] == "nace2"


def test_note_and_addresses_follow_the_language(world, ask):
    found = ask(f"maps/{world.map.public_id}", language="pl")
    assert found["note"] == {"text": "Dane syntetyczne testu.", "language": "pl"}
    assert found["page"].endswith(f"/pl/maps/{world.map.public_id}/")


def test_files_can_be_downloaded_where_the_api_says(world, ask, client):
    files = ask(f"maps/{world.map.public_id}")["files"]
    assert {file["name"]: file["bytes"] for file in files} == world.map.summary["files"]
    response = client.get(files[0]["address"])
    assert len(b"".join(response.streaming_content)) == files[0]["bytes"]


def test_warnings_are_in_the_language_asked_for(people, ask):
    map_ = make_drawn(people.analyst, published=True)
    record = results_of(map_).record
    record["warnings"] = [{"code": "sample", "count": 1, "sentences": {"en": "A warning.", "pl": "Ostrzeżenie."}}]
    assert ask(f"maps/{map_.public_id}", language="pl")["warnings"] == [{"code": "sample", "message": "Ostrzeżenie."}]


def test_visitor_lists_published_maps_and_analyst_also_own_ones(people, ask):
    published = make_drawn(people.analyst, title="Published", published=True)
    own = make_draft(people.analyst, title="Draft")
    assert [one["public_id"] for one in ask("maps")["items"]] == [published.public_id]
    listed = ask("maps", client=people.client("analyst"))["items"]
    assert [one["public_id"] for one in listed] == [published.public_id, own.public_id]
    assert listed[1]["state"] == "draft"
    assert (listed[1]["totals"], listed[1]["year"]) == (None, None)


def test_draft_has_no_results_yet(people, ask):
    draft = make_draft(people.analyst)
    found = ask(f"maps/{draft.public_id}", client=people.client("analyst"))
    assert (found["files"], found["warnings"], found["totals"]) == ([], [], None)
    ask(f"maps/{draft.public_id}/shortlist", client=people.client("analyst"), status=404)


@pytest.mark.parametrize("part", PARTS)
def test_hidden_map_answers_as_one_that_does_not_exist(people, ask, part):
    hidden = make_drawn(people.analyst)
    absent = ask(f"maps/aaaaaaaaaaaa{part}", status=404)
    assert ask(f"maps/{hidden.public_id}{part}", status=404) == absent
    assert ask(f"maps/{hidden.public_id}{part}", status=404, client=people.client("member")) == absent
    ask(f"maps/{hidden.public_id}{part}", client=people.client("analyst"))


def test_removed_map_is_not_listed(people, ask):
    map_ = make_drawn(people.analyst)
    remove_map(by=people.analyst, map_=map_)
    assert ask("maps", client=people.client("analyst"))["count"] == 0


def test_shortlist_has_every_line_of_the_page_in_order(world, ask):
    stored = results_of(world.map).shortlist
    found = ask(f"maps/{world.map.public_id}/shortlist")
    assert found["count"] == len(stored)
    same = ("list", "rank", "region", "industry", "location_quotient", "lower", "upper", "employees", "growth")
    assert [[line[name] for name in same] for line in found["items"]] == [
        [row[name] for name in same] for row in stored
    ]


def test_line_names_things_in_the_language_asked_for(world, ask):
    first = ask(f"maps/{world.map.public_id}/shortlist", language="pl")["items"][0]
    assert first["industry_name"] == {"text": "Przetwórstwo mleka i wyrób serów", "language": "pl"}
    assert first["region_name"] == {"text": "Podlaskie", "language": "pl"}
    assert first["flags"] == ["sizes_of_another_year"]
    assert len(first["notes"]) == 1


def test_shortlist_is_narrowed_by_region_and_list(world, ask):
    address = f"maps/{world.map.public_id}/shortlist"
    few = ask(address, list="rests_on_few_plants")["items"]
    assert [(line["region"], line["industry"]) for line in few] == [("24", "25.62")]
    assert {line["region"] for line in ask(address, region="20")["items"]} == {"20"}
    assert ask(address, region="nowhere") == {"count": 0, "next": None, "items": []}


def test_missing_evidence_is_null_and_named(people, ask):
    map_ = make_drawn(people.analyst, published=True, bands=False)
    line = ask(f"maps/{map_.public_id}/shortlist")["items"][0]
    assert line["lower"] is None
    assert "lower" in line["missing"]


def test_parts_of_a_list_follow_each_other(world, ask, client):
    address = f"maps/{world.map.public_id}/shortlist"
    everything = ask(address)["items"]
    part, collected = ask(address, limit=3), []
    while True:
        collected += part["items"]
        assert part["count"] == len(everything)
        if part["next"] is None:
            break
        part = client.get(part["next"], HTTP_ACCEPT_LANGUAGE="en").json()
    assert collected == everything


def test_region_and_industry_are_those_of_the_pages(world, ask):
    results, base = results_of(world.map), f"maps/{world.map.public_id}"
    assert {one["region"]: one["employees"] for one in ask(f"{base}/regions")["items"]} == {
        code: row["employees"] for code, row in results.regions.items()
    }
    region = ask(f"{base}/regions/20")
    assert [line["rank"] for line in region["lines"]] == [
        row["rank"] for row in results.shortlist if row["region"] == "20"
    ]
    industry = ask(f"{base}/industries/10.51")
    assert industry["ellison_glaeser"] == results.industries["10.51"]["ellison_glaeser"]
    assert [cell["region"] for cell in industry["cells"]] == [
        row["region"] for row in results.cells_of_industry("10.51")
    ]
    assert industry["cells"][0]["list"] == "candidate"
    ask(f"{base}/regions/XX", status=404)
    ask(f"{base}/industries/XX", status=404)


def test_pages_and_api_show_the_same_numbers(world, ask, client):
    for region in ask(f"maps/{world.map.public_id}/regions")["items"]:
        page = client.get(reverse("maps:region", args=[world.map.public_id, region["region"]]))
        assert page.context["page"].paginator.count == region["candidates"]


def test_measures_are_those_of_the_file(world, ask):
    rows = pq.read_table(file_of(world.map, "measures.parquet")).to_pylist()
    address, size = f"maps/{world.map.public_id}/measures", 1000
    pages = [ask(address, limit=size, offset=offset) for offset in range(0, len(rows), size)]
    assert pages[0]["count"] == len(rows)
    assert [(one["variant"], one["value"]) for page in pages for one in page["items"]] == [
        (row["variant"], row["value"]) for row in rows
    ]


def test_measures_are_narrowed_and_paged(world, ask):
    address, narrow = f"maps/{world.map.public_id}/measures", {"variant": "location_quotient", "period": 2024}
    rows = pq.read_table(file_of(world.map, "measures.parquet")).to_pylist()
    expected = [row["value"] for row in rows if row["variant"] == "location_quotient" and row["period"] == 2024]
    everything = ask(address, **narrow)
    assert [one["value"] for one in everything["items"]] == expected
    middle = ask(address, **narrow, limit=5, offset=7)
    assert (middle["items"], middle["count"]) == (everything["items"][7:12], len(expected))
    assert ask(address, **narrow, offset=10_000)["items"] == []
    one = ask(address, region="20", industry="10.51", **narrow)
    assert one["count"] == 1
    assert ask(address, region="20", industry="nothing")["count"] == 0


def test_map_says_its_inputs_and_what_was_decided(world, ask):
    found = ask(f"maps/{world.map.public_id}")
    tables = {one["kind"]: one for one in found["inputs"]}
    assert tables["employees"]["sha256"] == world.map.table.sha256
    assert tables["size_bands"]["name"] == "bands.csv"
    assert found["specification"]["parameters"]["shortlist_places"] == 4
    assert found["specification"]["seed"] == 1
