"""Values out of answers: dates, numbers, money, codes; what cannot be read becomes a warning that says where, and is left out."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from grono.messages import Problem, message
from grono.sources.registers.checks import delivered_identifier
from grono.sources.registers.record import Capital, Contact, Scheme
from grono.sources.registers.shipped import register_name

if TYPE_CHECKING:
    from collections.abc import Iterable

    from grono.messages import Message
    from grono.sources.registers.record import ContactKind, Identifier

_ISO = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:[T+Z ].*)?", re.ASCII)
_POLISH = re.compile(r"(\d\d)\.(\d\d)\.(\d{4})(?: .*)?", re.ASCII)
_MONEY = re.compile(r"\d{1,15}(?:,\d{1,2})?", re.ASCII)
_MASKED = re.compile(r"[*\-]{2,}")


class Notes:
    """Collects what is odd in an answer while it is read.

    Parameters
    ----------
    register : str
        Key of the register, named in every sentence.
    """

    def __init__(self, register: str) -> None:
        self._name = register_name(register)
        self.problems: list[Problem] = []

    def warn(self, code: str, sentence: Message, value: str | None = None) -> None:
        """Keep a warning, once."""
        problem = Problem(code, sentence, value=value, severity="warning")
        if problem not in self.problems:
            self.problems.append(problem)

    def day(self, place: str, written: str | None) -> date | None:
        """Return a date written as 2021-02-15 or 15.02.2021."""
        if not written:
            return None
        iso, polish = _ISO.fullmatch(written), _POLISH.fullmatch(written)
        try:
            if iso:
                return date(int(iso[1]), int(iso[2]), int(iso[3]))
            if polish:
                return date(int(polish[3]), int(polish[2]), int(polish[1]))
        except ValueError:
            pass
        self.warn(
            "not-a-date",
            message(
                "%(register)s, %(place)s: “%(value)s” is no date. It was left out; look it up in the register itself.",
                register=self._name, place=place, value=_shortened(written),
            ),
            written,
        )  # fmt: skip
        return None

    def number(self, scheme: Scheme, place: str, written: str | None) -> tuple[Identifier, ...]:
        """Return a number that a register delivered, marked and warned of where its check digit does not agree."""
        if not written:
            return ()
        found = delivered_identifier(scheme, written)
        if found.fails_check:
            self.warn(
                "fails-check",
                message(
                    "%(register)s, %(place)s: “%(value)s” fails the check of its kind of number. It is kept as the register wrote "
                    "it, but matches nothing until someone has compared it.",
                    register=self._name, place=place, value=_shortened(written),
                ),
                written,
            )  # fmt: skip
        return (found,)

    def capital(self, place: str, amount: str | None, currency: str | None) -> Capital | None:
        """Return money written as 5000,00 or 34.550,00."""
        if not amount:
            return None
        bare = re.sub(r"[\s\u00a0]", "", amount)
        bare = bare.replace(".", "") if "," in bare else bare
        if _MONEY.fullmatch(bare) and currency:
            return Capital(Decimal(bare.replace(",", ".")), currency)
        self.warn(
            "not-money",
            message(
                "%(register)s, %(place)s: “%(value)s” is no amount with a currency. It was left out; look it up in the register itself.",
                register=self._name, place=place, value=_shortened(amount),
            ),
            amount,
        )  # fmt: skip
        return None

    def revoked_nip(self, place: str, written: str | None) -> None:
        """Warn of a NIP that the tax office has withdrawn."""
        self.warn(
            "nip-revoked",
            message(
                "%(register)s, %(place)s: the NIP %(value)s has been withdrawn. Do not use it before someone has compared it.",
                register=self._name, place=place, value=written or "–",
            ),
            written,
        )  # fmt: skip

    def unknown_state(self, place: str, written: str) -> None:
        """Warn of a state that Grono does not know."""
        self.warn(
            "unknown-state",
            message(
                "%(register)s, %(place)s: the state “%(value)s” is not known to Grono. The state in the directory stays as it is; "
                "look it up in the register itself.",
                register=self._name, place=place, value=_shortened(written),
            ),
            written,
        )  # fmt: skip


def _shortened(text: str) -> str:
    """Return a text short enough for a sentence."""
    return text if len(text) <= 60 else f"{text[:57]}…"


def unmasked(text: str | None) -> str | None:
    """Return a text; None for one that the register masked with asterisks or dashes."""
    return None if not text or _MASKED.search(text) else text


def postcode(text: str | None) -> str | None:
    """Return a Polish postcode with its hyphen.

    Examples
    --------
    >>> postcode("35322")
    '35-322'
    """
    return f"{text[:2]}-{text[2:]}" if text and re.fullmatch(r"\d{5}", text, re.ASCII) else text


def digits(text: str | None, length: int) -> str | None:
    """Return a code of so many digits; None for anything else."""
    return text if text and re.fullmatch(rf"\d{{{length}}}", text, re.ASCII) else None


def contacts(found: Iterable[tuple[ContactKind, str | None]]) -> tuple[Contact, ...]:
    """Return the contacts that are there, each once."""
    return tuple(dict.fromkeys(Contact(kind, value) for kind, value in found if value))
