"""Sentences of the library on a page: in the reader's language, with the card's own words marked as being in the card's language."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from grono.messages import Message
from grono.portal.core.display import Status
from grono.portal.core.templatetags.grono import percent
from grono.quantities import display, exact, rounded_half_up
from grono.strategy import Colour

if TYPE_CHECKING:
    from fractions import Fraction
    from typing import Any

    from grono.portal.core.display import Tone
    from grono.strategy import Progress
    from grono.strategy import Status as CardStatus

_CARD_WORDS = frozenset({"name", "title", "text", "first", "second", "value"})
"""Parameters of the library's sentences that hold words of the card."""
_MARK = re.compile("\ue000(\\d+)\ue001")
_TONES: dict[Colour, Tone] = {Colour.RED: "error", Colour.AMBER: "warning", Colour.GREEN: "success"}


def reader_language() -> str:
    """Return the language of the page."""
    return get_language() or "en"


def said(message: Message) -> str:
    """Return a sentence of the library in the reader's language."""
    return message.in_language(reader_language())


def sentence(message: Message, card_language: str) -> SafeString:
    """Return a sentence as HTML in which the words of the card carry their language, when it is not the page's."""
    if card_language == reader_language():
        return conditional_escape(said(message))
    words: list[str] = []
    marked = conditional_escape(said(_marked(message, words)))
    return mark_safe(  # noqa: S308 - escaped above, and each word of the card below
        _MARK.sub(lambda found: format_html('<span lang="{}">{}</span>', card_language, words[int(found[1])]), marked)
    )


def _marked(message: Message, words: list[str]) -> Message:
    parameters: dict[str, Any] = {}
    for name, value in message.parameters.items():
        if isinstance(value, Message):
            parameters[name] = _marked(value, words)
        elif name in _CARD_WORDS and isinstance(value, str) and not value.isdigit():
            parameters[name] = f"\ue000{len(words)}\ue001"
            words.append(value)
        else:
            parameters[name] = value
    return replace(message, parameters=parameters)


def foreign(text: str, language: str) -> SafeString | str:
    """Return words of the card as HTML that carries their language, when it is not the page's."""
    return (
        text if not text or language == reader_language() else format_html('<span lang="{}">{}</span>', language, text)
    )


def number(value: Fraction) -> str:
    """Return points in the reader's form."""
    return display(exact(value), reader_language())


def share(value: Fraction | None, decimals: int = 2) -> str | None:
    """Return a share in per cent, rounded half up; nothing where there is none."""
    return None if value is None else percent(_decimal(value, decimals + 2), decimals)


def short_share(value: Fraction) -> str:
    """Return a share in per cent without needless zeros: 86 %, 89,09 %."""
    whole = (value * 100).denominator == 1
    return percent(_decimal(value, 4), 0 if whole else 2)


def _decimal(value: Fraction, decimals: int) -> Decimal:
    rounded = rounded_half_up(value, decimals)
    return Decimal(rounded.numerator) / Decimal(rounded.denominator)


def points(progress: Progress) -> str:
    """Return done/planned in the reader's form."""
    return f"{number(progress.done)}/{number(progress.planned)}"


def not_planned() -> str:
    """Return the words for `-` on a card."""
    return _("not planned")


def status_of(status: CardStatus) -> Status:
    """Return a status of a card as the page shows it."""
    tone: Tone = "warning" if status.is_uncertain else _TONES.get(status.worst, "neutral")
    return Status(said(status.label), tone)


def status_at(status: CardStatus, year: int) -> Status:
    """Return a status with the year at whose end it holds."""
    shown = status_of(status)
    return Status(_("%(status)s at the end of %(year)s") % {"status": shown.word, "year": year}, shown.tone)
