"""Invented organisations, some of them entered twice, for tests and benchmarks of the search for duplicates.

Names are put together from common surnames and invented syllables, municipalities have invented codes, and every NIP begins with 00,
which no tax office gives: nothing here is about a real firm.
"""

from __future__ import annotations

import csv
import random
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from stdnum.pl import regon

from grono.matching.duplicates import DuplicateRecord, folded_name
from grono.sources.synthetic.spoiling import spoilt

if TYPE_CHECKING:
    from collections.abc import Sequence

_WORDS = Path(__file__).parent / "data" / "firm_words.csv"

DUPLICATES = 0.1
"""Share of organisations that were entered a second time."""

HOMONYMS, SISTERS = 0.02, 0.02
"""Share of organisations whose name another one in the same place bears, and that share address, domain and telephone with a sister."""

SOLE_TRADERS = 0.3
"""Share of sole traders."""

_NIP_WEIGHTS = (6, 5, 7, 2, 3, 4, 5, 6, 7)
"""Weights of the check digit of a NIP, modulo 11."""

MUNICIPALITIES = 400
"""Invented municipalities; the first is the largest, by Zipf's law."""


@dataclass
class LabelledDuplicates:
    """Organisations and the truth about them.

    Parameters
    ----------
    records : list of DuplicateRecord
        In random order.
    same : set of frozenset
        Pairs of keys of one organisation.
    homonyms, sisters : set of frozenset
        Pairs of different organisations with one name in one place, and with one address, domain and telephone.
    changes : dict of frozenset to tuple of str
        What was done to the second record of each pair that is the same.
    """

    records: list[DuplicateRecord]
    same: set[frozenset[str]] = field(default_factory=set)
    homonyms: set[frozenset[str]] = field(default_factory=set)
    sisters: set[frozenset[str]] = field(default_factory=set)
    changes: dict[frozenset[str], tuple[str, ...]] = field(default_factory=dict)


def labelled_duplicates(count: int, *, seed: int = 2026) -> LabelledDuplicates:
    """Return about ``count`` invented organisations with the pairs that are the same.

    Parameters
    ----------
    count : int
        Organisations, second entries included.
    seed : int
        Equal seeds give equal organisations.
    """
    numbers = random.Random(seed)  # noqa: S311 - invented firms
    originals = round(count / (1 + DUPLICATES))
    made = LabelledDuplicates([])
    while len(made.records) < originals:
        one = organisation(f"o{len(made.records)}", numbers)
        made.records.append(one)
        kind = numbers.random()
        if kind < HOMONYMS:
            _add(made, made.homonyms, one, _homonym(one, numbers))
        elif kind < HOMONYMS + SISTERS and not one.natural_person:
            _add(made, made.sisters, one, _sister(one, numbers))
    for one in numbers.sample(made.records, round(originals * DUPLICATES)):
        copy, changes = spoilt(one, numbers, new_place=lambda: _place(numbers))
        second = replace(copy, key=f"{one.key}-again")
        made.records.append(second)
        made.same.add(frozenset((one.key, second.key)))
        made.changes[frozenset((one.key, second.key))] = changes
    numbers.shuffle(made.records)
    return made


def organisation(key: str, numbers: random.Random) -> DuplicateRecord:
    """Return one invented organisation; not every one has told everything."""
    person = numbers.random() < SOLE_TRADERS
    name, brand = _person_name(numbers) if person else _firm_name(numbers)
    municipality, street = _place(numbers)
    own = f"{brand}{key.removeprefix('o')}"  # a domain and an address have one owner
    domain = f"{own}.example" if numbers.random() < (0.25 if person else 0.7) else ""
    mail = f"biuro@{domain}" if domain else f"{own}@wp.pl"
    identifiers = {"nip": _nip(numbers)} if numbers.random() < 0.85 else {}
    if numbers.random() < 0.5:
        identifiers["regon"] = _regon(numbers)
    return DuplicateRecord(
        key,
        name,
        identifiers=identifiers,
        municipality=municipality,
        street=street if numbers.random() < 0.9 else "",
        web=f"https://www.{domain}/" if domain else "",
        email=mail if numbers.random() < 0.7 else "",
        phone=_phone(numbers) if numbers.random() < 0.8 else "",
        natural_person=person,
    )


