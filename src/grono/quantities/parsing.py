"""Quantities as people type them, in Polish and English.

>>> from grono.quantities import display, parse
>>> [display(parse(text, "pl"), "en") for text in ("18 271- 18 921", "ponad 150", "około 25 tys.", "-", "brak danych")]
['18,271–18,921', 'more than 150', 'about 25,000', '-', 'no data']
"""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from grono.messages import message
from grono.quantities.value import (
    Quantity,
    QuantityError,
    Range,
    missing,
    not_applicable,
    not_planned,
    suppressed,
)
from grono.quantities.words import NOT_PLANNED, WORDS, Words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from grono.messages import Message

_SPACES = re.compile(r"\s+")  # includes no-break and narrow no-break spaces
_NUMBER = r"[-−+]?\d+(?:[ .,]\d+)*"
_DASHES = "-–—−"
_NONE_WORDS = frozenset({"brak", "none", "brak.", "none."})


class _Bounds(NamedTuple):
    """What one clause („ponad 150”) says about the ends."""

    lower: Fraction | None = None
    upper: Fraction | None = None
    lower_open: bool = False
    upper_open: bool = False
    floorless: bool = False


def parse(text: str, language: str) -> Quantity:
    """Read a typed quantity.

    Parameters
    ----------
    text : str
        A number, a range („18 271–18 921”), „ponad 150”, „około 25 tys.”, „od 3 do 5”, „25 ± 3”, „mniej niż 10”, „-” (not planned),
        „brak danych” (missing; also when empty), „nie dotyczy”, „dane utajnione”.
    language : str
        ``pl`` or ``en``: 18,271 is a decimal in one and thousands in the other.

    Raises
    ------
    QuantityError
        With a sentence that quotes the text. „Brak” alone is refused: it could mean 0, no data or not planned.
    """
    shown = _SPACES.sub(" ", text).strip()
    words = WORDS.get(language)
    if words is None:
        raise QuantityError(
            message(
                "Numbers cannot be read in the language “%(language)s”; choose one of: %(known)s.",
                language=language,
                known=", ".join(WORDS),
            )
        )
    absent = _absent(shown, words)
    return absent if absent is not None else _Reader(shown, words, language).range()


def _absent(shown: str, words: Words) -> Quantity | None:
    lowered = shown.lower()
    if lowered in _NONE_WORDS:
        raise QuantityError(
            message(
                "“%(text)s” may mean zero, no data or not planned. Write 0, “%(missing)s” or “-”.",
                text=shown,
                missing=words.missing[0],
            )
        )
    if not shown:
        return missing()
    if shown in NOT_PLANNED:
        return not_planned()
    if lowered in words.not_applicable:
        return not_applicable()
    if lowered in words.suppressed:
        return suppressed()
    for name in words.missing:
        if lowered == name:
            return missing()
        if lowered.startswith(f"{name}: "):
            return missing(shown[len(name) + 2 :])
    return None


