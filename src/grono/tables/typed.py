"""A table's text turned into typed columns, stored once, with every cell that could not be turned."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from grono.messages import Problem, message
from grono.tables.problems import SHOWN, rest_of
from grono.tables.values import (
    UNREADABLE,
    Decimal,
    band_expressions,
    decimal_sign_counts,
    needs_closer_look,
    sign_of,
    stored_number_expressions,
    with_numbers,
    year_expression,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    import ibis
    from ibis.expr.types import BooleanValue, Value

    from grono.messages import Message
    from grono.tables.engine_protocol import TableEngine
    from grono.tables.files import RawTable


@dataclass(frozen=True)
class _Rule:
    """What a stored row must not be: where it is broken, and the sentence for it."""

    code: str
    column: str
    text: str
    broken: Callable[[ibis.Table], BooleanValue]
    sentence: Callable[[int, str, str], Message]


class TypedColumns:
    """Collects the columns of a table with their types, then stores and checks them in one go.

    Parameters
    ----------
    raw : RawTable
        The table as text.
    engine : TableEngine
        Where the typed cells are kept.
    """

    def __init__(self, raw: RawTable, engine: TableEngine) -> None:
        self._raw = raw
        self._engine = engine
        self._columns: dict[str, Value] = {"row": raw.cells.row}
        self._numbers: dict[str, tuple[str, Decimal]] = {}
        self._left_out: set[str] = set()
        self._rules: list[_Rule] = []
        self._problems: list[Problem] = []

    def code(self, name: str, column: str) -> None:
        """Add a column of codes; an empty cell is a problem."""
        self._columns[name] = self._raw.column(column)
        self._rules.append(_Rule("empty-code", column, name, lambda cells: cells[name].isnull(), _empty_code))

    def year(self, name: str, column: str) -> None:
        """Add a column of years."""
        text = f"{name}_text"
        self._columns[text] = self._raw.column(column)
        self._columns[name] = year_expression(self._raw.column(column))
        self._rules.append(_Rule("not-a-year", column, text, lambda cells: cells[name].isnull(), _not_a_year))

    def number(self, name: str, column: str, decimal: Decimal | None) -> None:
        """Add a column of numbers that are zero or more, with ``…_status`` and ``…_flag`` beside it."""
        text, status = f"{name}_text", f"{name}_status"
        stored = self._raw.number(column)
        sign = "point" if stored is not None else decimal or self._decimal_sign(column)
        self._read_number(name, column, sign or "point")
        if sign is not None:
            self._rules += [
                _Rule("not-a-number", column, text, lambda cells: cells[status] == UNREADABLE, _not_a_number),
                _Rule(
                    "negative", column, text, lambda cells: (cells[name] < 0) & (cells[status] != UNREADABLE), _negative
                ),
            ]

    def coordinate(self, name: str, column: str, decimal: Decimal | None) -> None:
        """Add a column of coordinates, which may lie below zero; nobody separates their thousands, so a comma is decimal."""
        text, status = f"{name}_text", f"{name}_status"
        stored = self._raw.number(column)
        sign = decimal or ("comma" if stored is None and self._has_comma(column) else "point")
        self._read_number(name, column, sign)
        self._left_out.add(f"{name}_flag")
        self._rules.append(
            _Rule("not-a-number", column, text, lambda cells: cells[status] == UNREADABLE, _not_a_number)
        )

    def band(self, lower: str, upper: str, column: str) -> None:
        """Add a column of size bands as its two ends."""
        self._columns[f"{lower}_text"] = self._raw.column(column)
        self._columns[lower], self._columns[upper] = band_expressions(self._raw.column(column))
        self._rules.append(
            _Rule(
                "not-a-band",
                column,
                f"{lower}_text",
                lambda cells: cells[lower].isnull() | cells[upper].isnull(),
                _not_a_band,
            )
        )

    def constant(self, name: str, value: Value) -> None:
        """Add a column with one value."""
        self._columns[name] = value

    def store(self, name: str) -> tuple[ibis.Table, list[Problem]]:
        """Store the typed cells under a name and return them with all problems of all columns."""
        read = with_numbers(self._raw.cells.select(**self._columns), self._numbers)
        wanted = [column for column in read.columns if not column.startswith("__") and column not in self._left_out]
        cells = self._engine.stored(read.select(*wanted), name)
        problems = [*self._raw.problems, *self._problems]
        if self._rules:
            counts = cells.aggregate(
                **{f"r{index}": rule.broken(cells).sum() for index, rule in enumerate(self._rules)}
            )
            found = self._engine.rows(counts)[0]
            for index, rule in enumerate(self._rules):
                problems += self._broken(cells, rule, int(found[f"r{index}"] or 0))
        return cells, problems

    def _broken(self, cells: ibis.Table, rule: _Rule, count: int) -> list[Problem]:
        if not count:
            return []
        shown = cells.filter(rule.broken(cells)).order_by("row").limit(SHOWN).select("row", value=cells[rule.text])
        problems = []
        for found in self._engine.rows(shown):
            row, value = self._raw.row_in_file(int(found["row"])), str(found["value"] or "")[:60]
            problems.append(Problem(rule.code, rule.sentence(row, rule.column, value), row, rule.column, value))
        return [*problems, *rest_of(rule.code, rule.column, count - len(problems))]

    def _read_number(self, name: str, column: str, sign: Decimal) -> None:
        """Add the text of a number, and the number itself: read from the text, or as the file holds it."""
        stored = self._raw.number(column)
        self._columns[f"{name}_text"] = self._raw.column(column)
        if stored is None:
            self._numbers[name] = (f"{name}_text", sign)
            return
        cell = stored_number_expressions(stored)
        self._columns |= {name: cell.value, f"{name}_status": cell.status, f"{name}_flag": cell.flag_text}

    def _has_comma(self, column: str) -> bool:
        some = self._raw.cells.aggregate(some=self._raw.column(column).contains(",").any())
        return bool(self._engine.rows(some)[0]["some"])

    def _decimal_sign(self, column: str) -> Decimal | None:
        """Return the decimal sign that a column uses, or None, with a problem noted, where it can be read in two ways."""
        cells, text = self._raw.cells, self._raw.column(column)
        if not self._engine.rows(needs_closer_look(cells, text))[0]["some"]:
            return "point"
        counted = self._engine.rows(decimal_sign_counts(cells, text))[0]
        sign = sign_of({name: count or 0 for name, count in counted.items() if name != "example"})
        if sign is None:
            self._problems.append(
                _ambiguous(column, str(counted["example"]), int(counted["comma"] or counted["point"] or 1))
            )
        return sign


def _ambiguous(column: str, example: str, count: int) -> Problem:
    mark = message("comma") if "," in example else message("point")
    sentence = message(
        'Column "%(column)s": "%(value)s" can be read in two ways. '
        "Say whether the %(mark)s is a decimal sign or separates thousands.",
        column=column,
        value=example,
        mark=mark,
    )
    return Problem("ambiguous-decimal", sentence, None, column, example, count=count)


def _empty_code(row: int, column: str, _value: str) -> Message:
    return message(
        'Row %(row)s, column "%(column)s" is empty. Every row needs a code here; delete the row if it is not data.',
        row=row,
        column=column,
    )


def _not_a_year(row: int, column: str, value: str) -> Message:
    return message(
        'Row %(row)s, column "%(column)s": "%(value)s" is not a year. Write four digits, such as 2019.',
        row=row,
        column=column,
        value=value,
    )


def _not_a_number(row: int, column: str, value: str) -> Message:
    inside = re.search(r"\d+", value)
    if inside:
        return message(
            'Row %(row)s, column "%(column)s": "%(value)s" is not a number. '
            "Write %(example)s, or leave the cell empty if the figure is unknown.",
            row=row,
            column=column,
            value=value,
            example=inside.group(),
        )
    return message(
        'Row %(row)s, column "%(column)s": "%(value)s" is not a number. '
        "Write a number, or leave the cell empty if the figure is unknown.",
        row=row,
        column=column,
        value=value,
    )


def _negative(row: int, column: str, value: str) -> Message:
    return message(
        'Row %(row)s, column "%(column)s": %(value)s is below zero. '
        "Employees and plants are zero or more; leave the cell empty if the figure is unknown.",
        row=row,
        column=column,
        value=value,
    )


def _not_a_band(row: int, column: str, value: str) -> Message:
    return message(
        'Row %(row)s, column "%(column)s": "%(value)s" is not a size band. Write for example "10 to 19" or "250+".',
        row=row,
        column=column,
        value=value,
    )
