"""What is compared of a name, an address, a web page, a telephone number: freed of how somebody happened to write it."""

from __future__ import annotations

import re
from typing import NamedTuple
from urllib.parse import urlsplit

from grono.matching.duplicates.tables import (
    Tokens,
    abbreviations,
    folded_tokens,
    free_mail,
    legal_forms,
    longest_abbreviation,
    longest_form,
)

FEWEST_DIGITS = 7
"""Digits of a telephone number below which it is none."""

COMPARED_DIGITS = 9
"""Last digits of a telephone number that are compared: the Polish subscriber number without 48 or 0."""


class FoldedName(NamedTuple):
    """A name of an organisation.

    Parameters
    ----------
    words : tuple of str
        Folded words in order, abbreviations written out, legal form left out; never empty for a name with letters.
    form : str
        Legal form, empty where the name shows none.
    text : str
        The words in the order of the alphabet, so that their order in the name does not count.
    """

    words: Tokens
    form: str
    text: str


def folded_name(name: str) -> FoldedName:
    """Fold the name of an organisation.

    Parameters
    ----------
    name : str
        As it is written.

    Examples
    --------
    >>> folded_name("P.H.U. „Łąka” Sp. z o.o.")  # doctest: +NORMALIZE_WHITESPACE
    FoldedName(words=('przedsiebiorstwo', 'handlowo', 'uslugowe', 'laka'), form='limited-liability',
               text='handlowo laka przedsiebiorstwo uslugowe')
    >>> folded_name("LAKA, PHU, Spółka z ograniczoną odpowiedzialnością").text
    'handlowo laka przedsiebiorstwo uslugowe'
    """
    tokens = folded_tokens(name)
    core, form = _without_form(tokens)
    words = _written_out(core) or tokens
    return FoldedName(words, form, " ".join(sorted(words)))


def folded_street(street: str) -> str:
    """Return a street and number without the word for street: ``ul. Św. Jana 3a`` → ``swietego jana 3 a``."""
    without = {"ulica", "ulice", "strasse", "street", "utca", "via", "road"}
    return " ".join(token for token in _written_out(folded_tokens(street)) if token not in without)


def web_domain(address: str) -> str:
    """Return the domain of a web page without ``www.``; empty for free mail and for what is no address.

    Examples
    --------
    >>> [web_domain(one) for one in ("https://www.Laka.pl/o-nas", "laka.pl", "brak", "gmail.com")]
    ['laka.pl', 'laka.pl', '', '']
    """
    text = address.strip().lower()
    try:
        host = urlsplit(text if "//" in text else f"//{text}").hostname or ""
    except ValueError:
        return ""
    host = host.removeprefix("www.").strip(".")
    return "" if "." not in host or host in free_mail() else host


def mail_address(address: str) -> str:
    """Return an e-mail address in small letters; empty for what is none."""
    text = address.strip().lower().removeprefix("mailto:")
    return text if re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s.]+", text) else ""


def mail_domain(address: str) -> str:
    """Return the domain of an e-mail address; empty for free mail and for what is no address."""
    return web_domain(mail_address(address).partition("@")[2])


def telephone(number: str) -> str:
    """Return the last nine digits of a telephone number; empty below seven digits.

    Examples
    --------
    >>> telephone("+48 (65) 520-12-34") == telephone("0 65 520 12 34") == "655201234"
    True
    """
    digits = re.sub(r"\D", "", number)
    return digits[-COMPARED_DIGITS:] if len(digits) >= FEWEST_DIGITS else ""


def _without_form(tokens: Tokens) -> tuple[Tokens, str]:
    """Cut legal forms off the end and, where they have several words, out of the beginning."""
    core, found = tokens, ""
    while core:
        length = next((n for n in range(min(longest_form(), len(core)), 0, -1) if core[-n:] in legal_forms()), 0)
        if not length or length == len(core):
            break
        form = legal_forms()[core[-length:]]
        core, found = core[:-length], form if not found or found == "in-liquidation" else found
    for length in range(min(longest_form(), len(core) - 1), 1, -1):
        if core[:length] in legal_forms():
            return core[length:], found or legal_forms()[core[:length]]
    return core, found


def _written_out(tokens: Tokens) -> Tokens:
    found: list[str] = []
    position = 0
    while position < len(tokens):
        for length in range(min(longest_abbreviation(), len(tokens) - position), 0, -1):
            if tokens[position : position + length] in abbreviations():
                found += abbreviations()[tokens[position : position + length]]
                position += length
                break
        else:
            found.append(tokens[position])
            position += 1
    return tuple(found)
