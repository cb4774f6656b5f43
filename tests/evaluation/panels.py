"""Invented panels with and without an effect."""

import numpy as np
import pyarrow as pa

from grono.evaluation import plan_from_data


def table(outcome, *, names=None, first_year=2001):
    """A tidy table of units × years; the first unit is "A00"."""
    units, periods = outcome.shape
    names = names or [f"A{place:02d}" for place in range(units)]
    rows = [
        (names[unit], first_year + period, float(outcome[unit, period]))
        for unit in range(units)
        for period in range(periods)
    ]
    return pa.table(
        {
            name: list(column)
            for name, column in zip(("unit", "period", "outcome"), zip(*rows, strict=True), strict=True)
        }
    )


def invented(seed, *, units=25, periods=14, effect=0.0, treated=1, before=9, noise=1.0):
    """Units of two common factors; the first ones get an effect from the tenth year on."""
    generator = np.random.default_rng(seed)
    common = generator.normal(size=(2, periods)).cumsum(axis=1)
    outcome = 50 + generator.uniform(0, 1, (units, 2)) @ common + noise * generator.normal(size=(units, periods))
    outcome[:treated, before:] += effect
    return outcome


def plan(method="synthetic_control", *, treated=1, begins=2010, **more):
    named = {f"A{place:02d}": begins for place in range(treated)}
    return plan_from_data({"question": "Did it work?", "outcome": "jobs", "method": method, "treated": named} | more)
