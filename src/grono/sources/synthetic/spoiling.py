"""How a second entry of an organisation differs from the first: errors, abbreviations, moves, other forms, gaps."""

from __future__ import annotations

import csv
import unicodedata
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import random
    from collections.abc import Callable

    from grono.matching.duplicates import DuplicateRecord

_WORDS = Path(__file__).parent / "data" / "firm_words.csv"

CHANGES = ("typing error", "abbreviation", "move", "changed form", "other writing")
"""Kinds of change; each second entry has one to three."""

FORGOTTEN = 0.35
"""Probability that the second entry leaves out a thing that the first one told, for each thing."""

MISTYPED_NUMBER = 0.05
"""Probability that the NIP of the second entry holds an error."""


def spoilt(
    record: DuplicateRecord, numbers: random.Random, *, new_place: Callable[[], tuple[str, str]]
) -> tuple[DuplicateRecord, tuple[str, ...]]:
    """Return the record as somebody else would have entered it, and the kinds of change."""
    changes = tuple(sorted(numbers.sample(CHANGES, numbers.choice((1, 1, 2, 3)))))
    for change in changes:
        record = _changed(record, change, numbers, new_place)
    return _with_gaps(record, numbers), changes


def _changed(
    record: DuplicateRecord, change: str, numbers: random.Random, new_place: Callable[[], tuple[str, str]]
) -> DuplicateRecord:
    if change == "typing error":
        return replace(record, name=mistyped(record.name, numbers))
    if change == "abbreviation":
        return replace(record, name=_other_length(record.name))
    if change == "changed form":
        return replace(record, name=_other_form(record.name, numbers))
    if change == "move":
        municipality, street = new_place()
        stays = numbers.random() < 0.5  # half of the moves are within the municipality
        return replace(record, municipality=record.municipality if stays else municipality, street=street)
    return _written_otherwise(record, numbers)


def mistyped(text: str, numbers: random.Random) -> str:
    """Return a text with one error in a word of at least four letters: a letter more, less, other, or two swapped."""
    words = text.split(" ")
    long = [place for place, word in enumerate(words) if len(word) >= 4 and word.isalpha()]
    if not long:
        return text
    chosen = numbers.choice(long)
    word = words[chosen]
    place = numbers.randrange(len(word) - 1)
    letter = numbers.choice("aeiouklmnprstwz")
    words[chosen] = numbers.choice((
        word[:place] + letter + word[place:],
        word[:place] + word[place + 1 :],
        word[:place] + letter + word[place + 1 :],
        word[:place] + word[place + 1] + word[place] + word[place + 2 :],
    ))  # fmt: skip
    return " ".join(words)


@cache
def _pairs(kind: str) -> tuple[tuple[str, str], ...]:
    with _WORDS.open(encoding="utf-8", newline="") as file:
        row = next(row for row in csv.DictReader(file) if row["kind"] == kind)
    return tuple((short, long) for short, _, long in (pair.partition("=") for pair in row["words"].split("|")))


def _other_length(name: str) -> str:
    """Write out what is short, and shorten what is written out."""
    for short, long in _pairs("form"):
        if name.endswith(f" {short}"):
            name = f"{name.removesuffix(short)}{long}"
            break
    for short, long in _pairs("short-designation"):
        if name.startswith(f"{short} "):
            return f"{long} {name.removeprefix(f'{short} ')}"
        if name.startswith(f"{long} "):
            return f"{short} {name.removeprefix(f'{long} ')}"
    return name


def _other_form(name: str, numbers: random.Random) -> str:
    forms = [short for short, _ in _pairs("form")[:5]]
    for short, _ in _pairs("form"):
        if name.endswith(f" {short}"):
            return f"{name.removesuffix(short)}{numbers.choice([form for form in forms if form != short])}"
    return f"{name} s.c."


def _written_otherwise(record: DuplicateRecord, numbers: random.Random) -> DuplicateRecord:
    """Capitals, no diacritics, a telephone without the country, a street without *ul.*, quotation marks."""
    name = record.name.translate(str.maketrans("łŁ", "lL"))
    name = "".join(letter for letter in unicodedata.normalize("NFKD", name) if not unicodedata.combining(letter))
    name = numbers.choice((name.upper(), name, f"„{record.name}”", record.name.replace("-", " ")))
    web = record.web.removeprefix("https://www.").removesuffix("/")
    return replace(record, name=name, phone=record.phone.removeprefix("+48 ").replace(" ", "-"),
                   street=record.street.removeprefix("ul. "), web=web)  # fmt: skip


def _with_gaps(record: DuplicateRecord, numbers: random.Random) -> DuplicateRecord:
    identifiers = {scheme: value for scheme, value in record.identifiers.items() if numbers.random() >= FORGOTTEN}
    if "nip" in identifiers and numbers.random() < MISTYPED_NUMBER:
        digits = identifiers["nip"]
        identifiers["nip"] = digits[:5] + str((int(digits[5]) + 1) % 10) + digits[6:]
    street, web, mail, phone = (
        told if numbers.random() >= FORGOTTEN else ""
        for told in (record.street, record.web, record.email, record.phone)
    )
    return replace(record, identifiers=identifiers, street=street, web=web, email=mail, phone=phone)
