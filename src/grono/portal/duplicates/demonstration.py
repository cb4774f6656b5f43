"""Pairs of the demonstration: invented entries that mean one organisation, some that only bear one name, and one pair merged already."""

from __future__ import annotations

import csv
from importlib.resources import files
from typing import TYPE_CHECKING

from django.utils import timezone

from grono.portal.core import demonstration
from grono.portal.core.queries import user_with_address
from grono.portal.directory.actions import enter_many
from grono.portal.directory.activity import read_code
from grono.portal.directory.entries import Entry, Seat
from grono.portal.directory.kinds import CodeSystem, OrganisationType
from grono.portal.directory.merging import Suspicion
from grono.portal.directory.queries import organisation_with_source_key, source_keys
from grono.portal.duplicates.actions import merge, open_case, search_for_duplicates

if TYPE_CHECKING:
    from collections.abc import Iterator

SOURCE = "Przykład wymyślony na potrzeby demonstracji"
OTHER_SOURCE = "Drugi przykład wymyślony na potrzeby demonstracji"
YEAR, EARLIER = 2026, 2024
KEY = "demonstration:pair-{key}-{side}"
MERGED = "merged"
TERYT = {
    "Białystok": "2061011", "Bytom": "2462011", "Gliwice": "2466011", "Katowice": "2469011", "Leszno": "3063011",
    "Suwałki": "2063011", "Łomża": "2062011", "Łódź": "1061011",
}  # fmt: skip
"""Codes of the municipalities in the register TERYT of Statistics Poland."""


@demonstration.register("duplicates", order=45)
def load() -> None:
    """Enter the pairs that are not there yet, compare them with the directory, and merge one."""
    known, begin = source_keys(), timezone.now()
    rows = _rows()
    entries = [entry for row in rows for entry in _pair(row) if entry.source_key not in known]
    if not entries:
        return
    enter_many(by=None, entries=entries)
    search_for_duplicates(by=None, progress=_nobody_watches, since=begin)
    for row in rows:
        _settle(row)


def _settle(row: dict[str, str]) -> None:
    """Merge the pair that is merged already, and open a case for those that no search could find."""
    first, second = (organisation_with_source_key(KEY.format(key=row["key"], side=side)) for side in "ab")
    if first is None or second is None:
        return
    if row["meaning"] == MERGED:
        coordinator = user_with_address(demonstration.address_of("coordinator"))
        merge(by=coordinator, survivor=first, other=second, taken=["founded"])
    elif row["meaning"] in {"branch", "successor"}:
        open_case(by=None, suspicion=Suspicion(first, second, "person", OTHER_SOURCE))


def _nobody_watches(*_step: object) -> None:
    """Take note of a step of the search: the loading prints its own."""


def _rows() -> list[dict[str, str]]:
    text = files("grono.portal.duplicates").joinpath("data", "invented_pairs.csv").read_text("utf-8")
    return list(csv.DictReader(text.splitlines()))


def _pair(row: dict[str, str]) -> Iterator[Entry]:
    for side, which in (("a", "first"), ("b", "second")):
        place = row[f"{which}_place"]
        yield Entry(
            legal_name=row[which],
            type=OrganisationType.FIRM,
            natural_person=row["natural_person"] == "yes",
            founded=None if side == "a" else 1990 + int(row["key"]),
            web=row["web"],
            is_invented=True,
            source=SOURCE if side == "a" else OTHER_SOURCE,
            source_year=YEAR if side == "a" else EARLIER,
            source_key=KEY.format(key=row["key"], side=side),
            seat=Seat(place=place, teryt=TERYT[place], street=row[f"{which}_street"]),
            codes=(read_code(CodeSystem.PKD_2007, "10.51.Z" if side == "a" else "46.33.Z", is_main=True),)
            if row["meaning"] == MERGED
            else (),
        )
