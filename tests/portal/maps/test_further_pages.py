"""Pages of what further analyses found: every table is sorted and taken along; what did not run is said in a sentence."""

import csv
import io
import re

import pytest
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import override

from grono.portal.maps.pages.related import in_order
from grono.portal.maps.pages.sheets import Field, Sheet
from tests.portal.maps.factories import make_drawn

pytestmark = pytest.mark.django_db


@pytest.fixture
def further(people):
    """Return a published map with clusters and with plants that have coordinates."""
    return make_drawn(people.analyst, published=True, further=True)


def _text(people, map_, page, query="", language="en", **arguments):
    with override(language):
        address = reverse(f"maps:{page}", kwargs={"public_id": map_.public_id, **arguments})
    answer = people.client("visitor").get(address + query)
    assert answer.status_code == 200
    return answer.content.decode()


def _file(people, map_, page, query, **arguments):
    address = reverse(f"maps:{page}", kwargs={"public_id": map_.public_id, **arguments})
    answer = people.client("visitor").get(address + query)
    assert answer.headers["content-type"].startswith("text/csv")
    return list(csv.DictReader(io.StringIO(b"".join(answer.streaming_content).decode("utf-8-sig"))))


def test_region_says_how_competitive_and_what_it_could_grow(people, further):
    text = _text(people, further, "region", code="20")
    assert "How competitive its candidates are" in text
    assert "Related industries the region could grow" in text
    assert "all that were there stayed" in text


def test_region_could_grow_only_what_it_has_too_little_of(people, further):
    rows = _file(people, further, "region", "?file=could_grow", code="20")
    assert rows
    assert all(float(row["Location quotient"]) < 1 for row in rows)
    assert "10.51" not in {row["Industry: code"] for row in rows}


def test_industry_whose_plants_stand_together_says_so_with_its_size(people, further):
    text = _text(people, further, "industry", code="10.51")
    assert "of all pairs of its plants stands closer than chance would put them" in text


def test_industry_spread_by_chance_is_not_called_localised(people, further):
    text = _text(people, further, "industry", code="13.10")
    assert "stands closer than chance would put them" not in text


def test_industry_of_a_map_without_coordinates_has_no_verdict(people):
    map_ = make_drawn(people.analyst, published=True)
    assert "Do its plants stand together?" not in _text(people, map_, "industry", code="10.51")


def test_curves_are_a_file_with_both_measures(people, further):
    rows = _file(people, further, "industry", "?file=distances", code="10.51")
    assert {row["Curve: code"] for row in rows} == {"kd", "m"}


def test_unknown_table_of_a_page_is_not_found(people, further):
    address = reverse("maps:region", args=[further.public_id, "20"])
    assert people.client("visitor").get(f"{address}?file=secrets").status_code == 404


def test_cluster_has_regions_stars_and_members(people, further):
    text = _text(people, further, "cluster", key="small/own/food")
    assert "Food and its machines" in text
    assert "28.30" in text
    assert "★" in text


def test_clusters_are_called_by_their_names_in_the_language_of_the_page(people, further):
    polish = _text(people, further, "cluster", language="pl", key="small/own/food")
    assert "Żywność i jej maszyny" in polish
    assert "Food and its machines" not in polish
    assert re.search(r'lang="pl"[^>]*>\s*<a [^>]*>Metal</a>', _text(people, further, "clusters"))


def test_cluster_that_is_none_is_not_found(people, further):
    address = reverse("maps:cluster", args=[further.public_id, "small/own/none"])
    assert people.client("visitor").get(address).status_code == 404


def test_clusters_without_a_definition_say_what_is_missing(people):
    map_ = make_drawn(people.analyst, published=True)
    assert "drawn without either" in _text(people, map_, "clusters")


def test_network_with_a_region_says_what_it_has(people, further):
    text = _text(people, further, "network", "?region=20")
    assert any(words in text for words in ("has both", "has one of them", "has neither"))


def test_network_shows_what_may_be_chance_only_when_asked(people, further):
    plain = [row["Stands"] for row in _file(people, further, "network", "?file=links")]
    every = [row["Stands"] for row in _file(people, further, "network", "?file=links&chance=on")]
    assert plain == [stands for stands in every if stands == "yes"]
    assert every == sorted(every, key=lambda stands: stands != "yes")
    assert ("left out" in _text(people, further, "network")) == (len(every) > len(plain))


def test_links_that_stand_come_first_then_kind_then_strength():
    rows = [
        {"measure": measure, "kept": kept, "value": value, "industry": "a", "other": "b"}
        for measure, kept, value in (("proximity", False, 0.9), ("input_output", True, 0.1), ("proximity", True, 0.2), ("proximity", True, 0.8))
    ]  # fmt: skip
    assert [row["value"] for row in in_order(rows)] == [0.8, 0.2, 0.1, 0.9]


def test_network_ignores_a_region_that_is_none(people, further):
    assert "has neither" not in _text(people, further, "network", "?region=nowhere&measure=magic")


def test_every_measure_is_listed_and_has_a_page(people, further):
    rows = _file(people, further, "measures", "?file=of-cell")
    names = {row["Measure: code"] for row in rows}
    assert {"location_quotient", "relatedness_density"} <= names
    for name in sorted(names):
        assert "/maps/methods/" in _text(people, further, "measure", variant=name)


def test_values_of_a_measure_come_largest_first_and_can_be_turned_round(people, further):
    rows = _file(people, further, "measure", "?file=values", variant="location_quotient")
    values = [float(row["Value"]) for row in rows]
    assert len(values) == 20
    assert values == sorted(values, reverse=True)
    turned = _file(people, further, "measure", "?file=values&order=values.value", variant="location_quotient")
    assert [float(row["Value"]) for row in turned] == sorted(values)


def test_values_are_narrowed_to_a_region(people, further):
    rows = _file(people, further, "measure", "?file=values&region=20", variant="location_quotient")
    assert {row["Region: code"] for row in rows} == {"20"}


def test_measure_that_the_map_lacks_is_not_found(people, further):
    address = reverse("maps:measure", args=[further.public_id, "input_output"])
    assert people.client("visitor").get(address).status_code == 404


def test_column_of_notes_stands_on_the_page_only_where_there_are_some():
    fields = [Field("a", "A", lambda row: row["a"]), Field("", "Notes", lambda row: row["flags"], sparse=True)]
    for flags, labels in ((None, ["A"]), ("partial sum", ["A", "Notes"])):
        sheet = Sheet("t", "T", fields, [{"a": 1, "flags": None}, {"a": 2, "flags": flags}])
        assert [column.label for column in sheet.shown(QueryDict()).table.columns] == labels
        assert sheet.file_rows(QueryDict())[0] == ["A", "Notes"]
