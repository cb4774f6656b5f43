"""Figures and transformations between the library and the database."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from grono.quantities import from_json, to_json
from grono.strategy.series import Combine, Figure, Transformation

if TYPE_CHECKING:
    from collections.abc import Mapping

    from grono.portal.bindings.models import Arrival


def figures_to_data(found: Mapping[str, Mapping[int, Figure]]) -> dict[str, list[list[Any]]]:
    """Return figures as plain data."""
    return {
        place: [[one.period, to_json(one.quantity), one.flag] for _, one in sorted(values.items())]
        for place, values in found.items()
    }


def figures_of(arrival: Arrival | None, place: str) -> dict[int, Figure]:
    """Return the figures of a place in an arrival; nothing where the source does not have it."""
    rows = arrival.figures.get(place, ()) if arrival is not None else ()
    return {period: Figure(period, from_json(content), flag) for period, content, flag in rows}


def transformation_to_data(one: Transformation) -> dict[str, Any]:
    """Return a transformation as plain data."""
    return {
        "parts": list(one.parts),
        "combine": str(one.combine),
        "whole": list(one.whole),
        "multiplier": str(one.multiplier),
        "years_later": one.years_later,
        "non_negative_flow": one.non_negative_flow,
    }


def transformation_of(data: Mapping[str, Any]) -> Transformation:
    """Return a stored transformation."""
    return Transformation(
        parts=tuple(data["parts"]),
        combine=Combine(data["combine"]),
        whole=tuple(data["whole"]),
        multiplier=Fraction(data["multiplier"]),
        years_later=data["years_later"],
        non_negative_flow=data["non_negative_flow"],
    )
