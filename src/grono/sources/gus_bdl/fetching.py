"""All pages of a variable, each a raw copy of its own, so that a run that stopped goes on at the page where it did."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from grono.messages import InputError, Problem, message
from grono.sources.gus_bdl import addresses
from grono.sources.gus_bdl.answers import BdlFigure, BdlVariable, parse_page, parse_variable
from grono.sources.gus_bdl.shipped import levels

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from grono.sources.fetching import Client, RawCopy


@dataclass(frozen=True)
class BdlSeries:
    """A variable with its figures.

    Parameters
    ----------
    variable : BdlVariable
        What it is.
    level : int
        Level of the territorial units.
    figures : tuple of BdlFigure
        All figures.
    copies : tuple of RawCopy
        The files they were read from.
    updated : date, optional
        The day on which GUS last changed the figures, where it says so.
    """

    variable: BdlVariable
    level: int
    figures: tuple[BdlFigure, ...]
    copies: tuple[RawCopy, ...]
    updated: date | None = None


def fetch_variable(  # noqa: PLR0913 - what to fetch, and from where
    client: Client,
    variable: int,
    level: int,
    *,
    years: Sequence[int] = (),
    client_id: str | None = None,
    host: str | None = None,
) -> BdlSeries:
    """Fetch a variable: what it is, then page after page.

    Raises
    ------
    InputError
        When it does not exist for the level or for a year, before any figure is asked for.
    FetchError
        As the client raises it; pages that came are kept.
    """
    where = host or addresses.HOST
    described = client.fetch(addresses.variable_request(variable, client_id=client_id, host=where)).copy
    with client.reading(described) as data:
        known = parse_variable(data)
    problems = [*_level_problems(known, level), *_year_problems(known, years)]
    if problems:
        raise InputError(problems)
    figures: list[BdlFigure] = []
    copies, units, number = [described], 0, 0
    while True:
        request = addresses.data_request(variable, level, years=years, page=number, client_id=client_id, host=where)
        copies.append(client.fetch(request).copy)
        with client.reading(copies[-1]) as data:
            page = parse_page(data)
        figures += page.figures
        units, number = units + page.units, number + 1
        if units >= page.total or not page.units:
            return BdlSeries(known, level, tuple(figures), tuple(copies), page.updated)


def _level_problems(variable: BdlVariable, level: int) -> list[Problem]:
    if level in levels() and level <= variable.level:
        return []
    known = ", ".join(f"{number} ({name})" for number, name in levels().items() if number <= variable.level)
    sentence = message(
        "Variable %(variable)s (%(name)s) does not exist at level %(level)s. Choose one of: %(known)s.",
        variable=variable.id,
        name=variable.name,
        level=level,
        known=known,
    )
    return [Problem("no-such-level", sentence, value=str(level))]


def _year_problems(variable: BdlVariable, years: Sequence[int]) -> list[Problem]:
    absent = [year for year in years if variable.years and year not in variable.years]
    if not absent:
        return []
    sentence = message(
        "Variable %(variable)s (%(name)s) has no figures for %(years)s. It has them for %(known)s.",
        variable=variable.id,
        name=variable.name,
        years=", ".join(map(str, absent)),
        known=f"{min(variable.years)}–{max(variable.years)}",
    )
    return [Problem("no-such-year", sentence, value=str(absent[0]))]
