"""Reading task cards, and what is said about texts that are none: lines, cells, round trip, layout marks (STR-6 to STR-8, STR-11)."""

from dataclasses import asdict, replace
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grono.strategy import CardError, CooperatingBody, read_card, render_card
from tests.strategy.factories import PLAIN, cards, with_stages

TEXT = render_card(PLAIN)


def refusal(text):
    with pytest.raises(CardError) as refused:
        read_card(text)
    return refused.value


def test_leszno_is_read_and_written_again_identical(seed, oracle):
    example = oracle("strategy")["STR-E1"]
    data = seed("001").read_bytes()
    assert sha256(data).hexdigest() == example["input"]["sha256"]
    assert render_card(read_card(data.decode())).encode() == data


def test_leszno_has_the_cells_of_the_worked_example(seed, oracle):
    expected = oracle("strategy")["STR-E1"]["expected"]
    card = read_card(seed("001").read_bytes().decode())
    assert asdict(card.goal) == expected["goal"]
    assert asdict(card.objective) == expected["objective"]
    assert asdict(card.task) == {**expected["task"], "lead_post": ""}
    assert list(card.years) == expected["years"]
    assert card.executor_text == expected["executor"]
    assert [asdict(body) for body in card.cooperating] == expected["cooperating"]
    assert {line.group_text for line in card.funding} == {expected["budget_group"]}
    assert [{"source_text": x.source_text, "share": x.share_text} for x in card.funding] == expected["funding"]
    assert (card.total_cost_text or None) is expected["total_cost"]
    assert asdict(card.layout) == {"final_newline": False, "cell_break_bodies": (5,)}


def test_leszno_has_the_numbers_of_the_worked_example(seed, oracle):
    expected = oracle("strategy")["STR-E1"]["expected"]
    card = read_card(seed("001").read_bytes().decode())
    stages = [
        {
            "number_text": stage.number_text,
            "title": stage.title,
            "cells": [cell and {"done": cell.done, "planned": cell.planned} for cell in stage.cells],
        }
        for stage in card.stages
    ]
    assert stages == expected["stages"]
    groups = [
        {
            "kind": group.kind,
            "state": group.state,
            "rows": [
                {"name_text": r.name_text, "source_text": r.source_text, "values": [value.lower for value in r.values]}
                for r in group.rows
            ],
        }
        for group in card.indicators
    ]
    assert groups == expected["indicators"]


@given(cards())
def test_a_card_that_is_written_is_read_again_equal(card):
    text = render_card(card)
    assert read_card(text) == card
    assert render_card(read_card(text)) == text


@given(st.data())
def test_a_damaged_card_is_read_without_loss_or_refused(data):
    """Whatever happens to a text, it is never read as something that would be written otherwise."""
    start = data.draw(st.integers(0, len(TEXT)))
    end = data.draw(st.integers(start, min(start + 30, len(TEXT))))
    damaged = TEXT[:start] + data.draw(st.text("a1 ,-%/\n:„\u00a0", max_size=5)) + TEXT[end:]
    try:
        card = read_card(damaged)
    except CardError as error:
        card = None
        problems = error.problems
    if card is None:
        assert all(problem.message.in_language("en") for problem in problems)
    else:
        assert render_card(card) == damaged


def test_windows_line_ends_are_read():
    assert read_card(TEXT.replace("\n", "\r\n")) == PLAIN


@pytest.mark.parametrize("title", ["A - B", "Cel I - X - szef celu Y", "2009 2010", "„x” - - -"])
def test_titles_are_free(title):
    card = replace(PLAIN, strategy_title=title, task=replace(PLAIN.task, title=title))
    assert render_card(read_card(render_card(card))) == render_card(card)


def test_decimal_commas_are_kept_as_written():
    card = read_card(TEXT.replace("20/20%", "04,50/20,0%"))
    assert card.stages[0].cells[0].text == "04,50/20,0%"
    assert card.stages[0].done == 4.5


def test_a_task_may_have_no_bodies_stages_indicators_or_funding():
    card = with_stages(cooperating=(), indicators=(), funding=(), total_cost_text="")
    assert read_card(render_card(card)) == card


def test_cells_that_cannot_be_split_stay_whole():
    card = replace(PLAIN, cooperating=(CooperatingBody("Szkoła rada", None),))
    assert read_card(render_card(card)) == card


