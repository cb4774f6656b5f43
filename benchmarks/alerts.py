"""How long the letters of saved searches take after new organisations were entered, on SQLite and, where it is installed, on PostgreSQL.

    .venv/bin/python benchmarks/alerts.py [--quick]

Enters invented organisations, keeps searches of different words, codes and voivodeships for invented people, enters 500 more, and writes
every letter once, handed to a mail server that keeps them in memory. TRU-37 aims at 5 000 searches × 500 new things in 2 minutes.
"""

from __future__ import annotations

import itertools
import json
import sys
import tempfile
import time
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parents[1])]

from benchmarks.databases import ONE, on_each_database, start_portal  # noqa: E402
from benchmarks.directory import CODES, TOWNS, WORDS, entries  # noqa: E402
from benchmarks.harness import Row, peak_memory_mb, print_rows  # noqa: E402

NEW = 500
SEARCHES_OF_ONE = 50


def queries(number: int) -> list[str]:
    """Return different searches: two words; a word and a voivodeship; a division and a voivodeship."""
    places, divisions = sorted({teryt[:2] for _town, teryt, *_point in TOWNS}), sorted({code[:2] for code in CODES})
    words = (f"q={one}+{other}" for one, other in itertools.combinations(WORDS, 2))
    narrowed = itertools.cycle(f"q={word}&voivodeship={place}" for word in WORDS for place in places)
    facets = itertools.cycle(f"division={division}&voivodeship={place}" for division in divisions for place in places)
    found = itertools.chain.from_iterable(zip(itertools.cycle(words), narrowed, facets, strict=False))
    return list(itertools.islice(found, number))


def keep(number: int) -> None:
    """Keep searches with letters that are sent soon, fifty for each person."""
    from grono.portal.core.actions import invite_user
    from grono.portal.search.actions import save_view

    for place, query in enumerate(queries(number)):
        if place % SEARCHES_OF_ONE == 0:
            email = f"reader{place}@example.org"
            user = invite_user(by=None, email=email, full_name=f"Reader {place}", language="pl")
        save_view(by=user, kind="organisation", name=f"Search {place}", query=query, frequency="instant")


def measure(organisations: int, searches: int) -> dict[str, float]:
    """Return wall and CPU seconds of writing all letters, how many there were, and of looking again when nothing is new."""
    from django.conf import settings
    from django.core import mail
    from django.core.management import call_command
    from django.utils import timezone

    from grono.portal.directory.actions import enter_many
    from grono.portal.search.letters import write_alerts

    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    call_command("migrate", verbosity=0, interactive=False)
    known = entries(organisations + NEW)
    enter_many(by=None, entries=itertools.islice(known, organisations))
    keep(searches)
    mail.outbox = []
    enter_many(by=None, entries=known)
    started, processor = time.perf_counter(), time.process_time()
    sent = write_alerts(timezone.now())
    wall, cpu = time.perf_counter() - started, time.process_time() - processor
    started = time.perf_counter()
    again = write_alerts(timezone.now())
    return {
        "seconds": wall,
        "cpu": cpu,
        "sent": sent,
        "again": again,
        "idle": time.perf_counter() - started,
        "memory_mb": peak_memory_mb(),
    }


def rows(*, quick: bool = False) -> list[Row]:
    """Return the table."""
    organisations, searches = (2_000, 150) if quick else (100_000, 5_000)
    told = on_each_database(__file__, str(organisations), str(searches))
    return [
        Row(
            "alerts: all letters",
            f"{searches} searches × {NEW} new of {organisations}, {database}",
            one["seconds"],
            one["memory_mb"],
            "< 120 s for 5 000 searches",
            note=f"{one['sent']} letters, {one['again']} at the next look; {one['cpu']:.1f} CPU-s; a look with nothing new {one['idle']:.3f} s",
        )
        for database, one in told.items()
    ]


def main() -> None:
    """Print the table; or, as a process of its own, measure on one database."""
    if ONE in sys.argv:
        organisations, searches = map(int, sys.argv[-2:])
        with tempfile.TemporaryDirectory() as folder:
            start_portal(folder)
            print(json.dumps(measure(organisations, searches)))
    else:
        print_rows(rows(quick="--quick" in sys.argv))


if __name__ == "__main__":
    main()
