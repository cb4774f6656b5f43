"""How long a list of 10 000 organisations takes: reading, dry run, bringing in, the same again, taking back.

Run ``python benchmarks/intake.py``; with ``GRONO_DATABASE=postgresql://…`` on PostgreSQL. It writes into a data folder of its own, or
into the database that the variable names, which should be an empty one.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

ROWS = 10_000
WEIGHTS = (6, 5, 7, 2, 3, 4, 5, 6, 7)
"""Of the check digit of a NIP."""


def main() -> None:
    """Print the seconds of each step."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ.setdefault("GRONO_DATA_DIR", folder)
        os.environ["DJANGO_SETTINGS_MODULE"] = "grono.portal.config.settings"
        import django
        from django.core.management import call_command

        django.setup()
        call_command("migrate", verbosity=0)
        _measure()


def _measure() -> None:
    import datetime

    from grono.portal.core.actions import load_person
    from grono.portal.intake import actions, storage

    by = load_person(
        by=None,
        email=f"{time.time()}@example.org",
        full_name="Benchmark",
        hashed_password="!",  # noqa: S106 - nobody logs in
        role="coordinator",
    )
    file = storage.take_in("list.csv", [_content().encode()])
    with _Timed("upload"):
        one = actions.upload(by=by, file=file, source=f"benchmark {time.time()}", as_of=datetime.date(2026, 1, 1))
    one.code_system = "pkd2007"
    for title in ("new", "same again"):
        with _Timed(f"dry run, {title}"):
            actions.check(by=by, one=one, told=_untold)
        one = actions.mark_applying(by=by, one=one)
        with _Timed(f"bringing in, {title}"):
            actions.apply(by=by, one=one, told=_untold)
        one.refresh_from_db()
        _say(f"{title}: {one.counts}")
        if title == "new":
            with _Timed("taking back, dry list"):
                from grono.portal.intake.queries import what_undoing_does

                what_undoing_does(one)
            one.state = "checked"


class _Timed:
    def __init__(self, title: str) -> None:
        self.title = title

    def __enter__(self) -> None:
        self.wall, self.cpu = time.perf_counter(), time.process_time()

    def __exit__(self, *_: object) -> None:
        wall, cpu = time.perf_counter() - self.wall, time.process_time() - self.cpu
        _say(f"{self.title:25} {wall:6.1f} s, {cpu:6.1f} s of the processor")


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")


def _untold(_step: object, _done: int = 0, _total: int = 0) -> None:
    pass


def _content() -> str:
    towns = (("Leszno", "3063011", "64-100"), ("Łódź", "1061011", "90-926"), ("Białystok", "2061011", "15-424"))
    codes = ("10.71.Z", "25.62.Z", "13.20.A", "31.09.Z", "62.01.Z")
    lines = ["Nazwa;NIP;Miasto;TERYT;Kod pocztowy;Ulica;PKD;Zatrudnienie;Opis"]
    for number, nip in zip(range(ROWS), _nips(), strict=False):
        town, teryt, postcode = towns[number % 3]
        lines.append(
            f"Firma zmyślona {number};{nip};{town};{teryt};{postcode};Zmyślona {number % 90};{codes[number % 5]};{number % 200 + 1};wyroby i usługi"
        )
    return "\n".join(lines) + "\n"


def _nips() -> Iterator[str]:
    start = int(time.time()) % 10**7
    for number in range(990_000_000 - start * 20, 999_999_999):
        digits = f"{number:09d}"
        check = sum(int(digit) * weight for digit, weight in zip(digits, WEIGHTS, strict=True)) % 11
        if check < 10:
            yield f"{digits}{check}"


if __name__ == "__main__":
    main()
