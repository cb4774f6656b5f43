"""The units and periods a plan compares, cut out of a panel."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from grono.evaluation.panel import Panel
from grono.messages import InputError, Problem, message, plural_message

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from grono.evaluation.plan import Plan
    from grono.measures.result import FloatArray


@dataclass(frozen=True)
class Sample:
    """Treated units and donors of one plan.

    Parameters
    ----------
    panel : Panel
        Only the units and periods of the plan: treated units first, then donors.
    treated_units, donor_units : tuple of str
        Their names.
    ring_donors : tuple of str
        Donors inside the spill-over ring; they should not be there.
    """

    panel: Panel
    treated_units: tuple[str, ...]
    donor_units: tuple[str, ...]
    ring_donors: tuple[str, ...]

    @property
    def treated(self) -> FloatArray:
        """Outcomes of the treated, shape (units, periods)."""
        return self.panel.outcome[: len(self.treated_units)]

    @property
    def donors(self) -> FloatArray:
        """Outcomes of the donors, shape (units, periods)."""
        return self.panel.outcome[len(self.treated_units) :]

    @property
    def first(self) -> NDArray[np.int64]:
        """First treated period of each treated unit."""
        return self.panel.first[: len(self.treated_units)]

    @property
    def periods_before(self) -> int:
        """Periods before the first unit begins."""
        return int(self.first.min())


def sample(plan: Plan, panel: Panel) -> Sample:
    """Cut out what a plan compares.

    Raises
    ------
    InputError
        When the plan names donors or periods the panel does not have, or nothing is left before, after or beside the treated.
    """
    treated = [panel.units.index(unit) for unit, _ in plan.treated]
    problems = _unknown(plan, panel)
    donors = [place for place, unit in enumerate(panel.units) if place not in treated and _is_donor(plan, unit)]
    columns = [
        place
        for place, period in enumerate(panel.periods)
        if (not plan.first_period or period >= plan.first_period)
        and (not plan.last_period or period <= plan.last_period)
    ]
    if len(donors) < 2:
        sentence = plural_message(
            "The rule of the plan leaves %(number)s donor; a comparison needs at least two units that are never treated.",
            "The rule of the plan leaves %(number)s donors; a comparison needs at least two units that are never treated.",
            len(donors),
        )
        problems.append(Problem("too-few-donors", sentence, column="donor_rule"))
    begins = panel.first[treated]
    if not columns or columns[0] >= begins.min():
        sentence = message(
            "No period of the table lies before the first unit begins (%(begins)s).", begins=plan.begins[0]
        )
        problems.append(Problem("no-time-before", sentence, column="period"))
    if not columns or columns[-1] < begins.max():
        sentence = message(
            "No period of the table lies after the last unit begins (%(begins)s).", begins=plan.begins[-1]
        )
        problems.append(Problem("no-time-after", sentence, column="period"))
    if problems:
        raise InputError(problems)
    return _cut(plan, panel, [*treated, *donors], columns)


def _is_donor(plan: Plan, unit: str) -> bool:
    if plan.donor_rule == "listed":
        return unit in plan.donors
    return plan.donor_rule == "all" or unit not in plan.ring


def _unknown(plan: Plan, panel: Panel) -> list[Problem]:
    problems = []
    listed = {"donors": plan.donors if plan.donor_rule == "listed" else (), "ring": plan.ring}
    for name, units in listed.items():
        for unit in sorted(set(units) - set(panel.units)):
            sentence = message(
                'The plan names unit "%(unit)s" in "%(name)s", which the table does not have. Write it as the table does, or add its rows.',
                unit=unit,
                name=name,
            )
            problems.append(Problem("unknown-unit", sentence, column=name, value=unit))
    return problems


def _cut(plan: Plan, panel: Panel, rows: Sequence[int], columns: Sequence[int]) -> Sample:
    count = len(plan.treated)
    cells = np.ix_(rows, columns)
    first = np.clip(panel.first[list(rows)] - columns[0], 0, len(columns))
    first[count:] = len(columns)
    units = tuple(panel.units[row] for row in rows)
    cut = Panel(
        units,
        tuple(panel.periods[column] for column in columns),
        panel.outcome[cells],
        first,
        {name: values[cells] for name, values in panel.covariates.items()},
    )
    return Sample(cut, units[:count], units[count:], tuple(unit for unit in units[count:] if unit in plan.ring))
