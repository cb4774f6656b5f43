"""Two invented evaluations: a programme that worked, and one of which „efektu nie wykryto” is the truth."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from grono.portal.core import demonstration
from grono.portal.evaluations.actions import begin_run, keep_result, load_table, lock_plan, publish_result, write_plan
from grono.portal.evaluations.queries import plan_of_demonstration

if TYPE_CHECKING:
    import pyarrow as pa

    from grono.measures.result import FloatArray

PLACES, YEARS, FIRST_YEAR, BEGINS = 25, 16, 2008, 2017
EFFECT = 420.0
"""Jobs a year that the first programme is made to have brought; the second brought none."""
SOURCE = "Dane zmyślone na potrzeby demonstracji Grona · Invented for the demonstration of Grono"
PROGRAMMES = (
    ("Czy program klastra meblowego podniósł zatrudnienie w Gminie Zmyślonej 01?", EFFECT, "evaluation-with-effect"),
    ("Czy inkubator podniósł zatrudnienie w Gminie Zmyślonej 01?", 0.0, "evaluation-without-effect"),
)


def invented_outcome(effect: float, name: str) -> FloatArray:
    """Return invented employment of places that share two cycles; the first place gets the effect from 2017 on."""
    from grono.measures.randomness import stream  # only the demonstration computes here, pages start without

    generator = stream(2026, name)
    cycles = generator.normal(0.0, 60.0, size=(2, YEARS)).cumsum(axis=1)
    outcome = (
        generator.uniform(2500, 5500, size=(PLACES, 1))
        + generator.uniform(0.2, 1.0, size=(PLACES, 2)) @ cycles
        + generator.normal(0.0, 25.0, size=(PLACES, YEARS))
    )
    # The first place lies amid the others, so that some of them together can stand for it.
    outcome[0] = outcome[1:].mean(axis=0) + generator.normal(0.0, 25.0, size=YEARS)
    outcome[0, BEGINS - FIRST_YEAR :] += effect
    return np.asarray(np.round(outcome))


def invented_table(effect: float, name: str) -> pa.Table:
    """Return the invented panel as a tidy table."""
    import pyarrow as pa

    outcome = invented_outcome(effect, name)
    places = [f"Gmina Zmyślona {place + 1:02d}" for place in range(PLACES)]
    years = [str(FIRST_YEAR + year) for year in range(YEARS)]
    return pa.table(
        {
            "unit": [place for place in places for _year in years],
            "period": years * PLACES,
            "outcome": [str(int(value)) for value in outcome.ravel()],
        }
    )


@demonstration.register("evaluations", order=65)
def load() -> None:
    """Write, lock, carry out and publish both invented evaluations, once."""
    for question, effect, name in PROGRAMMES:
        if plan_of_demonstration(question) is None:
            evaluate(question, effect, name)


def evaluate(question: str, effect: float, name: str, *, goal: str = "") -> None:
    """Write a plan, lock it, carry it out on an invented table and publish the result."""
    from grono.evaluation import plan_from_data
    from grono.portal.evaluations.reading import table_read
    from grono.portal.evaluations.running import pictures_of, result_of

    plan = plan_from_data(
        {
            "question": question,
            "outcome": "zatrudnieni, osoby",
            "method": "synthetic_control",
            "treated": {"Gmina Zmyślona 01": str(BEGINS)},
            "goal": goal,
        }
    )
    stored = lock_plan(by=None, plan=write_plan(by=None, plan=plan, is_synthetic=True))
    table = invented_table(effect, name)
    data = "\n".join(",".join(row.values()) for row in table.to_pylist()).encode()
    kept = load_table(by=None, read=table_read(f"{name}.csv", data, table, plan), source=SOURCE)
    run = begin_run(by=None, plan=stored, table=kept)
    result = result_of(run)
    publish_result(by=None, run=keep_result(by=None, run=run, result=result, pictures=pictures_of(result, SOURCE)))
