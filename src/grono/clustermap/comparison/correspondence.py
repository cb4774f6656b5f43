"""From one vintage of codes to another: what can be said for certain, and what is an estimate."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from grono.messages import GronoError, InputError, Problem, message
from grono.tables import TypedColumns, column_roles, read_table

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from grono.tables import Engine, TableSource

    FloatArray = NDArray[np.float64]

Basis = Literal["official", "weights", "best_match"]

SHARE_TOLERANCE = 1e-6
"""Shares of one code must add up to 1; published shares are rounded to six digits or fewer."""
CODES_NAMED = 20


class NoCorrespondenceError(GronoError):
    """Codes of the earlier vintage that lead nowhere."""


@dataclass(frozen=True)
class Correspondence:
    """Which code became which (MAP-7).

    Parameters
    ----------
    shares : mapping
        Code of the old vintage → code of the new → share of the old that goes there; the shares of one code add up to 1.
    basis : {"official", "weights", "best_match"}
        ``official``, ``weights`` or ``best_match``: whether the shares were published, estimated from weights, or stand
        for a best match that puts everything into one code.
    source : TableSource or None
        The file.
    """

    shares: Mapping[str, Mapping[str, float]]
    basis: Basis
    source: TableSource | None = None

    def matrix(self, old: Sequence[str], new: Sequence[str]) -> FloatArray:
        """Return the shares as an array of shape (old codes, new codes).

        Raises
        ------
        NoCorrespondenceError
            When a code has no successor, or one that is not among the new codes; all such codes are named.
        """
        place = {code: index for index, code in enumerate(new)}
        lost = [code for code in old if not self.shares.get(code) or not set(self.shares[code]) <= set(place)]
        if lost:
            raise NoCorrespondenceError(
                message(
                    "The correspondence does not say what became of: %(codes)s. Add rows for these codes, or leave them out of the earlier table.",
                    codes=", ".join(lost[:CODES_NAMED]) + (" ..." if len(lost) > CODES_NAMED else ""),
                )
            )
        shares = np.zeros((len(old), len(new)))
        for row, code in enumerate(old):
            for target, share in self.shares[code].items():
                shares[row, place[target]] = share
        return shares


@dataclass(frozen=True)
class Converted:
    """Values in new codes, all of the same shape: the estimate by shares, and what every possible split allows."""

    value: FloatArray
    lower: FloatArray
    upper: FloatArray


def converted(values: FloatArray, shares: FloatArray) -> Converted:
    """Convert values along their last axis.

    Parameters
    ----------
    values : numpy.ndarray, shape (..., old codes)
        Not negative; NaN where missing, which makes every successor missing.
    shares : numpy.ndarray, shape (old codes, new codes)
        From :meth:`Correspondence.matrix`.

    Returns
    -------
    Converted, shape (..., new codes)
        Bounds hold whatever the true split is: a code that is divided gives each successor between nothing and all of it.

    References
    ----------
    Rule MAP-49, example MAP-E48.

    Examples
    --------
    >>> found = converted(np.array([100.0, 20.0]), np.array([[0.7, 0.3], [0.0, 1.0]]))
    >>> found.value.tolist(), found.lower.tolist(), found.upper.tolist()
    ([70.0, 50.0], [0.0, 20.0], [100.0, 120.0])
    """
    missing = np.isnan(values)
    known = np.where(missing, 0.0, values)
    unknown = (missing.astype(np.float64) @ (shares > 0)) > 0
    whole = (shares >= 1 - SHARE_TOLERANCE).astype(np.float64)
    parts = (known @ shares, known @ whole, known @ (shares > 0).astype(np.float64))
    value, lower, upper = (np.where(unknown, np.nan, part) for part in parts)
    return Converted(value, lower, upper)


def read_correspondence(
    table: Any, engine: Engine, columns: Mapping[str, str] | None = None, *, basis: Basis | None = None
) -> Correspondence:
    """Read which code became which: columns *from*, *to* and, where a code was divided, *share*.

    A code without any share goes whole to its one successor, or in equal parts to several: a stand-in, for what follows
    from it is only said where every other split says the same (MAP-49).

    Raises
    ------
    TableError, InputError
        With all problems of the table at once.
    """
    raw = read_table(table, engine, name="correspondence")
    roles = column_roles(raw, "correspondence", columns)
    typed = TypedColumns(raw, engine)
    typed.code("old", roles["from"])
    typed.code("new", roles["to"])
    if "share" in roles:
        typed.number("share", roles["share"], None)
    cells, problems = typed.store("correspondence_typed")
    rows = engine.rows(cells.order_by("row"))
    shares: dict[str, dict[str, float]] = {}
    for row in rows:
        share = row.get("share")
        shares.setdefault(row["old"], {})[row["new"]] = float("nan") if share is None else float(share)
    problems += _completed(shares)
    if problems:
        raise InputError(problems)
    return Correspondence(shares, basis or ("weights" if "share" in roles else "best_match"), raw.source)


def _completed(shares: dict[str, dict[str, float]]) -> list[Problem]:
    """Fill in the shares of codes that have none, and name the codes whose shares do not add up."""
    problems = []
    for code, successors in shares.items():
        if all(np.isnan(share) for share in successors.values()):
            successors.update(dict.fromkeys(successors, 1 / len(successors)))
        total = sum(successors.values())
        if not abs(total - 1) <= SHARE_TOLERANCE or min(successors.values()) < 0:
            sentence = message(
                'Code "%(code)s" goes to %(targets)s, but its shares do not add up to 1. Give each row a share of at least 0, together 1.',
                code=code,
                targets=", ".join(successors),
            )
            problems.append(Problem("shares-do-not-add-up", sentence, column="share", value=code))
    return problems
