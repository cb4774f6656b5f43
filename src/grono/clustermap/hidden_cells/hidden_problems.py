"""What has to be said about hidden cells: sums that contradict each other or are not whole, and what was estimated."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from grono.clustermap.hidden_cells.hidden_sums import ALL
from grono.messages import InputError, Problem, message, plural_message
from grono.tables.problems import SHOWN, rest_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from grono.clustermap.hidden_cells.hidden import HiddenYear
    from grono.clustermap.hidden_cells.hidden_sums import HiddenSystem
    from grono.clustermap.reading.observations import Observations
    from grono.messages import Message

    BoolArray = NDArray[np.bool_]

NAMED = 20
"""So many contradictory sums of a year are named one by one; the rest is counted."""


def contradictions(
    observations: Observations, system: HiddenSystem, contradictory: BoolArray, codes: tuple[str, ...], period: int
) -> list[Problem]:
    """Name every sum that no values of its hidden cells can meet, with the cells."""
    problems = []
    wrong = [one for one, bad in zip(system.sums, contradictory, strict=True) if bad]
    names = (*observations.regions, ALL)
    for one in wrong[:NAMED]:
        cells = [
            f"{names[row]} {codes[column]}"
            for row, column in zip(one.rows[:5].tolist(), one.columns[:5].tolist(), strict=True)
        ]
        sentence = message(
            "Year %(year)s: no values of the hidden cells %(cells)s fit the figure of %(region)s %(industry)s together with the "
            "other sums. This sum was set aside; check it and its parts.",
            year=period or "–",
            cells=", ".join(cells) + (" ..." if one.rows.size > 5 else ""),
            region=names[one.row],
            industry=codes[one.column],
        )
        place = f"{names[one.row]} {codes[one.column]}"
        problems.append(Problem("contradictory-sum", sentence, value=place, severity="warning"))
    return [*problems, *rest_of("contradictory-sum", None, len(wrong) - NAMED, severity="warning")]


def incomplete(system: HiddenSystem, period: int) -> list[Problem]:
    """Say which sums have parts that the table does not hold."""
    if not system.incomplete:
        return []
    sentence = message(
        "Year %(year)s: published parts add up to less than their whole (%(codes)s), so that these sums only limit the hidden "
        "cells from above.",
        year=period or "–",
        codes=", ".join(code or ALL for code in system.incomplete[:10])
        + (" ..." if len(system.incomplete) > 10 else ""),
    )
    return [Problem("parts-incomplete", sentence, severity="warning", count=len(system.incomplete))]


def missed(count: int, period: int) -> list[Problem]:
    """Say how many sums raking could not meet."""
    if not count:
        return []
    sentence = plural_message(
        "Year %(year)s: the estimate of hidden cells misses %(number)s sum.",
        "Year %(year)s: the estimate of hidden cells misses %(number)s sums.",
        count,
        year=period or "–",
    )
    return [Problem("sums-missed", sentence, severity="warning", count=count)]


def summary(observations: Observations, hidden: BoolArray, years: Mapping[int, HiddenYear]) -> list[Problem]:
    """Say how many hidden cells were estimated, and how many could not be."""
    estimated = sum(year.estimate.size for year in years.values())
    left = int(hidden.sum()) - estimated
    problems = []
    if estimated:
        problems.append(
            Problem("hidden-estimated", _estimated_sentence(observations, years), severity="warning", count=estimated)
        )
    if left:
        sentence = plural_message(
            "%(number)s hidden cell has no upper bound in this table and is left out of sums. Totals, parents or size bands of "
            "its region would bound it.",
            "%(number)s hidden cells have no upper bound in this table and are left out of sums. Totals, parents or size bands of "
            "their regions would bound them.",
            left,
        )
        problems.append(Problem("hidden-left-out", sentence, severity="warning", count=left))
    return problems


def _estimated_sentence(observations: Observations, years: Mapping[int, HiddenYear]) -> Message:
    cells = sum(year.estimate.size for year in years.values())
    amount = sum(float(year.estimate.sum()) for year in years.values())
    shown = sum(float(np.nansum(observations.employees[observations.period_index(period)])) for period in years)
    draws = next(iter(years.values())).draws.shape[0]
    return plural_message(
        "%(number)s hidden cell was estimated inside its bounds: %(percent)s%% of the employees of its year. What rests on it was "
        "computed %(draws)s times with other possible values.",
        "%(number)s hidden cells were estimated inside their bounds: %(percent)s%% of the employees of their years. What rests on "
        "them was computed %(draws)s times with other possible values.",
        cells,
        percent=round(100 * amount / max(amount + shown, 1e-9), 1),
        draws=draws,
    )


def refuse_missing(observations: Observations) -> None:
    """Refuse a table with gaps, naming the cells (MAP-10).

    Raises
    ------
    InputError
        When any region × industry × year has no figure.
    """
    gaps = np.argwhere(np.isnan(observations.employees))
    problems = []
    for period, region, industry in gaps[:SHOWN].tolist():
        place = (observations.regions[region], observations.industries[industry], observations.periods[period])
        sentence = message(
            "Region %(region)s, industry %(industry)s, year %(year)s has no figure. Fill it in, or let the map leave out or bound "
            "missing cells.",
            region=place[0],
            industry=place[1],
            year=place[2] or "–",
        )
        problems.append(Problem("missing-cell", sentence, value=" ".join(map(str, place))))
    problems += rest_of("missing-cell", None, len(gaps) - SHOWN)
    if problems:
        raise InputError(problems)
