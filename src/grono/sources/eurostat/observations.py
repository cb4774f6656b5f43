"""From a tidy table of Eurostat to the table of employees that a cluster map is drawn from."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc
from rapidfuzz.process import extractOne

from grono.classifications import get_classification
from grono.messages import GronoError, InputError, Problem, message
from grono.sources.eurostat.tidy import MISSING
from grono.tables.values import flag_statuses

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from grono.messages import Message
    from grono.sources.eurostat.tidy import EurostatTable

TOTAL = "TOTAL"
"""Code of margins in the table of employees, and of all industries together in tables of Eurostat."""

REGION, INDUSTRY, UNIT = "geo", "nace_r2", "unit"
"""Names of the dimensions that most tables of employment have."""

AGGREGATES = ("EU", "EA", "EF")
"""How codes of several countries together begin: European Union, euro area, EFTA."""

COUNTRY = 2
"""Letters of the code of a country; each level of NUTS adds one."""


@dataclass(frozen=True)
class EurostatObservations:
    """A table of employees out of one of Eurostat.

    Parameters
    ----------
    table : pyarrow.Table
        region, industry, year, employees (text: persons and, where there is one, the letter that decides the status; ``:`` missing,
        ``:c`` confidential), flag (Eurostat's own, to the letter), status. The row of the country has the region ``TOTAL``: it is a
        margin, as the industry ``TOTAL`` is.
    classification : str
        ``nace2`` where NACE knows every code of an industry, else ``none``.
    multiplier : float
        How many persons one unit of the source is.
    note : Message
        What was taken and done.
    """

    table: pa.Table
    classification: str
    multiplier: float
    note: Message


def observations_from_eurostat(  # noqa: PLR0913 - one decision each, by name
    source: EurostatTable,
    *,
    choose: Mapping[str, str] | None = None,
    country: str | None = None,
    level: int | None = None,
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
    region, industry : str
        Dimensions of regions and industries.

    Raises
    ------
    InputError
        With everything that must still be chosen, or cannot be.

    Notes
    -----
    Figures in thousands become persons. They stay as coarse as they were: one decimal of a thousand is 100 persons.
    """
    chosen = {name.lower(): code for name, code in (choose or {}).items()}
    problems = [
        *_absent_dimensions(source, [region, industry, *chosen]),
        *_open_choices(source, chosen, {region, industry}),
    ]
    if problems:
        raise InputError(problems)
    table = source.table
    for name, code in chosen.items():
        table = table.filter(pc.equal(table[name], code))
    levels = _levels(table[region], country)
    if level is None and len([one for one in levels if one > 0]) > 1:
        raise InputError([_several_levels(levels)])
    table = _of_level(table, region, country, level if level is not None else max(levels, default=0))
    table = _yearly(table)
    multiplier = _multiplier(source, chosen)
    return EurostatObservations(
        table=_employees(table, region, industry, multiplier),
        classification=_classification(pc.unique(table[industry]).to_pylist()),
        multiplier=multiplier,
        note=_note(source, chosen, {region, industry}, multiplier),
    )


def _absent_dimensions(source: EurostatTable, names: Sequence[str]) -> list[Problem]:
    return [
        Problem(
            "no-such-dimension",
            message(
                "The table has no dimension “%(name)s”. It has: %(known)s. Choose among these.",
                name=name,
                known=", ".join(source.dimensions),
            ),
            value=name,
        )
        for name in dict.fromkeys(names)
        if name not in source.dimensions
    ]


def _open_choices(source: EurostatTable, chosen: Mapping[str, str], kept: set[str]) -> list[Problem]:
    """Name each dimension of which one code must be chosen, and each choice that the table does not have."""
    problems = []
    for name in source.dimensions:
        codes = source.codes(name)
        if name in chosen and chosen[name] not in codes:
            problems.append(_no_such_code(name, chosen[name], codes))
        elif name not in chosen and name not in kept and len(codes) > 1:
            problems.append(
                Problem(
                    "choose-one",
                    message(
                        "The dimension “%(name)s” has several codes: %(codes)s. Choose one, as in %(name)s=%(first)s.",
                        name=name,
                        codes=", ".join(codes),
                        first=codes[0],
                    ),
                    value=name,
                )
            )
    return problems


def _no_such_code(name: str, code: str, codes: list[str]) -> Problem:
    nearest = extractOne(code, codes)
    sentence = message(
        "The dimension “%(name)s” has no code “%(code)s”. The nearest is %(nearest)s; all: %(codes)s.",
        name=name,
        code=code,
        nearest=nearest[0] if nearest else MISSING,
        codes=", ".join(codes),
    )
    return Problem("no-such-code", sentence, value=code)


def _levels(regions: pa.ChunkedArray, country: str | None) -> list[int]:
    codes = [code for code in pc.unique(regions).to_pylist() if _lies_in(code, country)]
    return sorted({len(code) - COUNTRY for code in codes})


def _lies_in(code: str, country: str | None) -> bool:
    """Tell a region of NUTS from an aggregate such as ``EU27_2020``, and one of a country from others."""
    regional = (
        code.isalnum()
        and COUNTRY <= len(code) <= COUNTRY + 3
        and code[:COUNTRY].isalpha()
        and not code.startswith(AGGREGATES)
    )
    return regional and (country is None or code.startswith(country))


def _several_levels(levels: list[int]) -> Problem:
    return Problem(
        "choose-level",
        message(
            "The table has regions of several levels of NUTS: %(levels)s. Choose one, as in --level 2.",
            levels=", ".join(str(one) for one in levels),
        ),
    )


def _of_level(table: pa.Table, region: str, country: str | None, level: int) -> pa.Table:
    """Keep the regions of one level, and the country as ``TOTAL`` where it alone is asked for."""
    kept = {code: code for code in pc.unique(table[region]).to_pylist() if _lies_in(code, country)}
    names = {code: code for code in kept if len(code) - COUNTRY == level}
    if country is not None and level > 0 and country in kept:
        names[country] = TOTAL
    if not set(names) - {country}:
        raise InputError(
            [
                Problem(
                    "no-regions",
                    message(
                        "The table has no regions of level %(level)s of NUTS in “%(country)s”. Choose another level or country.",
                        level=level,
                        country=country or "*",
                    ),
                )
            ]
        )
    table = table.filter(pc.is_in(table[region], pa.array(list(names), pa.string())))
    renamed = (
        pc.if_else(pc.equal(table[region], country or ""), TOTAL, table[region]) if country in names else table[region]
    )
    return table.set_column(table.column_names.index(region), region, renamed)


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


def _employees(table: pa.Table, region: str, industry: str, multiplier: float) -> pa.Table:
    columns = {name: table[name].to_pylist() for name in ("value", "flag", "status")}
    texts = [
        _text(value, flag or "", status, multiplier)
        for value, flag, status in zip(columns["value"], columns["flag"], columns["status"], strict=True)
    ]
    found = pa.table({
        "region": table[region], "industry": table[industry], "year": pc.cast(table["period"], pa.int32()),
        "employees": pa.array(texts, pa.string()), "flag": table["flag"], "status": table["status"],
    })  # fmt: skip
    return found.sort_by([("region", "ascending"), ("industry", "ascending"), ("year", "ascending")])


def _text(value: float | None, flag: str, status: str, multiplier: float) -> str:
    """Return persons with the one letter that decides the status, as the table of flags of :mod:`grono.tables` reads them."""
    if value is None:
        return ":c" if status == "suppressed" else MISSING
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
