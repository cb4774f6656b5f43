"""Checks of de minimis aid against a ledger of 100 000 grants.

    .venv/bin/python benchmarks/aid.py

``checks`` makes an invented ledger and asks it in a fresh process; the times are CPU seconds of single calls.
"""

from __future__ import annotations

import random
import sys
import time
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

from benchmarks.harness import Row, in_fresh_process, print_rows  # noqa: E402 - after the path

from grono.stateaid import AidGrant, Ask, ControlLink, Ledger, calendar, check, recheck  # noqa: E402

FIRST = date(2024, 1, 1)


def synthetic_ledger(grants: int, *, seed: int = 5) -> Ledger:
    """Make a ledger: firms with about five grants each, one in ten in a group, and one group with a hundredth of all grants."""
    chance = random.Random(seed)  # noqa: S311 - invented data, not secrets
    firms = max(grants // 5, 20)
    found = []
    for place in range(grants):
        large = place % 100 == 0
        firm = f"big{chance.randrange(20)}" if large else f"firm{chance.randrange(firms)}"
        amount = Decimal(chance.randrange(1_000, 150_000 if large else 60_000))
        found.append(AidGrant(firm, FIRST + timedelta(days=chance.randrange(1400)), amount, identifier=str(place)))
    links = [
        ControlLink(f"firm{place * 10}", f"firm{place * 10 + 1}", valid_from=FIRST + timedelta(days=place % 900))
        for place in range(firms // 10)
    ]
    links += [ControlLink("big0", f"big{place}") for place in range(1, 20)]
    return Ledger(found, links)


def timed(work):
    """Return CPU seconds and result of one call: it only computes, and other work on the machine does not count."""
    start = time.process_time()
    result = work()
    return time.process_time() - start, result


def measure(grants: int = 100_000) -> dict[str, float]:
    """Return the times in milliseconds."""
    building, ledger = timed(lambda: synthetic_ledger(grants))
    chance = random.Random(7)  # noqa: S311 - invented data, not secrets
    asks = [
        Ask(
            f"firm{chance.randrange(grants // 5)}",
            Decimal(100_000),
            date(2026, 1, 1) + timedelta(days=chance.randrange(900)),
        )
        for _ in range(300)
    ]
    times = sorted(timed(lambda ask=ask: check(ledger, ask))[0] for ask in asks)
    # Before, among and after its grants: later ones must not be pushed over their ceiling.
    days = [date(year, 5, 4) for year in (2024, 2025, 2026, 2027, 2028)]
    large = [Ask("big3", Decimal(amount), day) for day in days for amount in (1, 100_000)]
    slowest = max(timed(lambda ask=ask: check(ledger, ask))[0] for ask in large)
    calendar_time, _stretches = timed(lambda: calendar(ledger, "firm20", (date(2027, 1, 1), date(2029, 1, 1))))
    all_grants, _verdicts = timed(lambda: recheck(ledger))
    return {
        "ledger made": building * 1000,
        "check, median": times[len(times) // 2] * 1000,
        "check, slowest of 300": times[-1] * 1000,
        f"check of a group with {grants // 100} grants": slowest * 1000,
        "calendar of two years": calendar_time * 1000,
        "every grant checked again": all_grants * 1000,
    }


TARGETS = {
    "check, median": "< 50 ms",
    "check, slowest of 300": "< 50 ms",
    "check of a large group": "< 50 ms",
}


def rows(*, quick: bool = False) -> list[Row]:
    """Return the table: one row for each kind of question."""
    grants = 10_000 if quick else 100_000
    found = in_fresh_process("benchmarks.aid", "measure", grants=grants)
    memory, label = found.pop("memory_mb"), f"{grants} grants"
    whole = f"CPU {found.pop('cpu_seconds'):.1f} s for the whole run"
    found.pop("seconds")
    named = {name: "check of a large group" if "group" in name else name for name in found}
    return [
        Row(f"state aid: {named[name]}", label, value / 1000, memory, TARGETS.get(named[name], ""), note=whole)
        for name, value in found.items()
    ]


if __name__ == "__main__":
    print_rows(rows(quick="--quick" in sys.argv))
