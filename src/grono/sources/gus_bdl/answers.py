"""Answers of the API, read by pure functions."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from typing import Any

from grono.messages import GronoError, message

DIGITS = 12
"""Length of the id of a territorial unit."""

POLAND = "TOTAL"
"""Code of the whole country, which is the margin of a table of regions."""


class BdlAnswerError(GronoError):
    """An answer that is none of the Local Data Bank."""


@dataclass(frozen=True)
class BdlVariable:
    """What a variable is.

    Parameters
    ----------
    id : int
        Its number.
    name : str
        The parts of its name, by ``; ``.
    unit : str
        Name of its unit.
    level : int
        Lowest level for which it exists.
    years : tuple of int
        Years for which it exists.
    """

    id: int
    name: str
    unit: str
    level: int
    years: tuple[int, ...]


@dataclass(frozen=True)
class BdlFigure:
    """One figure: id and name of the territorial unit, year, value as sent, id of the note."""

    unit: str
    name: str
    year: int
    value: float | None
    attribute: int


@dataclass(frozen=True)
class BdlPage:
    """One page of figures.

    Parameters
    ----------
    total : int
        Territorial units on all pages.
    units : int
        Territorial units on this page.
    figures : tuple of BdlFigure
        Their figures.
    updated : date, optional
        The day on which GUS last changed them, where it says so.
    """

    total: int
    units: int
    figures: tuple[BdlFigure, ...]
    updated: date | None = None


def parse_variable(data: bytes) -> BdlVariable:
    """Parse the answer to :func:`variable_request`."""
    answer = _object(data)
    try:
        names = [str(answer[f"n{place}"]) for place in range(1, 6) if answer.get(f"n{place}")]
        return BdlVariable(
            int(answer["id"]), "; ".join(names), str(answer["measureUnitName"]), int(answer["level"]),
            tuple(int(year) for year in answer.get("years", ())),
        )  # fmt: skip
    except (KeyError, TypeError, ValueError) as error:
        raise _not_bdl(lacking="id, measureUnitName, level") from error


def parse_page(data: bytes) -> BdlPage:
    """Parse the answer to :func:`data_request`."""
    answer = _object(data)
    try:
        results = answer["results"]
        figures = tuple(_figure(unit, value) for unit in results for value in unit["values"])
        return BdlPage(int(answer["totalRecords"]), len(results), figures, _day(answer.get("lastUpdate")))
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise _not_bdl(lacking="totalRecords, results, values") from error


def _day(text: object) -> date | None:
    """Return the day of a date or moment as ISO 8601 writes it; None where there is none."""
    try:
        return date.fromisoformat(str(text)[:10])
    except ValueError:
        return None


def _figure(unit: dict[str, Any], value: dict[str, Any]) -> BdlFigure:
    number = value.get("val")
    return BdlFigure(
        str(unit["id"]), str(unit["name"]), int(value["year"]), None if number is None else float(number),
        int(value.get("attrId", 1)),
    )  # fmt: skip


def _object(data: bytes) -> dict[str, Any]:
    try:
        answer = json.loads(data)
    except ValueError as error:
        raise _not_bdl(lacking="JSON") from error
    errors = answer.get("errors") if isinstance(answer, dict) else None
    if errors:
        told = errors if isinstance(errors, list) else [errors]
        texts = [str(one.get("errorReason", one)) if isinstance(one, dict) else str(one) for one in told]
        raise BdlAnswerError(message("The Local Data Bank answers “%(text)s”.", text="; ".join(texts)))
    if not isinstance(answer, dict):
        raise _not_bdl(lacking="JSON")
    return answer


def _not_bdl(*, lacking: str) -> BdlAnswerError:
    return BdlAnswerError(
        message(
            "The answer of the Local Data Bank has not the form that Grono knows (%(lacking)s not found). Try again later; if it "
            "stays so, the service has changed.",
            lacking=lacking,
        )
    )


def territory(unit: str, level: int) -> str:
    """Return the code of a territorial unit in the register TERYT; the id itself where the level has no such code.

    The twelve digits of an id hold the voivodeship in the third and fourth, powiat, gmina and its kind in the last five.

    Examples
    --------
    >>> [territory("000000000000", 0), territory("062000000000", 2), territory("071422707000", 5), territory("011212001011", 6)]
    ['TOTAL', '20', '1407', '1201011']
    """
    if len(unit) != DIGITS or not unit.isdigit():
        raise _not_bdl(lacking=f"id {unit}")
    if level == 0:
        return POLAND
    beyond = {2: "", 5: unit[7:9], 6: unit[7:]}.get(level)
    return unit if beyond is None else unit[2:4] + beyond
