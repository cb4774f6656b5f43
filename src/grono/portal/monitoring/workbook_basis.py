"""Values of a workbook that follow from what stands below them: numerators and denominators, register numbers (STR-14)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from grono.messages import Problem, message
from grono.portal.monitoring.actions import Entered
from grono.portal.monitoring.basis import (
    NOTHING,
    NUMBERS,
    RATIO,
    BasisError,
    as_text,
    asked_of,
    from_stored,
    numbers_in,
    settled,
)
from grono.portal.monitoring.kinds import SubjectKind
from grono.quantities import parse
from grono.strategy import Basis

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from grono.portal.monitoring.models import Value
    from grono.portal.monitoring.owning import Part
    from grono.quantities import Quantity
    from grono.strategy import ProgrammeIndicator

_KIND = str(SubjectKind.INDICATOR)


def rows_beside(part: Part, key: str, value: Value | None) -> Iterator[tuple[str, str]]:
    """Yield what is asked beside the value of an indicator, with what stands there."""
    basis = from_stored(value.basis) if value else NOTHING
    for name in asked_of(_indicator(part, key)):
        yield name, as_text(basis, name)


def _indicator(part: Part, key: str) -> ProgrammeIndicator:
    return next(one for one in part.indicators if one.key == key)


class Settling:
    """The values of one part: as its rows stand in the workbook and as they stood when it was taken."""

    def __init__(self, part: Part, now: Mapping[tuple[str, str], str], before: Mapping[tuple[str, str], str]) -> None:
        self.part, self.now, self.before = part, now, before

    def values(self, language: str) -> tuple[dict[str, Entered | None], list[Problem]]:
        """Return place → value of the indicators whose rows changed, None where it was taken away; and what is wrong."""
        found: dict[str, Entered | None] = {}
        problems: list[Problem] = []
        changed = {place for (kind, place), text in self.now.items() if text != self.before.get((kind, place))}
        for indicator in self.part.indicators:
            for place in changed if asked_of(indicator) else ():
                if place.split(" ")[0] != indicator.key:
                    continue
                try:
                    found[place] = self._value(indicator, place, language)
                except BasisError as error:
                    sentence = message("%(sentence)s", sentence=str(error))
                    problems.append(Problem(error.field, sentence, column=_("Value"), value=indicator.name_text))
        return found, problems

    def _text(self, kind: str, place: str) -> str:
        return self.now.get((kind, place), self.before.get((kind, place), ""))

    def _quantity(self, kind: str, place: str, language: str) -> Quantity | None:
        text = self._text(kind, place)
        return parse(text, language) if text else None

    def _value(self, indicator: ProgrammeIndicator, place: str, language: str) -> Entered | None:
        ratio = [self._quantity(name, place, language) for name in RATIO]
        basis = Basis(ratio[0], ratio[1], numbers_in(self._text(NUMBERS[0], place)))
        text = self._text(_KIND, place)
        stands = text == self.before.get((_KIND, place), "")
        typed = None if not text or (stands and basis != NOTHING) else parse(text, language)
        value = settled(typed, basis, indicator.unit)
        return None if value is None else Entered(value, "" if typed is None else text, basis=basis)
