"""Passwords are judged by how many guesses they need, with Polish words, names and places; nothing has to be composed (TRU-8)."""

from __future__ import annotations

import re
import threading
from functools import cache
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from grono.language import fold

if TYPE_CHECKING:
    from collections.abc import Callable

    from grono.portal.core.models import User

    Judgement = Callable[..., dict[str, Any]]

LEAST_SCORE = 3
"""Of 0 to 4: at least 10⁸ guesses, which zxcvbn calls safely unguessable against a stolen, slowly hashed password."""
LONGEST_JUDGED = 72
"""Characters; what follows makes a password no worse, and judging it would take long."""
_one_at_a_time = threading.Lock()


@cache
def _judge() -> Judgement:
    """Return zxcvbn with the Polish dictionaries beside its own; they are read when the first password is chosen."""
    import zxcvbn_pl
    from zxcvbn import zxcvbn

    zxcvbn_pl.register()  # type: ignore[no-untyped-call]
    return zxcvbn  # type: ignore[no-any-return]


def weakness_of(password: str, user: User | None = None) -> str:
    """Say why a password is easy to guess, without repeating any of it; an empty text where it is not."""
    told = [] if user is None else _words_of(user)
    with _one_at_a_time:  # zxcvbn keeps what it is told about the person in a table of its module
        found = _judge()(password[:LONGEST_JUDGED], user_inputs=told)
    if found["score"] >= LEAST_SCORE:
        return ""
    longest: dict[str, Any] = max(found["sequence"], key=lambda part: len(part["token"]), default={})
    return _reason(longest)


def _words_of(user: User) -> list[str]:
    """Return name and address whole and in their words, with and without Polish letters."""
    parts = [user.full_name, user.email.partition("@")[0], user.email]
    words = [*parts, *re.findall(r"\w{3,}", " ".join(parts))]
    return list(dict.fromkeys([*words, *map(fold, words)]))


def _reason(part: dict[str, Any]) -> str:
    reasons = {
        "user_inputs": _("It holds your name or your address, with little else."),
        "passwords": _("It is like a password that many people use."),
        "dictionary": _("It is a common word, name or place with little else."),
        "spatial": _("It is a row of keys."),
        "repeat": _("It repeats itself."),
        "sequence": _("It counts up or down."),
        "regex": _("It is a year with little else."),
        "date": _("It is a date with little else."),
    }
    name = part.get("dictionary_name", "")
    return reasons.get(name) or reasons.get(part.get("pattern", "")) or _("It is too short for what it is made of.")


class HardToGuess:
    """Refuses passwords that are easy to guess; one of Django's validators."""

    def validate(self, password: str, user: User | None = None) -> None:
        """Refuse with the reason and with what helps."""
        reason = weakness_of(password, user)
        if reason:
            sentence = _("This password is easy to guess. %(reason)s Take several words that do not belong together.")
            raise ValidationError(sentence % {"reason": reason}, code="easy_to_guess")

    def get_help_text(self) -> str:
        """Return what is asked of a password."""
        return _("Several words that do not belong together are best; digits and signs are not asked for.")
