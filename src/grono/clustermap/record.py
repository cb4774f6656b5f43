"""The record of a run: what went in, what was decided, what was found on the way (MAP-8)."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

import numpy as np

from grono import __version__
from grono.messages import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from grono.clustermap.context import Findings, MapContext
    from grono.clustermap.evidence import Evidence
    from grono.clustermap.reading.observations import Observations
    from grono.clustermap.reading.plants import SizeBands
    from grono.clustermap.specification import Specification
    from grono.messages import Problem
    from grono.tables import TableSource


def run_record(
    specification: Specification, evidence: Evidence, bands: SizeBands | None, problems: Iterable[Problem]
) -> dict[str, Any]:
    """Return the record of a run without its times."""
    observations = evidence.observations
    decided = specification.as_record()
    inputs = [_input("employees", observations.source, observations.columns, observations.table.num_rows)]
    if bands is not None:
        inputs.append(_input("size_bands", bands.source, bands.columns, int(bands.count.size)))
    return {
        "version": __version__,
        "specification": decided,
        "specification_sha256": sha256_of_record(decided),
        "inputs": inputs,
        "seed": specification.seed,
        "period": evidence.year.period,
        "base_period": evidence.change.before if evidence.change else None,
        "years": list(observations.periods),
        "classification": observations.classification.key,
        "region_scheme": {"kind": observations.region_scheme.kind, "vintage": observations.region_scheme.vintage},
        "has_plant_sizes": bool(evidence.year.plants.sizes.known.any()),
        "totals": _totals(observations),
        "warnings": warnings_record(problems),
    }


def analyses_record(context: MapContext, found: Mapping[str, Findings]) -> dict[str, Any]:
    """Return which analyses ran, what they note of themselves, and the tables brought along."""
    companions = [
        _companion(name, table.source, table.columns)
        for name, table in context.companions.present().items()
        if table.source is not None
    ]
    points, flows = context.companions.points, context.companions.flows
    if points is not None and points.zone_source is not None:
        companions.append(_companion("zones", points.zone_source, {}))
    if flows is not None:
        companions.append(_companion("outputs", flows.output_source, flows.output_columns))
    return {"companions": companions, "analyses": {name: dict(findings.record) for name, findings in found.items()}}


def _companion(role: str, source: TableSource, columns: Mapping[str, str]) -> dict[str, Any]:
    return {"role": role, **source.as_record(), "columns": dict(columns)}


def _totals(observations: Observations) -> dict[str, Any]:
    by_year = list(zip(observations.periods, observations.employees, strict=True))
    return {
        "regions": len(observations.regions),
        "industries": len(observations.industries),
        "employees": {str(year): float(np.nansum(cells)) for year, cells in by_year},
        "missing_cells": {str(year): int(np.isnan(cells).sum()) for year, cells in by_year},
    }


def warnings_record(problems: Iterable[Problem]) -> list[dict[str, Any]]:
    """Return warnings as plain values, in every language."""
    return [_warning(problem) for problem in problems]


def _warning(problem: Problem) -> dict[str, Any]:
    sentences = {language: problem.message.in_language(language) for language in LANGUAGES}
    return {"code": problem.code, "count": problem.count, "sentences": sentences}


def _input(role: str, source: TableSource, columns: Mapping[str, str], rows: int) -> dict[str, Any]:
    return {"role": role, **source.as_record(), "columns": dict(columns), "rows": rows}


def sha256_of_record(record: Mapping[str, Any]) -> str:
    """Checksum plain values in their canonical JSON form: sorted keys, no blanks, UTF-8."""
    text = json.dumps(record, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
