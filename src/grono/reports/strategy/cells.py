"""Values as cells: a quantity, a share with its formula, a status with its reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from grono.language import format_date
from grono.messages import Message, message
from grono.quantities import Range, display, exact, missing
from grono.reports.strategy.blocks import Cell

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from fractions import Fraction

    from grono.quantities import Quantity
    from grono.quantities.showing import Style
    from grono.reports.strategy.figures import Evidence
    from grono.strategy import Progress, Status


class Writer:
    """Writes values in one language."""

    def __init__(self, language: str) -> None:
        self.language = language

    def say(self, sentence: Message | str) -> str:
        """Return a sentence in the language of the document."""
        return sentence.in_language(self.language) if isinstance(sentence, Message) else sentence

    def words(self, text: Message | str, *, href: str = "", language: str = "", detail: Message | str = "") -> Cell:
        """Return a cell of words; ``language`` is theirs and is marked where it is another."""
        other = "" if language == self.language else language
        return Cell(self.say(text), href=href, language=other, detail=self.say(detail))

    def count(self, number: int) -> Cell:
        """Return a cell of a count."""
        return Cell(display(exact(number), self.language), float(number))

    def quantity(self, value: Quantity, *, evidence: Sequence[Evidence] = (), detail: str = "") -> Cell:
        """Return a quantity; zero, missing and not planned stay three different things. It leads to its first evidence."""
        return self._quantity(value, evidence, detail, "plain")

    def money(self, value: Quantity, *, evidence: Sequence[Evidence] = ()) -> Cell:
        """Return an amount of money, with both places of its grosze or none."""
        return self._quantity(value, evidence, "", "money")

    def _quantity(self, value: Quantity, evidence: Sequence[Evidence], detail: str, style: Style) -> Cell:
        number = float(value.lower) if isinstance(value, Range) and value.is_exact and value.lower is not None else None
        href = next((one.href for one in evidence if one.href), "") if isinstance(value, Range) else ""
        return Cell(display(value, self.language, style=style), number, href, detail=detail)

    def points(self, points: Progress | None) -> Cell:
        """Return points done of points planned; what was not reported is no zero."""
        if points is None:
            return self.quantity(missing())
        done, planned = (display(exact(value), self.language) for value in (points.done, points.planned))
        return self.words(message("%(done)s of %(planned)s", done=done, planned=planned))

    def percent(self, share: Fraction | None) -> Cell:
        """Return a share in per cent, or a dash."""
        return Cell("–" if share is None else display(exact(share), self.language, style="percent", decimals=2))

    def status(self, status: Status | None) -> Cell:
        """Return a status in words with its reason; without a target there is nothing to judge by."""
        if status is None:
            return self.words(message("no target"))
        return Cell(self.say(status.label), detail=self.say(status.reason))

    def day(self, day: date) -> str:
        """Return a day in words."""
        return format_date(day, self.language)

    def evidence(self, found: Sequence[Evidence]) -> Cell:
        """Return what stands behind a figure; the first that can be read is linked."""
        if not found:
            return self.words(message("none"))
        first = next((one for one in found if one.href), None)
        return Cell("; ".join(self._evidence(one) for one in found), href=first.href if first else "")

    def title(self, one: Evidence) -> str:
        """Return the name of a piece of evidence, or that it is not public."""
        return one.title or self.say(message("a document that is not published"))

    def _evidence(self, one: Evidence) -> str:
        if one.is_statement:
            return self.say(message("statement: %(text)s", text=one.title))
        if one.is_gone:
            title = self.title(one)
            return self.say(message("%(title)s (deleted; SHA-256 %(sum)s…)", title=title, sum=one.sha256[:12]))
        return self.title(one)
