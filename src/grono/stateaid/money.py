"""Amounts of money: exact decimals outside, whole cents inside, rounded half up (AID-12, AID-17)."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from grono.messages import GronoError, message

Amount = Decimal | Fraction | int | str
"""What an amount may be given as; a ``float`` is not an amount."""

CENT = Decimal("0.01")


def exact(amount: Amount) -> Fraction:
    """Return an amount as an exact fraction."""
    return Fraction(amount)


def to_cents(amount: Amount) -> int:
    """Return an amount in cents; it must be whole cents and not negative."""
    cents = amount.scaleb(2) if isinstance(amount, Decimal) and amount.is_finite() else _exact_cents(amount)
    if cents is None or cents < 0 or cents != int(cents):
        raise GronoError(
            message(
                "The amount “%(amount)s” is not a sum of money. Write zero or more, with at most two decimals.",
                amount=str(amount),
            )
        )
    return int(cents)


def _exact_cents(amount: Amount) -> Fraction | None:
    """Return an amount in cents, or nothing where it is no number."""
    try:
        return Fraction(amount) * 100
    except (ValueError, OverflowError):
        return None


def from_cents(cents: int) -> Decimal:
    """Return whole cents as an amount with two decimals."""
    return Decimal(cents).scaleb(-2)


def rounded(amount: Fraction) -> Decimal:
    """Return an amount rounded half up to the cent."""
    cents = (abs(amount) * 200 + 1) // 2  # half up of |amount| in cents
    return from_cents(int(cents) if amount >= 0 else -int(cents))


def euro(pln: Amount, rate: Amount) -> Decimal:
    """Convert once, with the mean rate of the National Bank of Poland, half up to the cent (AID-17).

    Examples
    --------
    >>> euro("1000000.00", "4.2550")
    Decimal('235017.63')
    """
    if exact(rate) <= 0:
        raise GronoError(
            message("The rate “%(rate)s” is not above zero. Write how many zlotys one euro costs.", rate=str(rate))
        )
    return rounded(exact(pln) / exact(rate))


def by_largest_remainder(cents: int, weights: tuple[Fraction, ...]) -> tuple[int, ...]:
    """Divide whole cents by weights; the cents left over go to the largest remainders, the earlier party first.

    Examples
    --------
    >>> by_largest_remainder(10_000_000, (Fraction(1),) * 3)
    (3333334, 3333333, 3333333)
    """
    total = sum(weights, Fraction(0))
    if total <= 0 or any(weight < 0 for weight in weights):
        raise GronoError(
            message("The values of equity must not be negative and not all zero. Write the book value of each party.")
        )
    shares = [cents * weight / total for weight in weights]
    parts = [int(share) for share in shares]
    order = sorted(range(len(shares)), key=lambda place: (parts[place] - shares[place], place))
    for place in order[: cents - sum(parts)]:
        parts[place] += 1
    return tuple(parts)


def plain(amount: Decimal) -> Decimal:
    """Return an amount for a sentence: two decimals, or none when there are no cents."""
    cents = amount.quantize(CENT, rounding=ROUND_HALF_UP)
    return cents.quantize(Decimal(1)) if cents == cents.to_integral_value() else cents
