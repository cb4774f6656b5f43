"""How long a list of 10 000 organisations takes: reading, dry run, bringing in, the same again, a look at taking back.

    .venv/bin/python benchmarks/intake.py [--quick]

On SQLite and, where it is installed, on PostgreSQL, each in a database of its own.
"""

from __future__ import annotations

import datetime
import json
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

sys.path[:0] = [str(Path(__file__).resolve().parents[1])]

from benchmarks.databases import ONE, on_each_database, start_portal  # noqa: E402
from benchmarks.harness import Row, peak_memory_mb, print_rows  # noqa: E402
from benchmarks.invented import tax_numbers  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable


def rows(*, quick: bool = False) -> list[Row]:
    """Return the table."""
    number = 1_000 if quick else 10_000
    found = []
    for database, told in on_each_database(__file__, str(number)).items():
        size, memory = f"{number} rows, {database}", told.pop("memory_mb")
        for step, (wall, processor) in told.items():
            target = "< 30 s" if step == "brought in" else ""
            note = f"CPU {processor:.1f} s, without the server's"
            found.append(Row(f"list of organisations: {step}", size, wall, memory, target, note=note))
    return found


def measure(number: int) -> dict[str, object]:
    """Upload, check, bring in, do it once more and look what taking back would do; return seconds by the clock and of the processor."""
    from grono.portal.core.actions import load_person
    from grono.portal.intake import actions, storage
    from grono.portal.intake.queries import what_undoing_does

    by = load_person(
        by=None,
        email="benchmark@example.org",
        full_name="Benchmark",
        hashed_password="!",  # noqa: S106 - nobody logs in
        role="coordinator",
    )
    file, found = storage.take_in("list.csv", [_content(number).encode()]), {}

    def timed(step: str, work: Callable[[], object]) -> object:
        wall, processor = time.perf_counter(), time.process_time()
        result = work()
        found[step] = (time.perf_counter() - wall, time.process_time() - processor)
        return result

    one = timed(
        "uploaded", lambda: actions.upload(by=by, file=file, source="benchmark", as_of=datetime.date(2026, 1, 1))
    )
    one.code_system = "pkd2007"

    def bring_in(again: str = "") -> None:
        timed(f"dry run{again}", lambda: actions.check(by=by, one=one, told=_untold))
        applying = actions.mark_applying(by=by, one=one)
        timed(f"brought in{again}", lambda: actions.apply(by=by, one=applying, told=_untold))
        one.refresh_from_db()

    bring_in()
    timed("dry run of taking back", lambda: what_undoing_does(one))
    one.state = "checked"
    bring_in(" again")
    return found | {"memory_mb": peak_memory_mb()}


def _untold(_step: object, _done: int = 0, _total: int = 0) -> None:
    pass


def _content(rows: int) -> str:
    towns = (("Leszno", "3063011", "64-100"), ("Łódź", "1061011", "90-926"), ("Białystok", "2061011", "15-424"))
    codes = ("10.71.Z", "25.62.Z", "13.20.A", "31.09.Z", "62.01.Z")
    lines = ["Nazwa;NIP;Miasto;TERYT;Kod pocztowy;Ulica;PKD;Zatrudnienie;Opis"]
    for number, nip in zip(range(rows), tax_numbers(), strict=False):
        town, teryt, postcode = towns[number % 3]
        lines.append(
            f"Firma zmyślona {number};{nip};{town};{teryt};{postcode};Zmyślona {number % 90};{codes[number % 5]};{number % 200 + 1};wyroby i usługi"
        )
    return "\n".join(lines) + "\n"


def main() -> None:
    """Print the table; or, as a process of its own, measure on one database."""
    if ONE not in sys.argv:
        print_rows(rows(quick="--quick" in sys.argv))
        return
    with tempfile.TemporaryDirectory() as folder:
        start_portal(folder)
        from django.core.management import call_command

        call_command("migrate", verbosity=0, interactive=False)
        print(json.dumps(measure(int(sys.argv[-1]))))


if __name__ == "__main__":
    main()
