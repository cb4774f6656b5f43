"""Rows as values, or as sentences that say what to write; all problems of a list at once (DIR-22)."""

from __future__ import annotations

import difflib
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from grono.messages import message, plural_message
from grono.sources.organisation_files.fields import IDENTIFIERS, fields
from grono.sources.organisation_files.problems import RowProblem
from grono.sources.organisation_files.readers import READERS, Refusal
from grono.sources.organisation_files.traps import ODD_BLANKS, is_date, is_shortened, read_rightly, with_plain_blanks

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from grono.messages import Message
    from grono.sources.organisation_files.reading import Row, Sheet

CLEARS = "-"
"""A cell with nothing else empties the value."""
CODES = frozenset({"main_code", "other_codes"})
"""Fields that nobody can read without the edition of the codes."""


@dataclass(frozen=True)
class Choices:
    """The words that a column may hold: folded word → value."""

    words: Mapping[str, str]


@dataclass(frozen=True)
class Options:
    """How a list is to be read.

    Parameters
    ----------
    columns : mapping
        Field → name of the column.
    code_system : str
        Classification and version of the activity codes; empty where none are mapped.
    choices : mapping
        Field → its words.
    language : str
        Whose decimal sign is used.
    """

    columns: Mapping[str, str]
    code_system: str = ""
    choices: Mapping[str, Choices] = field(default_factory=dict)
    language: str = "pl"


@dataclass(frozen=True)
class CheckedRow:
    """A row as values: field → value as JSON holds it; None empties, an absent field says nothing."""

    number: int
    values: dict[str, Any]


def check_rows(
    sheet: Sheet, options: Options, progress: Callable[[int], None] = lambda _done: None
) -> tuple[list[CheckedRow], list[RowProblem], list[Message]]:
    """Return the rows without an error, everything that is wrong, and what was put right without a loss.

    Parameters
    ----------
    sheet : Sheet
        The list.
    options : Options
        Which column means what.
    progress : callable
        Told now and then how many rows are done.
    """
    places = {key: sheet.header.index(column) for key, column in options.columns.items() if column in sheet.header}
    unsaid = list(_mapping_problems(places, options))
    problems = [*sheet.problems, *unsaid]
    if any(problem.row is None and problem.severity == "error" for problem in sheet.problems):
        return [], problems, list(sheet.notes)
    if not options.code_system:  # said already; the other columns are checked all the same
        places = {key: place for key, place in places.items() if key not in CODES}
    rows, blanks = [], 0
    seen: dict[tuple[str, str], int] = {}
    for done, row in enumerate(sheet.rows):
        if done % 500 == 0:
            progress(done)
        blanks += any(ODD_BLANKS.search(row.cells[place]) for place in places.values())
        values: dict[str, Any] = {}
        found = list(_row_problems(row, places, options, values))
        found += _repeated(row, values, seen, options)
        problems += found
        if not any(problem.severity == "error" for problem in found):
            rows.append(CheckedRow(row.number, values))
    return [] if unsaid else rows, problems, [*sheet.notes, *_blank_note(blanks)]


def _blank_note(blanks: int) -> list[Message]:
    if not blanks:
        return []
    return [
        plural_message(
            "In %(number)s row blanks that do not break the line were replaced by ordinary ones.",
            "In %(number)s rows blanks that do not break the line were replaced by ordinary ones.",
            blanks,
        )
    ]


def _mapping_problems(places: Mapping[str, int], options: Options) -> Iterator[RowProblem]:
    if "legal_name" not in places and not any(key in places for key in (*IDENTIFIERS, "source_key")):
        sentence = message(
            "No column holds the name of the organisation or a number of it. Say which column does, above all the legal name."
        )
        yield RowProblem("no-name", sentence)
    if CODES & places.keys() and not options.code_system:
        sentence = message(
            "The list has activity codes. Say which edition they are of (PKD 2007 or PKD 2025): the codes alone do not tell."
        )
        yield RowProblem("no-edition", sentence)