@pytest.mark.parametrize(
    ("old", "new", "row", "sentence"),
    [
        ("Uzasadnienie", "Uzasadneinie", 13, "expected here: the heading “Uzasadnienie”. Write the heading exactly so"),
        ("Cel II - ", "Cel II: ", 3, "the goal, as “Cel I - title - szef celu post”"),
        (" - koordynator ", " - ", 5, "the objective, as “3. title - koordynator post”"),
        ("4. Inkubator", "Inkubator", 7, "the task, as “1. title”"),
        ("4. Inkubator\n", "4. Inkubator\n\nMore\n", 9, "four lines: strategy, goal, objective and task"),
        ("Firmy\n", "Firmy\nInni\n", 12, "a blank line"),
        ("Firmy\n", "\n", 11, "a line of text"),
        ("Etapy realizacji Rok", "Etapy Rok", 24, "the table header “Etapy realizacji Rok”"),
        ("Rok\n2020 2021", "Rok\n2020 20021", 25, "the years of the plan, as “2009 2010 2011”"),
        ("Rok\n2020 2021", "Rok\n2022 2021", 25, "rising order"),
        ("20/20% - -", "20/20% -", 26, "a stage with 3 cells, one for each year"),
        ("20/20% - -", "20/20% - nic", 26, "as “4/10%”, or “-” where nothing is planned"),
        ("Szkoła Druga", "\nSzkoła Druga", 35, "Remove the blank line"),
        ("Źródło 2020", "Źródło 2019", 37, "the table header “Typ Wskaźnik Źródło 2020 2021 2022”"),
        ("\u00a0 Gotowy", "Gotowy", 39, "begins with a no-break space and a space"),
        ("Urząd 0 3 4,5", "Urząd 0 x 4,5", 40, "an indicator that ends with 3 numbers"),
        ("100 000,01 zł", "100\n200", 43, "one line with the total cost"),
        ("Gród 50%", "Gród 50", 46, "Write the name of the source, a space and its share, as “Miasto 20%”"),
        ("\n\nUnia", "\nUnia", 47, "One blank line stands before each source"),
        ("Inkubator", "Inku\x00bator", 7, "Remove the invisible character"),
    ],
)
def test_a_wrong_line_is_quoted_with_what_was_expected(old, new, row, sentence):
    assert old in TEXT
    problem = refusal(TEXT.replace(old, new, 1)).problems[0]
    assert problem.row == row
    assert str(problem).startswith(f"Line {row} reads “")
    assert sentence in str(problem)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "The file is empty."),
        (" \n\n", "The file is empty."),
        ("Dear Sir or Madam", "None of the headings of a task card was found."),
        (TEXT.replace("\n", "\r\n", 3), "Line 1 ends in another way than the other lines."),
        (TEXT.replace("Realizator\n", "Kto\n"), "The heading “Realizator” is missing."),
        (TEXT.replace("Adresaci\n", "Kto\n"), "after the title of the task"),
        (TEXT + "\n\n", "remove other blank lines"),
        (TEXT + "\n", "Remove the blank line at the end of the card."),
        (TEXT.replace("Środki", "Środki\nGrupa:") + "\nInna:\n", "Write the sources of the group below it"),
        (TEXT.replace("100 000,01 zł\n", ""), "Write the amount on one line below the heading"),
        (TEXT.replace("\u00a0 Liczba", "\u00a0 Brak\n\u00a0 Liczba"), "either indicators or “Brak”"),
        (TEXT.replace("Środki\n", "Środki\nA:\n") + "\nA:\n\nB 1%\n", "would be written again as “B 1%”"),
        (
            TEXT.replace("Realizator\n\nWydział Rozwoju\n\n", "Realizator\n\nWydział Rozwoju\n"),
            "expected there: a blank line",
        ),
        (
            TEXT.replace("Nazwa Zakres współpracy\nSzkoła Pierwsza rada\nSzkoła Druga rada\n", ""),
            "expected there: the table header",
        ),
        (
            TEXT.replace("2020 2021 2022\n1. Projekt inkubatora 20/20% - -\n2. Budowa - 40/40% 40/40%\n", ""),
            "the years of the plan",
        ),
        (TEXT.replace("\u00a0 Gotowy", "Wskaźniki produktu:\n\u00a0 Gotowy"), "each kind of indicators once"),
    ],
)
def test_other_texts_are_refused_with_a_remedy(text, sentence):
    assert sentence in refusal(text).in_language("en")


def test_all_problems_are_said_at_once_in_the_order_of_the_lines():
    text = TEXT.replace("20/20% - -", "20 - -").replace("Gród 50%", "Gród").replace(" - koordynator", "")
    error = refusal(text)
    assert [problem.row for problem in error.problems] == [5, 26, 46]
    assert str(error).startswith("The task card cannot be read; it has 3 problems.\nLine 5 reads")


def test_a_long_line_is_quoted_shortened():
    assert "x…”" in str(refusal(TEXT.replace("4. Inkubator", "x" * 500)).problems[0])
