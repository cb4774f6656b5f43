"""One reader for each kind of cell: a text in, a value out, or what to write instead."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Any

from stdnum.pl import nip, regon

from grono.classifications import UnknownCode, get_classification
from grono.messages import Message, message
from grono.quantities import QuantityError, parse, to_data
from grono.sources.registers.checks import IdentifierProblem, clean_number

if TYPE_CHECKING:
    from collections.abc import Callable

FIRST_YEAR, LAST_YEAR = 1000, 2200
LONGEST = {"text": 4000, "key": 80}
"""Characters."""


@dataclass(frozen=True)
class Refusal:
    """Why a cell cannot be read, with the nearest valid value where there is one."""

    code: str
    message: Message
    nearest: str = ""


def _text(text: str, _language: str) -> str | Refusal:
    if len(text) > LONGEST["text"]:
        return Refusal("too-long", message("the text is longer than %(limit)s characters.", limit=LONGEST["text"]))
    return text


def _key(text: str, _language: str) -> str | Refusal:
    if len(text) > LONGEST["key"]:
        return Refusal("too-long", message("the text is longer than %(limit)s characters.", limit=LONGEST["key"]))
    return text


def _web(text: str, _language: str) -> str | Refusal:
    address = text if re.match(r"https?://", text, re.IGNORECASE) else f"https://{text}"
    if (
        re.fullmatch(r"https?://[^\s/@:]+\.[^\s/@:]{2,}(:\d+)?([/?#]\S*)?", address, re.IGNORECASE)
        and len(address) <= 300
    ):
        return address
    return Refusal(
        "not-an-address", message("“%(value)s” is not a web address. Write it as in https://example.org.", value=text)
    )


def _number(text: str, _language: str, *, scheme: str) -> str | Refusal:
    try:
        return clean_number(scheme, text)
    except IdentifierProblem as error:
        return Refusal(
            "lost-zeros" if _with_zeros(scheme, text) else f"not-{scheme}", error.message, _with_zeros(scheme, text)
        )


def _with_zeros(scheme: str, text: str) -> str:
    """Return the number with the leading zeros that a spreadsheet dropped, where that makes it a valid one."""
    digits = re.sub(r"[\s-]", "", text)
    if not digits.isascii() or not digits.isdecimal():
        return ""
    if scheme == "krs" and len(digits) < 10:
        return digits.zfill(10)
    if scheme == "regon" and 6 <= len(digits) < 9 and regon.is_valid(digits.zfill(9)):
        return digits.zfill(9)
    if scheme == "nip" and len(digits) == 9 and nip.is_valid(digits.zfill(10)):
        return digits.zfill(10)
    return ""


def _teryt(text: str, _language: str) -> str | Refusal:
    digits = re.sub(r"[\s-]", "", text)
    if re.fullmatch(r"\d{7}", digits, re.ASCII):
        return digits
    if re.fullmatch(r"\d{6}", digits, re.ASCII):
        sentence = message(
            "“%(value)s” has lost its leading zero. If it is the TERYT code of a gmina, write %(whole)s.",
            value=text,
            whole=digits.zfill(7),
        )
        return Refusal("lost-zeros", sentence, digits.zfill(7))
    return Refusal(
        "not-teryt",
        message("“%(value)s” is not the TERYT code of a gmina: that is seven digits, as in 3063011.", value=text),
    )


def _postal_code(text: str, _language: str) -> str | Refusal:
    digits = re.sub(r"[\s-]", "", text)
    if re.fullmatch(r"\d{5}", digits, re.ASCII):
        return f"{digits[:2]}-{digits[2:]}"
    if re.fullmatch(r"\d{4}", digits, re.ASCII):
        whole = digits.zfill(5)
        whole = f"{whole[:2]}-{whole[2:]}"
        sentence = message("“%(value)s” has lost its leading zero. Write %(whole)s.", value=text, whole=whole)
        return Refusal("lost-zeros", sentence, whole)
    return Refusal(
        "not-a-postcode", message("“%(value)s” is not a Polish postcode. Write it as in 64-100.", value=text)
    )


def _year(text: str, _language: str) -> int | Refusal:
    found = re.fullmatch(r"(\d{4})([.,]0+)?", text, re.ASCII)
    if found and FIRST_YEAR <= int(found[1]) <= LAST_YEAR:
        return int(found[1])
    return Refusal("not-a-year", message("“%(value)s” is not a year. Write four digits, as in 1998.", value=text))


def _people(text: str, language: str) -> dict[str, Any] | Refusal:
    if found := re.fullmatch(r"(\d{1,3}(?: \d{3})*|\d+)[.,](\d+)", text, re.ASCII):
        refused = _decimal(text, found[1].replace(" ", ""), found[2])
        if refused is not None:
            return refused
        text = found[1]
    try:
        return dict(to_data(parse(text, language)))
    except QuantityError as error:
        return Refusal("not-people", error.message)


def _decimal(text: str, whole: str, fraction: str) -> Refusal | None:
    if not fraction.strip("0") and len(fraction) != 3:
        return None
    if len(fraction) == 3:
        sentence = message(
            "“%(value)s” can mean %(many)s or %(few)s. Write the number of people without a sign between the digits.",
            value=text,
            many=whole + fraction,
            few=whole,
        )
        return Refusal("ambiguous-number", sentence, whole + fraction)
    near = str(round(float(f"{whole}.{fraction}")))
    sentence = message(
        "“%(value)s” is not a whole number of people. Write %(near)s, or “około %(near)s” if it is not exact.",
        value=text,
        near=near,
    )
    return Refusal("decimal-number", sentence, near)


@lru_cache(maxsize=20_000)
def _code(text: str, system: str) -> str | Refusal:
    classification = get_classification(system)
    try:
        found = classification.resolve(text)
    except UnknownCode as error:
        return Refusal("unknown-code", error.message)
    if found.problem is not None:
        return Refusal("unknown-code", found.problem.message)
    if found.level < 4:
        return Refusal(
            "coarse-code",
            message(
                "“%(value)s” is a section, division or group. Write a class or subclass, as in 10.51.Z.", value=text
            ),
        )
    return found.unit


def _codes(text: str, system: str) -> list[str] | Refusal:
    found = []
    for part in re.split(r"[;,|\s]+", text):
        code = _code(part, system) if part else ""
        if isinstance(code, Refusal):
            return code
        if code and code not in found:
            found.append(code)
    return found


READERS: dict[str, Callable[[str, str], Any]] = {
    "text": _text,
    "key": _key,
    "web": _web,
    "teryt": _teryt,
    "postal_code": _postal_code,
    "year": _year,
    "people": _people,
    "code": _code,
    "codes": _codes,
    **{scheme: partial(_number, scheme=scheme) for scheme in ("nip", "regon", "krs", "vat", "lei")},
}
