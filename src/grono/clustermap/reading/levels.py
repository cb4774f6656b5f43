"""What must not stand in one table: a whole beside its parts, and one cell twice."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import ibis

from grono.classifications import recognise_regions
from grono.messages import Problem, message, plural_message
from grono.tables.problems import SHOWN, rest_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from grono.classifications import Classification, Resolution
    from grono.messages import Message
    from grono.tables import Engine, RawTable


HIERARCHICAL = ("nuts", "itl", "teryt")
"""Schemes in which the code of a region begins with that of the region it lies in."""


def depth(found: Resolution) -> int:
    """Return how deep a code of a table lies: its level in the classification, and 5 or more for national codes below it.

    Examples
    --------
    >>> from grono.classifications import get_classification
    >>> nace = get_classification("nace2")
    >>> [depth(nace.resolve(code)) for code in ("C", "10", "10.51", "10512", "01000")]
    [1, 2, 4, 5, 5]
    """
    if found.kind == "exact":
        return found.level
    return max(found.level + 1, sum(letter.isdigit() for letter in found.unit))


def rows_by_depth(resolutions: Mapping[str, Resolution], rows: Mapping[str, int]) -> dict[int, int]:
    """Return depth → number of rows, from the top."""
    counts: dict[int, int] = {}
    for given, found in resolutions.items():
        counts[depth(found)] = counts.get(depth(found), 0) + rows[given]
    return dict(sorted(counts.items()))


def mixed_industries(
    classification: Classification, resolutions: Mapping[str, Resolution], rows: Mapping[str, int]
) -> list[Problem]:
    """Say that codes which are the whole of other codes stand beside their parts, if any do.

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
    if not parts:
        return []
    levels = ", ".join(f"{level} ({count})" for level, count in rows_by_depth(resolutions, rows).items())
    sentence = message(
        "%(mixture)s Keep one level of codes, or write TOTAL where a row is the sum of all. "
        "Levels in the table, with their rows: %(levels)s.",
        mixture=_mixture(parts),
        levels=levels,
    )
    return [Problem("totals-with-parts", sentence, value=min(parts), count=sum(rows[whole] for whole in parts))]


def _ancestors(classification: Classification, found: Resolution) -> list[str]:
    chain = [found.class_code] if found.kind == "national" else []
    parent = classification.parent(found.class_code if found.kind != "exact" else found.unit)
    while parent is not None:
        chain.append(parent)
        parent = classification.parent(parent)
    return chain


def _mixture(parts: Mapping[str, list[str]]) -> Message:
    whole = min(parts)
    inside = sorted(parts[whole])
    return plural_message(
        "Totals stand beside their parts, so that employees would be counted twice: %(number)s code is the whole of others, "
        'as "%(whole)s" of "%(part)s".',
        "Totals stand beside their parts, so that employees would be counted twice: %(number)s codes are the whole of others, "
        'as "%(whole)s" of "%(part)s".',
        len(parts),
        whole=whole,
        part=inside[0],
    )


def mixed_regions(rows: Mapping[str, int]) -> list[Problem]:
    """Say that region codes which are the beginning of others, as ``PL`` of ``PL84``, stand beside them, if any do.

    Asked only of codes whose schemes are built that way (NUTS, ITL, TERYT): ``1`` is not the whole of ``12`` elsewhere.
    """
    if recognise_regions(rows).kind not in HIERARCHICAL:
        return []
    ordered = sorted(rows)
    parts = {
        whole: [following]
        for whole, following in itertools.pairwise(ordered)
        if following.startswith(whole) and whole.isalnum()
    }
    if not parts:
        return []
    sentence = message(
        "%(mixture)s Keep one level of regions, or write TOTAL where a row is the sum of all.", mixture=_mixture(parts)
    )
    return [Problem("totals-with-parts", sentence, value=min(parts), count=sum(rows[whole] for whole in parts))]


def duplicate_rows(
    raw: RawTable, cells: ibis.Table, units: Mapping[str, str], engine: Engine, *, also: tuple[str, ...] = ()
) -> list[Problem]:
    """Name the rows that state one region, industry and year more than once; two spellings of one code are one industry.

    Columns named in ``also`` belong to the key too, such as the ends of a size band.
    """
    respelled = {given: unit for given, unit in units.items() if given != unit}
    industry = cells.industry.substitute(respelled) if respelled else cells.industry
    groups = (
        cells.mutate(unit=industry)
        .filter(cells.region.notnull() & cells.industry.notnull() & cells.period.notnull())
        .group_by(["region", "unit", "period", *also])
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
