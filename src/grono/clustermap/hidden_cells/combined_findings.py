"""What an analysis found with the estimates of hidden cells, together with what it found with each imputation (MAP-43)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from grono.clustermap.flags import NOT_IN_ALL_IMPUTATIONS
from grono.clustermap.hidden_cells.treatments import imputed_tables, keeps_estimate
from grono.clustermap.variants import INTERVAL_LABELS
from grono.measures import Measured, Reason
from grono.measures.suppression import Combined, Combining

if TYPE_CHECKING:
    from grono.clustermap.context import Findings
    from grono.clustermap.hidden_cells.treatments import ImputedColumn, ImputedTable
    from grono.clustermap.variants import Variant

    Ends = tuple[Measured, Measured]

POOLED = "mean over imputations"
RANGED = "with imputations"
"""Behind the method of a measure that was computed with every imputation; the second where the value stays that of the estimate."""


class CombinedFindings:
    """Takes in the findings of one analysis, imputation by imputation.

    Parameters
    ----------
    estimate : Findings
        What it found with the estimates; rows of tables that no imputation gives, and all else that is not combined, stay.
    """

    def __init__(self, estimate: Findings) -> None:
        self._estimate = estimate
        self._measures = {one.name: Combining(one.values.value.shape) for one in estimate.variants}
        self._tables = {
            name: _CombinedTable(table, imputed_tables()[name])
            for name, table in estimate.tables.items()
            if name in imputed_tables()
        }

    def add(self, drawn: Findings) -> None:
        """Take in what it found with one imputation."""
        found = {one.name: one for one in drawn.variants}
        for one in self._estimate.variants:
            again = found.get(one.name)
            self._measures[one.name].add(_nothing(one.values) if again is None else again.values, _ends(again))
        for name, table in self._tables.items():
            if name in drawn.tables:
                table.add(drawn.tables[name])

    def together(self, imputations: int) -> Findings:
        """Return what they say together."""
        return replace(
            self._estimate,
            variants=tuple(self._variant(one) for one in self._estimate.variants),
            tables={
                name: self._tables[name].together() if name in self._tables else table
                for name, table in self._estimate.tables.items()
            },
            record={**self._estimate.record, "imputations": imputations},
        )

    def _variant(self, one: Variant) -> Variant:
        keep = keeps_estimate(one.name)
        found = self._measures[one.name].combined(one.values, _ends(one), keep_estimate=keep)
        method = RANGED if keep else POOLED
        flags = {**one.flags, NOT_IN_ALL_IMPUTATIONS: found.not_in_all} if found.not_in_all.any() else one.flags
        return replace(
            one,
            values=found.value,
            lower=found.lower,
            upper=found.upper,
            kinds=found.kinds,
            method=method if one.method == "plain" else f"{one.method}; {method}",
            flags=flags,
        )


def _ends(variant: Variant | None) -> Ends | None:
    if variant is None or variant.lower is None or variant.upper is None:
        return None
    return variant.lower, variant.upper


def _nothing(values: Measured) -> Measured:
    return Measured(np.zeros(values.value.shape), np.full(values.reason.shape, np.uint8(Reason.MISSING)))


class _CombinedTable:
    """One table; a row is known by its key."""

    def __init__(self, table: pa.Table, how: ImputedTable) -> None:
        self._table, self._how = table, how
        self._columns = {column.name: Combining((table.num_rows,)) for column in how.columns}

    def add(self, drawn: pa.Table) -> None:
        rows = self._rows_of(drawn)
        for column in self._how.columns:
            taken = drawn if rows is None else drawn.take(rows)
            ends = (_read(taken, "lower"), _read(taken, "upper")) if column.ends else None
            self._columns[column.name].add(_read(taken, column.name), ends)

    def _rows_of(self, drawn: pa.Table) -> pa.Array | None:
        """Return for each row of the estimate that of the draw, null where it has none; None where they are the same."""
        keys = [table.select(list(self._how.key)) for table in (self._table, drawn)]
        if keys[0].equals(keys[1]):
            return None
        place = {tuple(row.values()): index for index, row in enumerate(keys[1].to_pylist())}
        return pa.array([place.get(tuple(row.values())) for row in keys[0].to_pylist()], pa.int64())

    def together(self) -> pa.Table:
        table = self._table
        for column in self._how.columns:
            ends = (_read(table, "lower"), _read(table, "upper")) if column.ends else None
            found = self._columns[column.name].combined(_read(table, column.name), ends)
            table = _written(table, column, found)
        return table


def _read(table: pa.Table, name: str) -> Measured:
    column = table[name]
    value = pc.fill_null(column, 0.0).to_numpy().astype(np.float64)
    known = column.is_valid().to_numpy().astype(bool)
    return Measured(value, np.where(known, np.uint8(Reason.PRESENT), np.uint8(Reason.MISSING)))


def _written(table: pa.Table, column: ImputedColumn, found: Combined) -> pa.Table:
    columns = {column.name: _array(found.value)}
    if column.ends:
        highest = np.inf if column.highest is None else column.highest
        upper = Measured(np.minimum(found.upper.value, highest), found.upper.reason)
        labels = pa.array([text or None for text in INTERVAL_LABELS], pa.string())
        columns |= {
            "lower": _array(found.lower),
            "upper": _array(upper),
            "interval": labels.take(pa.array(found.kinds)),
        }
    for name, values in columns.items():
        table = table.set_column(table.column_names.index(name), table.schema.field(name), values)
    return table


def _array(values: Measured) -> pa.Array:
    return pa.array(values.value, mask=~values.present)
