"""A few thousand invented firms in real places, made from a seed: the same ones every time.

Nobody could take them for real ones: „firma zmyślona” stands in each name, the people are called Zmyślony (invented), they have no numbers
in registers, and their addresses end in ``example.org``, which belongs to nobody (RFC 2606).
"""

from __future__ import annotations

import csv
import random
from dataclasses import dataclass, field
from decimal import Decimal
from importlib.resources import files
from typing import TYPE_CHECKING

from grono.portal.directory.activity import read_code
from grono.portal.directory.entries import Entry, Seat
from grono.portal.directory.kinds import CodeSystem, OrganisationType, PointMethod, TextKind
from grono.quantities import about, exact, interval, more_than

if TYPE_CHECKING:
    from collections.abc import Iterator

    from grono.portal.directory.activity import Code
    from grono.quantities import Quantity

SEED = 20260401
SOURCE, YEAR = "Przykład wymyślony na potrzeby demonstracji", 2026
REGIONS = {"podlaskie": (1100, ("20",)), "leszno": (450, ("30",)), "silesia": (750, ("24",)), "lodz": (700, ("10",))}
"""Region of a programme → how many firms, and the voivodeships in whose towns they stand."""
BIG_TOWNS = {"Białystok": 8, "Łomża": 3, "Suwałki": 3, "Łódź": 9, "Katowice": 5, "Leszno": 6, "Gliwice": 3, "Poznań": 1}
ADJECTIVES = (
    "Srebrny", "Zielony", "Wysoki", "Cichy", "Stary", "Złoty", "Jasny", "Bystry", "Dobry", "Szary", "Modry", "Leśny", "Polny",
    "Północny", "Słoneczny", "Kamienny", "Żywy", "Rudy", "Wczesny", "Górny", "Wolny", "Śmiały", "Biały", "Nowy",
)  # fmt: skip
NOUNS = (
    "Dąb", "Bocian", "Młyn", "Brzeg", "Żubr", "Gaj", "Szlak", "Kłos", "Potok", "Klon", "Most", "Sad", "Jar", "Bór", "Grąd", "Ryś",
    "Jesion", "Stok", "Chmiel", "Głaz", "Las", "Krąg", "Wiatr", "Zdrój", "Łan", "Kąt", "Świt", "Ogród",
)  # fmt: skip
FIRST_NAMES = (
    "Anna", "Piotr", "Ewa", "Marek", "Zofia", "Tomasz", "Helena", "Andrzej", "Joanna", "Paweł", "Barbara", "Jacek", "Monika", "Wojciech",
    "Agata", "Łukasz",
)  # fmt: skip
SURNAMES = (("Zmyślona", "Zmyślony"), ("Wymyślona", "Wymyślony"), ("Przykładna", "Przykładny"), ("Niebyła", "Niebyły"))
FORMS = (("sp_zoo", "sp. z o.o."), ("sp_zoo", "sp. z o.o."), ("sa", "S.A."), ("sp_j", "sp.j."), ("sp_k", "sp.k."))
SCHEMES = {
    "10": ("HACCP", "IFS Food", "BRCGS Food"), "28": ("ISO 9001", "ISO 14001"), "25": ("ISO 9001", "EN 1090-1"),
    "29": ("IATF 16949", "ISO 9001"), "13": ("OEKO-TEX Standard 100",), "62": ("ISO/IEC 27001",), "16": ("FSC",),
}  # fmt: skip
MARKETS = ("DE", "CZ", "LT", "SK", "FR", "IT", "UA", "SE", "NL", "GB", "LV", "EE", "HU")


@dataclass(frozen=True)
class Extra:
    """What an invented firm has beside its entry."""

    legal_form: str = ""
    product: tuple[str, str] = ("", "")
    certificates: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    languages: tuple[str, ...] = ("pl",)
    people: tuple[str, ...] = ()


@dataclass(frozen=True)
class Invention:
    """An invented firm: its entry and the rest."""

    entry: Entry
    extra: Extra = field(default_factory=Extra)


@dataclass(frozen=True)
class Town:
    """A real place."""

    name: str
    teryt: str
    latitude: Decimal
    longitude: Decimal


def rows_of(name: str) -> list[dict[str, str]]:
    """Return the rows of a table of the demonstration."""
    text = files("grono.portal.directory").joinpath("data", name).read_text("utf-8")
    return list(csv.DictReader(text.splitlines()))


def towns() -> list[Town]:
    """Return the places of the demonstration."""
    return [
        Town(row["place"], row["teryt"], Decimal(row["latitude"]), Decimal(row["longitude"]))
        for row in rows_of("places.csv")
    ]


