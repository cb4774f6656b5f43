"""Quantities as canonical JSON, without loss.

Each quantity has exactly one text: keys in alphabetical order, no spaces, ends as strings (a terminating decimal where there is one,
otherwise a fraction in lowest terms), so that equal quantities have equal checksums.
"""

from __future__ import annotations

import json
import re
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from grono.messages import message
from grono.quantities.value import AbsenceKind, Absent, QuantityError, Range

if TYPE_CHECKING:
    from collections.abc import Mapping

    from grono.quantities.value import Quantity

_RANGE_KEYS = {"kind", "lower", "upper", "lower_open", "upper_open", "approximate"}
_END = re.compile(r"-?\d+(?:\.\d+|/\d+)?")


def to_data(quantity: Quantity) -> dict[str, Any]:
    """Return a quantity as plain values for JSON."""
    if isinstance(quantity, Absent):
        data = {"kind": quantity.kind.value}
        return {**data, "reason": quantity.reason} if quantity.reason else data
    assert isinstance(quantity, Range)  # noqa: S101 - a quantity is a range or absent
    return {
        "kind": "range",
        "lower": None if quantity.lower is None else end_text(quantity.lower),
        "upper": None if quantity.upper is None else end_text(quantity.upper),
        "lower_open": quantity.lower_open,
        "upper_open": quantity.upper_open,
        "approximate": quantity.approximate,
    }


def to_json(quantity: Quantity) -> str:
    """Return the canonical JSON of a quantity.

    Examples
    --------
    >>> from grono.quantities import more_than
    >>> to_json(more_than(150))
    '{"approximate":false,"kind":"range","lower":"150","lower_open":true,"upper":null,"upper_open":true}'
    """
    return json.dumps(to_data(quantity), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def from_data(data: Mapping[str, Any]) -> Quantity:
    """Return the quantity of :func:`to_data`; anything else is refused."""
    kind = data.get("kind")
    if kind == "range" and set(data) == _RANGE_KEYS:
        flags = [data[name] for name in ("lower_open", "upper_open", "approximate")]
        if all(isinstance(flag, bool) for flag in flags):
            return Range(_end(data["lower"]), _end(data["upper"]), *flags)
    if (
        isinstance(kind, str)
        and kind in set(AbsenceKind)
        and set(data) <= {"kind", "reason"}
        and isinstance(data.get("reason", ""), str)
    ):
        return Absent(AbsenceKind(kind), data.get("reason", ""))
    raise _unreadable(data)


def from_json(text: str) -> Quantity:
    """Return the quantity of :func:`to_json`."""
    try:
        data = json.loads(text)
    except json.JSONDecodeError as error:
        raise _unreadable(text) from error
    if not isinstance(data, dict):
        raise _unreadable(text)
    return from_data(data)


def end_text(end: Fraction) -> str:
    """Return a fraction as a decimal where it terminates, otherwise as a fraction in lowest terms.

    Examples
    --------
    >>> end_text(Fraction(25, 2)), end_text(Fraction(1, 3))
    ('12.5', '1/3')
    """
    decimals = terminating_decimals(end)
    if decimals is None:
        return f"{end.numerator}/{end.denominator}"
    digits = str(abs(end.numerator) * 10**decimals // end.denominator).rjust(decimals + 1, "0")
    sign = "-" if end < 0 else ""
    return sign + (f"{digits[:-decimals]}.{digits[-decimals:]}" if decimals else digits)


def terminating_decimals(value: Fraction) -> int | None:
    """Return how many decimals write a fraction exactly, or nothing when no finite number does."""
    rest, counts = value.denominator, {2: 0, 5: 0}
    for prime in counts:
        while rest % prime == 0:
            rest //= prime
            counts[prime] += 1
    return max(counts.values()) if rest == 1 else None


def _end(text: object) -> Fraction | None:
    if text is None:
        return None
    if not isinstance(text, str) or not _END.fullmatch(text):
        raise _unreadable(text)
    try:
        return Fraction(text)
    except (ValueError, ZeroDivisionError) as error:
        raise _unreadable(text) from error


def _unreadable(data: object) -> QuantityError:
    return QuantityError(
        message(
            "%(text)s is not a quantity in Grono's JSON form. Write it with grono.quantities.to_json.",
            text=data if isinstance(data, str) else json.dumps(data, ensure_ascii=False, default=str),
        )
    )
