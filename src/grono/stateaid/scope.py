"""Questions of scope, asked before any ceiling (AID-20), and aid for the same costs (AID-19)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from grono.messages import GronoError, Message, message
from grono.stateaid.money import Amount, exact, rounded

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from decimal import Decimal
    from fractions import Fraction


@dataclass(frozen=True)
class ScopeQuestion:
    """A question whose «yes» takes the aid out of Regulation (EU) 2023/2831."""

    name: str
    article: str
    question: Message


QUESTIONS = (
    ScopeQuestion(
        "primary_fishery",
        "2023/2831 art. 1(1)(a)",
        message("Is the aid for the primary production of fishery and aquaculture products?"),
    ),
    ScopeQuestion(
        "fishery_price_or_quantity",
        "2023/2831 art. 1(1)(b)",
        message("Is it for processing or marketing fishery products, and set by their price or quantity?"),
    ),
    ScopeQuestion(
        "primary_agriculture",
        "2023/2831 art. 1(1)(c)",
        message("Is the aid for the primary production of agricultural products?"),
    ),
    ScopeQuestion(
        "agriculture_price_or_quantity",
        "2023/2831 art. 1(1)(d)",
        message(
            "Is it for processing or marketing agricultural products, and set by their price or quantity or passed on to "
            "primary producers?"
        ),
    ),
    ScopeQuestion(
        "export",
        "2023/2831 art. 1(1)(e)",
        message("Is it linked to quantities exported, a distribution network abroad or current costs of exporting?"),
    ),
    ScopeQuestion(
        "domestic_goods",
        "2023/2831 art. 1(1)(f)",
        message("Does it depend on the use of domestic goods or services instead of imported ones?"),
    ),
)
"""The exclusions of art. 1(1) of Regulation (EU) 2023/2831, in its order."""


def excluded_by(answers: Mapping[str, bool]) -> ScopeQuestion | None:
    """Return the first question answered «yes», or nothing."""
    return next((question for question in QUESTIONS if answers.get(question.name)), None)


def unanswered(answers: Mapping[str, bool]) -> tuple[ScopeQuestion, ...]:
    """Return the questions without an answer."""
    return tuple(question for question in QUESTIONS if question.name not in answers)


@dataclass(frozen=True)
class SameCosts:
    """Whether de minimis aid fits on top of State aid for the same eligible costs."""

    allowed: bool
    room: Decimal
    article: str | None


def with_state_aid(
    amount: Amount,
    eligible_costs: Amount,
    other_aid: Iterable[Amount],
    *,
    highest_intensity: Amount | None = None,
    highest_amount: Amount | None = None,
) -> SameCosts:
    """Check aid for costs that other State aid pays too (art. 5(3)).

    Parameters
    ----------
    amount : amount
        The de minimis aid, in the currency of the costs.
    eligible_costs : amount
        The costs.
    other_aid : iterable of amounts
        Gross grant equivalents of the State aid for the same costs.
    highest_intensity : amount, optional
        The highest intensity that the act behind the State aid allows, as a share of the costs (0.5 for half).
    highest_amount : amount, optional
        The highest amount that it allows. At least one of the two is needed; of both the lower one binds.

    Examples
    --------
    >>> with_state_aid(20, 100, [40], highest_intensity="0.5").room
    Decimal('10.00')
    >>> with_state_aid(20, 100, [40], highest_intensity="0.5", highest_amount=45).room
    Decimal('5.00')
    """
    most = min(_most(eligible_costs, highest_intensity, highest_amount))
    room = most - sum((exact(part) for part in other_aid), exact(0))
    fits = exact(amount) <= room
    return SameCosts(fits, rounded(max(room, exact(0))), None if fits else "2023/2831 art. 5(3)")


def _most(costs: Amount, intensity: Amount | None, amount: Amount | None) -> list[Fraction]:
    """Return what the act behind the State aid allows in all, by each limit that it sets."""
    found = [] if intensity is None else [exact(costs) * exact(intensity)]
    found += [] if amount is None else [exact(amount)]
    if not found:
        raise GronoError(message("Write the highest intensity or the highest amount that the act allows."))
    return found
