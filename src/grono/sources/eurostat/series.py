"""A table of Eurostat as a series of values for an indicator: any unit, not only people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from grono.messages import InputError, Problem, message
from grono.sources.eurostat.addresses import EUROSTAT
from grono.sources.eurostat.choices import absent_dimensions
from grono.strategy.series import NATION, Observation, SourceSeries, taken_figure

if TYPE_CHECKING:
    from grono.sources.eurostat.tidy import EurostatTable

PLACE, UNIT = "geo", "unit"
YEAR_DIGITS = 4


def series_from_eurostat(table: EurostatTable, code: str, *, part: str = "", country: str = "") -> SourceSeries:
    """Read the yearly figures of a table that was narrowed to one code in every dimension but place and part.

    Parameters
    ----------
    table : EurostatTable
        The narrowed table.
    code : str
        Code of the table in Eurostat's list.
    part : str
        The dimension whose codes are parts, such as ``nace_r2``; empty where every dimension has one code.
    country : str
        Code of the country in ``geo``; its figures are those of the nation.

    Raises
    ------
    InputError
        When the dimension of places or of parts is not there, or another dimension has several codes.
    """
    problems = [*absent_dimensions(table, [PLACE, *([part] if part else [])]), *_open(table, part)]
    if problems:
        raise InputError(problems)
    columns = [table.table[name].to_pylist() for name in (PLACE, "period", "value", "flag", "status")]
    parts = table.table[part].to_pylist() if part else [""] * table.table.num_rows
    found = tuple(
        Observation(NATION if place == country else place, one, int(period), taken_figure(value, status), flag or "")
        for place, period, value, flag, status, one in zip(*columns, parts, strict=True)
        if len(period) == YEAR_DIGITS and period.isdigit()
    )
    units = table.codes(UNIT) if UNIT in table.dimensions else []
    return SourceSeries(found, f"{EUROSTAT.name}: {code}", ", ".join(units), table.updated)


def _open(table: EurostatTable, part: str) -> list[Problem]:
    """Return a problem for each dimension that still has several codes: their figures must not be taken for one."""
    found = []
    for name in table.dimensions:
        codes = table.codes(name)
        if name in (PLACE, part) or len(codes) < 2:
            continue
        sentence = message(
            "The dimension “%(name)s” has several codes: %(codes)s. Choose one of them in the filters, as %(name)s=%(first)s.",
            name=name,
            codes=", ".join(codes[:12]),
            first=codes[0],
        )
        found.append(Problem("several-codes", sentence, value=name))
    return found


__all__ = ["series_from_eurostat"]
