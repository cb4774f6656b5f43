"""The one form all tables of Eurostat are brought to: a column for each dimension, and period, value, flag and status."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.compute as pc

from grono.messages import GronoError, Message, message
from grono.tables.values import flag_statuses

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

MISSING = ":"
"""How Eurostat writes a figure that it does not have."""


class NotEurostatError(GronoError):
    """A file that is no table of Eurostat."""


@dataclass(frozen=True)
class EurostatTable:
    """A table of Eurostat.

    Parameters
    ----------
    table : pyarrow.Table
        A column for each dimension, then ``period`` (as Eurostat writes it), ``value`` (null where there is none), ``flag`` (to
        the letter) and ``status`` (MAP-2).
    dimensions : tuple of str
        The dimensions but time, in lower case, in the order of the source.
    updated : date, optional
        The day on which Eurostat last changed the table, where the form says so (JSON-stat and SDMX-CSV do, bulk TSV does not).
    """

    table: pa.Table
    dimensions: tuple[str, ...]
    updated: date | None = None

    def codes(self, dimension: str) -> list[str]:
        """Return the codes that occur in a dimension, sorted."""
        return sorted(one for one in pc.unique(self.table[dimension]).to_pylist() if one is not None)


def tidy(dimensions: Mapping[str, Any], period: Any, value: Any, flag: Any) -> EurostatTable:
    """Put columns together and say the status of each figure.

    Parameters
    ----------
    dimensions : mapping
        Name → codes.
    period, value, flag : arrays of string, double and string
        A flag is null where there is none.
    """
    table = pa.table({
        **{name.lower(): codes for name, codes in dimensions.items()},
        "period": period, "value": value, "flag": flag, "status": _statuses(value, flag),
    })  # fmt: skip
    return EurostatTable(table, tuple(name.lower() for name in dimensions))


def _statuses(value: Any, flag: Any) -> pa.Array:
    """Return the status of each figure: few flags occur, so each is looked up once."""
    has_value = pc.fill_null(pc.is_valid(value), fill_value=False)
    text = pc.fill_null(flag, "")
    encoded = pc.dictionary_encode(text.combine_chunks() if isinstance(text, pa.ChunkedArray) else text)
    known = encoded.dictionary.to_pylist()
    with_value = pa.array([status(one, has_value=True) for one in known], pa.string()).take(encoded.indices)
    without = pa.array([status(one, has_value=False) for one in known], pa.string()).take(encoded.indices)
    is_zero = pc.fill_null(pc.and_(pc.equal(value, 0.0), pc.equal(with_value, "observed")), fill_value=False)
    return pc.if_else(is_zero, "zero", pc.if_else(has_value, with_value, without))


@cache
def status(flag: str, *, has_value: bool) -> str:
    """Return what a flag makes of a figure, by the table of flags.

    A flag may have several letters (``bu``). With a figure, one letter that means an estimate makes it estimated; without one,
    ``c`` (confidential) makes it suppressed and all others leave it missing.

    Examples
    --------
    >>> [status("bu", has_value=True), status("be", has_value=True), status("u", has_value=False), status("bc", has_value=False)]
    ['observed', 'estimated', 'missing', 'suppressed']
    """
    if has_value:
        return "estimated" if any(flag_statuses("after").get(letter) == "estimated" for letter in flag) else "observed"
    alone = flag_statuses("alone")
    return next((alone[f":{letter}"] for letter in flag if f":{letter}" in alone), alone[MISSING])


def not_eurostat(what: Message) -> NotEurostatError:
    """Say why a file is no table of Eurostat."""
    return NotEurostatError(
        message(
            "This is no table of Eurostat as TSV, SDMX-CSV or JSON-stat: %(what)s Fetch it again, or save it in one of these forms.",
            what=what,
        )
    )
