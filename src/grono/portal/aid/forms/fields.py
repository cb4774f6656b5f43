"""Fields and choices that the forms of state aid share."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from grono.messages import LANGUAGES, GronoError
from grono.portal.aid.checks import plain_number
from grono.stateaid import QUESTIONS, regulations
from grono.stateaid.cells import undertaking_number
from grono.stateaid.regulations import codes


def family_words() -> dict[str, Any]:
    """Return the kinds of activity that have regulations of their own, in words."""
    return {
        "general": _("general"),
        "sgei": _("services of general economic interest"),
        "agriculture": _("agriculture"),
        "fishery": _("fishery"),
    }


def regulation_choices() -> list[tuple[str, str]]:
    """Return the regulations, each with what it is for."""
    families = {entry.code: entry.family for entry in regulations()}
    words = family_words()
    return [(code, f"{code} – {words[families[code]]}") for code in codes()]


def language() -> str:
    """Return the language of the page, of those that the library speaks."""
    code = (get_language() or "en")[:2]
    return code if code in LANGUAGES else "en"


def scope_choices() -> list[tuple[str, str]]:
    """Return the questions of scope in the language of the page."""
    return [(question.name, question.question.in_language(language())) for question in QUESTIONS]


def percent_field(**options: Any) -> forms.DecimalField:
    """Return a field for a rate from 0 to 100 per cent with at most three decimals."""
    return forms.DecimalField(min_value=0, max_value=100, max_digits=6, decimal_places=3, localize=True, **options)


def tax_number(text: str) -> str:
    """Return a tax number without its marks, or say what is wrong with it."""
    try:
        return undertaking_number(text)
    except GronoError as error:
        sentence = gettext("“%(value)s” is not a tax number (NIP): it needs ten digits and a right check digit.")
        raise ValidationError(sentence % {"value": text}) from error


class NumberField(forms.CharField):
    """A tax number as people write it."""

    def clean(self, value: Any) -> str:
        """Return it bare."""
        text: str = super().clean(value)
        return tax_number(text) if text else ""


class OwnNumberField(NumberField):
    """The tax number of who gets aid: ten digits, or the name under which the ledger knows somebody without a NIP."""

    def clean(self, value: Any) -> str:
        """Refuse a slip such as a letter among the digits, which would stand for a new undertaking without any aid."""
        text = super().clean(value)
        if text and plain_number(text) is None:
            sentence = gettext("“%(value)s” is not a tax number (NIP): it needs ten digits and a right check digit.")
            raise ValidationError(sentence % {"value": text})
        return text
