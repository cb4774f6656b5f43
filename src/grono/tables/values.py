"""Typed values out of text: numbers with their flags, years and size bands, as expressions that run on any engine."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Literal

import ibis

from grono.tables.contracts import read_data

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ibis.expr.types import FloatingValue, IntegerValue, StringValue, Value

Decimal = Literal["point", "comma"]

LARGEST = 1e15
"""No count of people or plants reaches this; what does is a slip of the pen."""

UNREADABLE = "unreadable"
"""Status of a cell that is neither a number nor a known flag."""

_PLAIN = {"point": r"^[0-9]{1,15}(\.[0-9]{1,9})?$", "comma": r"^[0-9]{1,15}$"}
"""What needs no second look: most cells of most tables."""

_BLANKS = r"[ \x{00a0}\x{202f}\x{2009}']"
_NUMBER = r"^([-+\x{2212}]?[0-9][0-9.,' \x{00a0}\x{202f}\x{2009}]*(?:[eE][-+]?[0-9]+)?)\s*([a-zA-Z]{0,3})$"
_YEAR = r"^(\d{4})(?:\.0|-\d{2}(?:-\d{2}.*)?)?$"
_BAND = r"^(\d+)\s*(?:-|–|—|to|do|bis)\s*(\d+)\D*$"
_OPEN_BAND = r"^(?:>=|≥|over|from|od|ponad|ab)?\s*(\d+)\s*(?:\+|and more|and over|or more|i więcej|und mehr)\D*$"


@dataclass(frozen=True)
class NumberExpressions:
    """A cell of text as a number.

    Parameters
    ----------
    value : ibis float expression
        The number; null where there is none.
    status : ibis string expression
        ``observed``, ``zero``, ``estimated``, ``suppressed`` or ``missing`` (MAP-2), or ``unreadable``.
    flag_text : ibis string expression
        The source's flag to the letter; null where there is none.
    """

    value: FloatingValue
    status: StringValue
    flag_text: StringValue


@cache
def flag_statuses(place: str) -> dict[str, str]:
    """Return flag → status for flags that stand ``alone`` or ``after`` a number (MAP-3)."""
    return {row["text"]: row["status"] for row in read_data("flags.csv") if row["place"] == place}


def number_digits(text: StringValue) -> StringValue:
    """Return the number part of a text without blanks and flags, null where there is none."""
    return text.re_extract(_NUMBER, 1).nullif("").re_replace(_BLANKS, "").replace("−", "-")


def with_numbers(cells: ibis.Table, columns: Mapping[str, tuple[str, Decimal]]) -> ibis.Table:
    """Read numbers as people write them; blanks and apostrophes between digits are dropped.

    Each step uses the columns of the step before and not its expressions: written out at every use, the chain of patterns of
    one column would be four thousand letters of SQL, which takes Spark longer to plan than to run.

    Parameters
    ----------
    cells : ibis.Table
        With columns of trimmed text, null where empty.
    columns : mapping
        Name → the column of its text, and its decimal sign; the other sign separates thousands. There come ``name``,
        ``name_status`` and ``name_flag``, and some whose names begin with two underscores, which nobody needs afterwards.
    """
    for step in (_shapes, _meanings, _numbers):
        cells = cells.mutate(
            **{
                new: value
                for name, (text, sign) in columns.items()
                for new, value in step(cells, name, text, sign).items()
            }
        )
    return cells


def _shapes(cells: ibis.Table, name: str, text: str, sign: Decimal) -> dict[str, Value]:
    return {
        f"__{name}_plain": cells[text].re_search(_PLAIN[sign]),
        f"__{name}_digits": number_digits(cells[text]),
        f"__{name}_flag": cells[text].re_extract(_NUMBER, 2).nullif(""),
        f"__{name}_alone": _mapped(cells[text].lower(), flag_statuses("alone")),
    }


def _meanings(cells: ibis.Table, name: str, text: str, sign: Decimal) -> dict[str, Value]:
    thousands, point = (",", ".") if sign == "point" else (".", ",")
    digits = cells[f"__{name}_digits"].replace(thousands, "").replace(point, ".")
    return {
        f"__{name}_written": cells[text].try_cast("float64"),
        f"__{name}_number": digits.try_cast("float64"),
        f"__{name}_after": _mapped(cells[f"__{name}_flag"].lower(), flag_statuses("after")),
    }


def _numbers(cells: ibis.Table, name: str, text: str, _sign: Decimal) -> dict[str, Value]:
    plain, flag, alone = (cells[f"__{name}_{part}"] for part in ("plain", "flag", "alone"))
    written, read, after = (cells[f"__{name}_{part}"] for part in ("written", "number", "after"))
    number = ibis.ifelse(read.abs() < LARGEST, read, ibis.null("float64"))
    status = ibis.cases(
        (cells[text].isnull(), "missing"),
        (plain & (written == 0), "zero"),
        (plain, "observed"),
        (alone.notnull(), alone),
        (number.isnull() | (flag.notnull() & after.isnull()), UNREADABLE),
        (after == "estimated", "estimated"),
        (number == 0, "zero"),
        else_="observed",
    )
    return {
        name: ibis.cases((plain, written), (alone.notnull(), ibis.null("float64")), else_=number),
        f"{name}_status": status,
        f"{name}_flag": ibis.cases((plain, ibis.null("string")), (alone.notnull(), cells[text]), else_=flag),
    }


def stored_number_expressions(number: FloatingValue) -> NumberExpressions:
    """Take a number that a file holds as one; what is no number is missing, and what is infinite unreadable."""
    there = ibis.ifelse(number.isnan(), ibis.null("float64"), number)
    status = ibis.cases(
        (there.isnull(), "missing"), (there.abs() >= LARGEST, UNREADABLE), (there == 0, "zero"), else_="observed"
    )
    return NumberExpressions(
        ibis.ifelse(there.abs() < LARGEST, there, ibis.null("float64")), status, ibis.null("string")
    )


def _mapped(value: StringValue, mapping: dict[str, str]) -> StringValue:
    return value.cases(*mapping.items(), else_=ibis.null("string"))


def year_expression(text: StringValue) -> IntegerValue:
    """Read a year (2019, 2019.0 or a date) from 1900 to 2100; null where there is none."""
    year = text.re_extract(_YEAR, 1).nullif("").try_cast("int32")
    return ibis.ifelse(year.between(1900, 2100), year, ibis.null("int32"))


def band_expressions(text: StringValue) -> tuple[FloatingValue, FloatingValue]:
    """Read the inclusive ends of a size band such as ``0 to 4``, ``20–49`` or ``1000+``; the open end is infinite."""
    lowered = text.lower()
    lower = lowered.re_extract(_BAND, 1).nullif("").try_cast("float64")
    upper = lowered.re_extract(_BAND, 2).nullif("").try_cast("float64")
    start = lowered.re_extract(_OPEN_BAND, 1).nullif("").try_cast("float64")
    ends = ibis.ifelse(start.notnull(), ibis.literal(float("inf")), upper)
    return ibis.coalesce(lower, start), ibis.ifelse(ends < lower, ibis.null("float64"), ends)


_ONE_GROUP = r"^\D?[1-9]\d{0,2}\.\d{3}$"
"""A number such as 1.600, which may mean one thousand six hundred."""


def needs_closer_look(cells: ibis.Table, text: StringValue) -> ibis.Table:
    """Tell in one cheap pass whether a column may be written otherwise than in plain numbers with a decimal point."""
    return cells.aggregate(some=(text.contains(",") | text.re_search(r"\..*\.") | text.re_search(_ONE_GROUP)).any())


def decimal_sign_counts(cells: ibis.Table, text: StringValue) -> ibis.Table:
    """Count what tells a decimal comma from one between thousands, over the cells that hold a comma or a point."""
    marked = cells.select(text=text).filter(lambda rows: rows.text.re_search("[.,]"))
    digits = number_digits(marked.text)
    return marked.aggregate(
        comma=digits.contains(",").sum(),
        comma_last=digits.re_search(r"\..*,").sum(),
        point_last=digits.re_search(r",.*\.").sum(),
        groups_by_comma=digits.re_search(r"^\D?\d{1,3}(,\d{3}){2,}$").sum(),
        groups_by_point=digits.re_search(r"^\D?\d{1,3}(\.\d{3}){2,}$").sum(),
        point=digits.contains(".").sum(),
        one_group=digits.re_search(_ONE_GROUP).sum(),
        comma_but_no_group=digits.re_search(r",(\d{0,2}|\d{4,})$|^\D?\d{4,},|^\D?0,").sum(),
        example=ibis.ifelse(digits.re_search("[.,]"), marked.text, ibis.null("string")).min(),
    )


def sign_of(found: dict[str, int]) -> Decimal | None:
    """Return the decimal sign that the counts of :func:`decimal_sign_counts` tell, or None where they can be read in two ways."""
    if found["comma_last"] or found["groups_by_point"]:
        return "comma"
    if found["point_last"] or found["groups_by_comma"]:
        return "point"
    if found["comma"]:
        return "comma" if found["comma_but_no_group"] else None
    return None if found["point"] and found["one_group"] == found["point"] else "point"
