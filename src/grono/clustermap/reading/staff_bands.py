"""Size bands of single plants: as ends in figures, as an office's codes, or in words for nobody."""

from __future__ import annotations

import math
import re
from functools import cache
from typing import TYPE_CHECKING

from grono.messages import GronoError, message
from grono.tables.contracts import read_rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    Ends = tuple[float, float]

_CLOSED = re.compile(r"^(\d+)\s*(?:-|–|—|to|do|bis|à|ou|lub|or)\s*(\d+)\D*$")
_OPEN = re.compile(
    r"^(?:>=|≥|over|from|od|ponad|ab)\s*(\d+)\D*$|^(\d+)\s*(?:\+|and more|and over|or more|i więcej|und mehr|et plus)\D*$"
)
_NOBODY = frozenset(
    {"0", "no staff", "none", "without staff", "bez pracowników", "brak pracowników", "ohne", "sans salarié"}
)


class UnknownBandCodesError(GronoError):
    """A list of band codes that is not declared."""


@cache
def band_codes() -> dict[str, dict[str, Ends]]:
    """Return name of a list → code → ends of the band in employees, inclusive; the open end is infinite."""
    lists: dict[str, dict[str, Ends]] = {}
    for row in read_rows("grono.clustermap", "band_codes.csv"):
        ends = (float(row["lower"]), float(row["upper"] or math.inf))
        lists.setdefault(row["scheme"], {})[row["code"]] = ends
    return lists


def band_ends(texts: Iterable[str], codes: str | None) -> Mapping[str, Ends | None]:
    """Return text → ends of the band; None where a text is no band.

    Parameters
    ----------
    texts : iterable of str
        Distinct texts of a column.
    codes : str, optional
        Name of an office's list of codes; without it ``10 to 19``, ``250+``, ``0`` and words for nobody are read.

    Raises
    ------
    UnknownBandCodesError
        When no list has that name.

    Examples
    --------
    >>> band_ends(["10 to 19", "250+", "no staff"], None)
    {'10 to 19': (10.0, 19.0), '250+': (250.0, inf), 'no staff': (0.0, 0.0)}
    >>> band_ends(["NN", "53"], "fr-sirene")
    {'NN': (0.0, 0.0), '53': (10000.0, inf)}
    """
    if codes is None:
        return {text: _ends_in_words(text) for text in texts}
    if codes not in band_codes():
        sentence = message(
            'There is no list of band codes "%(name)s". There are: %(known)s.',
            name=codes,
            known=", ".join(band_codes()),
        )
        raise UnknownBandCodesError(sentence)
    return {text: band_codes()[codes].get(text) for text in texts}


def codes_that_fit(texts: Iterable[str]) -> str | None:
    """Return the list of codes to which all texts belong, if there is one."""
    found = set(texts)
    return next((name for name, codes in band_codes().items() if found <= set(codes)), None)


def _ends_in_words(text: str) -> Ends | None:
    lowered = text.casefold().strip()
    if lowered in _NOBODY:
        return (0.0, 0.0)
    closed = _CLOSED.match(lowered)
    if closed:
        lower, upper = float(closed.group(1)), float(closed.group(2))
        return (lower, upper) if lower <= upper else None
    begun = _OPEN.match(lowered)
    return (float(begun.group(1) or begun.group(2)), math.inf) if begun else None


def typical_size(lower: float, upper: float) -> float:
    """Return how many employees a plant of a band is taken to have: the geometric mean of the ends, 0 as 1, nobody as 0 (MAP-12).

    A plant of the open band is taken at its lower end: a table of single plants has no rest to share.
    """
    if upper == 0:
        return 0.0
    return math.sqrt(max(lower, 1.0) * (max(lower, 1.0) if math.isinf(upper) else upper))
