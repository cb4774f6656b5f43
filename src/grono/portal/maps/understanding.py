"""What is understood of uploaded tables: columns, regions, industries, years, sums, and everything that is wrong with them.

The answer is plain values, kept with the map and shown on its page; names and sentences are kept in every language.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np
from django.conf import settings

from grono.classifications import region_name
from grono.clustermap import Specification, read_observations
from grono.clustermap.reading.neighbours import neighbours_from_outlines
from grono.clustermap.reading.observations import NO_PERIOD
from grono.clustermap.reading.plant_cells import plants_from_points
from grono.clustermap.reading.plants import read_size_bands
from grono.messages import GronoError, InputError
from grono.portal.core.languages import in_all_languages
from grono.portal.core.problems import problems_of
from grono.portal.maps.further_understanding import points_of, read_further
from grono.portal.maps.specifications import columns_of
from grono.tables import Engine, column_roles, read_table
from grono.tables.roles import OPTIONAL, REQUIRED

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from grono.classifications import Labels
    from grono.clustermap import Observations
    from grono.clustermap.reading.plant_cells import PlantCells
    from grono.clustermap.reading.plants import SizeBands
    from grono.messages import Problem
    from grono.tables import RawTable

    Watch = Callable[[str, int, int], None]

PROBLEMS_KEPT = 1000
"""More are counted, not kept; nobody mends more by hand."""
FIRST_ROWS = 6
MOST_COLUMNS = 200
"""Columns that are offered as region, industry and so on; a table with more is shown its first ones."""
NAMES_SHOWN = 8
LONGEST_CELL = 80


@dataclass
class _Look:
    """What is collected while the tables are read."""

    tables: dict[str, dict[str, Any]]
    problems: list[tuple[str, Problem]]
    unreadable: list[str]

    def add(self, kind: str, error: GronoError) -> None:
        self.problems += [(kind, problem) for problem in problems_of(error)]

    def say(self, kind: str, problems: Iterable[Problem]) -> None:
        self.problems += [(kind, problem) for problem in problems]


def understand(
    files: dict[str, Path], specification: dict[str, Any], labels: Labels, watch: Watch | None = None
) -> dict[str, Any]:
    """Read the tables as a specification says and return what was understood: ``employees`` or ``points``, and whatever goes with them."""
    tell = watch or (lambda _step, _done, _total: None)
    chosen = Specification.of(specification)
    look = _Look({}, [], [])
    facts: dict[str, Any] = {}
    with Engine() as engine:
        for number, (kind, path) in enumerate(files.items()):
            tell("look", number, len(files))
            _look_at(kind, path, columns_of(specification, kind), engine, look)
        tell("observations", 0, 1)
        if _first_of(files) in look.tables:
            facts = _read(files, chosen, engine, look, labels)
    errors = [problem for _kind, problem in look.problems if problem.severity == "error"]
    return {
        "ok": bool(facts) and not errors,
        "unreadable": look.unreadable,
        "tables": look.tables,
        "facts": facts,
        "problems": [_plain(kind, problem) for kind, problem in look.problems[:PROBLEMS_KEPT]],
        "problems_left_out": max(len(look.problems) - PROBLEMS_KEPT, 0),
    }


def _first_of(files: dict[str, Path]) -> str:
    """Return the kind of the table that the cells come from."""
    return "employees" if "employees" in files else "points"


def _contract(kind: str) -> str:
    return "observations" if kind == "employees" else kind


def _look_at(kind: str, path: Path, given: dict[str, str], engine: Engine, look: _Look) -> None:
    """Read the columns and the first rows of a table; what cannot be read at all is no table, whatever its columns mean."""
    try:
        raw = read_table(path, engine, name=f"look_{kind}", max_unpacked_bytes=settings.UPLOAD_BYTES)
        rows = engine.rows(raw.cells.order_by("row").limit(FIRST_ROWS))
        counted = engine.rows(raw.cells.aggregate(n=raw.cells.count()))[0]["n"]
    except GronoError as error:
        look.unreadable.append(kind)
        look.add(kind, error)
        return
    columns = list(raw.columns)[:MOST_COLUMNS]
    look.tables[kind] = {
        **{key: value for key, value in raw.source.as_record().items() if key != "sha256"},
        "columns": columns,
        "roles": guessed_roles(raw, _contract(kind), given),
        "rows": int(counted),
        "first_rows": [[_cut(row[f"c{index}"]) for index in range(len(columns))] for row in rows],
    }


def _cut(cell: str | None) -> str | None:
    return cell if cell is None or len(cell) <= LONGEST_CELL else f"{cell[:LONGEST_CELL]}…"


def guessed_roles(raw: RawTable, table: str, given: dict[str, str]) -> dict[str, str]:
    """Return the roles that are given or can be guessed, also where others cannot."""
    known = {role: name for role, name in given.items() if name in raw.columns}
    wanted = [role for role in REQUIRED[table] if role not in known and not _found(raw, table, known, role)]
    pretended = replace(raw, columns=(*raw.columns, *wanted))
    try:
        roles = column_roles(pretended, table, known)
    except InputError:
        return known
    return {role: name for role, name in roles.items() if role not in wanted}


def _found(raw: RawTable, table: str, known: dict[str, str], role: str) -> bool:
    """Say whether a role is found when all others are pretended to be there."""
    others = [other for other in REQUIRED[table] if other != role and other not in known]
    try:
        roles = column_roles(replace(raw, columns=(*raw.columns, *others)), table, known)
    except InputError:
        return False
    return roles.get(role) in raw.columns


def roles_of(kind: str) -> dict[str, bool]:
    """Return the roles of a table, each with whether it is required."""
    table = _contract(kind)
    optional = [role for role in OPTIONAL[table] if (kind, role) != ("size_bands", "region")]  # summed over all regions
    return {**dict.fromkeys(REQUIRED[table], True), **dict.fromkeys(optional, False)}


def _read(files: dict[str, Path], chosen: Specification, engine: Engine, look: _Look, labels: Labels) -> dict[str, Any]:
    readable = {kind: path for kind, path in files.items() if kind in look.tables}
    first = _first_of(files)
    try:
        observations, cells = _observations(readable, chosen, engine, look)
    except GronoError as error:
        look.add(first, error)
        return {}
    look.say(first, observations.problems)
    bands = None
    if cells is not None or "size_bands" in readable:
        table, columns = (cells.size_bands, {}) if cells else (readable["size_bands"], chosen.size_band_columns)
        try:
            bands = read_size_bands(table, engine, observations, columns)
        except GronoError as error:
            look.add("size_bands", error)
        else:
            look.say("size_bands", bands.problems)
    further = read_further(readable, chosen, engine, observations, look)
    outlines = "neighbours" not in further and neighbours_from_outlines(observations) is not None
    return {**_facts(observations, bands, labels), "from": first, "further": further, "outlines": outlines}


def _observations(
    files: dict[str, Path], chosen: Specification, engine: Engine, look: _Look
) -> tuple[Observations, PlantCells | None]:
    """Read the cells from the table of employees, or add them up from plants."""
    if "employees" in files:
        limit = settings.UPLOAD_BYTES
        return read_observations(files["employees"], engine, chosen.reading, max_unpacked_bytes=limit), None
    cells = plants_from_points(points_of(files, chosen, engine))
    look.say("points", cells.problems)
    return read_observations(cells.employees, engine, cells.reading), cells


def _facts(observations: Observations, bands: SizeBands | None, labels: Labels) -> dict[str, Any]:
    cells = dict(zip(observations.periods, observations.employees, strict=True))
    return {
        "rows": observations.table.num_rows,
        "regions": len(observations.regions),
        "region_scheme": [observations.region_scheme.kind, observations.region_scheme.vintage],
        "industries": len(observations.industries),
        "classification": observations.classification.key,
        "years": [int(year) for year in observations.periods if year != NO_PERIOD],
        "sums": {str(year): float(np.nansum(panel)) for year, panel in cells.items()},
        "missing": {str(year): int(np.isnan(panel).sum()) for year, panel in cells.items()},
        "cells": len(observations.regions) * len(observations.industries),
        "estimated": int(observations.estimated.sum()),
        "plants_counted": observations.plants is not None,
        "size_band_years": [int(year) for year in bands.periods if year != NO_PERIOD] if bands else None,
        "first_regions": _names(
            observations.regions,
            lambda code, language: region_name(code, language, scheme=observations.region_scheme, labels=labels),
        ),
        "first_industries": _names(
            observations.industries,
            lambda code, language: observations.classification.label(
                observations.resolutions[code].given, language, labels=labels
            ),
        ),
    }


def _names(codes: Iterable[str], name: Callable[[str, str], Any]) -> list[dict[str, Any]]:
    languages = [code for code, _title in settings.LANGUAGES]
    shown = []
    for code in list(codes)[:NAMES_SHOWN]:
        found = {language: name(code, language) for language in languages}
        texts = {language: [label.text, label.language] for language, label in found.items()}
        shown.append({"code": code, "names": texts})
    return shown


def _plain(kind: str, problem: Problem) -> dict[str, Any]:
    return {
        "table": kind,
        "code": problem.code,
        "row": problem.row,
        "column": problem.column,
        "value": _cut(problem.value),
        "severity": problem.severity,
        "count": problem.count,
        "sentences": in_all_languages(problem.message),
    }
