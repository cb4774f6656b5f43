"""What must not stand in one table: a whole beside its parts, and one cell twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

import ibis

from grono.messages import Problem, message
from grono.tables.problems import SHOWN, rest_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from grono.classifications import Classification, Resolution
    from grono.messages import Message
    from grono.tables import Engine, RawTable


def mixed_industries(
    classification: Classification, resolutions: Mapping[str, Resolution], rows: Mapping[str, int]
) -> list[Problem]:
    """Name every industry code that is the whole of other codes in the table (totals mixed with parts).

    Parameters
    ----------
    classification : Classification
        Knows the parent of a code.
    resolutions : mapping
        Given code → what it stands for.
    rows : mapping
        Given code → number of rows.
    """
    exact = {found.unit: given for given, found in resolutions.items() if found.kind == "exact"}
    parts: dict[str, list[str]] = {}
    for given, found in resolutions.items():
        for ancestor in _ancestors(classification, found):
            if ancestor in exact and exact[ancestor] != given:
                parts.setdefault(exact[ancestor], []).append(given)
    return [
        Problem("totals-with-parts", _whole_and_parts(whole, sorted(inside)), value=whole, count=rows[whole])
        for whole, inside in sorted(parts.items())
    ]


def _ancestors(classification: Classification, found: Resolution) -> list[str]:
    chain = [found.class_code] if found.kind == "national" else []
    parent = classification.parent(found.class_code if found.kind != "exact" else found.unit)
    while parent is not None:
        chain.append(parent)
        parent = classification.parent(parent)
    return chain


def _whole_and_parts(whole: str, inside: list[str]) -> Message:
    return message(
        'Code "%(whole)s" is the whole of "%(part)s" and %(others)s other codes in the same column, so that employees would be '
        'counted twice. Keep one level, or write TOTAL where a row is the sum of all.',
        whole=whole, part=inside[0], others=len(inside) - 1,
    )  # fmt: skip


def mixed_regions(rows: Mapping[str, int]) -> list[Problem]:
    """Name every region code that is the beginning of other region codes of one country's scheme, as ``PL`` of ``PL84``."""
    ordered = sorted(rows)
    problems = []
    for index, whole in enumerate(ordered):
        inside = []
        for code in ordered[index + 1 :]:
            if not code.startswith(whole):
                break
            inside.append(code)
        if inside and whole.isalnum():
            problems.append(
                Problem("totals-with-parts", _whole_and_parts(whole, inside), value=whole, count=rows[whole])
            )
    return problems


def duplicate_rows(raw: RawTable, cells: ibis.Table, units: Mapping[str, str], engine: Engine) -> list[Problem]:
    """Name the rows that state one region, industry and year more than once; two spellings of one code are one industry."""
    respelled = {given: unit for given, unit in units.items() if given != unit}
    industry = cells.industry.substitute(respelled) if respelled else cells.industry
    groups = (
        cells.mutate(unit=industry)
        .filter(cells.region.notnull() & cells.industry.notnull() & cells.period.notnull())
        .group_by(["region", "unit", "period"])
        .agg(n=ibis._.count(), first=ibis._.row.min(), last=ibis._.row.max())
    )
    repeated = groups.filter(groups.n > 1)
    found = engine.rows(repeated.order_by("first").limit(SHOWN))
    problems = [_repeated(raw, row) for row in found]
    total = engine.rows(repeated.aggregate(n=repeated.count()))[0]["n"] if len(found) == SHOWN else len(found)
    return [*problems, *rest_of("duplicate-key", None, total - len(found))]


def _repeated(raw: RawTable, found: dict[str, object]) -> Problem:
    first, last = raw.row_in_file(int(str(found["first"]))), raw.row_in_file(int(str(found["last"])))
    sentence = message(
        "Rows %(first)s and %(last)s both state region %(region)s, industry %(industry)s, year %(year)s "
        "(%(count)s rows in all). Keep one of them, or add them up before.",
        first=first, last=last, region=found["region"], industry=found["unit"], year=found["period"] or "–", count=found["n"],
    )  # fmt: skip
    return Problem("duplicate-key", sentence, row=last, value=f"{found['region']} {found['unit']} {found['period']}")
