"""Sources of money: shares, and the amounts that follow from them."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from grono.messages import GronoError, message
from grono.quantities import Range, missing, parse

if TYPE_CHECKING:
    from collections.abc import Sequence

    from grono.quantities import Number, Quantity
    from grono.strategy.card import TaskCard

SHARE_TOLERANCE = Fraction(1, 100)
"""How far the shares may be from 100 %: shares are written with two decimals."""
_CURRENCY = re.compile(r"\s*(?:zł|PLN)\.?\s*$", re.IGNORECASE)
_GROSZE = 100


def total_cost(card: TaskCard) -> Quantity:
    """Return the total cost of a card in złoty; missing where the card gives none.

    Raises
    ------
    QuantityError
        When the text is not an amount.
    """
    text = _CURRENCY.sub("", card.total_cost_text).strip()
    return parse(text, "pl") if text else missing()


def card_amounts(card: TaskCard) -> tuple[Decimal, ...] | None:
    """Return the amounts of the funding lines in złoty, or nothing without an exact total; see :func:`funding_amounts`."""
    total = total_cost(card)
    if not isinstance(total, Range) or not total.is_exact or total.lower is None:
        return None
    return funding_amounts(total.lower, [line.share for line in card.funding])


def funding_amounts(total: Number | None, shares: Sequence[Number]) -> tuple[Decimal, ...] | None:
    """Divide a total by shares, to the grosz (STR-17).

    quota = total · share / Σ shares, rounded down to the grosz; left-over grosze go to the largest remainders, at a tie to the earlier
    line. The amounts add up to the total.

    Parameters
    ----------
    total : number, optional
        The whole amount in złoty, with whole grosze.
    shares : sequence of numbers
        Shares in per cent, zero or more.

    Returns
    -------
    tuple of Decimal, optional
        Nothing without a total, or when no share is above zero.

    Examples
    --------
    >>> [str(amount) for amount in funding_amounts("123456.78", [80, 20])]
    ['98765.42', '24691.36']
    """
    parts = [Fraction(share) for share in shares]
    whole = sum(parts, Fraction(0))
    if total is None or whole <= 0:
        return None
    grosze = Fraction(total) * _GROSZE
    if grosze < 0 or grosze.denominator != 1 or min(parts) < 0:
        raise GronoError(
            message(
                "%(total)s cannot be divided: the total needs whole grosze, and no amount or share may be below zero.",
                total=str(total),
            )
        )
    quotas = [grosze * part / whole for part in parts]
    amounts = [int(quota) for quota in quotas]
    by_remainder = sorted(range(len(quotas)), key=lambda place: (amounts[place] - quotas[place], place))
    for place in by_remainder[: int(grosze) - sum(amounts)]:
        amounts[place] += 1
    return tuple(Decimal(amount).scaleb(-2) for amount in amounts)
