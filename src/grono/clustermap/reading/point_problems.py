"""What can be wrong with a table of plants, said with row, value and remedy."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from grono.clustermap.reading.staff_bands import codes_that_fit
from grono.messages import Problem, message, plural_message
from grono.tables.problems import SHOWN, rest_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from grono.clustermap.reading.coordinates import Placed
    from grono.clustermap.reading.zones import Zones
    from grono.tables import RawTable


def _first_row(rows: pa.Table, raw: RawTable, column: str, value: str | None) -> int | None:
    index = pc.index(rows[column], pa.scalar(value, pa.string())).as_py()
    return None if index < 0 else raw.row_in_file(int(rows["row"][index].as_py()))


def unknown_industries(problems: list[Problem], rows: pa.Table, raw: RawTable, column: str) -> list[Problem]:
    """Name the first row of every code that the classification does not know."""
    found = []
    for problem in problems:
        row = _first_row(rows, raw, "industry", problem.value) if problem.severity == "error" else None
        if row is None:
            found.append(problem)
            continue
        sentence = message(
            'Row %(row)s, column "%(column)s": %(sentence)s', row=row, column=column, sentence=problem.message
        )
        found.append(replace(problem, message=sentence, row=row, column=column))
    return found


def unknown_bands(
    wrong: Sequence[str], texts: Sequence[str], rows: pa.Table, raw: RawTable, column: str
) -> list[Problem]:
    """Name the first row of every text that is no size band, and the list of codes that would fit."""
    fitting = codes_that_fit(texts)
    if wrong and fitting is not None:
        sentence = message(
            'Column "%(column)s" holds codes of size bands, such as "%(value)s". Say that they are %(list)s: band_codes=%(list)s for the table of points.',
            column=column, value=wrong[0], list=fitting,
        )  # fmt: skip
        return [Problem("coded-bands", sentence, column=column, value=wrong[0])]
    problems = []
    for value in wrong[:SHOWN]:
        row = _first_row(rows, raw, "band", value)
        sentence = message(
            'Row %(row)s, column "%(column)s": "%(value)s" is not a size band. Write for example "10 to 19", "250+" or "0".',
            row=row, column=column, value=value,
        )  # fmt: skip
        problems.append(Problem("not-a-band", sentence, row, column, value))
    return [*problems, *rest_of("not-a-band", column, len(wrong) - len(problems))]


def repeated_plants(rows: pa.Table, raw: RawTable) -> list[Problem]:
    """Name the plants that stand in the table more than once in one year."""
    named = rows.select(["plant", "period", "row"]).filter(rows["plant"].is_valid())
    groups = named.group_by(["plant", "period"]).aggregate([("row", "count"), ("row", "min"), ("row", "max")])
    repeated = groups.filter(pc.greater(groups["row_count"], 1)).sort_by("row_min")
    problems = [_repeated(found, raw) for found in repeated.slice(0, SHOWN).to_pylist()]
    return [*problems, *rest_of("duplicate-key", None, repeated.num_rows - len(problems))]


def _repeated(found: dict[str, Any], raw: RawTable) -> Problem:
    last = raw.row_in_file(int(found["row_max"]))
    sentence = message(
        "Rows %(first)s and %(last)s both state plant %(plant)s, year %(year)s. Keep one of them.",
        first=raw.row_in_file(int(found["row_min"])), last=last, plant=found["plant"], year=found["period"] or "–",
    )  # fmt: skip
    return Problem("duplicate-key", sentence, row=last, value=found["plant"])


def no_zones(column: str) -> Problem:
    """Say that plants have only the code of a zone, and no table says where the zones are."""
    sentence = message(
        'Column "%(column)s" holds codes of zones. Give a table of zones with a point for each, '
        "or name two columns as longitude and latitude, or as x and y.",
        column=column,
    )
    return Problem("zones-not-given", sentence, column=column)


def without_place(found: Placed, rows: pa.Table, raw: RawTable) -> list[Problem]:
    """Say how many plants have no coordinates and are left out of distances."""
    gaps = np.flatnonzero(~np.isfinite(found.x))
    if not gaps.size:
        return []
    sentence = plural_message(
        "%(number)s plant has no coordinates (first in row %(row)s) and is left out of every measure of distance.",
        "%(number)s plants have no coordinates (first in row %(row)s) and are left out of every measure of distance.",
        int(gaps.size),
        row=raw.row_in_file(int(rows["row"][int(gaps[0])].as_py())),
    )
    return [Problem("no-coordinates", sentence, severity="warning", count=int(gaps.size))]


def without_zone(at: NDArray[np.intp] | None, rows: pa.Table) -> list[Problem]:
    """Say how many plants stand in zones whose point is not known."""
    gaps = np.flatnonzero(at < 0) if at is not None else np.empty(0, dtype=np.intp)
    if not gaps.size:
        return []
    sentence = plural_message(
        "%(number)s plant stands in a zone that has no point, such as %(zone)s, and is left out of every measure of distance.",
        "%(number)s plants stand in zones that have no point, such as %(zone)s, and are left out of every measure of distance.",
        int(gaps.size),
        zone=rows["zone"][int(gaps[0])].as_py(),
    )
    return [Problem("zone-without-point", sentence, severity="warning", count=int(gaps.size))]


def none_placed(found: Placed) -> list[Problem]:
    """Refuse a table in which no plant has a place."""
    if np.isfinite(found.x).any():
        return []
    sentence = message(
        "No plant has a place. Check which columns hold the coordinates, or that the table of zones has the same codes."
    )
    return [Problem("no-place", sentence)]


def zone_precision(zones: Zones) -> Problem:
    """Say how exact the places are when plants stand on the points of their zones."""
    known = zones.precision[np.isfinite(zones.precision)]
    middle = round(float(np.median(known))) if known.size else 0
    largest = round(float(known.max())) if known.size else 0
    sentence = message(
        "Plants stand on the points of their zones: a plant may lie %(middle)s m from it in the middle zone and %(largest)s m "
        "in the largest. Distances below that say nothing.",
        middle=middle,
        largest=largest,
    )
    return Problem("places-of-zones", sentence, severity="warning", count=len(zones.place))
