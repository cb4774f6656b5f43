"""How long the directory takes to find among a hundred thousand organisations, on SQLite and, where it is installed, on PostgreSQL.

    .venv/bin/python benchmarks/directory.py [ORGANISATIONS] [REQUESTS]
    script/with-postgresql .venv/bin/python benchmarks/directory.py

Enters invented organisations through the portal's own action, in a process of its own, then asks each question as a visitor: ``find`` is
what the database and the index answer (words, counts of all facets, order), ``page`` the whole page through the portal without a network.
The first question of a process, which reads the columns, is told apart. PostgreSQL's statistics are brought up to date before, which
elsewhere its own autovacuum does within a minute; script/with-postgresql runs without it.
"""

from __future__ import annotations

import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parents[1])]

from benchmarks.harness import peak_memory_mb  # noqa: E402

QUESTIONS = {
    "everything": "",
    "one frequent word": "q=mleczarnia",
    "one word in another case": "q=maszynami",
    "two words": "q=obróbka+metali",
    "three words, in the order of fit": "q=ser+masło+twaróg",
    "a typing error": "q=mleczarsto",
    "the beginning of a word": "q=spawal",
    "not all words occur": "q=mleczarnia+tokarka+żubr",
    "a tax number": "q=5170359458",
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
    """Return invented organisations from a seed: names, a town, one to three codes, a headcount, a text of about twelve words."""
    from decimal import Decimal

    from grono.portal.directory.activity import read_code
    from grono.portal.directory.entries import Entry, Seat
    from grono.quantities import exact

    chance = random.Random(20261122)  # noqa: S311  (invented organisations)
    known = {code: (read_code("pkd2007", code, is_main=True), read_code("pkd2007", code)) for code in CODES}
    for place in range(number):
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
            codes=tuple(known[code][0 if order == 0 else 1] for order, code in enumerate(chosen)),
            texts={("capability", "pl"): " ".join(chance.choices(WORDS, k=12))},
        )


def timed(work, requests: int) -> tuple[float, list[float]]:
    """Return the first time and the others, in milliseconds."""
    found = []
    for _ in range(requests + 1):
        started = time.perf_counter()
        work()
        found.append((time.perf_counter() - started) * 1000)
    return found[0], found[1:]


def percentile_95(values: list[float]) -> float:
    """Return the 95th percentile."""
    return statistics.quantiles(values, n=20)[18] if len(values) > 1 else values[0]


def enter(number: int) -> None:
    """Make the tables and enter the organisations."""
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
    print(f"{connection.vendor}: {number} organisations entered in {time.perf_counter() - started:.0f} s", flush=True)


def measure(requests: int) -> None:
    """Ask and print."""
    from django.http import QueryDict
    from django.test import Client

    from grono.portal.core.visitor import Visitor
    from grono.portal.directory.filters import wanted_from
    from grono.portal.directory.queries import organisations_found
    from grono.portal.search.columns import columns_of
    from grono.portal.search.vocabulary import vocabulary_of

    started = time.perf_counter()
    columns_of("organisation").orders  # noqa: B018  (read and ordered, as at the first question)
    vocabulary_of("organisation", "pl", 3)
    print(f"columns and vocabulary read in {time.perf_counter() - started:.2f} s")
    client, reader = Client(), Visitor()
    print("| question | found | find, median ms | find, 95 % | page, median ms | page, 95 % |")
    print("|---|---:|---:|---:|---:|---:|")
    for title, query in QUESTIONS.items():
        wanted = wanted_from(QueryDict(query))
        count = len(organisations_found(reader, wanted))
        _first, finds = timed(lambda wanted=wanted: organisations_found(reader, wanted)[:25], requests)
        _first, pages = timed(lambda query=query: client.get(f"/pl/directory/?{query}"), max(requests // 3, 3))
        row = (
            title,
            count,
            statistics.median(finds),
            percentile_95(finds),
            statistics.median(pages),
            percentile_95(pages),
        )
        print("| {} | {} | {:.1f} | {:.1f} | {:.1f} | {:.1f} |".format(*row))
    print(f"memory of the process: {peak_memory_mb():.0f} MB")


def start(folder: str) -> None:
    """Start the portal with a data folder of its own."""
    os.environ |= {
        "GRONO_DATA_DIR": folder,
        "DJANGO_SETTINGS_MODULE": "grono.portal.config.settings",
        "GRONO_HOSTS": "testserver",
        "GRONO_VISITS_A_MINUTE": "0",
        "GRONO_VISITS_IN_TEN_SECONDS": "0",
    }
    import django

    django.setup()


def main() -> None:
    """Enter in a process of its own, so that the one that is measured holds what a server holds; measure."""
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    requests = int(sys.argv[2]) if len(sys.argv) > 2 else 30
    if folder := os.environ.get(ENTERED_IN):
        start(folder)
        enter(number)
        return
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([sys.executable, __file__, str(number)], env={**os.environ, ENTERED_IN: folder}, check=True)
        start(folder)
        measure(requests)


if __name__ == "__main__":
    main()
