"""How long the directory takes to find among a hundred thousand organisations, on SQLite and, where it is installed, on PostgreSQL.

    .venv/bin/python benchmarks/directory.py [--quick]

Enters invented organisations through the portal's own action, in a process of its own, then asks each question as a visitor: *question* is
what the database and the index answer (words, counts of all facets, order), *page* the whole page through the portal without a network.
Both are asked as for the first time, that is, without what the portal remembers for a minute of the same words; a page with the same
words *again* is told beside them, and so is the first question of a process, which reads the columns. PostgreSQL's statistics are brought
up to date before, which elsewhere its own autovacuum does within a minute; script/with-postgresql runs without it.
"""

from __future__ import annotations

import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parents[1])]

from benchmarks.databases import ONE, on_each_database, start_portal  # noqa: E402
from benchmarks.harness import Row, peak_memory_mb, print_rows  # noqa: E402
from benchmarks.invented import tax_numbers  # noqa: E402

REQUESTS = 30
QUESTIONS = {
    "everything": "",
    "one frequent word": "q=mleczarnia",
    "one word in another case": "q=maszynami",
    "two words": "q=obróbka+metali",
    "three words, in the order of fit": "q=ser+masło+twaróg",
    "a typing error": "q=mleczrnia",
    "the beginning of a word": "q=spawal",
    "not all words occur": "q=mleczarnia+tokarka+żubr",
    "a tax number": "q=700-000-00-38",
    "an activity code": "q=10.51",
    "one facet": "voivodeship=20",
    "three facets": "voivodeship=20&division=10&size=2",
    "words and facets, by place": "q=ser&section=C&sort=place",
    "a square of the map": "area=5:530:230",
}
WORDS = [
    "mleczarnia",
    "ser",
    "masło",
    "mleko",
    "twaróg",
    "jogurt",
    "maszyny",
    "rolnicze",
    "pługi",
    "brony",
    "kombajny",
    "obróbka",
    "metali",
    "spawanie",
    "odlewy",
    "tworzywa",
    "okna",
    "drzwi",
    "meble",
    "drewno",
    "tartak",
    "tkaniny",
    "odzież",
    "oprogramowanie",
    "transport",
    "magazyny",
    "piekarnia",
    "chleb",
    "mięso",
    "wędliny",
    "owoce",
    "soki",
    "pasze",
    "nawozy",
    "naprawa",
    "serwis",
]
ENTERED_IN = "GRONO_BENCHMARK_FOLDER"
"""Says to the process that enters organisations which folder is theirs."""
CODES = ("10.51.Z", "28.30.Z", "25.62.Z", "10.71.Z", "16.10.Z", "31.09.Z", "62.01.Z", "49.41.Z", "22.23.Z", "13.20.A")
TOWNS = (("Białystok", "2061011", 53.13, 23.16), ("Łódź", "1061011", 51.77, 19.46), ("Leszno", "3063011", 51.84, 16.57),
         ("Katowice", "2469011", 50.26, 19.02), ("Łomża", "2062011", 53.18, 22.07), ("Gliwice", "2466011", 50.29, 18.67))  # fmt: skip


def entries(number: int):
    """Return invented organisations from a seed: names, a tax number, a town, one to three codes, a headcount, a text of twelve words."""
    from decimal import Decimal

    from grono.portal.directory.activity import read_code
    from grono.portal.directory.entries import Entry, Seat
    from grono.quantities import exact

    chance = random.Random(20261122)  # noqa: S311  (invented organisations)
    known = {code: (read_code("pkd2007", code, is_main=True), read_code("pkd2007", code)) for code in CODES}
    for place, nip in zip(range(number), tax_numbers(), strict=False):
        town, teryt, latitude, longitude = chance.choice(TOWNS)
        chosen = chance.sample(CODES, chance.randint(1, 3))
        yield Entry(
            legal_name=f"Firma zmyślona {place} {chance.choice(WORDS)} {chance.choice(WORDS)}",
            type="firm",
            is_invented=True,
            source="benchmark",
            source_year=2026,
            headcount=exact(chance.choice((3, 8, 20, 45, 120, 400))),
            headcount_year=2025,
            seat=Seat(
                place=town,
                teryt=teryt,
                latitude=Decimal(f"{latitude + chance.uniform(-0.3, 0.3):.5f}"),
                longitude=Decimal(f"{longitude + chance.uniform(-0.3, 0.3):.5f}"),
                point_method="declared",
            ),
            identifiers=(("nip", nip),),
            codes=tuple(known[code][0 if order == 0 else 1] for order, code in enumerate(chosen)),
            texts={("capability", "pl"): " ".join(chance.choices(WORDS, k=12))},
        )


