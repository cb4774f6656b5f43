"""Keys of questionnaires, sections and questions, written or made of words."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from grono.portal.surveys.definition import NAME

KEY_HELP = gettext_lazy(
    "Small letters a–z, digits and _. It stands in files and comparisons and does not change later."
)


MADE_KEY_HELP = gettext_lazy(
    "Small letters a–z, digits and _; left empty, it is made of the words below. It stands in files and comparisons and does not change "
    "later."
)


class KeyField(forms.RegexField):
    """A key of a section, question or questionnaire."""

    def __init__(self, **kwargs: Any) -> None:
        message = gettext_lazy("Write small letters a–z, digits and _, beginning with a letter, at most 40.")
        told = {"help_text": KEY_HELP, **kwargs}
        super().__init__(rf"^{NAME.pattern}$", max_length=40, error_messages={"invalid": message}, **told)
