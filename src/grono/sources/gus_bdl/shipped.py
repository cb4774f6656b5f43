"""The tables of this source that are data: quotas, notes at figures, units, levels."""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files


@cache
def rows(name: str) -> tuple[dict[str, str], ...]:
    """Return the rows of a shipped table."""
    text = files("grono.sources.gus_bdl").joinpath("data", f"{name}.csv").read_text("utf-8")
    return tuple(csv.DictReader(text.splitlines()))


def attribute_statuses() -> dict[int, str]:
    """Return id of a note → status of the figure that has it."""
    return {int(row["attribute"]): row["status"] for row in rows("attributes")}


def unit_multipliers() -> dict[str, float]:
    """Return unit → how many persons it is."""
    return {row["unit"]: float(row["multiplier"]) for row in rows("units")}


def levels() -> dict[int, str]:
    """Return level → its Polish name."""
    return {int(row["level"]): row["polish"] for row in rows("levels")}
