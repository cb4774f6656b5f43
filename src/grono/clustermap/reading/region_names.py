"""One spelling for each region: registers write ``MAłOPOLSKIE`` beside ``MAŁOPOLSKIE`` (MAP-3)."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

import ibis

from grono.classifications import fold
from grono.clustermap.reading.totals import is_total
from grono.messages import Problem, plural_message

if TYPE_CHECKING:
    from collections.abc import Mapping

    from grono.tables import TableEngine

SHOWN = 5


def one_spelling(cells: ibis.Table, engine: TableEngine, name: str) -> tuple[ibis.Table, list[Problem]]:
    """Write names of regions that differ only in case, accents or hyphens in one way, and say which.

    A code with a digit in it is never changed: ``1-2`` and ``12`` may be two regions.

    Parameters
    ----------
    cells : ibis.Table
        With a column ``region`` of texts.
    engine : TableEngine
        Where they are kept.
    name : str
        Stem of the table under which changed cells are stored.

    Returns
    -------
    ibis.Table, list of Problem
        The cells, untouched where nothing differs, and at most one warning.
    """
    counted = cells.filter(cells.region.notnull()).group_by("region").agg(n=ibis._.count())
    spellings = variants({str(row["region"]): int(row["n"]) for row in engine.rows(counted)})
    if not spellings:
        return cells, []
    return engine.stored(cells.mutate(region=cells.region.substitute(spellings)), name), [_warning(spellings)]


def variants(counts: Mapping[str, int]) -> dict[str, str]:
    """Return the spelling that stands for another one: the most frequent of each name, the first in order where two are equal.

    Parameters
    ----------
    counts : mapping
        Spelling → rows.

    Examples
    --------
    >>> variants({"ŚLĄSKIE": 484, "śLąSKIE": 17, "OPOLSKIE": 84, "R-1": 2, "r 1": 3})
    {'śLąSKIE': 'ŚLĄSKIE'}
    """
    found: dict[str, str] = {}
    for _folded, group in groupby(sorted(filter(_is_name, counts), key=fold), key=fold):
        first, *others = sorted(group, key=lambda name: (-counts[name], name))
        found.update(dict.fromkeys(others, first))
    return found


def _is_name(region: str) -> bool:
    return bool(fold(region)) and not is_total(region) and not any(character.isdigit() for character in region)


def _warning(spellings: Mapping[str, str]) -> Problem:
    pairs = sorted(spellings.items(), key=lambda pair: (pair[1], pair[0]))
    named = ", ".join(f"{given} = {kept}" for given, kept in pairs[:SHOWN]) + (" ..." if len(pairs) > SHOWN else "")
    sentence = plural_message(
        "%(number)s spelling of a region was read as another one of the same name: %(names)s.",
        "%(number)s spellings of regions were read as others of the same name: %(names)s.",
        len(pairs),
        names=named,
    )
    return Problem("region-spellings", sentence, value=pairs[0][0], severity="warning", count=len(pairs))
