"""Cells of a plan's file: from what a spreadsheet keeps to a value of the column's kind, or a sentence that says what to write."""

from __future__ import annotations

import datetime
import difflib
import re
from typing import TYPE_CHECKING, Any

from grono.messages import message
from grono.quantities import QuantityError, from_json, parse
from grono.reports.plan_file.sheets import Kind

if TYPE_CHECKING:
    from grono.messages import Message
    from grono.reports.plan_file.sheets import SheetColumn

_YES, _NO = frozenset({"yes", "tak", "true", "1"}), frozenset({"no", "nie", "false", "0", ""})
_YEAR = re.compile(r"[12][0-9]{3}")
_WHOLE = re.compile(r"[0-9]{1,5}")
LARGEST_WHOLE = 32767
"""What a column of small numbers holds in the database."""

Read = tuple[Any, "Message | None"]


def read_cell(cell: object, column: SheetColumn, language: str) -> Read:
    """Return the value of a cell, and what is wrong with it."""
    text = as_text(cell, language if column.kind is Kind.QUANTITY else "en")
    if column.kind not in {Kind.TEXT, Kind.LINES}:
        text = text.strip()
    if column.longest and len(text) > column.longest:
        return None, message(
            "The text has %(length)s characters; here at most %(most)s are kept.", length=len(text), most=column.longest
        )
    if "\x00" in text:
        return None, message("The text holds a sign that no text has (U+0000). Write it anew.")
    return _READERS[column.kind](text, column, language)


def as_text(cell: object, language: str) -> str:
    """Return a cell as it would have been typed: spreadsheets make numbers and dates of texts that look like them."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, float):
        text = str(int(cell)) if cell.is_integer() else repr(cell)
        return text.replace(".", ",") if language == "pl" else text
    if isinstance(cell, datetime.datetime):
        return cell.date().isoformat()
    return str(cell)


def _text(text: str, _column: SheetColumn, _language: str) -> Read:
    return text, None


def _choice(text: str, column: SheetColumn, _language: str) -> Read:
    if text in column.choices or (not text and not column.required):
        return text, None
    if not text:
        return None, None
    nearest = difflib.get_close_matches(text.lower(), column.choices, 1)
    if nearest:
        return None, message(
            "“%(value)s” is none of the words of this column. Did you mean “%(nearest)s”?",
            value=text,
            nearest=nearest[0],
        )
    return None, message(
        "“%(value)s” is not known here. Write one of: %(names)s.", value=text, names=", ".join(column.choices)
    )


def _flag(text: str, _column: SheetColumn, _language: str) -> Read:
    if text.lower() in _YES | _NO:
        return text.lower() in _YES, None
    return None, message("“%(value)s” is neither yes nor no. Write “yes” or “no”.", value=text)


def _whole(text: str, _column: SheetColumn, _language: str) -> Read:
    if not text:
        return None, None
    if _WHOLE.fullmatch(text) and int(text) <= LARGEST_WHOLE:
        return int(text), None
    return None, message("“%(value)s” is not a whole number between 0 and %(most)s.", value=text, most=LARGEST_WHOLE)


def _year(text: str, column: SheetColumn, _language: str) -> Read:
    if not text:
        return (None if column.name != "year" or column.required else ""), None
    if not _YEAR.fullmatch(text):
        return None, message("“%(value)s” is not a year. Write four digits, such as 2011.", value=text)
    return (text if column.name == "year" else int(text)), None


def _day(text: str, _column: SheetColumn, _language: str) -> Read:
    if not text:
        return None, None
    try:
        return datetime.date.fromisoformat(text), None
    except ValueError:
        return None, message("“%(value)s” is not a date. Write it as 2011-03-31.", value=text)


def _quantity(text: str, _column: SheetColumn, language: str) -> Read:
    if not text:
        return None, None
    try:
        return (from_json(text) if text.startswith("{") else parse(text, language)), None
    except QuantityError as error:
        return None, error.message


def _codes(text: str, _column: SheetColumn, _language: str) -> Read:
    return [one.strip() for one in text.split(",") if one.strip()], None


def _lines(text: str, _column: SheetColumn, _language: str) -> Read:
    return [one.strip() for one in text.splitlines() if one.strip()], None


_READERS = {
    Kind.TEXT: _text,
    Kind.KEY: _text,
    Kind.CHOICE: _choice,
    Kind.FLAG: _flag,
    Kind.WHOLE: _whole,
    Kind.YEAR: _year,
    Kind.DAY: _day,
    Kind.QUANTITY: _quantity,
    Kind.CODES: _codes,
    Kind.LINES: _lines,
}
