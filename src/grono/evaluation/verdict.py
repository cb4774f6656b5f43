"""What may be said (STR-40): not identifiable, no detectable effect, or an effect, each with its reasons."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from grono.evaluation.placebos import least_placebos
from grono.messages import message, plural_message

if TYPE_CHECKING:
    from grono.evaluation.estimate import Estimate
    from grono.evaluation.plan import Plan
    from grono.evaluation.pretrends import Pretrend
    from grono.evaluation.sample import Sample
    from grono.messages import Message

LEAST_PERIODS_BEFORE = 4
"""Fewer periods before say too little about the way the treated went (STR-40)."""


class VerdictName(StrEnum):
    """The three things that may be said."""

    NOT_IDENTIFIABLE = "not_identifiable"
    NO_DETECTABLE_EFFECT = "no_detectable_effect"
    EFFECT = "effect"

    @property
    def label(self) -> Message:
        """The verdict in words."""
        return {
            "not_identifiable": message("not identifiable"),
            "no_detectable_effect": message("no detectable effect"),
            "effect": message("effect"),
        }[self.value]


@dataclass(frozen=True)
class Verdict:
    """A verdict with its reasons.

    Parameters
    ----------
    name : VerdictName
        Which of the three.
    codes : tuple of str
        Stable names of the reasons.
    reasons : tuple of Message
        The reasons as sentences.
    """

    name: VerdictName
    codes: tuple[str, ...]
    reasons: tuple[Message, ...]


def verdict(plan: Plan, cut: Sample, found: Estimate, before: Pretrend) -> Verdict:
    """Say what may be said: first whether anything may, then whether p is above α."""
    obstacles = _obstacles(plan, cut, found, before)
    if obstacles:
        return Verdict(VerdictName.NOT_IDENTIFIABLE, tuple(obstacles), tuple(obstacles.values()))
    p_value = 1.0 if found.p_value is None else found.p_value
    if p_value > plan.alpha:
        sentence = message("p = %(p)s is above %(alpha)s.", p=round(p_value, 4), alpha=plan.alpha)
        return Verdict(VerdictName.NO_DETECTABLE_EFFECT, ("p-above-alpha",), (sentence,))
    sentence = message("p = %(p)s is not above %(alpha)s.", p=round(p_value, 4), alpha=plan.alpha)
    return Verdict(VerdictName.EFFECT, ("p-reaches-alpha",), (sentence,))


def _obstacles(plan: Plan, cut: Sample, found: Estimate, before: Pretrend) -> dict[str, Message]:
    reasons: dict[str, Message] = {}
    if cut.periods_before < LEAST_PERIODS_BEFORE:
        reasons["few-periods-before"] = plural_message(
            "There is only %(number)s period before the beginning; at least %(least)s are needed.",
            "There are only %(number)s periods before the beginning; at least %(least)s are needed.",
            cut.periods_before,
            least=LEAST_PERIODS_BEFORE,
        )
    least = least_placebos(plan.alpha)
    if found.p_by == "placebos" and len(found.placebos) < least:
        reasons["few-donors"] = plural_message(
            "The donors give only %(number)s placebo; p can reach %(alpha)s only with at least %(least)s.",
            "The donors give only %(number)s placebos; p can reach %(alpha)s only with at least %(least)s.",
            len(found.placebos),
            alpha=plan.alpha,
            least=least,
        )
    elif found.p_value is None:
        reasons["no-p"] = message(
            "The counterfactual meets the treated exactly before the beginning, as it does where there are more donors than periods: "
            "nothing is left to judge the gap after by. Take a longer time before, or fewer donors."
        )
    if before.p_value is not None and before.p_value <= plan.alpha:
        reasons["pretrend"] = message(
            "Before the beginning the treated did not go the way of their counterfactual (p = %(p)s).",
            p=round(before.p_value, 4),
        )
    if cut.ring_donors:
        reasons["donors-in-ring"] = message(
            "Donors inside the spill-over ring may have been touched by the policy themselves: %(units)s.",
            units=", ".join(cut.ring_donors),
        )
    return reasons
