"""Change between the first and the last year of a map."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from grono.measures import Measured, ShiftShare, growth, shift_share
from grono.messages import Problem, plural_message

if TYPE_CHECKING:
    from grono.clustermap.reading.observations import Observations


@dataclass(frozen=True)
class Change:
    """Growth and shift-share between two years.

    Parameters
    ----------
    before, after : int
        The years.
    cell_growth, cell_growth_per_year : Measured, shape (regions, industries)
        Relative change, whole and per year.
    industry_growth : Measured, shape (industries,)
        Of the nation.
    parts : ShiftShare
        What makes up the change of each cell.
    problems : tuple of Problem
        A warning that names the industries left out.
    """

    before: int
    after: int
    cell_growth: Measured
    cell_growth_per_year: Measured
    industry_growth: Measured
    parts: ShiftShare
    problems: tuple[Problem, ...]


def measure_change(observations: Observations, before: int, after: int) -> Change | None:
    """Compare two years; None when they are the same."""
    if before == after:
        return None
    first, last = (observations.published(year) for year in (before, after))
    parts = shift_share(first, last)
    excluded = [code for code, included in zip(observations.industries, parts.included, strict=True) if not included]
    nation = [np.where(parts.included, cells.sum(axis=0), np.nan) for cells in (first, last)]
    return Change(
        before,
        after,
        growth(first, last),
        growth(first, last, years=after - before),
        growth(nation[0], nation[1]),
        parts,
        _left_out(excluded, before, after),
    )


def _left_out(excluded: list[str], before: int, after: int) -> tuple[Problem, ...]:
    if not excluded:
        return ()
    sentence = plural_message(
        "Growth and shift-share %(before)s–%(after)s leave out %(number)s industry with a missing cell in either year: %(codes)s.",
        "Growth and shift-share %(before)s–%(after)s leave out %(number)s industries with a missing cell in either year: %(codes)s.",
        len(excluded),
        before=before,
        after=after,
        codes=", ".join(excluded[:20]) + (" ..." if len(excluded) > 20 else ""),
    )
    return (Problem("industries-left-out", sentence, severity="warning", count=len(excluded)),)
