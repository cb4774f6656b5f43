"""Numbers of organisations as people type them; the library checks them, here a wrong one becomes a refusal (DIR-7, DIR-8)."""

from __future__ import annotations

from django.utils.translation import get_language

from grono.portal.core.problems import RefusedError
from grono.sources.registers.checks import SEPARATORS, IdentifierProblem, clean_number
from grono.sources.registers.checks import shown_number as shown_identifier

__all__ = ["SEPARATORS", "IdentifierError", "clean_identifier", "shown_identifier"]


class IdentifierError(RefusedError):
    """A number that cannot be one of its register."""


def clean_identifier(scheme: str, text: str) -> str:
    """Return the bare number.

    Raises
    ------
    IdentifierError
        When it has the wrong shape or its check digit does not agree; the sentence says what to write.
    """
    try:
        return clean_number(scheme, text)
    except IdentifierProblem as error:
        raise IdentifierError(error.in_language(get_language() or "en")) from error