class _Reader:
    """Reads one text; keeps it for the error sentence."""

    def __init__(self, shown: str, words: Words, language: str) -> None:
        self.shown, self.words, self.language = shown, words, language
        multiples = {name: scale for scale, names in words.scales.items() for name in names}
        self.multiples = multiples
        longest_first = "|".join(re.escape(name) for name in sorted(multiples, key=len, reverse=True))
        self.number = re.compile(rf"({_NUMBER})(?: ?({longest_first})(?!\w))?")

    def range(self) -> Range:
        text, approximate = self._without_about(self.shown.lower())
        if text in self.words.any_number:
            return Range(None, None, approximate=approximate)
        bounds = self._two_numbers(text) or self._clauses(text)
        return Range(bounds.lower, bounds.upper, bounds.lower_open, bounds.upper_open, approximate)

    def _without_about(self, text: str) -> tuple[str, bool]:
        for name in self.words.about:
            pattern = rf"(?<!\w){re.escape(name)}(?: |(?=\d))"
            shorter, count = re.subn(pattern, "", text)
            if count:
                return shorter.strip(), True
        return text, False

    def _two_numbers(self, text: str) -> _Bounds | None:
        """Read „18 271–18 921”, „od 3 do 5”, „25 ± 3”."""
        plain = _without_first(text, self.words.begins)
        between = "|".join([f"[{_DASHES}]", *(rf"(?<= ){re.escape(word)}(?= )" for word in self.words.to), "±"])
        match = re.fullmatch(rf"{self.number.pattern} ?({between}) ?{self.number.pattern}", plain)
        if match is None:
            return None
        first, first_multiple, sign, second, second_multiple = match.groups()
        lower = self._value(first, first_multiple or second_multiple)
        upper = self._value(second, second_multiple)
        if sign == "±":
            return _Bounds(lower - upper, lower + upper) if upper >= 0 else None
        return _Bounds(lower, upper)

    def _clauses(self, text: str) -> _Bounds:
        """Read one number, or clauses such as „ponad 3, najwyżej 5”; a trailing multiple belongs to all of them."""
        parts = text.split(", ")
        trailing = self.number.search(parts[-1])
        multiple = trailing.group(2) if trailing else None
        clauses = [self._clause(part, multiple) for part in parts]
        if len(clauses) == 1 and clauses[0].lower is not None and clauses[0].lower == clauses[0].upper:
            return clauses[0]
        lower = _only(clause for clause in clauses if clause.lower is not None)
        upper = _only(clause for clause in clauses if clause.upper is not None)
        floorless = _only(clause for clause in clauses if clause.floorless)
        used = sum(clause is not None for clause in (lower, upper, floorless))
        if used != len(clauses) or (lower is upper) or (lower and floorless):
            raise self._error()
        return self._joined(lower, upper, floorless=floorless is not None)

    def _joined(self, lower: _Bounds | None, upper: _Bounds | None, *, floorless: bool) -> _Bounds:
        if upper is None or upper.upper is None:
            assert lower is not None  # noqa: S101 - one of the two was found
            return lower
        if lower is not None:
            return _Bounds(lower.lower, upper.upper, lower.lower_open, upper.upper_open)
        # People count things: „less than 5” starts at zero, unless five itself is not above it.
        starts_at_zero = not floorless and (upper.upper > 0 or (upper.upper == 0 and not upper.upper_open))
        return upper._replace(lower=Fraction(0)) if starts_at_zero else upper

    def _clause(self, part: str, multiple: str | None) -> _Bounds:
        if part in self.words.no_lower_limit:
            return _Bounds(floorless=True)
        kinds = {
            "more": self.words.more_than,
            "least": self.words.at_least,
            "less": self.words.less_than,
            "most": self.words.at_most,
        }
        for kind, names in kinds.items():
            rest = _without_first(part, names)
            if rest != part:
                number = self._single(rest, multiple)
                if kind in ("more", "least"):
                    return _Bounds(lower=number, lower_open=kind == "more")
                return _Bounds(upper=number, upper_open=kind == "less")
        number = self._single(part, multiple)
        return _Bounds(number, number)

    def _single(self, text: str, multiple: str | None) -> Fraction:
        match = self.number.fullmatch(text)
        if match is None:
            raise self._error()
        return self._value(match.group(1), match.group(2) or multiple)

    def _value(self, digits: str, multiple: str | None) -> Fraction:
        return self._plain(digits) * (self.multiples[multiple] if multiple else 1)

    def _plain(self, digits: str) -> Fraction:
        """Read digits with spaces or the language's separator between thousands and its decimal mark."""
        decimal, group = re.escape(self.words.decimal), re.escape(self.words.group)
        match = re.fullmatch(
            rf"([-−+]?)(\d+|\d{{1,3}}(?: \d{{3}})+|\d{{1,3}}(?:{group}\d{{3}}){{1,}})(?:{decimal}(\d+))?", digits
        )
        if match is None or self._could_be_decimal(digits):
            raise self._error()
        sign, whole, part = match.groups()
        number = Fraction(re.sub(r"\D", "", whole) + (f".{part}" if part else ""))
        return -number if sign in ("-", "−") and sign else number

    def _could_be_decimal(self, digits: str) -> bool:
        """Say whether a Polish „18.271” could be a decimal written in the English way."""
        return self.words.group == "." and digits.count(".") == 1 and self.words.decimal not in digits

    def _error(self) -> QuantityError:
        return QuantityError(_sentence(self.shown, self.language))


def _sentence(shown: str, language: str) -> Message:
    if language == "pl":
        return message(
            "“%(text)s” cannot be read as a quantity. Write for example 18 271, 12,5, 18 271–18 921, ponad 150, około 25 tys., "
            "“-” for not planned, or “brak danych”. Separate thousands with spaces and decimals with a comma.",
            text=shown,
        )
    return message(
        "“%(text)s” cannot be read as a quantity. Write for example 18,271, 12.5, 18,271–18,921, more than 150, about 25 thousand, "
        "“-” for not planned, or “no data”. Separate thousands with commas or spaces and decimals with a point.",
        text=shown,
    )


def _without_first(text: str, names: Iterable[str]) -> str:
    for name in sorted(names, key=len, reverse=True):
        if text.startswith(f"{name} "):
            return text[len(name) + 1 :]
    return text


def _only(clauses: Iterable[_Bounds]) -> _Bounds | None:
    """Return the one clause, or nothing when there is none or more than one."""
    found = list(clauses)
    return found[0] if len(found) == 1 else None
