"""What a comparison amounts to: *same*, *perhaps*, or nothing worth a person's time.

Each field adds bits of evidence, as in the model of Fellegi and Sunter (1969, doi:10.1080/01621459.1969.10501049). The weights were set by
hand so that each stands for a sentence one can defend; they were not estimated from data.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from grono.matching.duplicates.comparing import Comparison, Field, Outcome

Verdict = Literal["same", "perhaps"]

PRIOR = -9.0
"""Bits against any two organisations that share a key being one."""

SAME, PERHAPS = 5.0, -1.0
"""Bits from which a pair is called the same (about 97 in 100), and from which it is shown at all."""

NAME_FOR_SAME = 0.85
"""Likeness of names without which no pair is called the same that shares no identifier."""

IDENTIFIER: dict[Outcome, float] = {"equal": 16.0, "similar": 6.0, "different": -10.0, "missing": 0.0}
"""The strongest of all identifiers counts once, and a difference always."""

FIELDS: dict[Field, dict[Outcome, float]] = {
    "legal-form": {"equal": 0.5, "different": -1.0},
    "municipality": {"equal": 3.0, "different": -2.0},
    "street": {"equal": 4.0, "similar": 3.0, "different": -1.0},
    "domain": {"equal": 6.0, "different": -2.0},
    "mail": {"equal": 3.0},
    "phone": {"equal": 6.0, "different": -1.0},
}
"""Bits of the other fields; an e-mail address counts beside its domain."""

NAME_SHARE = 0.5
"""Share of the bits of a name that count: names are not drawn at random, neighbours call themselves alike."""

CONTACTS: tuple[Field, ...] = ("phone", "mail", "domain")
"""What a sole trader does not share with another one of the same name."""

MOST_NAME_BITS, DIFFERENT_NAME = 8.0, -5.0


def bits(comparison: Comparison) -> float:
    """Return the evidence that two organisations are one, in bits: 0 is one in two, 10 a thousand to one."""
    outcomes = comparison.identifier_outcomes
    found = PRIOR + max((IDENTIFIER[one] for one in outcomes if one != "different"), default=0.0)
    if "different" in outcomes:
        found += IDENTIFIER["different"]
    return (
        found
        + _name_bits(comparison)
        + sum(weights.get(comparison.outcome(name), 0.0) for name, weights in FIELDS.items())
    )


def _name_bits(comparison: Comparison) -> float:
    if comparison.outcome("name") == "missing":
        return 0.0
    if comparison.outcome("name") == "different":
        return DIFFERENT_NAME
    return min(MOST_NAME_BITS, NAME_SHARE * comparison.name_bits) * comparison.name_likeness**2


def verdict(comparison: Comparison, evidence: float, *, natural_person: bool) -> Verdict | None:
    """Return what to call a pair; None for one not worth showing.

    Two different valid identifiers of one scheme are never *same*. With a shared identifier, *same* needs a similar name or two
    other things shared. Without one it needs a name that is nearly the same, and between sole traders, whose names others bear by
    right, a shared telephone, e-mail address or domain.
    """
    if evidence < PERHAPS:
        return None
    if evidence < SAME or "different" in comparison.identifier_outcomes:
        return "perhaps"
    contacts = sum(comparison.outcome(name) == "equal" for name in CONTACTS)
    if "equal" in comparison.identifier_outcomes:
        shared = contacts + (comparison.outcome("street") == "equal")
        return "same" if comparison.outcome("name") != "different" or shared >= 2 else "perhaps"
    if comparison.name_likeness < NAME_FOR_SAME:
        return "perhaps"
    return "same" if contacts or not natural_person else "perhaps"


def probability(evidence: float) -> float:
    """Return bits as a probability.

    Examples
    --------
    >>> probability(0.0), round(probability(6.0), 3)
    (0.5, 0.985)
    """
    return float(1 / (1 + 2.0**-evidence))
