"""A panel of units and periods, read from a tidy table with all its problems at once."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from grono.evaluation.panel_cells import form_of, limited, no_column, not_a_period, number_of, period_of, text_of
from grono.messages import InputError, Problem, message

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pyarrow as pa
    from numpy.typing import NDArray

    from grono.measures.result import FloatArray
    from grono.messages import Message

REQUIRED = ("unit", "period", "outcome")
OPTIONAL = ("treated_from",)


@dataclass(frozen=True)
class Panel:
    """A balanced panel without gaps.

    Parameters
    ----------
    units, periods : tuple of str
        Names, units in the order of the alphabet, periods in the order of time.
    outcome : numpy.ndarray, shape (units, periods)
        What is measured.
    first : numpy.ndarray of int, shape (units,)
        Place of the first treated period; the number of periods for a unit that is never treated.
    covariates : dict of str to numpy.ndarray, shape (units, periods)
        Further columns of numbers.
    """

    units: tuple[str, ...]
    periods: tuple[str, ...]
    outcome: FloatArray
    first: NDArray[np.int64]
    covariates: Mapping[str, FloatArray] = field(default_factory=dict)

    @property
    def treated(self) -> NDArray[np.bool_]:
        """Which units are treated at some time."""
        return np.asarray(self.first < len(self.periods))


def read_panel(
    table: pa.Table, *, treated_from: Mapping[str, str] | None = None, covariates: Sequence[str] = ()
) -> Panel:
    """Read a tidy table: one row for each unit and period.

    Parameters
    ----------
    table : pyarrow.Table
        Columns *unit*, *period* (2019, 2019-Q3 or 2019-07; all of one form), *outcome* and perhaps *treated_from*: the first
        period in which the unit is treated, empty for never. Numbers may be text, with a decimal point or comma.
    treated_from : mapping, optional
        The same as a mapping from units to periods, as a plan has it. A table that says otherwise is refused.
    covariates : sequence of str
        Further columns of numbers to read.

    Raises
    ------
    InputError
        With every problem: missing columns, missing or unreadable cells, rows that occur twice, units without a period that
        others have, units treated before the first period or at several times, plans that name units the table does not have.
    """
    missing = [name for name in (*REQUIRED, *covariates) if name not in table.column_names]
    if missing:
        raise InputError([no_column(name, table.column_names) for name in missing])
    reading = _Reading(table.to_pylist(), covariates)
    panel = reading.panel(treated_from)
    if reading.problems:
        raise InputError(limited(reading.problems))
    return panel


class _Reading:
    """Rows on their way to a panel, with what is wrong so far."""

    def __init__(self, rows: list[dict[str, Any]], covariates: Sequence[str]) -> None:
        self.problems: list[Problem] = []
        self._names = ("outcome", *covariates)
        self._cells: dict[tuple[str, str], list[float]] = {}
        self._begins: dict[str, dict[str, int]] = defaultdict(dict)
        self._periods_of: Counter[str] = Counter()
        for number, row in enumerate(rows, start=2):
            self._take(number, row)
        self._check_forms()

    def _take(self, number: int, row: Mapping[str, Any]) -> None:
        unit, period = text_of(row["unit"]), period_of(row["period"])
        if not unit:
            self._problem(
                "empty-unit",
                number,
                "unit",
                "",
                message('Row %(row)s, column "unit": the cell is empty. Name the unit.', row=number),
            )
        if period is None:
            self._problem(
                "not-a-period", number, "period", row["period"], not_a_period(number, "period", row["period"])
            )
        values = [self._number(number, name, row[name]) for name in self._names]
        begins = text_of(row.get("treated_from"))
        if begins and period_of(begins) is None:
            self._problem("not-a-period", number, "treated_from", begins, not_a_period(number, "treated_from", begins))
            begins = ""
        if not unit or period is None:
            return
        if (unit, period) in self._cells:
            self._problem(
                "row-twice",
                number,
                "unit",
                unit,
                message(
                    'Row %(row)s: unit "%(unit)s" has period %(period)s a second time. Keep one row for each unit and period.',
                    row=number,
                    unit=unit,
                    period=period,
                ),
            )
        self._cells[unit, period] = values
        self._periods_of[period] += 1
        self._begins[unit].setdefault(period_of(begins) or "", number)

    def _number(self, number: int, column: str, value: Any) -> float:
        found, problem = number_of(number, column, value)
        self.problems += [problem] if problem is not None else []
        return found

    def _problem(self, code: str, row: int | None, column: str, value: Any, sentence: Message) -> None:
        self.problems.append(Problem(code, sentence, row=row, column=column, value=text_of(value)))

    def _check_forms(self) -> None:
        forms = {form_of(period): period for period in self._periods_of}
        if len(forms) > 1:
            self._problem(
                "mixed-periods",
                None,
                "period",
                "",
                message(
                    "The periods have several forms (%(examples)s). Write all as years, all as quarters like 2019-Q3, or all as months like 2019-07.",
                    examples=", ".join(sorted(forms.values())),
                ),
            )

    def panel(self, planned: Mapping[str, str] | None) -> Panel:
        """Put the cells in order and see what is missing, and when each unit begins."""
        units, periods = sorted({unit for unit, _ in self._cells}), sorted(self._periods_of)
        for unit in units:
            absent = [period for period in periods if (unit, period) not in self._cells]
            if absent:
                self._problem(
                    "unbalanced",
                    None,
                    "unit",
                    unit,
                    message(
                        'Unit "%(unit)s" has no row for %(periods)s. Every unit needs every period: add the rows, or leave the unit out.',
                        unit=unit,
                        periods=", ".join(absent),
                    ),
                )
        begins = self._beginnings(units, periods, planned)
        cube = np.array(
            [[self._cells.get((unit, period), [0.0] * len(self._names)) for period in periods] for unit in units]
        )
        cube = cube.reshape(len(units), len(periods), len(self._names))
        self._check_size(units, periods)
        further = {name: cube[:, :, place] for place, name in enumerate(self._names) if place}
        return Panel(tuple(units), tuple(periods), cube[:, :, 0], begins, further)

    def _check_size(self, units: Sequence[str], periods: Sequence[str]) -> None:
        if len(units) < 2 or len(periods) < 2:
            self._problem(
                "too-small",
                None,
                "unit",
                "",
                message(
                    "The table has %(units)s units and %(periods)s periods. A comparison needs at least two of each.",
                    units=len(units),
                    periods=len(periods),
                ),
            )

    def _beginnings(
        self, units: Sequence[str], periods: Sequence[str], planned: Mapping[str, str] | None
    ) -> NDArray[np.int64]:
        first = np.full(len(units), len(periods), dtype=np.int64)
        for place, unit in enumerate(units):
            begins = self._beginning(unit, planned)
            if not begins:
                continue
            if begins <= periods[0]:
                self._problem(
                    "treated-too-early",
                    None,
                    "treated_from",
                    begins,
                    message(
                        'Unit "%(unit)s" is treated from %(begins)s, but the table begins with %(first)s: there is no time before to compare '
                        "with. Add earlier periods, or leave the unit out.",
                        unit=unit,
                        begins=begins,
                        first=periods[0],
                    ),
                )
            first[place] = next((number for number, period in enumerate(periods) if period >= begins), len(periods))
        for unit in sorted(set(planned or ()) - set(units)):
            self._problem(
                "unknown-unit",
                None,
                "unit",
                unit,
                message(
                    'The plan names the treated unit "%(unit)s", which the table does not have. Write it as the table does, or add its rows.',
                    unit=unit,
                ),
            )
        return first

    def _beginning(self, unit: str, planned: Mapping[str, str] | None) -> str:
        told = self._begins[unit]
        if len(told) > 1:
            self._problem(
                "several-beginnings",
                max(told.values()),
                "treated_from",
                unit,
                message(
                    'Unit "%(unit)s" has several values in "treated_from": %(values)s. A unit is treated from one period on, or never.',
                    unit=unit,
                    values=", ".join(value or "–" for value in told),
                ),
            )
        written = next(iter(told), "")
        if planned is None:
            return written
        wanted = planned.get(unit, "")
        if written and written != wanted:
            self._problem(
                "not-as-planned",
                told[written],
                "treated_from",
                written,
                message(
                    'Row %(row)s: the table says that unit "%(unit)s" is treated from %(written)s, the plan says %(planned)s. The plan decides; '
                    "mend the table, or write a new plan.",
                    row=told[written],
                    unit=unit,
                    written=written,
                    planned=wanted or message("never"),
                ),
            )
        return wanted
