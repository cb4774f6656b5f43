"""Two organisations field by field: equal, similar, different, or missing on a side."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple

from rapidfuzz.distance import OSA

from grono.matching.duplicates.names import Rarity, likeness_of_names

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from grono.matching.duplicates.folding import FoldedName
    from grono.matching.duplicates.records import Folded

Outcome = Literal["equal", "similar", "different", "missing"]
Field = Literal[
    "nip",
    "regon",
    "krs",
    "vat",
    "lei",
    "other-identifier",
    "name",
    "legal-form",
    "municipality",
    "street",
    "domain",
    "mail",
    "phone",
]
IDENTIFIERS: tuple[Field, ...] = ("nip", "regon", "krs", "vat", "lei")

SIMILAR_NAME = 0.75
"""Likeness from which names are called similar."""

MISTYPED = 2
"""Letters by which a wrong identifier may differ from a right one and still be meant for it."""

SIMILAR_STREET = 0.75
"""Likeness of streets whose number is the same."""


class FieldComparison(NamedTuple):
    """How one field compares.

    Parameters
    ----------
    field : str
        Name of the field.
    outcome : {"equal", "similar", "different", "missing"}
        Missing: nothing to compare on at least one side.
    first, second : str
        What was compared, folded; names as words in order.
    """

    field: Field
    outcome: Outcome
    first: str
    second: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """How two organisations compare.

    Parameters
    ----------
    fields : tuple of FieldComparison
        Every field once; identifiers that neither holds are left out.
    name_likeness : float
        0 to 1, the best over all names of both.
    name_bits : float
        How much it tells to bear this name.
    outcomes : mapping
        Field → outcome.
    identifier_outcomes : frozenset
        What the identifiers say.
    """

    fields: tuple[FieldComparison, ...]
    name_likeness: float
    name_bits: float

    outcomes: Mapping[Field, Outcome]
    identifier_outcomes: frozenset[Outcome]

    def outcome(self, field: Field) -> Outcome:
        """Return the outcome of one field; missing for an identifier that neither holds."""
        return self.outcomes.get(field, "missing")


def compare(first: Folded, second: Folded, rarity: Rarity) -> Comparison:
    """Compare two folded records; the order does not matter but for the values shown."""
    alike, left, right = _best_names(first, second, rarity)
    identifiers = tuple(_identifiers(first, second))
    fields = (
        *identifiers,
        FieldComparison("name", _name_outcome(alike), " ".join(left.words), " ".join(right.words)) if left and right
        else FieldComparison("name", "missing", "", ""),
        _exact("legal-form", left.form if left else "", right.form if right else ""),
        _exact("municipality", first.municipality, second.municipality),
        _street(first, second),
        _domain(first, second),
        _exact("mail", first.mail, second.mail),
        _exact("phone", first.phone, second.phone),
    )  # fmt: skip
    return Comparison(
        fields,
        alike,
        min(rarity.bits(left), rarity.bits(right)) if left and right else 0.0,
        {one.field: one.outcome for one in fields},
        frozenset(one.outcome for one in identifiers),
    )


def _best_names(first: Folded, second: Folded, rarity: Rarity) -> tuple[float, FoldedName | None, FoldedName | None]:
    best: tuple[float, FoldedName | None, FoldedName | None] = (0.0, None, None)
    for left in first.names:
        for right in second.names:
            alike = likeness_of_names(left, right, rarity)
            if best[1] is None or alike > best[0]:
                best = (alike, left, right)
    return best


def _name_outcome(alike: float) -> Outcome:
    if alike == 1:
        return "equal"
    return "similar" if alike >= SIMILAR_NAME else "different"


def _identifiers(first: Folded, second: Folded) -> Iterator[FieldComparison]:
    schemes = {*first.valid, *first.wrong, *second.valid, *second.wrong}
    for scheme in sorted(schemes):
        field: Field = next((one for one in IDENTIFIERS if one == scheme), "other-identifier")
        left = first.valid.get(scheme) or first.wrong.get(scheme, "")
        right = second.valid.get(scheme) or second.wrong.get(scheme, "")
        compared = _exact(field, left, right)
        both_valid = scheme in first.valid and scheme in second.valid
        if compared.outcome != "missing" and not both_valid:
            near = OSA.distance(left, right, score_cutoff=MISTYPED) <= MISTYPED
            compared = compared._replace(outcome="similar" if near else "missing")
        yield compared


def _exact(field: Field, left: str, right: str) -> FieldComparison:
    if not left or not right:
        return FieldComparison(field, "missing", left, right)
    return FieldComparison(field, "equal" if left == right else "different", left, right)


def _street(first: Folded, second: Folded) -> FieldComparison:
    compared = _exact("street", first.street, second.street)
    if compared.outcome != "different":
        return compared
    numbers = [{word for word in street.split() if word[0].isdecimal()} for street in (first.street, second.street)]
    alike = OSA.normalized_similarity(first.street, second.street) >= SIMILAR_STREET
    return compared._replace(outcome="similar") if alike and numbers[0] == numbers[1] else compared


def _domain(first: Folded, second: Folded) -> FieldComparison:
    left = {one for one in (first.domain, first.mail_domain) if one}
    right = {one for one in (second.domain, second.mail_domain) if one}
    shared = sorted(left & right)
    if shared:
        return FieldComparison("domain", "equal", shared[0], shared[0])
    return _exact("domain", min(left, default=""), min(right, default=""))
