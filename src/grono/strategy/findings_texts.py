"""Findings in the texts of a card: quotation marks, jammed bodies, cells nobody has split."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from grono.messages import message
from grono.strategy.card_words import PLAIN_NUMBER, STAGE_CELL
from grono.strategy.finding import Finding, body_cell, indicator_cell, stage_cell

if TYPE_CHECKING:
    from collections.abc import Iterator

    from grono.messages import Message
    from grono.strategy.card import TaskCard

_JAMMED = re.compile(r"[a-ząćęłńóśźż][A-ZĄĆĘŁŃÓŚŹŻ]")
_CLOSING_QUOTES = '”"'


def jammed_bodies(card: TaskCard) -> Iterator[Finding]:
    """Find two bodies written as one (F-JAMMED)."""
    for order, body in enumerate(card.cooperating, 1):
        match = _JAMMED.search(body.name_text)
        if match is None:
            continue
        place = match.start() + 1
        yield Finding(
            "F-JAMMED",
            (body_cell(order),),
            message(
                "Cooperating body %(order)s reads “%(name)s”: two bodies seem to stand in one cell.",
                order=str(order),
                name=body.name_text,
            ),
            message(
                "Link two organisations, “%(first)s” and “%(second)s”; the text of the card can stay.",
                first=body.name_text[:place].strip(),
                second=body.name_text[place:].strip(),
            ),
            body.name_text,
            {"body": order, "first": body.name_text[:place].strip(), "second": body.name_text[place:].strip()},
        )


def unclosed_quotes(card: TaskCard) -> Iterator[Finding]:
    """Find cells that open more quotations than they close (F-QUOTE)."""
    for cell, text in _text_cells(card):
        lacking = text.count("„") - sum(text.count(mark) for mark in _CLOSING_QUOTES)
        if lacking > 0:
            yield Finding(
                "F-QUOTE",
                (cell,),
                message("The quotation that begins with „ is not closed: %(cell)s.", cell=cell),
                message("Add the closing ” where the quotation ends."),
                cell.in_language("en"),
                {"text": text, "lacking": lacking},
            )


def _text_cells(card: TaskCard) -> Iterator[tuple[Message, str]]:
    yield message("strategy title"), card.strategy_title
    yield message("goal title"), card.goal.title
    yield message("goal lead"), card.goal.lead_post
    yield message("objective title"), card.objective.title
    yield message("objective coordinator"), card.objective.lead_post
    yield message("task title"), card.task.title
    yield message("addressees"), card.addressees
    yield message("rationale"), card.rationale
    yield message("description of the task"), card.description
    yield message("executor"), card.executor_text
    yield from ((stage_cell(stage.number_text), stage.title) for stage in card.stages)
    yield from _cells_of_rows(card)


def _cells_of_rows(card: TaskCard) -> Iterator[tuple[Message, str]]:
    for order, body in enumerate(card.cooperating, 1):
        yield body_cell(order), body.name_text
        if body.scope_text:
            yield message("scope of cooperating body %(order)s", order=str(order)), body.scope_text
    for _, row in card.rows:
        yield indicator_cell(row.name_text), row.name_text
        if row.source_text:
            yield message("source of indicator “%(name)s”", name=row.name_text), row.source_text
    for place, line in enumerate(card.funding, 1):
        yield message("source of money %(order)s", order=str(place)), line.source_text


def unsplit_cells(card: TaskCard) -> Iterator[Finding]:
    """Find cells that a person has to split, because nothing on the card tells where (F-UNSPLIT)."""
    remedy = message("Show where the second part begins; the text of the card stays the same.")
    for order, body in enumerate(card.cooperating, 1):
        if not body.is_split:
            sentence = message(
                "Name and scope of cooperating body %(order)s stand in one text, “%(text)s”, and nothing tells them apart.",
                order=str(order),
                text=body.name_text,
            )
            yield Finding("F-UNSPLIT", (body_cell(order),), sentence, remedy, body.name_text, {"body": order})
    for order, (_, row) in enumerate(card.rows, 1):
        if not row.is_split:
            sentence = message(
                "Name and source of indicator %(order)s stand in one text, “%(text)s”, and nothing tells them apart.",
                order=str(order),
                text=row.name_text,
            )
            yield Finding(
                "F-UNSPLIT", (indicator_cell(row.name_text),), sentence, remedy, row.name_text, {"indicator": order}
            )


def extra_values(card: TaskCard) -> Iterator[Finding]:
    """Find rows whose text ends like one more value than there are years (F-EXTRA-VALUE)."""
    ends = [(stage_cell(stage.number_text), stage.title, STAGE_CELL) for stage in card.stages]
    ends += [(indicator_cell(row.name_text), row.text, PLAIN_NUMBER) for _, row in card.rows]
    for cell, text, form in ends:
        last = text.rsplit(" ", 1)[-1]
        if last != text and form.fullmatch(last):
            yield Finding(
                "F-EXTRA-VALUE",
                (cell,),
                message(
                    "Before the values of the years, the text ends with “%(value)s”, which looks like one more value: %(cell)s.",
                    value=last,
                    cell=cell,
                ),
                message("Compare the row with the original; remove the value if there is one too many."),
                text,
                {"value": last},
            )