def _homonym(one: DuplicateRecord, numbers: random.Random) -> DuplicateRecord:
    """Return another organisation of the same name in the same place, with a NIP of its own."""
    other = organisation("", numbers)
    identifiers = {**other.identifiers, "nip": _nip(numbers)}
    return replace(other, name=one.name, municipality=one.municipality, natural_person=one.natural_person,
                   identifiers=identifiers, web="", email="")  # fmt: skip


def _sister(one: DuplicateRecord, numbers: random.Random) -> DuplicateRecord:
    """Return a firm of the same owners under the same roof: one brand, another trade."""
    brand = one.name.split()[0]
    trades = [trade for trade in words_of("trade") if trade not in one.name]
    name = f"{brand} {numbers.choice(trades)} {numbers.choice(words_of('form')).partition('=')[0]}"
    return replace(one, name=name, identifiers={"nip": _nip(numbers)})


def _add(made: LabelledDuplicates, pairs: set[frozenset[str]], one: DuplicateRecord, other: DuplicateRecord) -> None:
    other = replace(other, key=f"o{len(made.records)}")
    made.records.append(other)
    pairs.add(frozenset((one.key, other.key)))


@cache
def words_of(kind: str) -> tuple[str, ...]:
    """Return the words of one kind out of the table."""
    with _WORDS.open(encoding="utf-8", newline="") as file:
        row = next(row for row in csv.DictReader(file) if row["kind"] == kind)
    return tuple(row["words"].split("|" if "|" in row["words"] else None))


def _firm_name(numbers: random.Random) -> tuple[str, str]:
    brand = numbers.choice(words_of("beginning")) + "".join(
        numbers.choice(words_of(kind)) for kind in ("middle", "ending")[numbers.randrange(2) :]
    )
    parts = [brand]
    if numbers.random() < 0.5:
        parts.append(numbers.choice(words_of("trade")))
    if numbers.random() < 0.3:
        parts.insert(0, numbers.choice(words_of("designation")))
    parts.append(numbers.choices(words_of("form"), weights=(60, 8, 8, 8, 6, 4, 2, 2, 2))[0].partition("=")[0])
    return " ".join(parts), folded_name(brand).text.replace(" ", "")


def _person_name(numbers: random.Random) -> tuple[str, str]:
    person = f"{numbers.choice(words_of('first-name'))} {numbers.choice(words_of('surname'))}"
    first = numbers.choice(
        [numbers.choice(words_of("designation")), numbers.choice(words_of("trade")).capitalize(), ""]
    )
    return f"{first} {person}".strip(), folded_name(person).text.replace(" ", "")


def _place(numbers: random.Random) -> tuple[str, str]:
    number = numbers.choices(range(MUNICIPALITIES), cum_weights=_zipf())[0]
    return f"99{number:05d}", f"ul. {numbers.choice(words_of('street'))} {numbers.randint(1, 120)}"


@cache
def _zipf() -> Sequence[float]:
    total, found = 0.0, []
    for rank in range(1, MUNICIPALITIES + 1):
        total += 1 / rank
        found.append(total)
    return found


def _nip(numbers: random.Random) -> str:
    while True:
        body = f"00{numbers.randrange(1, 10**7):07d}"
        check = sum(weight * int(digit) for weight, digit in zip(_NIP_WEIGHTS, body, strict=True)) % 11
        if check < 10:
            return f"{body}{check}"


def _regon(numbers: random.Random) -> str:
    body = f"00{numbers.randrange(1, 10**6):06d}"
    return f"{body}{regon.calc_check_digit(body)}"


def _phone(numbers: random.Random) -> str:
    return f"+48 {numbers.randrange(100, 1000)} {numbers.randrange(1000):03d} {numbers.randrange(1000):03d}"
