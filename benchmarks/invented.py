"""Numbers for organisations that nobody has."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

WEIGHTS = (6, 5, 7, 2, 3, 4, 5, 6, 7)
"""Of the check digit of a NIP."""


def tax_numbers() -> Iterator[str]:
    """Yield Polish tax numbers (NIP) with a right check digit, the same ones each time."""
    for number in range(700_000_000, 999_999_999):
        digits = f"{number:09d}"
        check = sum(int(digit) * weight for digit, weight in zip(digits, WEIGHTS, strict=True)) % 11
        if check < 10:
            yield f"{digits}{check}"
