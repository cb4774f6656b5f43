"""Which analyses, measures and tables take imputations of hidden cells otherwise than by their mean and range, and why (MAP-43)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal

from grono.tables.contracts import read_rows

Kind = Literal["analysis", "measure", "table"]

LEFT_OUT, ESTIMATE = "left_out", "estimate"
"""Not computed with imputations at all; or its value stays that of the estimate and only the range is added."""


@dataclass(frozen=True)
class Treatment:
    """What is done instead, and the reason by language."""

    treatment: str
    reasons: dict[str, str]


@cache
def treatments() -> dict[tuple[str, str], Treatment]:
    """Return (kind, name) → treatment of everything that is named; whatever is not named is computed with every imputation."""
    return {
        (row["kind"], row["name"]): Treatment(row["treatment"], {"en": row["reason_en"], "pl": row["reason_pl"]})
        for row in read_rows("grono.clustermap", "imputations.csv")
    }


def left_out(kind: Kind, name: str) -> bool:
    """Return whether an analysis or table is not computed with imputations."""
    found = treatments().get((kind, name))
    return found is not None and found.treatment == LEFT_OUT


def keeps_estimate(measure: str) -> bool:
    """Return whether the value of a measure stays that of the estimate."""
    found = treatments().get(("measure", measure))
    return found is not None and found.treatment == ESTIMATE


@dataclass(frozen=True)
class ImputedColumn:
    """A column of a table that is combined over imputations.

    Parameters
    ----------
    name : str
        The column.
    ends : bool
        Whether the columns ``lower``, ``upper`` and ``interval`` belong to it.
    highest : float or None
        What its upper end cannot pass.
    """

    name: str
    ends: bool
    highest: float | None


@dataclass(frozen=True)
class ImputedTable:
    """What identifies a row of a table, and which columns are combined."""

    key: tuple[str, ...]
    columns: tuple[ImputedColumn, ...]


@cache
def imputed_tables() -> dict[str, ImputedTable]:
    """Return table → how it is combined, for every table of the analyses that is computed with imputations."""
    found: dict[str, ImputedTable] = {}
    for row in read_rows("grono.clustermap", "imputed_tables.csv"):
        column = ImputedColumn(row["column"], row["ends"] == "yes", float(row["highest"]) if row["highest"] else None)
        before = found.get(row["table"], ImputedTable(tuple(row["key"].split()), ()))
        found[row["table"]] = ImputedTable(before.key, (*before.columns, column))
    return found
