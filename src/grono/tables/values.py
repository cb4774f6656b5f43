"""Typed columns out of text: numbers with their flags, years, codes, size bands, and every cell that is none of these."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Literal

import ibis

from grono.messages import Problem, message
from grono.tables.contracts import read_data
from grono.tables.problems import rows_breaking

if TYPE_CHECKING:
    from collections.abc import Callable

    from ibis.expr.types import BooleanValue, FloatingValue, IntegerValue, StringValue

    from grono.messages import Message
    from grono.tables.files import RawTable

    _Sentence = Callable[[int, str], Message]

Decimal = Literal["point", "comma"]

_BLANKS = r"[ \x{00a0}\x{202f}\x{2009}']"
_NUMBER = r"^([-+\x{2212}]?[0-9][0-9.,' \x{00a0}\x{202f}\x{2009}]*(?:[eE][-+]?[0-9]+)?)\s*([a-zA-Z]{0,3})$"
_YEAR = r"^(\d{4})(?:\.0|-\d{2}(?:-\d{2}.*)?)?$"
_BAND = r"^(\d+)\s*(?:-|–|—|to|do|bis)\s*(\d+)\D*$"
_OPEN_BAND = r"^(?:>=|≥|over|from|od|ponad|ab)?\s*(\d+)\s*(?:\+|and more|and over|or more|i więcej|und mehr)\D*$"


@dataclass(frozen=True)
class Numbers:
    """A column of numbers.

    Parameters
    ----------
    value : ibis float expression
        The number; null where there is none.
    status : ibis string expression
        ``observed``, ``zero``, ``estimated``, ``suppressed`` or ``missing`` (MAP-2).
    flag_text : ibis string expression
        The source's flag to the letter; null where there is none.
    problems : tuple of Problem
        Cells that are neither a number nor a known flag, and negative numbers.
    """

    value: FloatingValue
    status: StringValue
    flag_text: StringValue
    problems: tuple[Problem, ...]


@cache
def flag_statuses(place: str) -> dict[str, str]:
    """Return flag → status for flags that stand ``alone`` or ``after`` a number (MAP-3)."""
    return {row["text"]: row["status"] for row in read_data("flags.csv") if row["place"] == place}


def numbers(raw: RawTable, column: str, decimal: Decimal | None = None) -> Numbers:
    """Read a column of non-negative numbers as people write them.

    Blanks and apostrophes between digits are dropped; the decimal sign is the one given, else the one the column uses.
    """
    text = raw.column(column)
    digits = text.re_extract(_NUMBER, 1).nullif("").re_replace(_BLANKS, "").replace("−", "-")
    flag = text.re_extract(_NUMBER, 2).nullif("")
    sign, ambiguous = _decimal_sign(raw, column, digits, decimal)
    value = _as_number(digits, sign)
    alone = _mapped(text.lower(), flag_statuses("alone"))
    after = _mapped(flag.lower(), flag_statuses("after"))
    known_flag = flag.isnull() | after.notnull()
    readable = value.notnull() & known_flag
    status = ibis.cases(
        (text.isnull(), "missing"),
        (alone.notnull(), alone),
        (after == "estimated", "estimated"),
        (value == 0, "zero"),
        else_="observed",
    )
    problems = [
        *ambiguous,
        *([] if ambiguous else rows_breaking(raw, column, text.notnull() & alone.isnull() & ~readable, "not-a-number", _not_a_number(column))),
        *([] if ambiguous else rows_breaking(raw, column, readable & (value < 0), "negative", _negative(column))),
    ]  # fmt: skip
    number = ibis.ifelse(alone.notnull(), ibis.null("float64"), value)
    return Numbers(
        number, status, ibis.coalesce(flag, ibis.ifelse(alone.notnull(), text, ibis.null("string"))), tuple(problems)
    )


def _mapped(value: StringValue, mapping: dict[str, str]) -> StringValue:
    return value.cases(*mapping.items(), else_=ibis.null("string"))


def _as_number(digits: StringValue, sign: Decimal) -> FloatingValue:
    thousands, point = (",", ".") if sign == "point" else (".", ",")
    return digits.replace(thousands, "").replace(point, ".").try_cast("float64")


def _decimal_sign(
    raw: RawTable, column: str, digits: StringValue, given: Decimal | None
) -> tuple[Decimal, list[Problem]]:
    if given is not None:
        return given, []
    cells = raw.cells
    counts = cells.aggregate(
        comma=digits.contains(",").sum(),
        point=digits.contains(".").sum(),
        comma_last=digits.re_search(r"\..*,").sum(),
        point_last=digits.re_search(r",.*\.").sum(),
        groups_by_comma=digits.re_search(r"^\D?\d{1,3}(,\d{3}){2,}$").sum(),
        groups_by_point=digits.re_search(r"^\D?\d{1,3}(\.\d{3}){2,}$").sum(),
        comma_but_no_group=digits.re_search(r",(\d{0,2}|\d{4,})$|^\D?\d{4,},|^\D?0,").sum(),
    )
    found = {name: int(number or 0) for name, number in counts.to_pyarrow().to_pylist()[0].items()}
    if found["comma_last"] or found["groups_by_point"]:
        return "comma", []
    if not found["comma"] or found["point_last"] or found["groups_by_comma"]:
        return "point", []
    if found["comma_but_no_group"]:
        return "comma", []
    example = (
        cells.filter(digits.contains(",")).select(value=raw.column(column)).limit(1).to_pyarrow()["value"][0].as_py()
    )
    sentence = message(
        'Column "%(column)s": "%(value)s" can be read in two ways. Say whether the comma is a decimal sign or separates thousands.',
        column=column,
        value=example,
    )
    return "point", [Problem("ambiguous-decimal", sentence, column=column, value=example, count=found["comma"])]


def _not_a_number(column: str) -> _Sentence:
    def sentence(row: int, value: str) -> Message:
        inside = re.search(r"\d+", value)
        if inside:
            return message(
                'Row %(row)s, column "%(column)s": "%(value)s" is not a number. '
                "Write %(example)s, or leave the cell empty if the figure is unknown.",
                row=row, column=column, value=value[:60], example=inside.group(),
            )  # fmt: skip
        return message(
            'Row %(row)s, column "%(column)s": "%(value)s" is not a number. '
            "Write a number, or leave the cell empty if the figure is unknown.",
            row=row, column=column, value=value[:60],
        )  # fmt: skip

    return sentence


def _negative(column: str) -> _Sentence:
    def sentence(row: int, value: str) -> Message:
        return message(
            'Row %(row)s, column "%(column)s": %(value)s is below zero. '
            "Employees and plants are zero or more; leave the cell empty if the figure is unknown.",
            row=row, column=column, value=value[:60],
        )  # fmt: skip

    return sentence


def years(raw: RawTable, column: str) -> tuple[IntegerValue, list[Problem]]:
    """Read a column of years (2019, 2019.0 or a date) and name the cells that are none."""
    text = raw.column(column)
    year = text.re_extract(_YEAR, 1).nullif("").try_cast("int32")
    wrong = year.isnull() | ~year.between(1900, 2100)

    def sentence(row: int, value: str) -> Message:
        return message(
            'Row %(row)s, column "%(column)s": "%(value)s" is not a year. Write four digits, such as 2019.',
            row=row, column=column, value=value[:60],
        )  # fmt: skip

    return year, rows_breaking(raw, column, wrong, "not-a-year", sentence)


def codes(raw: RawTable, column: str) -> tuple[StringValue, list[Problem]]:
    """Read a column of codes and name the empty cells."""
    text = raw.column(column)

    def sentence(row: int, _value: str) -> Message:
        return message(
            'Row %(row)s, column "%(column)s" is empty. Every row needs a code here; delete the row if it is not data.',
            row=row, column=column,
        )  # fmt: skip

    return text, rows_breaking(raw, column, text.isnull(), "empty-code", sentence)


@dataclass(frozen=True)
class Bands:
    """A column of size bands: inclusive ends in employees, infinite at the open end."""

    lower: FloatingValue
    upper: FloatingValue
    problems: tuple[Problem, ...]


def bands(raw: RawTable, column: str) -> Bands:
    """Read a column of size bands such as ``0 to 4``, ``20–49`` or ``1000+``."""
    text = raw.column(column).lower()
    lower = text.re_extract(_BAND, 1).nullif("").try_cast("float64")
    upper = text.re_extract(_BAND, 2).nullif("").try_cast("float64")
    open_end = text.re_extract(_OPEN_BAND, 1).nullif("").try_cast("float64")
    low = ibis.coalesce(lower, open_end)
    high = ibis.ifelse(open_end.notnull(), ibis.literal(float("inf")), upper)

    def sentence(row: int, value: str) -> Message:
        return message(
            'Row %(row)s, column "%(column)s": "%(value)s" is not a size band. Write for example "10 to 19" or "250+".',
            row=row, column=column, value=value[:60],
        )  # fmt: skip

    wrong: BooleanValue = low.isnull() | high.isnull() | (high < low)
    return Bands(low, high, tuple(rows_breaking(raw, column, wrong, "not-a-band", sentence)))
