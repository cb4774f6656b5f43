"""Numbers of organisations in registers: read in any writing, checked, stored bare, shown formatted (DIR-7, DIR-8)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from stdnum import lei
from stdnum.eu import vat
from stdnum.pl import nip, regon

from grono.portal.core.problems import RefusedError
from grono.portal.directory.kinds import IdentifierScheme

if TYPE_CHECKING:
    from collections.abc import Callable

SEPARATORS = re.compile(r"[\s.,/\-‐-―\u00a0]")


class IdentifierError(RefusedError):
    """A number that cannot be one of its register."""


def clean_identifier(scheme: str, text: str) -> str:
    """Return the bare number.

    Raises
    ------
    IdentifierError
        When it has the wrong shape or its check digit does not agree; the sentence says what to write.
    """
    bare = SEPARATORS.sub("", text).upper()
    return _CLEANERS[scheme](bare, text.strip())


def _nip(bare: str, given: str) -> str:
    number = bare.removeprefix("PL")
    if not re.fullmatch(r"\d{10}", number, re.ASCII):
        sentence = _("“%(number)s” is not a NIP: that is ten digits, as in 972-123-73-17.")
        raise IdentifierError(sentence % {"number": given})
    if not nip.is_valid(number):
        raise _wrong_digit(IdentifierScheme.NIP, given)
    return number


def _regon(bare: str, given: str) -> str:
    if not re.fullmatch(r"\d{9}|\d{14}", bare, re.ASCII):
        sentence = _("“%(number)s” is not a REGON: that is nine digits, or fourteen for a local unit.")
        raise IdentifierError(sentence % {"number": given})
    # Registers write a legal person's REGON with five zeros behind it; such a number fails the check of fourteen digits.
    of_unit = len(bare) == 14 and not bare.endswith("00000")
    if not regon.is_valid(bare[:9]) or (of_unit and not regon.is_valid(bare)):
        raise _wrong_digit(IdentifierScheme.REGON, given)
    return bare[:9]


def _krs(bare: str, given: str) -> str:
    if re.fullmatch(r"\d{10}", bare, re.ASCII):
        return bare
    if re.fullmatch(r"\d{1,9}", bare, re.ASCII):
        sentence = _("“%(number)s” has lost its leading zeros. If it is a KRS number, write %(whole)s.")
        raise IdentifierError(sentence % {"number": given, "whole": bare.zfill(10)})
    raise IdentifierError(
        _("“%(number)s” is not a KRS number: that is ten digits, zeros included.") % {"number": given}
    )


def _vat(bare: str, given: str) -> str:
    if not vat.is_valid(bare):
        sentence = _(
            "“%(number)s” is not a VAT number of the European Union. Write the two letters of the country and the number, "
            "as in HU12892312."
        )
        raise IdentifierError(sentence % {"number": given})
    return bare


def _lei(bare: str, given: str) -> str:
    if not re.fullmatch(r"[0-9A-Z]{20}", bare, re.ASCII):
        sentence = _("“%(number)s” is not a LEI: that is twenty letters and digits.")
        raise IdentifierError(sentence % {"number": given})
    if not lei.is_valid(bare):
        raise _wrong_digit(IdentifierScheme.LEI, given)
    return bare


def _wrong_digit(scheme: IdentifierScheme, given: str) -> IdentifierError:
    sentence = _("“%(number)s” is no %(scheme)s: its check digit does not agree. Look for a mistyped or swapped digit.")
    return IdentifierError(sentence % {"number": given, "scheme": scheme.label})


_CLEANERS: dict[str, Callable[[str, str], str]] = {
    IdentifierScheme.NIP: _nip,
    IdentifierScheme.REGON: _regon,
    IdentifierScheme.KRS: _krs,
    IdentifierScheme.VAT: _vat,
    IdentifierScheme.LEI: _lei,
}


def shown_identifier(scheme: str, value: str) -> str:
    """Return a number as people write it: 972-123-73-17, HU 12892312."""
    if scheme == IdentifierScheme.NIP and len(value) == 10:
        return f"{value[:3]}-{value[3:6]}-{value[6:8]}-{value[8:]}"
    if scheme == IdentifierScheme.VAT:
        return f"{value[:2]} {value[2:]}"
    if scheme == IdentifierScheme.LEI:
        return " ".join(value[start : start + 4] for start in range(0, len(value), 4))
    return value