def timed(work, before=None) -> list[float]:
    """Return the seconds of each time but the first, each after something that is not counted."""
    found = []
    for _ in range(REQUESTS + 1):
        if before:
            before()
        started = time.perf_counter()
        work()
        found.append(time.perf_counter() - started)
    return found[1:]


def percentile_95(values: list[float]) -> float:
    """Return the 95th percentile."""
    return statistics.quantiles(values, n=20)[18] if len(values) > 1 else values[0]


def enter(number: int) -> None:
    """Make the tables, enter the organisations and print the seconds."""
    from django.core.management import call_command
    from django.db import connection

    from grono.portal.directory.actions import enter_many

    call_command("migrate", verbosity=0, interactive=False)
    call_command("collectstatic", verbosity=0, interactive=False)
    started = time.perf_counter()
    enter_many(by=None, entries=entries(number))
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")
    print(time.perf_counter() - started, flush=True)


def measure() -> dict[str, object]:
    """Ask everything, and return seconds and what was found."""
    from django.http import QueryDict
    from django.test import Client

    from grono.portal.core.garbage import LOADED_AFTER
    from grono.portal.core.visitor import Visitor
    from grono.portal.directory.filters import wanted_from
    from grono.portal.directory.queries import organisations_found
    from grono.portal.search.columns import columns_of
    from grono.portal.search.remembered import forget_hits
    from grono.portal.search.vocabulary import vocabulary_of

    started = time.perf_counter()
    columns_of("organisation").orders  # noqa: B018  (read and ordered, as at the first question)
    vocabulary_of("organisation", "pl", 3)
    read, client, reader, asked = time.perf_counter() - started, Client(), Visitor(), {}
    for _ in range(LOADED_AFTER):
        _read_page(client, "/pl/directory/")
    for title, query in QUESTIONS.items():
        wanted, address = wanted_from(QueryDict(query)), f"/pl/directory/?{query}"
        asked[title] = {
            "found": len(organisations_found(reader, wanted)),
            "question": timed(lambda wanted=wanted: organisations_found(reader, wanted)[:25], before=forget_hits),
            "page": timed(lambda address=address: _read_page(client, address), before=forget_hits),
            "again": timed(lambda address=address: _read_page(client, address)),
        }
    return {"read": read, "asked": asked, "memory_mb": peak_memory_mb()}


def _read_page(client, address: str) -> None:
    status = client.get(address).status_code
    if status != 200:
        message = f"{address} answers {status}."
        raise RuntimeError(message)


TIMED = ("question", "page", "again")
SHOWN = {"median": statistics.median, "95": percentile_95}


def rows(*, quick: bool = False) -> list[Row]:
    """Return the table."""
    number = 1_000 if quick else 100_000
    told = on_each_database(__file__, str(number))
    return [row for database, one in told.items() for row in _rows(f"{number} organisations, {database}", one)]


def _rows(size: str, told: dict) -> list[Row]:
    memory = told["memory_mb"]
    found = [
        Row("directory: entered", size, told["entered"], memory),
        Row("directory: columns read", size, told["read"], memory),
    ]
    for title, one in told["asked"].items():
        ms = {f"{name}_{what}": 1000 * how(one[name]) for name in TIMED for what, how in SHOWN.items()}
        note = (
            f"{one['found']} found; page: median {ms['page_median']:.0f} ms, with the same words again {ms['again_median']:.0f}, "
            f"95 % {ms['again_95']:.0f}; question alone: median {ms['question_median']:.0f}, 95 % {ms['question_95']:.0f}"
        )
        found.append(Row(f"page, 95 %: {title}", size, percentile_95(one["page"]), memory, "< 0.1 s", note=note))
    return found


def main() -> None:
    """Print the table; or, as a process of its own, enter organisations, or have them entered and measure."""
    if folder := os.environ.get(ENTERED_IN):
        start_portal(folder)
        enter(int(sys.argv[2]))
    elif ONE in sys.argv:
        with tempfile.TemporaryDirectory() as folder:
            environment = {**os.environ, ENTERED_IN: folder}
            done = subprocess.run(
                [sys.executable, *sys.argv], env=environment, check=True, stdout=subprocess.PIPE, text=True
            )
            start_portal(folder)
            print(json.dumps({"entered": float(done.stdout.splitlines()[-1]), **measure()}))
    else:
        print_rows(rows(quick="--quick" in sys.argv))


if __name__ == "__main__":
    main()
