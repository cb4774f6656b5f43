"""The coordinator's page and the evidence sheet."""

import csv
import io
import re
from dataclasses import replace

import pytest
from django.http import QueryDict

from grono.portal.maps.deciding import Candidates, candidates_of
from grono.portal.maps.pages.candidacies import Candidacies
from grono.portal.maps.results import results_of
from grono.portal.maps.storage import folder_of
from tests.portal.maps.decision_factories import CRITERIA, make_choice, make_decidable
from tests.portal.maps.factories import make_drawn
from tests.portal.maps.test_pages import address, text


def _order(page):
    return re.findall(r'industries/([\d.]+)/">', text(page))


def test_candidates_stand_in_the_order_of_the_map(people):
    map_ = make_decidable(people.analyst)
    page = people.client("visitor").get(address(map_, "decide", code="20"))
    assert _order(page) == ["10.51", "28.30", "31.09"]
    shown = text(page)
    assert "Whatever the weights, one of 3 candidates is among the first 2" in shown
    assert "40 of 48 (83%)" in shown
    assert "removed most often by: a location quotient of at least 2" in shown
    assert "95% interval 80 to 95" in shown


def test_methods_that_disagree_are_named_and_not_averaged(people):
    map_ = make_decidable(people.analyst)
    shown = text(people.client("visitor").get(address(map_, "decide", code="20")))
    notice = shown.partition("draw the line elsewhere for: ")[2].partition("Their ranks")[0]
    assert "agricultural and forestry machinery" in notice
    assert "kitchen furniture" in notice or "other furniture" in notice
    assert "dairies" not in notice


def test_weights_of_ones_own_change_the_order(people):
    map_ = make_decidable(people.analyst)
    query = "?w-employees=0&w-growth=100&w-competitiveness=0&k=1"
    page = people.client("visitor").get(address(map_, "decide", code="20") + query)
    assert _order(page) == ["28.30", "10.51", "31.09"]
    assert "With your weights, one of 3 candidates is among the first 1" in text(page)
    assert '<output id="part-growth" for="weight-growth">100%</output>' in text(page)


@pytest.mark.parametrize("weights", [(1, 0, 0), (0, 1, 0), (0.5, 0.3, 0.2)])
def test_weights_of_ones_own_rank_as_the_weighted_sum_does(people, weights):
    map_ = make_decidable(people.analyst)
    found = candidates_of(map_, "20")
    board = found.board(weights=dict(zip(CRITERIA, weights, strict=True)), k=1)
    rows = found.criteria_rows()
    sums = {
        code: sum(weight * rows[code, name]["score"] for name, weight in zip(CRITERIA, weights, strict=True))
        for code in found.industries
    }
    assert [one.industry for one in board.standings] == sorted(sums, key=lambda code: -sums[code])
    assert board.standings[0].probability > 0.99


def test_other_number_of_places_is_computed_anew_with_weights_unknown(people):
    found = candidates_of(make_decidable(people.analyst), "20")
    one, three = found.board(k=1), found.board(k=3)
    assert sum(standing.probability for standing in one.standings) == pytest.approx(1)
    assert [standing.probability for standing in three.standings] == [1, 1, 1]
    assert found.board(k=99).k == 3


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("w-employees=many&w-growth=1", "A weight is a whole number from 0 to 100"),
        ("w-employees=101", "A weight is a whole number from 0 to 100"),
        ("w-employees=0&w-growth=0", "All weights are 0"),
    ],
)
def test_wrong_weights_are_said_and_taken_as_unknown(people, query, sentence):
    map_ = make_decidable(people.analyst)
    shown = text(people.client("visitor").get(address(map_, "decide", code="20") + f"?{query}&k=x"))
    assert sentence in shown
    assert "Whatever the weights" in shown


@pytest.mark.parametrize(
    ("order", "first"), [("industry", "28.30"), ("-survived", "10.51"), ("-competitiveness", "10.51"), ("no", "10.51")]
)
def test_table_can_be_put_in_order(people, order, first):
    map_ = make_decidable(people.analyst)
    page = people.client("visitor").get(address(map_, "decide", code="20") + f"?order={order}")
    assert _order(page)[0] == first


