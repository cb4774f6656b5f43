"""What further analyses found, in the documents of a map: sheets with names and words, and a line for each candidate."""

from dataclasses import replace

import pyarrow as pa
import pytest
from python_calamine import CalamineWorkbook

from grono.reports.documents import write_documents
from grono.reports.further_sheets import MOST_ROWS, further_tables, further_titles
from grono.reports.judgements import judgements_of
from grono.tables import conform, schema
from tests.charts.maps import line, make_map

CELL = {"region": ["R1"], "industry": ["23410"]}


def _table(name, columns):
    """Return a table of the contract; columns that are not given are empty."""
    rows = len(next(iter(columns.values())))
    return conform(
        name, {field.name: pa.array(columns.get(field.name, [None] * rows), field.type) for field in schema(name)}
    )


def _map(**tables):
    further = {name: _table(name, columns) for name, columns in tables.items()}
    return replace(make_map(lines=[line("R1", "23410", 1)]), further=further)


@pytest.fixture
def judged():
    """Return a map with one candidate that every analysis has judged."""
    return _map(
        acceptability={
            **CELL, "scope": ["R1"], "rank": [1], "expected_rank": [1.2], "k": [2], "probability_top": [0.93], "safe": [True],
            "kept_out_by": ["growth"],
        },
        multiverse={**CELL, "specifications": [288], "survived": [72], "share": [0.25], "removed_by": ["industry_level=level_3"]},
        competitiveness={
            **CELL, "indicator": ["mean"], "value": [None], "percentile": [83.0], "lower": [77.0], "upper": [88.0], "peers": [16],
            "flags": ["no_interval"],
        },
    )  # fmt: skip


def test_candidate_has_one_line_with_all_three_judgements(judged):
    (found,) = judgements_of(judged, "en")["R1"]
    assert found.code == "23410"
    assert found.text == (
        "among the first 2 whatever the weights with probability 93%; a candidate in 72 of 288 ways of counting; "
        "competitiveness 83 of 100 [77–88]"
    )


def test_map_without_analyses_has_no_judgements_and_no_sheets():
    plain = _map()
    assert judgements_of(plain, "en") == {}
    assert list(further_tables(plain, "en")) == []


def test_industry_that_is_no_candidate_is_not_judged():
    far = {"region": ["R1"], "industry": ["99999"]}
    found = _map(multiverse={**far, "specifications": [4], "survived": [0], "share": [0.0]})
    assert judgements_of(found, "en") == {}


def test_sheets_say_codes_flags_and_truths_in_words(judged):
    sheets = {title.in_language("en"): table for title, table, _heads in further_tables(judged, "en")}
    (order,) = sheets["Order of the candidates"].to_pylist()
    assert (order["safe"], order["kept_out_by"]) == ("yes", "growth")
    (ways,) = sheets["Ways of counting"].to_pylist()
    assert ways["removed_by"] == "industries of level 3 of the classification"
    (competitive,) = sheets["Competitiveness"].to_pylist()
    assert competitive["flags"] == "no interval"


def test_table_too_long_for_a_sheet_stays_in_its_file():
    many = MOST_ROWS + 1
    long = _table("multiverse", {
        "region": ["R1"] * many, "industry": ["23410"] * many, "specifications": [1] * many, "survived": [1] * many,
        "share": [1.0] * many,
    })  # fmt: skip
    assert list(further_tables(replace(_map(), further={"multiverse": long}), "en")) == []


@pytest.mark.parametrize("language", ["en", "pl"])
def test_titles_of_sheets_fit_and_differ(language):
    titles = [title.in_language(language) for title in further_titles().values()]
    assert len(set(titles)) == len(titles)
    assert max(map(len, titles)) <= 31


def test_documents_carry_the_judgements(judged, tmp_path):
    write_documents(judged, tmp_path, language="en")
    assert "among the first 2 whatever the weights" in (tmp_path / "map.html").read_text()
    names = CalamineWorkbook.from_path(tmp_path / "map.xlsx").sheet_names
    assert "Order of the candidates" in names
    assert (tmp_path / "map.pdf").stat().st_size > 1000


def test_clusters_are_called_in_the_language_of_the_workbook():
    of_cluster = {"scheme": ["own"], "cluster": ["F"]}
    source = _map(clusters={**of_cluster, "cluster_name": ["Food"], "industry": ["23410"], "share": [1.0]},
                  cluster_measures={**of_cluster, "region": ["R1"], "period": [2021]})  # fmt: skip
    polish = {"kind": "cluster", "code": "own/F", "language": "pl", "text": "Żywność", "text_language": "pl"}
    source = replace(
        source, names=pa.concat_tables([source.names, pa.Table.from_pylist([polish], source.names.schema)])
    )
    for language, name in (("pl", "Żywność"), ("en", "Food")):
        tables = [table for _title, table, _headings in further_tables(source, language)]
        assert [table["cluster_name"].to_pylist() for table in tables] == [[name], [name]]
