"""What is going to be evaluated, and how: written down and locked before anyone looks at the result (STR-38)."""

from __future__ import annotations

import json
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from grono.evaluation.plan_checks import (
    PLAN_FIELDS,
    problems_of_plan,
    wrong_shapes,
)
from grono.messages import InputError, Problem, message

if TYPE_CHECKING:
    from collections.abc import Mapping

    from grono.evaluation.staggered import Aggregation, Control


@dataclass(frozen=True)
class Plan:
    """A plan of evaluation.

    Parameters
    ----------
    question : str
        What one wants to know, as one would ask it.
    outcome : str
        What is measured, with its unit.
    method : str
        One of :data:`grono.evaluation.plan_words.METHODS`.
    treated : tuple of (str, str)
        Treated units with their first treated period, in the order of the alphabet.
    donor_rule : {"all", "outside_ring", "listed"}
        Whom the treated are compared with: everyone never treated, everyone outside the spill-over ring, or ``donors``.
    donors : tuple of str
        The donors of the rule *listed*.
    ring : tuple of str
        Units so near the treated that the policy may have touched them too.
    first_period, last_period : str
        Where the periods before begin and those after end; empty for the whole table.
    control : {"never", "not_yet"}
        For group-time effects: compared with whom.
    aggregation : {"simple", "group", "dynamic", "calendar"}
        For group-time effects: which mean is the answer.
    covariates : tuple of str
        For the synthetic control: further columns to be met.
    alpha : float
        The chance of an error that is accepted.
    seed, draws : int
        Of everything that draws by chance.
    goal : str
        The goal of a strategy that the plan is written for and locked with: the address of the strategy and the key of the goal, by a
        slash; empty where it belongs to none.
    """

    question: str
    outcome: str
    method: str
    treated: tuple[tuple[str, str], ...]
    donor_rule: str = "all"
    donors: tuple[str, ...] = ()
    ring: tuple[str, ...] = ()
    first_period: str = ""
    last_period: str = ""
    control: Control = "never"
    aggregation: Aggregation = "simple"
    covariates: tuple[str, ...] = ()
    alpha: float = 0.05
    seed: int = 1
    draws: int = 999
    goal: str = ""

    @property
    def begins(self) -> tuple[str, ...]:
        """The periods in which units begin, each once, in order."""
        return tuple(sorted({period for _, period in self.treated}))

    def data(self) -> dict[str, Any]:
        """Return the plan as plain data, every field named; a goal only where there is one: plans locked before goals were known stay as they are."""
        values = {name: getattr(self, name) for name in PLAN_FIELDS if name != "goal" or self.goal}
        lists = {name: list(value) for name, value in values.items() if isinstance(value, tuple)}
        return values | lists | {"treated": dict(self.treated)}

    def canonical_json(self) -> str:
        """Return the one text of this plan: names in order, no space that could differ."""
        return json.dumps(self.data(), ensure_ascii=False, sort_keys=True, separators=(",", ":"))

    @property
    def sha256(self) -> str:
        """Hash of the canonical text: whoever has it can prove that the plan is the one that was locked."""
        return sha256(self.canonical_json().encode()).hexdigest()


def plan_from_data(data: Mapping[str, Any]) -> Plan:
    """Make a plan of plain data, as :meth:`Plan.data` gives it or a JSON file holds it.

    Raises
    ------
    InputError
        With everything that is wrong.
    """
    if not isinstance(data, dict):
        sentence = message("A plan is a JSON object with the fields %(fields)s.", fields=", ".join(PLAN_FIELDS))
        raise InputError([Problem("not-a-plan", sentence)])
    problems = wrong_shapes(data)
    if problems:
        raise InputError(problems)
    values = {name: data.get(name, default) for name, default in PLAN_FIELDS.items()}
    values["treated"] = tuple(
        sorted((str(unit).strip(), str(period).strip()) for unit, period in values["treated"].items())
    )
    for name in ("donors", "ring", "covariates"):
        values[name] = tuple(sorted({str(entry).strip() for entry in values[name]}))
    for name in ("question", "outcome", "first_period", "last_period", "goal"):
        values[name] = str(values[name]).strip()
    plan = Plan(**values)
    problems = problems_of_plan(plan)
    if problems:
        raise InputError(problems)
    return plan
