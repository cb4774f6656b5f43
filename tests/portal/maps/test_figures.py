"""The pictures of a map: each has its table beside it and as a file."""

import csv
import io

import pytest
from django.urls import reverse
from django.utils.translation import override

from grono.portal.maps.models import SYNTHETIC_SOURCE
from grono.portal.maps.pages import figures
from grono.portal.maps.results import results_of
from tests.portal.maps.factories import make_drawn

NAMES = ("overview", "shift_share")


def rows_of(people, map_, name, language="en", role="visitor"):
    with override(language):
        address = reverse("maps:figure_table", args=[map_.public_id, name])
    answer = people.client(role).get(address)
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    return answer, list(csv.reader(io.StringIO(text), delimiter={"pl": ";", "en": ","}[language]))


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("language", ["pl", "en"])
def test_table_of_each_picture_is_a_file_with_its_rows(people, name, language):
    map_ = make_drawn(people.analyst, published=True)
    answer, rows = rows_of(people, map_, name, language)
    with override(language):
        shown = figures.figure(map_, name).table
    assert answer["Content-Disposition"].startswith("attachment")
    assert [row[1] for row in rows[1:]] == [getattr(row[0], "value", row[0]) for row in shown.rows]
    assert len(rows[0]) == len(rows[1]) == len(shown.columns) + 1
    assert all(value.removeprefix("-").isdigit() for row in rows[1:] for value in row[2:])


@pytest.mark.parametrize(("view", "name"), [("map", "overview"), ("regions", "shift_share")])
def test_page_with_a_picture_leads_to_its_table(people, view, name):
    map_ = make_drawn(people.analyst, published=True)
    part = "" if view == "map" else f"{view}/"
    shown = people.client("visitor").get(f"/en/maps/{map_.public_id}/{part}")
    assert f'href="/en/maps/{map_.public_id}/figures/{name}/table/"' in shown.content.decode()


def test_figures_of_a_region_are_those_of_the_map(people):
    map_ = make_drawn(people.analyst, published=True)
    _answer, rows = rows_of(people, map_, "overview")
    given = results_of(map_).regions
    assert {row[0]: tuple(map(int, row[2:])) for row in rows[1:]} == {
        code: (row["candidates"], row["rest_on_few_plants"], round(row["employees"])) for code, row in given.items()
    }


def test_name_that_a_spreadsheet_would_run_is_made_harmless(people, monkeypatch):
    map_ = make_drawn(people.analyst, published=True)
    monkeypatch.setattr(
        "grono.portal.maps.results.Results.name",
        lambda *_args: type("Name", (), {"text": "=1+1", "language": "en"})(),
    )
    _answer, rows = rows_of(people, map_, "overview")
    assert {row[1] for row in rows[1:]} == {"'=1+1"}


def test_picture_that_is_not_there_has_no_file(people):
    map_ = make_drawn(people.analyst, published=True)
    assert people.client("visitor").get(f"/en/maps/{map_.public_id}/figures/nothing/table/").status_code == 404
    hidden = make_drawn(people.analyst)
    assert people.client("visitor").get(f"/en/maps/{hidden.public_id}/figures/overview/table/").status_code == 404


def test_file_of_synthetic_data_says_so_in_its_name(people):
    map_ = make_drawn(people.analyst, published=True, synthetic=True)
    answer, _rows = rows_of(people, map_, "shift_share")
    assert 'filename="synthetic-small-map-shift-share.csv"' in answer["Content-Disposition"]


@pytest.mark.parametrize(
    ("language", "words"), [("pl", "Dane syntetyczne wygenerowane"), ("en", "Synthetic data made by Grono")]
)
def test_source_of_the_demonstration_is_in_the_readers_language(people, language, words):
    map_ = make_drawn(people.analyst, synthetic=True)
    assert figures.source_of(map_) == map_.source
    map_.source = SYNTHETIC_SOURCE
    with override(language):
        assert figures.source_of(map_).startswith(words)