def test_the_arrow_stands_on_the_column_that_orders(people):
    """Expected ranks may fall where probabilities do not: each is an order of its own."""
    map_ = make_decidable(people.analyst)
    results = results_of(map_)
    found, language = candidates_of(map_, "20"), "en"
    board = found.board(k=2)
    turned = replace(board, standings=tuple(replace(one, probability=one.rank / 10) for one in board.standings))
    page = Candidacies(map_, results, found, turned, {}, language)
    by_rank, by_probability = (page.table(order, QueryDict()) for order in ("rank", "-probability"))
    assert [column.label for column in by_rank.columns if column.sorted] == ["Expected rank"]
    assert [column.label for column in by_probability.columns if column.sorted] == ["Probability"]
    assert [row[0] for row in by_probability.rows] == [row[0] for row in by_rank.rows][::-1]


def test_file_holds_what_the_page_shows(people):
    map_ = make_decidable(people.analyst)
    make_choice(people.analyst, map_)
    page = people.client("visitor").get(address(map_, "decide", code="20") + "?file=csv")
    rows = list(csv.reader(io.StringIO(b"".join(page.streaming_content).decode("utf-8-sig"))))
    assert [row[1] for row in rows] == ["Code", "10.51", "28.30", "31.09"]
    assert (rows[1][3], rows[1][-1], rows[2][-1]) == ("0.97", "chosen", "")


def test_map_without_the_analysis_says_so(people):
    map_ = make_decidable(people.analyst)
    for name in ("acceptability", "criteria"):
        (folder_of(map_) / f"{name}.parquet").unlink()
    page = people.client("visitor").get(address(map_, "decide", code="20"))
    assert "drawn without the analysis of the choice" in text(page)
    assert people.client("visitor").get(address(map_, "decide", code="20") + "?file=csv").status_code == 404


def test_region_without_candidates_and_unknown_region(people):
    map_ = make_decidable(people.analyst)
    assert "nothing to choose from" in text(people.client("visitor").get(address(map_, "decide", code="14")))
    assert people.client("visitor").get(address(map_, "decide", code="99")).status_code == 404


def test_candidates_without_further_tables_stand_all_the_same(people):
    map_ = make_decidable(people.analyst)
    for name in ("multiverse", "competitiveness"):
        (folder_of(map_) / f"{name}.parquet").unlink()
    assert Candidates(folder_of(map_), "20").multiverse == {}
    assert _order(people.client("visitor").get(address(map_, "decide", code="20"))) == ["10.51", "28.30", "31.09"]


def test_only_who_may_is_offered_to_record(people):
    map_ = make_decidable(people.analyst)
    place = address(map_, "decide", code="20")
    assert "Record what was decided" in text(people.client("coordinator").get(place))
    assert "Record what was decided" not in text(people.client("visitor").get(place))


def test_evidence_sheet_says_why_and_who_decided(people):
    map_ = make_decidable(people.analyst)
    make_choice(people.analyst, map_, doubts="One large dairy.")
    shown = text(people.client("visitor").get(address(map_, "evidence", region="20", industry="10.51")))
    for words in (
        "Why it is in",
        "one of the first 2 in 97% of all weights and errors",
        "What data is missing",
        "Chosen, 5 November 2026.",
        "One large dairy.",
    ):
        assert words in shown


def test_evidence_sheet_of_what_is_no_candidate(people):
    map_ = make_drawn(people.analyst, published=True)
    shown = text(people.client("visitor").get(address(map_, "evidence", region="20", industry="13.10")))
    assert "Not a candidate on this map." in shown
    assert people.client("visitor").get(address(map_, "evidence", region="14", industry="99")).status_code == 404


@pytest.mark.parametrize("language", ["en", "pl"])
def test_evidence_sheet_is_printed(people, language):
    map_ = make_decidable(people.analyst, synthetic=True)
    place = address(map_, "evidence_pdf", language=language, region="20", industry="10.51")
    page = people.client("visitor").get(place)
    assert page["Content-Type"] == "application/pdf"
    assert page["Content-Disposition"] == 'attachment; filename="synthetic-small-map-evidence-20-1051.pdf"'
    assert page.content.startswith(b"%PDF")