def _row_problems(
    row: Row, places: Mapping[str, int], options: Options, values: dict[str, Any]
) -> Iterator[RowProblem]:
    for key, place in places.items():
        raw = row.cells[place]
        text = with_plain_blanks(raw)
        if not text:
            continue
        problem = _trap(row, place, raw, text, key)
        if problem is None or problem.code == "formula":
            outcome = _value(key, text, options)
            if isinstance(outcome, Refusal):
                problem = RowProblem(
                    outcome.code, _at(row, options.columns[key], outcome.message), nearest=outcome.nearest
                )
            else:
                values[key] = outcome
        if problem is not None:
            yield RowProblem(
                problem.code, problem.message, row.number, options.columns[key], raw[:200], problem.nearest, problem.severity
            )  # fmt: skip


def _at(row: Row, column: str, sentence: Message) -> Message:
    return message("Row %(row)s, column “%(column)s”: %(sentence)s", row=row.number, column=column, sentence=sentence)


def _trap(row: Row, place: int, raw: str, text: str, key: str) -> RowProblem | None:
    """Return what a spreadsheet has done to a cell."""
    if row.marks.get(place) == "date" or (fields()[key].kind not in ("text", "key") and is_date(text)):
        sentence = message(
            "Row %(row)s: “%(value)s” has become a date in the spreadsheet. Format the column as text and write the value again.",
            row=row.number,
            value=text,
        )
        return RowProblem("became-a-date", sentence)
    if fields()[key].kind != "text" and is_shortened(text):
        sentence = message(
            "Row %(row)s: the number was shortened to “%(value)s”, its last digits are lost. Format the column as text and write the "
            "whole number.",
            row=row.number,
            value=text,
        )
        return RowProblem("shortened-number", sentence)
    right = read_rightly(raw)
    if right is not None or "\ufffd" in raw:
        return RowProblem("wrong-encoding", _misread(row, text, right), nearest=with_plain_blanks(right or ""))
    if row.marks.get(place) == "formula":
        sentence = message(
            "Row %(row)s: a formula stands in the cell; its last result “%(value)s” is taken. Check it, or put the value in its place.",
            row=row.number,
            value=text,
        )
        return RowProblem("formula", sentence, severity="warning")
    return None


def _misread(row: Row, text: str, right: str | None) -> Message:
    if right is None:
        return message(
            "Row %(row)s: a letter of “%(value)s” is lost. Save the list again as CSV (UTF-8) from where it comes.",
            row=row.number,
            value=text,
        )
    return message(
        "Row %(row)s: “%(value)s” was saved in a wrong encoding; “%(right)s” is meant. Save the list again as CSV (UTF-8).",
        row=row.number,
        value=text,
        right=with_plain_blanks(right),
    )


def _value(key: str, text: str, options: Options) -> Any:
    one = fields()[key]
    if text == CLEARS:
        if one.clearable:
            return None
        return Refusal(
            "cannot-be-emptied", message("this value cannot be emptied by “-”. Leave the cell empty to say nothing.")
        )
    if one.kind == "choice":
        return _chosen(text, options.choices.get(key, Choices({})))
    if one.kind in ("code", "codes"):
        return READERS[one.kind](text, options.code_system)
    return READERS[one.kind](text, options.language)


def _chosen(text: str, choices: Choices) -> Any:
    return _word(text.casefold(), tuple(choices.words.items()), text)


@lru_cache(maxsize=5_000)
def _word(folded: str, words: tuple[tuple[str, str], ...], text: str) -> Any:
    table = dict(words)
    if folded in table:
        return table[folded]
    near = difflib.get_close_matches(folded, table, 1, 0.6)
    known = ", ".join({value: word for word, value in reversed(words)}.values())
    sentence = message("“%(value)s” is not known here. Write one of: %(known)s.", value=text, known=known)
    return Refusal("not-known", sentence, near[0] if near else "")


def _repeated(
    row: Row, values: Mapping[str, Any], seen: dict[tuple[str, str], int], options: Options
) -> Iterator[RowProblem]:
    """Name a row that has a number of an earlier one."""
    for key in (*IDENTIFIERS, "source_key"):
        if values.get(key):
            first = seen.setdefault((key, values[key]), row.number)
            if first != row.number:
                sentence = message(
                    "Row %(row)s: the number “%(value)s” already stands in row %(first)s. Keep one of the rows.",
                    row=row.number,
                    value=values[key],
                    first=first,
                )
                yield RowProblem("repeated-number", sentence, row.number, options.columns[key], str(values[key]))
                return
