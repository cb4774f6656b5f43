"""Numbers of organisations: read in any writing, checked, stored bare, shown formatted (DIR-7, DIR-8)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from stdnum import lei
from stdnum.eu import vat
from stdnum.pl import nip, regon

from grono.messages import GronoError, Message, message
from grono.sources.registers.record import Identifier, Scheme

if TYPE_CHECKING:
    from collections.abc import Callable

SEPARATORS = re.compile(r"[\s.,/\-‐-―\u00a0]")
"""What people and registers put between the digits of a number."""

_TITLES = {Scheme.NIP: "NIP", Scheme.REGON: "REGON", Scheme.REGON_UNIT: "REGON", Scheme.KRS: "KRS", Scheme.LEI: "LEI"}


class IdentifierProblem(GronoError):  # noqa: N818 - the portal refuses with an error of its own that says the same
    """A number that cannot be one of its register."""


def clean_number(scheme: str, text: str) -> str:
    """Return the bare number.

    Raises
    ------
    IdentifierProblem
        When it has the wrong shape or its check digit does not agree; the sentence says what to write.

    Examples
    --------
    >>> [clean_number("nip", "PL 972-123-73-17"), clean_number("regon", "18085317700000")]
    ['9721237317', '180853177']
    """
    bare = SEPARATORS.sub("", text).upper()
    return _CLEANERS[Scheme(scheme)](bare, text.strip())


def delivered_identifier(scheme: Scheme, text: str) -> Identifier:
    """Return a number that a register delivered, marked where it fails its check but never refused (DIR-7).

    A REGON of fourteen digits that end in five zeros is the organisation's: the first nine are kept. Another one belongs to a local
    unit (DIR-8).

    Examples
    --------
    >>> delivered_identifier(Scheme.NIP, "0099112233").fails_check
    True
    >>> delivered_identifier(Scheme.REGON, "01034470800689").scheme.value
    'regon_unit'
    """
    bare = SEPARATORS.sub("", text).upper()
    if scheme is Scheme.REGON and re.fullmatch(r"\d{14}", bare, re.ASCII):
        if not bare.endswith("00000"):
            return Identifier(Scheme.REGON_UNIT, bare, not regon.is_valid(bare), text)
        bare = bare[:9]
    try:
        return Identifier(scheme, clean_number(scheme, bare), fails_check=False, delivered=text)
    except IdentifierProblem:
        return Identifier(scheme, bare, fails_check=True, delivered=text)


def shown_number(scheme: str, value: str) -> str:
    """Return a number as people write it.

    Examples
    --------
    >>> [shown_number("nip", "9721237317"), shown_number("vat", "HU12892312")]
    ['972-123-73-17', 'HU 12892312']
    """
    if scheme == Scheme.NIP and len(value) == 10:
        return f"{value[:3]}-{value[3:6]}-{value[6:8]}-{value[8:]}"
    if scheme == Scheme.VAT:
        return f"{value[:2]} {value[2:]}"
    if scheme == Scheme.LEI:
        return " ".join(value[start : start + 4] for start in range(0, len(value), 4))
    return value


def _nip(bare: str, given: str) -> str:
    number = bare.removeprefix("PL")
    if not re.fullmatch(r"\d{10}", number, re.ASCII):
        raise _refusal(message("“%(number)s” is not a NIP: that is ten digits, as in 972-123-73-17.", number=given))
    if not nip.is_valid(number):
        raise _wrong_digit(Scheme.NIP, given)
    return number


def _regon(bare: str, given: str) -> str:
    _check_regon(bare, given)
    return bare[:9]


def _regon_unit(bare: str, given: str) -> str:
    _check_regon(bare, given)
    return bare


def _check_regon(bare: str, given: str) -> None:
    if not re.fullmatch(r"\d{9}|\d{14}", bare, re.ASCII):
        raise _refusal(
            message(
                "“%(number)s” is not a REGON: that is nine digits, or fourteen for a local unit.",
                number=given,
            )
        )
    # Registers write a legal person's REGON with five zeros behind it; such a number fails the check of fourteen digits.
    of_unit = len(bare) == 14 and not bare.endswith("00000")
    if not regon.is_valid(bare[:9]) or (of_unit and not regon.is_valid(bare)):
        raise _wrong_digit(Scheme.REGON, given)


def _krs(bare: str, given: str) -> str:
    if re.fullmatch(r"\d{10}", bare, re.ASCII):
        return bare
    if re.fullmatch(r"\d{1,9}", bare, re.ASCII):
        sentence = message(
            "“%(number)s” has lost its leading zeros. If it is a KRS number, write %(whole)s.",
            number=given,
            whole=bare.zfill(10),
        )
        raise _refusal(sentence)
    raise _refusal(message("“%(number)s” is not a KRS number: that is ten digits, zeros included.", number=given))


def _vat(bare: str, given: str) -> str:
    if not bare.isascii() or not vat.is_valid(bare):
        sentence = message(
            "“%(number)s” is not a VAT number of the European Union. Write the two letters of the country and the number, as in "
            "HU12892312.",
            number=given,
        )
        raise _refusal(sentence)
    return bare


def _lei(bare: str, given: str) -> str:
    if not re.fullmatch(r"[0-9A-Z]{20}", bare, re.ASCII):
        raise _refusal(message("“%(number)s” is not a LEI: that is twenty letters and digits.", number=given))
    if not lei.is_valid(bare):
        raise _wrong_digit(Scheme.LEI, given)
    return bare


def _wrong_digit(scheme: Scheme, given: str) -> IdentifierProblem:
    sentence = message(
        "“%(number)s” is no %(scheme)s: its check digit does not agree. Look for a mistyped or swapped digit.",
        number=given,
        scheme=_TITLES[scheme],
    )
    return _refusal(sentence)


def _refusal(sentence: Message) -> IdentifierProblem:
    return IdentifierProblem(sentence)


_CLEANERS: dict[Scheme, Callable[[str, str], str]] = {
    Scheme.NIP: _nip,
    Scheme.REGON: _regon,
    Scheme.REGON_UNIT: _regon_unit,
    Scheme.KRS: _krs,
    Scheme.VAT: _vat,
    Scheme.LEI: _lei,
}
