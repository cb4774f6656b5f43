"""The cells of a panel: texts, periods and numbers, and the sentences about those that are none."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import numpy as np

from grono.messages import Problem, message
from grono.tables.problems import SHOWN, rest_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from grono.messages import Message

_PERIOD = re.compile(r"(\d{4})(?:-(Q[1-4]|0[1-9]|1[0-2]))?")
_NUMBER = re.compile(r"[-+]?\d+(?:[.,]\d+)?(?:[eE][-+]?\d+)?")


def number_of(row: int, column: str, value: Any) -> tuple[float, Problem | None]:
    """Return the number of a cell, or zero and what is wrong with it."""
    if isinstance(value, int | float) and not isinstance(value, bool) and np.isfinite(value):
        return float(value), None
    text = text_of(value)
    if not text or text.casefold() in ("nan", "none"):
        sentence = message(
            'Row %(row)s, column "%(column)s": the cell is empty. A missing value is not zero: give the figure, or leave the unit '
            "out in all periods.",
            row=row,
            column=column,
        )
        return 0.0, Problem("missing-outcome", sentence, row=row, column=column, value="")
    plain = text.replace("\u00a0", "").replace(" ", "")
    if not _NUMBER.fullmatch(plain):
        sentence = message(
            'Row %(row)s, column "%(column)s": "%(value)s" is not a number. Write it like 1234.5 or 1234,5, without signs for '
            "thousands.",
            row=row,
            column=column,
            value=text,
        )
        return 0.0, Problem("not-a-number", sentence, row=row, column=column, value=text)
    return float(plain.replace(",", ".")), None


def text_of(value: Any) -> str:
    """Return a cell as text; a whole number without its point, nothing where there is nothing."""
    if value is None or (isinstance(value, float) and np.isnan(value)):
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()


def period_of(value: Any) -> str | None:
    """Return a period as it is compared: 2019, 2019-Q3 or 2019-07."""
    text = text_of(value)
    return text if _PERIOD.fullmatch(text) else None


def is_period(text: str) -> bool:
    """Return whether a text is a year, a quarter or a month."""
    return period_of(text) is not None


def form_of(period: str) -> str:
    """Return whether a period is a year, a quarter or a month."""
    return {4: "year", 7: "quarter" if "Q" in period else "month"}[len(period)]


def no_column(name: str, columns: Iterable[str]) -> Problem:
    """Say that a column is not there."""
    sentence = message(
        'The table has no column "%(name)s". Its columns are: %(columns)s. Name one of them "%(name)s".',
        name=name, columns=", ".join(columns))  # fmt: skip
    return Problem("no-column", sentence, column=name)


def not_a_period(row: int, column: str, value: Any) -> Message:
    """Say that a cell is no period."""
    return message(
        'Row %(row)s, column "%(column)s": "%(value)s" is not a period. Write a year such as 2019, a quarter such as 2019-Q3 or a month such as 2019-07.',
        row=row, column=column, value=text_of(value))  # fmt: skip


def limited(problems: Sequence[Problem]) -> list[Problem]:
    """Name the first of each kind one by one and count the rest."""
    kept: list[Problem] = []
    for code in dict.fromkeys(problem.code for problem in problems):
        same = [problem for problem in problems if problem.code == code]
        kept += same[:SHOWN] + rest_of(code, same[0].column, len(same) - SHOWN)
    return kept
