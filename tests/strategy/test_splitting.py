"""Cells without a delimiter: bodies (STR-9), sources of indicators (STR-10), and where each was split (STR-6)."""

from dataclasses import replace

import pytest

from grono.messages import GronoError
from grono.strategy import (
    CooperatingBody,
    SplitRule,
    join_bodies,
    read_card,
    render_card,
    split_body,
    split_indicator,
    splits,
)
from grono.strategy.splitting import split_bodies, split_sources
from tests.strategy.factories import PLAIN


def named(lines):
    bodies, breaks = split_bodies(lines)
    return [(body.name_text, body.scope_text) for body in bodies], breaks


def test_the_scope_is_the_longest_common_ending_in_words():
    assert named(["A b c d", "E x c d"]) == ([("A b", "c d"), ("E x", "c d")], ())
    assert named(["Abc d", "Xbc d"])[0] == [("Abc", "d"), ("Xbc", "d")]


def test_a_scope_may_stand_on_its_own_line():
    assert named(["A c d", "B", "c d", "E", "c d"]) == ([("A", "c d"), ("B", "c d"), ("E", "c d")], (2, 3))


@pytest.mark.parametrize("lines", [["A b c"], ["A b", "C d", "E f"], ["A", "A", "A"], ["A", "c d"], [], ["A ", "B "]])
def test_without_a_common_ending_nothing_is_split(lines):
    assert named(lines) == ([(line, None) for line in lines], ())


def test_sources_start_at_the_rightmost_shared_word():
    texts = [
        "Lokalny plan WPiR",
        "Nowe kierunki WPiR- szkoły wyższe",  # codespell:ignore nowe
        "Lokalny klub Klub WPiR",
    ]  # codespell:ignore nowe
    assert [source for _, source in split_sources(texts)] == ["WPiR", "WPiR- szkoły wyższe", "WPiR"]


def test_a_source_is_extended_to_the_left_but_never_to_the_first_word():
    assert split_sources(["Plan Urząd Miasta", "Urząd Urząd Miasta"]) == [
        ("Plan", "Urząd Miasta"),
        ("Urząd", "Urząd Miasta"),
    ]


@pytest.mark.parametrize("texts", [["Plan WPiR"], ["Plan A", "Plan B"], ["A - x", "B - y"], []])
def test_one_row_or_no_shared_word_is_not_split(texts):
    assert split_sources(texts) == [(text, None) for text in texts]


def test_the_preview_of_leszno_names_each_rule(seed):
    shown = splits(read_card(seed("001").read_bytes().decode()))
    assert [split.rule for split in shown if split.part == "body"] == [SplitRule.COMMON_SUFFIX] * 4 + [
        SplitRule.LINE_BREAK
    ]
    assert {split.rule for split in shown if split.part == "indicator"} == {SplitRule.SHARED_SOURCE}
    assert (shown[7].left, shown[7].right) == (
        "Nowe kierunki na uczelniach wyższych",  # codespell:ignore nowe
        "WPiR- szkoły wyższe",
    )  # codespell:ignore nowe


def test_a_person_moves_a_split_and_the_text_stays():
    card = split_indicator(split_body(PLAIN, 1, "Szkoła"), 2, "Liczba")
    assert card.cooperating[0] == CooperatingBody("Szkoła", "Pierwsza rada")
    assert (card.rows[1][1].name_text, card.rows[1][1].source_text) == ("Liczba", "lokali Urząd")
    assert render_card(card) == render_card(PLAIN)
    rules = [split.rule for split in splits(card)]
    assert rules == [SplitRule.BY_HAND, SplitRule.BY_HAND, SplitRule.SHARED_SOURCE, SplitRule.BY_HAND]


def test_a_split_can_be_taken_back():
    card = split_body(PLAIN, 1, "Szkoła Pierwsza rada")
    assert card.cooperating[0] == CooperatingBody("Szkoła Pierwsza rada", None)
    assert splits(card)[0].rule is SplitRule.UNSPLIT


def test_a_person_joins_two_lines_and_the_text_stays():
    lines = (CooperatingBody("Szkoła", None), CooperatingBody("rada i praktyki", None))
    card = replace(PLAIN, cooperating=lines)
    joined = join_bodies(card, 1)
    assert joined.cooperating == (CooperatingBody("Szkoła", "rada i praktyki"),)
    assert joined.layout.cell_break_bodies == (1,)
    assert render_card(joined) == render_card(card)
    with pytest.raises(GronoError, match="take the split of body 1 back first"):
        join_bodies(PLAIN, 1)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda: split_body(PLAIN, 1, "Szk"), "is not the beginning of"),
        (lambda: split_body(PLAIN, 1, ""), "is not the beginning of"),
        (lambda: split_body(PLAIN, 9, "x"), "There is no cell 9; the card has 2."),
        (lambda: split_indicator(PLAIN, 0, "x"), "There is no cell 0"),
        (
            lambda: split_body(replace(PLAIN, layout=replace(PLAIN.layout, cell_break_bodies=(1,))), 1, "x"),
            "split by a line break",
        ),
    ],
)
def test_an_impossible_split_is_refused(change, sentence):
    with pytest.raises(GronoError, match=sentence):
        change()
