"""Pictures of the clusters: bars below their words, narrow enough for a telephone."""

import datetime
from itertools import pairwise
from xml.etree import ElementTree

from django.utils.translation import override

from grono.portal.clusters.drawing import ladder, progress
from grono.portal.clusters.kinds import Standing


def rows_of(figure):
    """Return the rows of a picture: where they begin, their words, their bars."""
    drawn = ElementTree.fromstring(str(figure.picture).strip())  # noqa: S314  (our own)
    assert float(drawn.get("width")) <= 340
    return [
        (float(row.get("transform").split()[1].rstrip(")")), row.findall("text"), row.findall("rect")) for row in drawn
    ]


def test_ladder_has_a_bar_for_each_rung_that_somebody_stands_on():
    counts = dict.fromkeys(Standing.values, 0) | {Standing.DECLARED.value: 18, Standing.SIGNED.value: 9}
    with override("en"):
        rows = rows_of(ladder(counts, Standing.values, datetime.date(2026, 11, 23)))
    numbers = {words[0].text: words[-1].text for _y, words, _bars in rows}
    assert numbers["declared"] == "18"
    assert numbers["lapsed"] == "0"
    widths = {words[0].text: [float(bar.get("width")) for bar in bars] for _y, words, bars in rows}
    assert widths["declared"][0] == 2 * widths["signed"][0]
    assert widths["lapsed"] == []


def test_long_words_take_two_lines_and_push_the_next_row_down():
    areas = [("Research " * 20, {"met": 3, "not_met": 1}), ("Finance", {"met": 1})]
    with override("en"):
        rows = rows_of(progress(areas, "an invented file"))
    assert [len(words) - 1 for _y, words, _bars in rows] == [2, 1]
    assert all(len(text.text) <= 46 for _y, words, _bars in rows for text in words)
    for _y, words, bars in rows:
        assert max(float(text.get("y")) for text in words[:-1]) < min(float(bar.get("y")) for bar in bars)
    for (y, _words, bars), (after, _, _) in pairwise(rows):
        assert y + float(bars[0].get("y")) + float(bars[0].get("height")) < after


def test_nothing_to_draw_is_an_empty_picture():
    with override("en"):
        assert rows_of(progress([], "an invented file")) == []
        assert 'height="0"' in progress([], "an invented file").picture
