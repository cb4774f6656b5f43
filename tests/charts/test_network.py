"""The network of industries: which links, which signs, always the same places."""

import os
import subprocess
import sys

import altair as alt
import numpy as np
import pytest

from grono.charts import for_page, relatedness_network, to_svg
from grono.charts.network_layout import Layout, labelled, placed
from tests.charts.analyses import CLUSTERS, FAR, LINKS, analysed
from tests.charts.maps import make_map, parsed

CODES = [f"{number:02}" for number in range(24)]
RING = dict.fromkeys(CODES, 5.0)
JOINED = [(one, other) for place, one in enumerate(CODES[:20]) for other in CODES[place + 1 : 20 : 5]] + [("20", "21")]


def _strokes(chart):
    return [
        element
        for element in parsed(for_page(to_svg(chart))).iter("line")
        if element.get("stroke") == "var(--line-strong)"
    ]


@pytest.mark.parametrize("narrow", [False, True])
@pytest.mark.parametrize("language", ["en", "pl"])
def test_network_is_valid_and_draws_each_link_of_its_table(language, narrow):
    chart = relatedness_network(analysed(relatedness=LINKS, clusters=CLUSTERS), language, region="R1", narrow=narrow)
    alt.VConcatChart.from_dict(chart.specification)
    keys = 2  # a line and a dashed one in the key
    assert len(_strokes(chart)) == chart.table.num_rows + keys
    assert set(chart.column_titles) == set(chart.table.column_names)
    assert chart.table["industry_name"].to_pylist()[0] == {"en": "Ceramic ware", "pl": "Wyroby ceramiczne"}[language]


def test_network_puts_links_that_stand_first_and_says_which_may_be_chance():
    chart = relatedness_network(analysed(relatedness=LINKS), "en")
    assert chart.table["kept"].to_pylist() == [True, False]
    assert chart.table["value"].to_pylist() == [0.8, 0.9]
    assert "1 of them may be chance" in chart.alternative
    assert "“Ceramic ware” with “Basic iron and steel”" in chart.alternative
    dashed = [line for line in _strokes(chart) if line.get("stroke-dasharray", "1,0") not in ("", "1,0")]
    assert len(dashed) == 2  # the link and its key


def test_network_of_a_named_measure_and_of_one_industry():
    given = analysed(relatedness=LINKS)
    other = relatedness_network(given, "en", measure="coagglomeration_pair")
    assert other.table["other"].to_pylist() == [FAR]
    assert relatedness_network(given, "en", industry="23410").table.num_rows == 2
    nobody = relatedness_network(given, "en", industry="99999")
    assert nobody.table.num_rows == 0
    assert "no links" in nobody.alternative


def test_network_tells_specialised_by_filling_and_clusters_by_letter():
    low = make_map()
    measures = low.measures.to_pydict()
    measures["value"] = [0.4 if industry == "24100" else value for industry, value in zip(measures["industry"], measures["value"], strict=True)]  # fmt: skip
    low = type(low)(
        **{**low.tables(), "measures": type(low.measures).from_pydict(measures, low.measures.schema)}, run=low.run
    )
    chart = relatedness_network(analysed(low, relatedness=LINKS, clusters=CLUSTERS), "en", region="R1")
    page = for_page(to_svg(chart))
    assert "A\u00a0·\u00a023410" in page
    assert "A · Clay &amp; steel" in page
    assert "is specialised in 1 of the 3 industries" in chart.alternative
    hollow = [
        one for one in parsed(page).iter("path") if one.get("fill") == "var(--chart-ground)" and one.get("stroke")
    ]
    assert len(hollow) == 2


@pytest.mark.parametrize("tables", [{}, {"relatedness": []}])
def test_network_without_links_says_so(tables):
    chart = relatedness_network(analysed(**tables), "en", region="R1")
    assert chart.alternative.startswith("Nothing to draw")
    assert "Nothing to draw" in to_svg(chart)


def test_a_pair_related_in_both_directions_is_drawn_once_with_the_surer():
    pair = {"industry": "23410", "other": "24100", "measure": "m_colocation", "value": 2.0, "p": 0.02, "kept": True}
    back = pair | {"industry": "24100", "other": "23410", "p": 0.01}
    chart = relatedness_network(analysed(relatedness=[pair, back]), "en", measure="m_colocation")
    assert chart.table["industry"].to_pylist() == ["24100"]
    assert "stand around those of another" in chart.title
    assert "around the plants of one there are" in to_svg(chart)


def test_network_keeps_to_its_limit():
    chart = relatedness_network(analysed(relatedness=LINKS), "en", limit=1)
    assert chart.table.num_rows == 1
    assert "the strongest link of 2" in chart.alternative


def test_layout_keeps_nodes_apart_and_inside():
    layout = placed(RING, JOINED, width=400, room=40)
    points = np.array([layout.places[code] for code in CODES])
    distance = np.hypot(*(points[:, None] - points[None]).transpose(2, 0, 1))
    np.fill_diagonal(distance, np.inf)
    assert distance.min() >= 2 * 5.0
    assert (points >= 0).all()
    assert (points <= [layout.width, layout.height]).all()


def test_layout_is_the_same_whatever_the_order_and_the_seed_of_hashes():
    script = "from tests.charts.test_network import *; print(placed(RING, JOINED[::-1], width=400, room=40).places)"
    outputs = {
        subprocess.run(
            [sys.executable, "-c", script], env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, check=True
        ).stdout
        for seed in ("1", "2")
    }
    assert outputs == {f"{placed(RING, JOINED, width=400, room=40).places}\n".encode()}


def test_labels_cover_neither_nodes_nor_each_other():
    layout = Layout({"a": (50.0, 50.0), "b": (56.0, 50.0), "c": (200.0, 50.0)}, 300, 100)
    radii = {"a": 4.0, "b": 4.0, "c": 4.0}
    labels = labelled(layout, radii, [(code, f"{code} a rather long name here", code) for code in "abc"], 3)
    assert [label.node for label in labels] == ["a", "b", "c"]
    assert all(label.x >= 0 for label in labels)
    assert len(labelled(layout, radii, [(code, code, code) for code in "abc"], 2)) == 2
    crowded = Layout({"a": (2.0, 2.0)}, 5, 5)
    assert labelled(crowded, {"a": 2.0}, [("a", "name", "a")], 1) == []


def test_labels_cut_no_word():
    layout = Layout({"a": (60.0, 60.0)}, 150, 120)
    word = "Zachodniopomorskie"
    found = labelled(layout, {"a": 4.0}, [("a", f"{word} and more words after it", "a")], 1)
    assert any(word in line for line in found[0].lines) or found[0].lines == ("a",)
