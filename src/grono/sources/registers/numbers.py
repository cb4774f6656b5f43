"""Which number a person means, and whether a register can be asked by it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from grono.messages import message
from grono.sources.registers.checks import SEPARATORS, clean_number
from grono.sources.registers.errors import RegisterError
from grono.sources.registers.record import Scheme
from grono.sources.registers.shipped import register_name, registers

SCHEMES = {
    "regon": (Scheme.REGON, Scheme.REGON_UNIT, Scheme.NIP, Scheme.KRS),
    "krs": (Scheme.KRS,),
    "ceidg": (Scheme.NIP, Scheme.REGON),
    "vies": (Scheme.VAT,),
    "gleif": (Scheme.LEI,),
}
"""Numbers by which each register can be asked."""


@dataclass(frozen=True)
class Number:
    """A number and whose it is."""

    scheme: Scheme
    value: str


def read_number(register: str, text: str) -> Number:
    """Return what a person means by a number typed for a register.

    Words in front decide (``NIP 5170359458``); otherwise the length does: nine or fourteen digits are a REGON, ten that begin with two
    zeros a KRS number, ten others a NIP.

    Raises
    ------
    IdentifierProblem
        When its check digit does not agree.
    RegisterError
        When the register cannot be asked by such a number, or there is no such register.

    Examples
    --------
    >>> [str(read_number("regon", text).scheme) for text in ("180853177", "0000421310", "517-035-94-58", "01034470800689")]
    ['regon', 'krs', 'nip', 'regon_unit']
    """
    if register not in SCHEMES:
        raise RegisterError(message(
            "There is no register “%(given)s”. Choose one of %(known)s.", given=register, known=", ".join(registers())
        ))  # fmt: skip
    worded = re.match(r"\s*(nip|regon|krs|vat|lei)\b[\s:]*", text, re.IGNORECASE)
    bare = text[worded.end() :] if worded else text
    scheme = _scheme(register, worded[1].lower() if worded else "", SEPARATORS.sub("", bare))
    if scheme not in SCHEMES[register]:
        raise RegisterError(message(
            "%(register)s cannot be asked by the number “%(given)s”. It takes %(known)s.",
            register=register_name(register), given=text.strip(),
            known=", ".join(dict.fromkeys(one.split("_")[0].upper() for one in SCHEMES[register])),
        ))  # fmt: skip
    if scheme is Scheme.VAT and re.fullmatch(r"[\d\s.-]+", bare, re.ASCII):
        bare = f"PL{bare}"
    return Number(scheme, clean_number(scheme, bare))


def _scheme(register: str, word: str, bare: str) -> Scheme:
    if len(SCHEMES[register]) == 1 and not word:
        return SCHEMES[register][0]
    unit = len(bare) == 14 and not bare.endswith("00000") and register == "regon"
    if word:
        return Scheme.REGON_UNIT if word == "regon" and unit else Scheme(word)
    if len(bare) in (9, 14):
        return Scheme.REGON_UNIT if unit else Scheme.REGON
    return Scheme.KRS if bare.startswith("00") and register == "regon" else Scheme.NIP
