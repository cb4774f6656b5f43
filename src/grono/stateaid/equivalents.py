r"""Gross grant equivalents: instalments, loans and guarantees (AID-12 to AID-16)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from grono.messages import Message, message
from grono.stateaid.money import Amount, exact, plain, rounded

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from grono.stateaid.regulations import Regulation

_LOWEST_COLLATERAL = 50  # per cent of the loan, Regulation (EU) 2023/2831, art. 4(3)(b)
_HIGHEST_GUARANTEED = 80  # per cent of the loan, art. 4(6)(b)


@dataclass(frozen=True)
class Equivalent:
    """A gross grant equivalent, or the reason why the method does not give one; ``unchecked``: a limit from a secondary source."""

    gge: Decimal | None
    reason: Message | None = None
    parts: tuple[Decimal, ...] = ()
    unchecked: bool = False


def instalments(parts: Iterable[tuple[Amount, Amount]], discount_rate: Amount) -> Equivalent:
    r"""Discount instalments to the granting day.

    .. math:: \sum_i a_i / (1 + r_d)^{n_i}

    Parameters
    ----------
    parts : iterable of pairs
        Years after the granting day, and the amount. Whole years only: how a part of a year is discounted is not settled.
    discount_rate : amount
        Base rate plus one percentage point, in force on the granting day (0.07 for 7 %).

    Examples
    --------
    >>> instalments([(0, 100000), (1, 100000), (2, 100000)], "0.07").gge
    Decimal('280801.82')
    """
    factor = 1 + exact(discount_rate)
    values = []
    for years, amount in parts:
        whole = exact(years)
        if whole.denominator != 1 or whole < 0:
            return Equivalent(None, _whole_years())
        values.append(exact(amount) / factor ** int(whole))
    return Equivalent(rounded(sum(values, Fraction(0))), parts=tuple(rounded(value) for value in values))


def simplified_loan(  # noqa: PLR0913 - the conditions of art. 4(3), each by its name
    amount: Amount,
    years: Amount,
    regulation: Regulation,
    *,
    collateral_percent: Amount,
    insolvent: bool = False,
    comparable_to_b_minus: bool = True,
) -> Equivalent:
    r"""Return the equivalent of a loan by amount and duration (art. 4(3)).

    .. math:: \text{amount} / \text{limit} \times \text{years} / \text{limit years} \times \text{ceiling}

    Beyond the limits, without collateral of half the loan, in collective insolvency proceedings or, for a large undertaking, below
    a rating comparable to B−, the method is not available.
    """
    if exact(collateral_percent) < _LOWEST_COLLATERAL:
        return Equivalent(None, message("The collateral covers less than 50 %% of the loan (art. 4(3)(b))."))
    if insolvent:
        return Equivalent(None, message("The undertaking is in collective insolvency proceedings (art. 4(3)(a))."))
    if not comparable_to_b_minus:
        return Equivalent(None, message("The large undertaking is rated below B− (art. 4(3)(a))."))
    return _simplified(amount, years, regulation, regulation.loan_limits, "loan_limits")


def simplified_guarantee(
    amount: Amount, years: Amount, regulation: Regulation, *, share_of_loan_percent: Amount, insolvent: bool = False
) -> Equivalent:
    """Return the equivalent of a guarantee by guaranteed amount and duration (art. 4(6)); at most 80 % of the loan."""
    if exact(share_of_loan_percent) > _HIGHEST_GUARANTEED:
        return Equivalent(None, message("The guarantee covers more than 80 %% of the loan (art. 4(6)(b))."))
    if insolvent:
        return Equivalent(None, message("The undertaking is in collective insolvency proceedings (art. 4(6)(a))."))
    return _simplified(amount, years, regulation, regulation.guarantee_limits, "guarantee_limits")


def _simplified(
    amount: Amount,
    years: Amount,
    regulation: Regulation,
    limits: Sequence[tuple[Decimal, int]] | None,
    name: str,
) -> Equivalent:
    if limits is None:
        sentence = message("The limits of Regulation %(code)s for this method are not recorded.", code=regulation.code)
        return Equivalent(None, sentence, unchecked=True)
    if exact(amount) < 0 or exact(years) <= 0:
        return Equivalent(None, message("Write an amount of zero or more and a duration above zero."))
    values = [
        exact(amount) / exact(limit) * exact(years) / limit_years * exact(regulation.ceiling_eur)
        for limit, limit_years in limits
        if exact(amount) <= exact(limit) and exact(years) <= limit_years
    ]
    unchecked = name in regulation.unchecked
    if values:
        return Equivalent(rounded(max(values)), unchecked=unchecked)
    pairs = ", ".join(f"{plain(limit)}/{limit_years}" for limit, limit_years in limits)
    sentence = message(
        "The simplified method is not available: %(amount)s EUR over %(years)s years is beyond the limits of amount and years "
        "(%(limits)s).",
        amount=plain(Decimal(str(amount))) if not isinstance(amount, Fraction) else str(amount),
        years=str(years),
        limits=pairs,
    )
    return Equivalent(None, sentence, unchecked=unchecked)


def preferential_loan(
    opening_balances: Sequence[Amount], *, reference_rate: Amount, loan_rate: Amount, discount_rate: Amount
) -> Equivalent:
    r"""Return the equivalent of a loan by the difference of its rates (Dz.U. 2018 poz. 461 § 4 pkt 5, unchecked).

    .. math:: \sum_i \text{opening balance}_i \times (r_\text{ref} - r_\text{loan}) / (1 + r_d)^i

    Balances are yearly; for shorter periods the answer is *cannot tell*. A loan dearer than the reference rate holds no aid.

    Examples
    --------
    >>> preferential_loan([300000, 200000, 100000], reference_rate="0.08", loan_rate="0.02", discount_rate="0.07").gge
    Decimal('32201.48')
    """
    difference = max(exact(reference_rate) - exact(loan_rate), Fraction(0))
    factor = 1 + exact(discount_rate)
    values = [exact(balance) * difference / factor**year for year, balance in enumerate(opening_balances, 1)]
    parts = tuple(rounded(value) for value in values)
    return Equivalent(rounded(sum(values, Fraction(0))), parts=parts, unchecked=True)


def equal_principals(amount: Amount, years: int) -> tuple[Fraction, ...]:
    """Return the opening balances of a loan repaid in equal yearly parts."""
    if years < 1:
        return ()
    return tuple(exact(amount) * (years - year) / years for year in range(years))


def _whole_years() -> Message:
    return message("How a part of a year is discounted is not settled: write whole years after the granting day.")