def inventions() -> Iterator[Invention]:
    """Return the invented firms, region by region."""
    activities, places = rows_of("invented_activities.csv"), towns()
    codes = {row["code"]: read_code(CodeSystem.PKD_2007, row["code"], is_main=True) for row in activities}
    number = 0
    for region, (count, voivodeships) in REGIONS.items():
        inside = [town for town in places if town.teryt[:2] in voivodeships]
        chance = random.Random(f"{SEED}:{region}")  # noqa: S311  (invented firms, no secret)
        weights = [int(row[region]) for row in activities]
        for row in chance.choices(activities, weights, k=count):
            number += 1
            town = chance.choices(inside, [BIG_TOWNS.get(one.name, 1) for one in inside])[0]
            yield _invention(number, row, codes[row["code"]], town, chance)


def _invention(number: int, row: dict[str, str], code: Code, town: Town, chance: random.Random) -> Invention:
    people = _people(chance)
    alone = row["size"] == "s" and chance.random() < 0.25
    form, ending = ("jdg", "") if alone else chance.choice(FORMS)
    name = _name(row["noun_pl"], people[0] if alone else "", ending, chance)
    which = chance.randrange(len(row["product_pl"].split("|")))
    product = row["product_pl"].split("|")[which], row["product_en"].split("|")[which]
    headcount = _headcount("xs" if alone else row["size"], chance)
    texts = {(TextKind.CAPABILITY.value, "pl"): row["text_pl"].format(product=product[0])}
    if chance.random() < 0.4:
        texts[TextKind.CAPABILITY.value, "en"] = row["text_en"].format(product=product[1])
    entry = Entry(
        legal_name=name,
        type=OrganisationType.FIRM,
        source=SOURCE,
        natural_person=alone,
        headcount=headcount,
        headcount_year=YEAR - chance.choice((1, 1, 2)) if headcount is not None else None,
        founded=chance.randrange(1950, 2025),
        web=f"https://firma-{number}.example.org" if chance.random() < 0.6 else "",
        is_invented=True,
        source_year=YEAR,
        source_key=f"demonstration:many-{number:04d}",
        seat=_seat(town, chance),
        codes=(code,),
        texts=texts,
    )
    return Invention(entry, _extra(form, product, people, row["code"], chance))


def _name(noun: str, trader: str, ending: str, chance: random.Random) -> str:
    if trader:
        return f"{trader}, {noun}, firma zmyślona"
    return f"{noun} „{chance.choice(ADJECTIVES)} {chance.choice(NOUNS)}”, firma zmyślona, {ending}"


def _people(chance: random.Random) -> tuple[str, ...]:
    found = []
    for _turn in range(2):
        first = chance.choice(FIRST_NAMES)
        surname = chance.choice(SURNAMES)[0 if first.endswith("a") else 1]
        found.append(f"{first} {surname}")
    return tuple(found)


_SIZES = {"xs": (1, 9), "s": (3, 60), "m": (12, 240), "l": (40, 900)}
"""Band of an activity → fewest and most people; small numbers are likelier."""


def _headcount(size: str, chance: random.Random) -> Quantity | None:
    least, most = _SIZES[size]
    people = round(least * (most / least) ** (chance.random() ** 1.5))
    kind = chance.random()
    if kind < 0.15:
        return None
    if kind < 0.75:
        return exact(people)
    rounded = max(5, round(people, -1))
    if kind < 0.88:
        return about(rounded)
    return more_than(rounded) if kind < 0.94 else interval(rounded, rounded + max(5, rounded // 5))


def _seat(town: Town, chance: random.Random) -> Seat:
    def beside(value: Decimal) -> Decimal:
        return (value + Decimal(chance.randrange(-400, 401)) / 10_000).quantize(Decimal("0.00001"))

    return Seat(
        place=town.name,
        teryt=town.teryt,
        street=f"Zmyślona {chance.randrange(1, 120)}",
        latitude=beside(town.latitude),
        longitude=beside(town.longitude),
        point_method=PointMethod.DECLARED,
    )


def _extra(form: str, product: tuple[str, str], people: tuple[str, ...], code: str, chance: random.Random) -> Extra:
    schemes = SCHEMES.get(code[:2], ())
    exports = chance.random() < 0.45
    return Extra(
        legal_form=form,
        product=product if chance.random() < 0.7 else ("", ""),
        certificates=tuple(chance.sample(schemes, 1)) if schemes and chance.random() < 0.4 else (),
        countries=tuple(chance.sample(MARKETS, chance.randrange(1, 5))) if exports else (),
        languages=("pl", *chance.sample(("en", "de", "uk", "cs"), chance.randrange(1, 3))) if exports else ("pl",),
        people=people[: chance.randrange(1, 3)],
    )
