"""Rows of a result for CSV."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    Rows = Iterator[list[object]]


def series_rows(result: Mapping[str, Any]) -> Rows:
    """Return one row for each period."""
    yield ["period", "treated", "counterfactual", "gap"]
    for row in result["series"]:
        yield [row["period"], row["treated"], row["counterfactual"], row["gap"]]


def placebo_rows(result: Mapping[str, Any]) -> Rows:
    """Return one row for each placebo and period."""
    yield ["units", "estimate", "ratio", "period", "gap"]
    for placebo in result["placebos"]:
        for row, gap in zip(result["series"], placebo["gap"], strict=True):
            yield ["; ".join(placebo["units"]), placebo["estimate"], placebo["ratio"], row["period"], gap]


def weight_rows(result: Mapping[str, Any]) -> Rows:
    """Return one row for each weight."""
    yield ["kind", "name", "weight"]
    for kind in ("unit", "period"):
        for name, weight in result[f"{kind}_weights"].items():
            yield [kind, name, weight]


def part_rows(result: Mapping[str, Any]) -> Rows:
    """Return one row for each effect by group and time, or by time since the beginning."""
    yield ["group", "period", "exposure", "estimate", "standard_error"]
    for part in result["parts"]:
        yield [part.get("group"), part.get("period"), part.get("exposure"), part["estimate"], part["standard_error"]]


FILES: dict[str, Callable[[Mapping[str, Any]], Rows]] = {
    "series": series_rows,
    "placebos": placebo_rows,
    "weights": weight_rows,
    "effects": part_rows,
}
"""Name in the address → rows."""
