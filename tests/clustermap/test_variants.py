"""Nothing forgotten: every measure a map holds is explained, in both languages, on a page that exists."""

from pathlib import Path

import pytest

from grono.clustermap import Companions, analysis_texts, draw, variant_texts
from grono.sources.synthetic import synthetic_economy

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def whole_map():
    economy = synthetic_economy(seed=1)
    return draw(economy.employees, size_bands=economy.size_bands, companions=Companions())


def test_every_measure_of_a_map_is_explained(whole_map):
    found = set(whole_map.measures["variant"].unique().to_pylist())
    unexplained = sorted(found - set(variant_texts()))
    assert not unexplained, f"Add rows to src/grono/clustermap/data/variants/*.csv for {unexplained}"


@pytest.mark.parametrize("name", variant_texts())
def test_an_explanation_is_whole_and_its_page_exists(name):
    text = variant_texts()[name]
    assert text.axis in {"cell", "region", "industry"}
    assert all(text.titles.values())
    assert all(text.descriptions.values())
    assert (ROOT / "docs" / "methods" / f"{text.page}.md").is_file(), f"{name} names a page that is not there"


@pytest.mark.parametrize("name", analysis_texts())
def test_an_analysis_is_explained_and_has_a_module(name):
    text = analysis_texts()[name]
    assert all(text.titles.values())
    assert all(text.descriptions.values())
    assert (ROOT / "src" / "grono" / "clustermap" / "catalogue" / f"{name}.py").is_file()
