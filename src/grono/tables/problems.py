"""Rows that break a rule, turned into sentences: the first ones by row, the rest as a number."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from grono.messages import Problem, plural_message

if TYPE_CHECKING:
    from collections.abc import Callable

    import ibis

    from grono.messages import Message
    from grono.tables.files import RawTable

SHOWN = 100
"""So many rows of each kind are named one by one; the rest is counted."""


def rows_breaking(
    raw: RawTable,
    column: str,
    rule: ibis.expr.types.BooleanValue,
    code: str,
    sentence: Callable[[int, str], Message],
    **extra: Any,
) -> list[Problem]:
    """Return a problem for every row of a table in which ``rule`` is true.

    Parameters
    ----------
    raw : RawTable
        The table.
    column : str
        The column the rule is about.
    rule : ibis boolean expression
        True where a row breaks the rule, over ``raw.cells``.
    code : str
        Identifier of the problem.
    sentence : callable
        Makes the sentence from row number and value.
    """
    broken = raw.cells.filter(rule)
    count = int(broken.count().to_pyarrow().as_py())
    if not count:
        return []
    text = raw.column(column)
    rows = broken.select(broken.row, value=text).order_by("row").limit(SHOWN).to_pyarrow().to_pylist()
    problems = []
    for found in rows:
        row, value = raw.row_in_file(int(found["row"])), found["value"] or ""
        problems.append(Problem(code, sentence(row, value), row=row, column=column, value=value, **extra))
    return [*problems, *rest_of(code, column, count - len(rows), **extra)]


def rest_of(code: str, column: str | None, count: int, **extra: Any) -> list[Problem]:
    """Return one problem that stands for all rows beyond those named one by one."""
    if count <= 0:
        return []
    sentence = plural_message(
        "... and %(number)s more row like these.", "... and %(number)s more rows like these.", count
    )
    return [Problem(code, sentence, column=column, count=count, **extra)]
