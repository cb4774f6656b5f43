"""What a value of an indicator is computed from: numerator and denominator, or the register numbers of organisations (STR-14).

The numbers show which firms took part, and the number of a sole trader is a person's: whoever may write or decide the report sees them,
everyone else only how many there are. When a trader is erased a pseudonym takes the place of the number, so that the count stays.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from stdnum.exceptions import ValidationError
from stdnum.pl import nip

from grono.portal.core.identifiers import ALPHABET, LENGTH
from grono.portal.core.problems import RefusedError
from grono.portal.monitoring.kinds import SubjectKind
from grono.quantities import Absent, display, from_data, to_data
from grono.strategy import Basis, OverTime, OverTree

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from grono.portal.monitoring.actions import Entered
    from grono.portal.monitoring.owning import Part
    from grono.quantities import Quantity
    from grono.strategy import ProgrammeIndicator

MOST_NUMBERS = 5000
NOTHING = Basis()
ERASED = re.compile(rf"✝ [{ALPHABET}]{{{LENGTH}}}")
"""What stands in the place of the number of a person who was erased."""
RATIO, NUMBERS = ("numerator", "denominator"), ("numbers",)


class BasisError(Exception):
    """A basis that gives no value; the sentence is for the reader's eyes and names the field."""

    def __init__(self, sentence: str, *, field: str) -> None:
        super().__init__(sentence)
        self.field = field


def asked_of(indicator: ProgrammeIndicator) -> tuple[str, ...]:
    """Return what is asked beside the value of an indicator, by the way in which it says it is put together."""
    if indicator.over_tree is OverTree.UNION:
        return NUMBERS
    is_ratio = indicator.over_tree is OverTree.RATIO_OF_SUMS or indicator.over_time is OverTime.RATIO_OF_SUMS
    return RATIO if is_ratio else ()


def numbers_in(text: str) -> frozenset[str] | None:
    """Return the tax numbers (NIP) of a list, each once; nothing for an empty one.

    Raises
    ------
    BasisError
        With everything that is no NIP.
    """
    words = [word for word in re.split(r"[,;\n]+", text) if word.strip()]
    found, wrong = set(), []
    for word in words:
        if ERASED.fullmatch(word.strip()):
            found.add(word.strip())
            continue
        try:
            found.add(str(nip.validate(word.strip().upper().removeprefix("PL"))))
        except ValidationError:
            wrong.append(word.strip())
    if wrong:
        sentence = ngettext(
            "%(wrong)s is no tax number (NIP). Write ten digits, one number a line.",
            "%(wrong)s are no tax numbers (NIP). Write ten digits, one number a line.",
            len(wrong),
        )
        raise BasisError(sentence % {"wrong": ", ".join(f"“{one[:40]}”" for one in wrong[:20])}, field="numbers")
    if len(found) > MOST_NUMBERS:
        raise BasisError(
            _("At most %(most)s organisations stand in one value.") % {"most": MOST_NUMBERS}, field="numbers"
        )
    return frozenset(found) if found else None


def settled(value: Quantity | None, basis: Basis, unit: str) -> Quantity | None:
    """Return the value of an indicator: that which follows from its basis, or else the one given.

    Raises
    ------
    BasisError
        When half of a ratio is missing, it is no number, or the value given is another than that which follows.
    """
    if (basis.numerator is None) != (basis.denominator is None):
        field = "denominator" if basis.denominator is None else "numerator"
        raise BasisError(_("A ratio has a numerator and a denominator: write both, or neither."), field=field)
    computed = basis.value(unit)
    if computed is None:
        return value
    if isinstance(computed, Absent):
        raise BasisError(_("Nothing can be divided by this. Write a number other than zero."), field="denominator")
    if value is not None and value != computed:
        said = {"given": _shown(value), "computed": _shown(computed)}
        sentence = _("%(given)s is given, but %(computed)s follows from what it is computed from. Correct one of them.")
        raise BasisError(sentence % said, field="value")
    return computed


def refuse_others(part: Part, values: Mapping[tuple[str, str, str], Entered]) -> None:
    """Refuse a value that does not follow from what it is computed from."""
    indicators = {one.key: one for one in part.indicators}
    for (kind, key, _role), entered in values.items():
        if entered.basis == NOTHING:
            continue
        if kind != SubjectKind.INDICATOR:
            raise RefusedError(_("Only the value of an indicator is computed from something else."))
        try:
            settled(entered.quantity, entered.basis, indicators[key].unit)
        except BasisError as error:
            sentence = f"{indicators[key].name_text}: {error}"
            raise RefusedError(sentence) from error


def to_stored(basis: Basis) -> dict[str, Any]:
    """Return a basis as it is kept beside a value."""
    found: dict[str, Any] = {} if basis.numbers is None else {"numbers": sorted(basis.numbers)}
    if basis.ratio is not None:
        found |= {"numerator": to_data(basis.ratio[0]), "denominator": to_data(basis.ratio[1])}
    return found


def from_stored(stored: Mapping[str, Any]) -> Basis:
    """Return the basis that is kept beside a value."""
    if not stored:
        return NOTHING
    numbers = frozenset(stored["numbers"]) if "numbers" in stored else None
    ratio = [from_data(stored[name]) if name in stored else None for name in RATIO]
    return Basis(ratio[0], ratio[1], numbers)


def as_text(basis: Basis, field: str) -> str:
    """Return a part of a basis as somebody would type it."""
    if field in NUMBERS:
        return "\n".join(sorted(basis.numbers or ()))
    part = basis.numerator if field == "numerator" else basis.denominator
    return _shown(part) if part is not None else ""


def without_numbers(stored: Mapping[str, Any], numbers: Collection[str], pseudonym: str) -> dict[str, Any]:
    """Return a basis as it is kept, with a pseudonym in the place of these numbers; as many organisations are counted as before."""
    found = {pseudonym if one in numbers else one for one in stored["numbers"]}
    return {**stored, "numbers": sorted(found)}


def in_words(basis: Basis, *, with_numbers: bool = False) -> str:
    """Return what a value is computed from, without or with the register numbers; empty where it was typed."""
    if basis.ratio is not None:
        return f"{_shown(basis.ratio[0])} ÷ {_shown(basis.ratio[1])}"
    if basis.numbers is None:
        return ""
    if with_numbers:
        return _("tax numbers (NIP): %(numbers)s") % {"numbers": ", ".join(sorted(basis.numbers))}
    return _("organisations counted by their tax numbers")


def _shown(value: Quantity) -> str:
    return display(value, get_language() or "en")
