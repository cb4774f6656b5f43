"""Who stands around the plants of an industry: what stands comes first, what was asked is shown, nothing where nothing was asked."""

from types import SimpleNamespace

import pytest
from django.urls import reverse
from django.utils.translation import override

from grono.portal.maps.models import ClusterMap
from grono.portal.maps.pages.around import around_section
from grono.portal.maps.pages.related import link_fields, links_of
from grono.portal.maps.results import results_of
from tests.portal.maps.factories import make_drawn

pytestmark = pytest.mark.django_db

ROW = {"industry": "A", "measure": "m_colocation", "lower": None, "upper": None, "interval": None, "flags": None}
NOT_KEPT = ROW | {"other": "B", "value": None, "p": 0.4, "kept": False}
KEPT = ROW | {"other": "C", "value": 3.4, "p": 0.001, "kept": True, "flags": "localised"}
CURVE = [
    {"industry": "A", "other": "C", "measure": "m", "metres": metres, "value": value, "upper_global": 1.5}
    for metres, value in ((1000.0, 3.4), (2000.0, 1.6), (4000.0, 1.4))
]


def results(*links):
    """What a page reads of a map: these links, and the curves above."""
    tables = {"relatedness": links, "distance": CURVE}

    def found(table, **wanted):
        return [row for row in tables[table] if all(row[key] == value for key, value in wanted.items())]

    further = SimpleNamespace(found=found, has=tables.__contains__)
    name = lambda kind, code, language: SimpleNamespace(text=f"Name of {code}", language=language)  # noqa: E731
    return SimpleNamespace(further=further, industries={}, regions={}, name=name)


def section(*links):
    with override("en"):
        return around_section(ClusterMap(public_id="nowhere"), results(*links), "A")


def test_no_pair_is_no_section():
    assert section() is None


def test_nobody_around_is_said_with_the_number_asked_and_needs_no_picture():
    found = section(NOT_KEPT)
    assert found.text.startswith("None of the 1 related industries has more plants")
    assert found.figure is None
    assert found.folded


def test_what_stands_comes_first_with_size_and_reach():
    found = section(NOT_KEPT, KEPT)
    assert "Name of C" in found.text
    assert "3.4 times as frequent" in found.text
    assert [row["other"] for row in found.sheet.rows] == ["C", "B"]
    reach = next(field for field in found.sheet.fields if field.key == "reach")
    assert [reach.value(row) for row in found.sheet.rows] == [2.0, None]


def test_a_link_says_from_which_side_it_is_seen():
    with override("en"):
        found = results(KEPT, KEPT | {"industry": "C", "other": "A"})
        rows = links_of(found, "A")
        (how,) = [field for field in link_fields(rows) if field.key == "measure"]
        assert {how.value(row) for row in rows} == {"stands around its plants", "has it around its own plants"}
        assert how.value(KEPT) == "the second stands around the first"


def test_the_page_of_an_industry_shows_the_pairs_of_its_map(people):
    map_ = make_drawn(people.analyst, published=True, further=True)
    asked = results_of(map_).further.found("relatedness", measure="m_colocation")
    assert asked
    address = reverse("maps:industry", args=[map_.public_id, asked[0]["industry"]])
    text = people.client("visitor").get(address).content.decode()
    assert "Who stands around its plants?" in text
    assert "Other industries around its plants" in text
