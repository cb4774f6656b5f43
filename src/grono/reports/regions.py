"""One region of a map's documents: its facts, its first lines, and what rests on few plants."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from grono.charts import values as form
from grono.messages import message, plural_message
from grono.reports.judgements import judgements_of
from grono.reports.notes import labels_of
from grono.reports.sentences import counted

if TYPE_CHECKING:
    from grono.clustermap import ClusterMap
    from grono.reports.judgements import Judgement

Row = dict[str, Any]
_FEW = 5
"""Lines shown of what rests on few plants: it is not the main list."""
_OF_THE_WHOLE_MAP = {"no_plant_sizes", "lower", "ellison_glaeser"}
"""Notes that every line has where no plant sizes were given: said once, loudly, and not on each line."""

_COUNTED = (("employees", "employees"), ("candidates", "candidates"), ("few_plants", "rest_on_few_plants"))
"""What is counted of a region, and its column."""


@dataclass(frozen=True)
class Line:
    """One line of a list, every value as it is shown; ``value``, ``lower`` and ``upper`` are for drawing."""

    rank: int
    code: str
    name: str
    name_language: str
    employees: str
    quotient: str
    interval: str
    probability: str
    share_of_region: str
    share_of_nation: str
    growth: str
    regional: str
    concentration: str
    notes: str
    note_codes: tuple[str, ...]
    value: float
    lower: float | None
    upper: float | None


@dataclass(frozen=True)
class Region:
    """One region: ``further`` and ``further_few`` count the lines that are not shown."""

    code: str
    anchor: str
    name: str
    name_language: str
    facts: list[tuple[str, str]]
    change: str
    notes: str
    lines: list[Line]
    further: int
    few_plants: list[Line]
    further_few: int
    judgements: list[Judgement]


def arranged_regions(source: ClusterMap, language: str, most: int) -> list[Region]:
    """Return the regions in the order of their names, each with its first lines."""
    lists: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in source.shortlist.to_pylist():
        lists[row["region"], row["list"]].append(row)
    judged = judgements_of(source, language)
    regions = [
        _region(source, row, lists, language, most, judged.get(row["region"], [])[:most])
        for row in source.regions.to_pylist()
    ]
    return sorted(regions, key=lambda region: (region.name, region.code))


def _region(  # noqa: PLR0913 - what a region is made of
    source: ClusterMap,
    row: Row,
    lists: dict[tuple[str, str], list[Row]],
    language: str,
    most: int,
    judgements: list[Judgement],
) -> Region:
    name, name_language = source.name("region", row["region"], language)
    candidates, few = lists[row["region"], "candidate"], lists[row["region"], "rests_on_few_plants"]
    return Region(
        code=row["region"],
        anchor=anchor(row["region"]),
        name=name,
        name_language=name_language,
        facts=_facts(row, language),
        change=_change(row, language),
        notes=labels_of(row["flags"], language=language),
        lines=[_line(source, one, language) for one in candidates[:most]],
        further=max(len(candidates) - most, 0),
        few_plants=[_line(source, one, language) for one in few[:_FEW]],
        further_few=max(len(few) - _FEW, 0),
        judgements=judgements,
    )


def anchor(code: str) -> str:
    """Return an identifier for a region's part of the page; different codes never share one.

    Examples
    --------
    >>> anchor("UKG2"), anchor("a b"), anchor("a_b")
    ('region-UKG2', 'region-a_20_b', 'region-a_5f_b')
    """
    return "region-" + re.sub(r"[^A-Za-z0-9-]", lambda found: f"_{ord(found[0]):x}_", code)


def _facts(row: Row, language: str) -> list[tuple[str, str]]:
    shown = {
        what: (counted(what, row[column], language), form.number(row[column], language)) for what, column in _COUNTED
    }
    return [
        shown["employees"],
        (message("of all employees").in_language(language), form.percent(row["share"], language)),
        (message("Krugman specialisation").in_language(language), form.number(row["krugman_specialisation"], language, 2)),
        shown["candidates"],
        shown["few_plants"],
    ]  # fmt: skip


def _change(row: Row, language: str) -> str:
    if row["change"] is None or row["regional"] is None:
        return ""
    return message(
        "Since %(year)s %(change)s employees in the industries compared: %(national)s as the nation grew, %(mix)s from the mix of industries, "
        "%(regional)s of the region's own.",
        year=str(row["base_period"]),
        change=form.signed(row["change"], language),
        national=form.signed(row["national"], language),
        mix=form.signed(row["mix"], language),
        regional=form.signed(row["regional"], language),
    ).in_language(language)


def _line(source: ClusterMap, row: Row, language: str) -> Line:
    name, name_language = source.name("industry", row["industry"], language)
    value = float(row["location_quotient"])
    gamma = row["ellison_glaeser"]
    codes = _note_codes(source, row)
    return Line(
        rank=row["rank_in_region"],
        code=row["industry"],
        name=name,
        name_language=name_language,
        employees=form.number(row["employees"], language),
        quotient=form.quotient(value, language),
        interval=form.interval(value, row["lower"], row["upper"], language),
        probability=form.probability(row["probability_above_one"], language),
        share_of_region=form.percent(row["share_of_region"], language),
        share_of_nation=form.percent(row["share_of_nation"], language),
        growth=form.percent(row["growth"], language, sign=True),
        regional=form.signed(row["regional"], language),
        concentration=form.index(row["raw_concentration"] if gamma is None else gamma, language),
        notes=labels_of(*codes, language=language),
        note_codes=codes,
        value=value,
        lower=row["lower"],
        upper=row["upper"],
    )


def _note_codes(source: ClusterMap, row: Row) -> tuple[str, ...]:
    every = [code for cell in (row["flags"], row["missing"]) if cell for code in cell.split(",")]
    said_before = set() if source.run["has_plant_sizes"] else _OF_THE_WHOLE_MAP
    return tuple(code for code in every if code not in said_before)


def further_sentence(number: int, language: str) -> str:
    """Return how many lines are not shown here, and where they are."""
    return plural_message(
        "%(number)s further line is in map.xlsx.", "%(number)s further lines are in map.xlsx.", number
    ).in_language(language)
