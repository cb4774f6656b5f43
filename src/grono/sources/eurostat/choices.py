"""What must be chosen of a table of Eurostat before it is a table of employees: one code of each further dimension, one level of regions."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc
from rapidfuzz.process import extractOne

from grono.messages import InputError, Problem, message
from grono.sources.eurostat.tidy import MISSING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from grono.sources.eurostat.tidy import EurostatTable

TOTAL = "TOTAL"
"""Code of margins in the table of employees, and of all industries together in tables of Eurostat."""

AGGREGATES = ("EU", "EA", "EF")
"""How codes of several countries together begin: European Union, euro area, EFTA."""

COUNTRY = 2
"""Letters of the code of a country; each level of NUTS adds one."""


def absent_dimensions(source: EurostatTable, names: Sequence[str]) -> list[Problem]:
    """Name each dimension asked for that the table does not have."""
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


def open_choices(source: EurostatTable, chosen: Mapping[str, str], kept: set[str]) -> list[Problem]:
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


def levels(regions: pa.ChunkedArray, country: str | None) -> list[int]:
    """Return the levels of NUTS that occur, of one country or of all."""
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


def several_levels(found: list[int]) -> Problem:
    """Say that one level must be chosen."""
    return Problem(
        "choose-level",
        message(
            "The table has regions of several levels of NUTS: %(levels)s. Choose one, as in --level 2.",
            levels=", ".join(str(one) for one in found),
        ),
    )


def of_level(table: pa.Table, region: str, country: str | None, level: int) -> pa.Table:
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
