"""From a tidy table of Eurostat to the table of employees that a cluster map is drawn from."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

from grono.classifications import get_classification
from grono.messages import GronoError, InputError, Problem, message
from grono.sources.eurostat.choices import TOTAL, absent_dimensions, levels, of_level, open_choices, several_levels
from grono.sources.eurostat.rounding import GRIDS, rounding_bounds, rounding_step
from grono.sources.eurostat.tidy import MISSING
from grono.tables.values import flag_statuses

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from grono.messages import Message
    from grono.sources.eurostat.tidy import EurostatTable

REGION, INDUSTRY, UNIT = "geo", "nace_r2", "unit"
"""Names of the dimensions that most tables of employment have."""


@dataclass(frozen=True)
class EurostatObservations:
    """A table of employees out of one of Eurostat.

    Parameters
    ----------
    table : pyarrow.Table
        region, industry, year, employees (text: persons and the letters of the flag, of a flag that :mod:`grono.tables` does not
        know the one that decides the status; ``:`` missing, ``:c`` confidential), flag (Eurostat's own, to the letter), status,
        lower and upper (what the figure may stand for; a rounded zero is ``observed`` from 0 to half a step). The row of the
        country has the region ``TOTAL``: it is a margin, as the industry ``TOTAL`` is.
    classification : str
        ``nace2`` where NACE knows every code of an industry, else ``none``.
    multiplier : float
        How many persons one unit of the source is.
    rounding : str or None
        Grid to which the source has rounded, for :class:`grono.clustermap.ReadingOptions`; None where it counts single persons.
    note : Message
        What was taken and done.
    """

    table: pa.Table
    classification: str
    multiplier: float
    rounding: str | None
    note: Message


def observations_from_eurostat(  # noqa: PLR0913 - one decision each, by name
    source: EurostatTable,
    *,
    choose: Mapping[str, str] | None = None,
    country: str | None = None,
    level: int | None = None,
    decimals: int | None = None,
    region: str = REGION,
    industry: str = INDUSTRY,
) -> EurostatObservations:
    """Pick the table of employees out of a table of Eurostat.

    Parameters
    ----------
    source : EurostatTable
        The tidy table.
    choose : mapping
        Dimension → the one code wanted, such as ``age`` → ``Y_GE15``. A dimension with one code needs no choice.
    country : str, optional
        Two letters: only regions of this country, whose own row becomes the margin.
    level : int, optional
        Level of NUTS; needed where the table has several.
    decimals : int, optional
        Decimals to which the table is published; by default the most that a figure of the chosen unit has.
    region, industry : str
        Dimensions of regions and industries.

    Raises
    ------
    InputError
        With everything that must still be chosen, or cannot be.

    Notes
    -----
    Figures in thousands become persons. They stay as coarse as they were: one decimal of a thousand is 100 persons, and a figure
    stands for everything from 50 below to 50 above it (MAP-4).
    """
    chosen = {name.lower(): code for name, code in (choose or {}).items()}
    problems = [
        *absent_dimensions(source, [region, industry, *chosen]),
        *open_choices(source, chosen, {region, industry}),
    ]
    if problems:
        raise InputError(problems)
    table = source.table
    for name, code in chosen.items():
        table = table.filter(pc.equal(table[name], code))
    found_levels = levels(table[region], country)
    if level is None and len([one for one in found_levels if one > 0]) > 1:
        raise InputError([several_levels(found_levels)])
    table = of_level(table, region, country, level if level is not None else max(found_levels, default=0))
    table = _yearly(table)
    multiplier = _multiplier(source, chosen)
    step = rounding_step(_of_unit(source, chosen), multiplier, decimals)
    return EurostatObservations(
        table=_employees(table, (region, industry), multiplier, step),
        classification=_classification(pc.unique(table[industry]).to_pylist()),
        multiplier=multiplier,
        rounding=GRIDS.get(step),
        note=_note(source, chosen, {region, industry}, multiplier),
    )


def _yearly(table: pa.Table) -> pa.Table:
    yearly = table.filter(pc.match_substring_regex(table["period"], r"^\d{4}$"))
    if table.num_rows and not yearly.num_rows:
        raise InputError(
            [
                Problem(
                    "no-years",
                    message(
                        "The periods of the table are no years (as “%(period)s”). Choose yearly figures, as in freq=A.",
                        period=table["period"][0].as_py(),
                    ),
                )
            ]
        )
    return yearly


@cache
def _units() -> dict[str, float]:
    text = files("grono.sources.eurostat").joinpath("data", "units.csv").read_text("utf-8")
    return {row["unit"]: float(row["multiplier"]) for row in csv.DictReader(text.splitlines())}


def _multiplier(source: EurostatTable, chosen: Mapping[str, str]) -> float:
    if UNIT not in source.dimensions:
        return 1.0
    unit = chosen.get(UNIT) or source.codes(UNIT)[0]
    if unit not in _units():
        raise GronoError(
            message(
                "“%(unit)s” is not a unit in which Eurostat counts people; those are %(known)s. Choose another unit or table.",
                unit=unit,
                known=", ".join(_units()),
            )
        )
    return _units()[unit]


def _of_unit(source: EurostatTable, chosen: Mapping[str, str]) -> pa.ChunkedArray:
    """Return every figure of the unit: the whole table tells its decimals better than the part that is kept."""
    if UNIT not in chosen:
        return source.table["value"]
    return source.table.filter(pc.equal(source.table[UNIT], chosen[UNIT]))["value"]


def _employees(table: pa.Table, axes: tuple[str, str], multiplier: float, step: float) -> pa.Table:
    region, industry = axes
    columns = {name: table[name].to_pylist() for name in ("value", "flag", "status")}
    texts = [
        _text(value, flag or "", status, multiplier)
        for value, flag, status in zip(columns["value"], columns["flag"], columns["status"], strict=True)
    ]
    persons = pc.round(pc.multiply(table["value"], multiplier), 6)
    lower, upper = rounding_bounds(persons, step)
    rounded_zero = pc.and_(pc.equal(table["status"], "zero"), step > 0)
    found = pa.table({
        "region": table[region], "industry": table[industry], "year": pc.cast(table["period"], pa.int32()),
        "employees": pa.array(texts, pa.string()), "flag": table["flag"],
        "status": pc.if_else(rounded_zero, "observed", table["status"]), "lower": lower, "upper": upper,
    })  # fmt: skip
    return found.sort_by([("region", "ascending"), ("industry", "ascending"), ("year", "ascending")])


def _text(value: float | None, flag: str, status: str, multiplier: float) -> str:
    """Return persons with the flag; of one that the table of flags of :mod:`grono.tables` does not know, the letter that decides."""
    if value is None:
        return ":c" if status == "suppressed" else MISSING
    if flag in flag_statuses("after"):
        return f"{round(value * multiplier, 6):.12g} {flag}"
    known = [letter for letter in flag if letter in flag_statuses("after")]
    deciding = [letter for letter in known if flag_statuses("after")[letter] == status] or known
    return f"{round(value * multiplier, 6):.12g}{' ' + deciding[-1] if deciding else ''}"


def _classification(codes: Sequence[str | None]) -> str:
    nace = get_classification("nace2")
    return "nace2" if all(code is None or code == TOTAL or code in nace.codes for code in codes) else "none"


def _note(source: EurostatTable, chosen: Mapping[str, str], kept: set[str], multiplier: float) -> Message:
    codes = {
        name: chosen.get(name) or next(iter(source.codes(name)), "") for name in source.dimensions if name not in kept
    }
    return message(
        "Eurostat: %(choices)s; one unit of the source is %(multiplier)s persons.",
        choices=", ".join(f"{name}={code}" for name, code in codes.items()) or "–",
        multiplier=multiplier,
    )
