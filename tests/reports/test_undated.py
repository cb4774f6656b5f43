"""A table without a year draws a map that names none."""

import pytest

from grono.charts.reading import source_line
from grono.clustermap import draw
from grono.reports.sentences import heading, missing_sentences
from tests.clustermap.factories import employees_table


@pytest.fixture(scope="module")
def undated():
    table = employees_table(years=(2019,), changes={("PL84", "62.01", 2019): ""}).drop_columns(["year"])
    return draw(table)


def test_no_year_is_named(undated):
    assert heading(undated, "en") == "Cluster map"
    assert source_line(undated, "en") == "Source: data frame; computed by Grono."
    assert any(sentence.startswith("1 cell has no figure") for sentence in missing_sentences(undated, "en"))


def test_year_is_named_where_there_is_one():
    assert heading(draw(employees_table()), "pl") == "Mapa klastrów 2021"
