"""Pictures of further analyses in the documents: each with its table and its source, only where the analysis ran."""

from dataclasses import replace

import pypdf
import pytest

from grono.reports.analysis_charts import CURVES, analysis_charts
from grono.reports.documents import write_documents
from tests.charts.analyses import LINKS, acceptable, analysed, curve
from tests.charts.maps import filled, line, make_map


@pytest.fixture(scope="module")
def judged():
    lines = [line("R1", "23410", 1), line("R1", "10510", 2)]
    source = make_map(lines=lines)
    flags = [("23410", "localised"), ("10510", None)]
    rows = [
        {
            "industry": industry,
            "variant": "kd_p",
            "period": source.run["period"],
            "value": 0.01,
            "method": "plain",
            "flags": flag,
        }
        for industry, flag in flags
    ]
    tables = analysed(
        source,
        **acceptable({"23410": [0.9, 0.1], "10510": [0.1, 0.9]}),
        relatedness=LINKS,
        distance=curve([1e-6, 2e-6, 1e-6]),
    )
    return replace(tables, measures=filled("measures", rows))


def test_pictures_are_those_of_the_analyses_that_ran(judged):
    assert list(analysis_charts(judged, "en")) == ["acceptability", "network", "distances-1"]
    assert analysis_charts(replace(judged, further={}), "en") == {}
    assert CURVES >= 1


@pytest.mark.parametrize("language", ["en", "pl"])
def test_documents_show_each_picture_with_its_table_and_source(judged, language, tmp_path):
    paths = write_documents(judged, tmp_path, language=language)
    page = paths["map.html"].read_text("utf-8")
    printed = pypdf.PdfReader(paths["map.pdf"])
    text = " ".join(" ".join(one.extract_text() for one in printed.pages).split())
    for chart in analysis_charts(judged, language).values():
        assert chart.title in page
        assert " ".join(chart.title.split()) in text
        for title in (chart.column_titles[name] for name in chart.table.column_names):
            assert title in page
        assert page.count(chart.source) >= len(analysis_charts(judged, language))
    assert b"pdfuaid" in paths["map.pdf"].read_bytes()
