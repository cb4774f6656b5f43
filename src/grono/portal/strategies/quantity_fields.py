"""Fields that take quantities as people write them: one, or one for each year, „2010: ok. 25 000”."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language, gettext

from grono.messages import GronoError
from grono.portal.core.problems import sentences_of
from grono.quantities import Quantity, parse

_LINE = re.compile(r"(?:(\d{4})\s*:\s*)?(\S.*)")
_LANGUAGES = ("pl", "en")


def reader_language() -> str:
    """Return the language of the page, of those in which quantities are written."""
    language = (get_language() or "en")[:2]
    return language if language in _LANGUAGES else "en"


class Yearly(forms.CharField):
    """Quantities by year, one a line."""

    def __init__(self, *, with_year: bool = True, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": 4, "spellcheck": "false"}))
        super().__init__(required=False, **kwargs)
        self.with_year = with_year

    def clean(self, value: Any) -> dict[str, Quantity]:
        """Return year → quantity; every line that cannot be read is named."""
        found: dict[str, Quantity] = {}
        problems: list[str] = []
        for number, line in enumerate(super().clean(value).splitlines(), 1):
            if line.strip():
                self._read(number, line.strip(), found, problems)
        if problems:
            raise ValidationError([ValidationError(problem) for problem in problems])
        return found

    def _read(self, number: int, line: str, found: dict[str, Quantity], problems: list[str]) -> None:
        match = _LINE.fullmatch(line)
        year = (match[1] or "") if match else ""
        named = {"number": number, "line": line}
        if match is None or (self.with_year and not year):
            problems.append(gettext("Line %(number)s, “%(line)s”: a year is missing. Write “2015: 40 000”.") % named)
        elif year in found:
            problems.append(gettext("Line %(number)s, “%(line)s”: this year stands there twice.") % named)
        else:
            try:
                found[year] = parse(match[2], reader_language())
            except GronoError as error:
                reason = " ".join(one.in_language(reader_language()) for one in sentences_of(error))
                problems.append(gettext("Line %(number)s: %(reason)s") % {"number": number, "reason": reason})


class OneQuantity(forms.CharField):
    """One quantity."""

    def clean(self, value: Any) -> Quantity | None:
        """Return the quantity, or nothing."""
        text = super().clean(value).strip()
        try:
            return parse(text, reader_language()) if text else None
        except GronoError as error:
            raise ValidationError(
                [ValidationError(one.in_language(reader_language())) for one in sentences_of(error)]
            ) from error


class Codes(forms.CharField):
    """Codes with commas between them."""

    def clean(self, value: Any) -> list[str]:
        """Return the codes."""
        return [code.strip() for code in super().clean(value).split(",") if code.strip()]
