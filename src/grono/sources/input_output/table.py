"""Flows and outputs as the map takes them, out of cells of any form."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyarrow as pa
from rapidfuzz.process import extractOne

from grono.messages import InputError, Problem, message, plural_message

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

DOMESTIC, IMPORTED = "domestic", "imported"

SHOWN = 8
"""So many codes are named in a sentence; the rest is counted."""


LEFT_OUT_SHOWN = 60
"""Codes left out are worth reading: among totals and final demand there may be an industry of one side only."""


@dataclass(frozen=True)
class Cell:
    """What one row sells to one column; the value is None where the table has no figure."""

    supplier: str
    user: str
    value: float | None
    origin: str = DOMESTIC


@dataclass(frozen=True)
class InputOutputTable:
    """An input–output table.

    Parameters
    ----------
    flows : pyarrow.Table
        supplier, user, origin (domestic, imported), value, unit, year: the contract ``flows`` with what is said of the whole.
    outputs : pyarrow.Table
        industry, value, unit, year.
    industries : tuple of str
        Codes that both sell and buy, in the order of the source.
    unit : str
        Unit of every value.
    year : int
        Year of the table.
    problems : tuple of Problem
        What to know before using it.
    """

    flows: pa.Table
    outputs: pa.Table
    industries: tuple[str, ...]
    unit: str
    year: int
    problems: tuple[Problem, ...]


def table_of(
    cells: Iterable[Cell], outputs: Mapping[str, float | None], *, unit: str, year: int, imports_included: bool = False
) -> InputOutputTable:
    """Keep the cells between industries and put them together.

    Industries are the codes that stand in the rows, in the columns and among the outputs. All else (final demand, value added,
    totals, codes of one side only) is left out and named.

    Raises
    ------
    InputError
        When fewer than two codes are left, or a cell stands twice.
    """
    found = list(cells)
    suppliers, users = _ordered(cell.supplier for cell in found), _ordered(cell.user for cell in found)
    industries = [code for code in suppliers if code in users and code in outputs]
    if len(industries) < 2:
        raise InputError([_no_industries(suppliers, users)])
    kept = [cell for cell in found if cell.supplier in (known := set(industries)) and cell.user in known]
    _refuse_repeated(kept)
    said = {"unit": unit, "year": year}
    flows = pa.table({
        "supplier": [cell.supplier for cell in kept], "user": [cell.user for cell in kept],
        "origin": [cell.origin for cell in kept], "value": pa.array([cell.value for cell in kept], pa.float64()),
        **{name: [value] * len(kept) for name, value in said.items()},
    })  # fmt: skip
    made = pa.table({
        "industry": industries, "value": pa.array([outputs[code] for code in industries], pa.float64()),
        **{name: [value] * len(industries) for name, value in said.items()},
    })  # fmt: skip
    left = [code for code in _ordered([*suppliers, *users]) if code not in set(industries)]
    problems = [*_left_out(left), *([_imports_included()] if imports_included else [])]
    return InputOutputTable(flows, made, tuple(industries), unit, year, tuple(problems))


def _ordered(codes: Iterable[str]) -> dict[str, None]:
    return dict.fromkeys(codes)


def _refuse_repeated(cells: Sequence[Cell]) -> None:
    seen: set[tuple[str, str, str]] = set()
    problems = []
    for cell in cells:
        key = (cell.supplier, cell.user, cell.origin)
        if key in seen:
            sentence = message(
                "The flow from %(supplier)s to %(user)s (%(origin)s) stands twice. Choose one table, year and unit of the file.",
                supplier=cell.supplier,
                user=cell.user,
                origin=cell.origin,
            )
            problems.append(Problem("duplicate-key", sentence, value=f"{cell.supplier} {cell.user}"))
        seen.add(key)
    if problems:
        raise InputError(problems[:SHOWN])


def _no_industries(suppliers: Iterable[str], users: Iterable[str]) -> Problem:
    sentence = message(
        "No two codes stand in the rows, in the columns and among the outputs at once. Rows begin with %(rows)s; columns with "
        "%(columns)s. Both must use the same codes.",
        rows=_listed(list(suppliers)),
        columns=_listed(list(users)),
    )
    return Problem("no-industries", sentence)


def _left_out(codes: list[str]) -> list[Problem]:
    if not codes:
        return []
    sentence = plural_message(
        "%(number)s code that does not both sell and buy is left out: %(codes)s.",
        "%(number)s codes that do not both sell and buy are left out: %(codes)s.",
        len(codes),
        codes=_listed(codes, LEFT_OUT_SHOWN),
    )
    return [Problem("not-industries", sentence, severity="warning", count=len(codes))]


def _imports_included() -> Problem:
    return Problem(
        "imports-included",
        message(
            "The table does not part imports from domestic goods: links between industries contain what comes from abroad."
        ),
        severity="warning",
    )


def _listed(codes: list[str], shown: int = SHOWN) -> str:
    return ", ".join(codes[:shown]) + (" …" if len(codes) > shown else "")


def absent(name: str, known: Sequence[str]) -> InputError:
    """Say that a row, column or code that was asked for is not there, and which is nearest."""
    nearest = extractOne(name, known)
    sentence = message(
        "“%(name)s” is not in the table. The nearest is “%(nearest)s”; there are: %(known)s.",
        name=name,
        nearest=nearest[0] if nearest else "–",
        known=_listed(list(known)),
    )
    return InputError([Problem("not-there", sentence, value=name)])


def number(text: str | None) -> float | None:
    """Read a figure with a decimal point; empty or ``:`` is missing.

    Raises
    ------
    InputError
        When it is no number.
    """
    plain = (text or "").strip().replace(" ", "").replace("\u00a0", "")
    if plain in ("", ":", "-", "NA"):
        return None
    try:
        return float(plain)
    except ValueError as error:
        sentence = message(
            "“%(text)s” is not a number. Write it with a decimal point and without units.", text=str(text)
        )
        raise InputError([Problem("not-a-number", sentence, value=str(text))]) from error
