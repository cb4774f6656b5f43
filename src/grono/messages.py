"""Sentences for people: written once in English, shown in the reader's language.

The library has no current language. It answers with a :class:`Message`, a template with its parameters, and whoever shows it (the
command, a page, a document) asks for it in one language. Templates are msgids of ``locale/<language>/LC_MESSAGES/grono.po``;
``script/messages`` collects every call of :func:`message` and :func:`plural_message`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from babel.dates import format_date
from babel.messages.plurals import get_plural
from babel.messages.pofile import read_po
from babel.numbers import format_decimal

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from babel.messages.catalog import Catalog

LANGUAGES = ("en", "pl")
"""Languages in which every sentence of the library exists."""

_LOCALE = Path(__file__).parent / "locale"


@cache
def _catalogue(language: str) -> Catalog | None:
    path = _LOCALE / language / "LC_MESSAGES" / "grono.po"
    if not path.exists():
        return None
    with path.open("rb") as file:
        return read_po(file, locale=language)


def _translated(template: str, plural: str | None, number: int | None, language: str) -> str:
    english = template if plural is None or number == 1 else plural
    catalogue = _catalogue(language)
    if catalogue is None:
        return english
    entry = catalogue.get(template)
    if entry is None or entry.fuzzy or not entry.string:
        return english
    if isinstance(entry.string, str):
        return entry.string
    index = _plural_index(language, number if number is not None else 1)
    return entry.string[index] or english


def _plural_index(language: str, number: int) -> int:
    if language == "pl":
        return _polish_plural_index(number)
    return min(0 if number == 1 else 1, get_plural(language).num_plurals - 1)


def _polish_plural_index(number: int) -> int:
    """Return the index of the Polish form: 1 plik, 2 pliki, 5 plików."""
    if number == 1:
        return 0
    if number % 10 in (2, 3, 4) and number % 100 not in (12, 13, 14):
        return 1
    return 2


@dataclass(frozen=True)
class Message:
    """A sentence with its parameters, not yet in any language.

    Parameters
    ----------
    template : str
        English text with named ``%(name)s`` placeholders; the msgid.
    parameters : mapping
        Values of the placeholders. A nested message is translated too; a ``float``, and a ``Decimal`` with all its decimals,
        are shown in the form of the language; anything else by ``str``, so that row numbers and codes stay as they are.
    plural : str, optional
        English plural of the template.
    number : int, optional
        The number that decides between singular and plural.
    """

    template: str
    parameters: Mapping[str, object] = field(default_factory=dict)
    plural: str | None = None
    number: int | None = None

    def in_language(self, language: str) -> str:
        """Return the sentence in one language, in English where no translation exists."""
        translated = _translated(self.template, self.plural, self.number, language)
        return translated % {name: _shown(value, language) for name, value in self.parameters.items()}

    def __str__(self) -> str:
        return self.in_language("en")


def _shown(value: object, language: str) -> str:
    if isinstance(value, Message):
        return value.in_language(language)
    if isinstance(value, float):
        return _decimal(value, language)
    if isinstance(value, Decimal):
        return _amount(value, language)
    if isinstance(value, date):
        return format_date(value, "long", locale="en_GB" if language == "en" else language)
    if isinstance(value, tuple):
        return ", ".join(_shown(one, language) for one in value)
    return str(value)


@lru_cache(maxsize=4096)
def _decimal(value: float, language: str) -> str:
    return format_decimal(value, format="#,##0.######", locale=language).replace("-", "−")  # as in every table


def _amount(value: Decimal, language: str) -> str:
    """Write an exact number with the decimals that it has."""
    decimals = -min(int(value.as_tuple().exponent), 0)
    pattern = f"#,##0.{'0' * decimals}" if decimals else "#,##0"
    return format_decimal(value, format=pattern, locale=language, decimal_quantization=False).replace("-", "−")


def message(template: str, /, **parameters: object) -> Message:
    """Make a message; ``template`` is English and becomes the msgid."""
    return Message(template, parameters)


def plural_message(singular: str, plural: str, number: int, /, **parameters: object) -> Message:
    """Make a message that counts something; ``%(number)s`` is filled with ``number``."""
    return Message(singular, {"number": number, **parameters}, plural, number)


Severity = Literal["error", "warning"]


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong, said so that a person can mend it.

    Parameters
    ----------
    code : str
        Stable identifier of the rule, such as ``not-a-number``.
    message : Message
        The sentence: place, value, rule and remedy.
    row : int, optional
        Row of the file as a spreadsheet numbers it; the header is row 1.
    column : str, optional
        Name of the column as it stands in the file.
    value : str, optional
        The value as it was read.
    severity : {"error", "warning"}
        An error blocks; a warning is shown and kept with the result.
    count : int
        In how many rows the same thing occurs; 1 unless the problem stands for several.
    """

    code: str
    message: Message
    row: int | None = None
    column: str | None = None
    value: str | None = None
    severity: Severity = "error"
    count: int = 1

    def __str__(self) -> str:
        return str(self.message)


class GronoError(Exception):
    """Anything Grono refuses to do; its message is a sentence that helps."""

    def __init__(self, message: Message) -> None:
        super().__init__(message)
        self.message = message

    def in_language(self, language: str) -> str:
        """Return the sentence in one language."""
        return self.message.in_language(language)

    def __str__(self) -> str:
        return str(self.message)


class InputError(GronoError):
    """An input that cannot be used, with all its problems at once."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(_how_many(sum(p.count for p in self.problems), len(self.problems)))

    def in_language(self, language: str) -> str:
        """Return the count and every problem, one a line."""
        return "\n".join(
            [self.message.in_language(language), *(p.message.in_language(language) for p in self.problems)]
        )

    def __str__(self) -> str:
        return self.in_language("en")


def _how_many(problems: int, lines: int) -> Message:
    """Count the problems, and the lines where one line stands for several."""
    if problems <= lines:
        return plural_message("The input has %(number)s problem.", "The input has %(number)s problems.", problems)
    return plural_message(
        "The input has %(problems)s problems, put together in %(number)s line.",
        "The input has %(problems)s problems, put together in %(number)s lines.",
        lines,
        problems=problems,
    )
