"""How long a large strategy takes: 500 tasks, 10 years, 1 500 indicators; invented from a seed.

    .venv/bin/python benchmarks/strategies.py [--quick]

``report`` arranges the figures and writes all four forms (HTML, PDF/UA-1, DOCX, XLSX) in a fresh process; ``opening`` opens the pages of
the strategy as a visitor, first after somebody has acted and again, in seconds of the processor.
"""

from __future__ import annotations

import sys
import time
from datetime import UTC, date, datetime
from fractions import Fraction
from pathlib import Path
from random import Random

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

from benchmarks.harness import Row, in_fresh_process, print_rows  # noqa: E402 - after the path

GOALS = 10


def figures(tasks: int, years: int, indicators: int, seed: int = 5) -> object:
    """Return the figures of an invented strategy."""
    from grono.quantities import exact
    from grono.reports.strategy import GoalFigures, IndicatorFigures, Reading, StrategyFigures, TaskFigures
    from grono.strategy import Child, Direction, IndicatorKind, Progress, indicator_status, roll_up
    from grono.strategy.execution import execution_status

    random = Random(seed)  # noqa: S311 - figures of a benchmark
    goals = []
    for goal in range(GOALS):
        made = []
        for number in range(tasks // GOALS):
            by_year = tuple(
                (str(2015 + year), Progress(Fraction(random.randint(0, 10)), Fraction(10))) for year in range(years)
            )
            done = sum((one.done for _year, one in by_year), Fraction(0))
            to_date = Progress(done, Fraction(10 * years))
            status = execution_status(to_date, 2014 + years)
            made.append(
                TaskFigures(
                    str(number + 1), f"Zadanie {goal}.{number}", "Wydział", by_year[-1][1], to_date, status, by_year
                )
            )
        measured = []
        for number in range(indicators // GOALS):
            values = [exact(random.randint(0, 1000)) for _year in range(years)]
            measured.append(
                IndicatorFigures(
                    f"Wskaźnik {goal}.{number}", IndicatorKind.OUTPUT, "osoby", Direction.UP, exact(0), exact(1000), "2030",
                    tuple(Reading(str(2015 + year), value) for year, value in enumerate(values)),
                    indicator_status(0, 1000, values[-1], direction=Direction.UP),
                )
            )  # fmt: skip
        roll = roll_up([Child(one.to_date.share, colour=one.status.worst) for one in made])
        goals.append(GoalFigures(str(goal + 1), f"Cel {goal}", "Szef", made, measured, roll))
    return StrategyFigures(
        "Strategia wymyślona",
        "pl",
        "2024",
        date(2025, 3, 31),
        datetime(2025, 4, 1, tzinfo=UTC),
        goals,
        is_invented=True,
    )


def report(tasks: int, years: int, indicators: int) -> dict[str, float]:
    """Make the report and return its seconds and the size of the PDF."""
    from grono.reports.strategy import monitoring_report, written

    given = figures(tasks, years, indicators)
    started = time.perf_counter()
    contents = written(monitoring_report(given, "pl"))
    return {
        "seconds": time.perf_counter() - started,
        **{form: len(content) / 1e6 for form, content in contents.items()},
    }


def rows(*, quick: bool = False) -> list[Row]:
    """Return the table."""
    size = (50, 10, 150) if quick else (500, 10, 1500)
    label = f"{size[0]} tasks × {size[1]} years, {size[2]} indicators"
    return [_report_row(size, label), *_opening_rows(size, label)]


def _report_row(size: tuple[int, int, int], label: str) -> Row:
    found = in_fresh_process("benchmarks.strategies", "report", tasks=size[0], years=size[1], indicators=size[2])
    note = f"CPU {found['cpu_seconds']:.1f} s; PDF {found['pdf']:.1f} MB, XLSX {found['xlsx']:.1f} MB"
    return Row("monitoring report, four forms", label, found["seconds"], found["memory_mb"], "< 20 s", note=note)


def _opening_rows(size: tuple[int, int, int], label: str) -> list[Row]:
    found = in_fresh_process("benchmarks.strategy_pages", "opening", tasks=size[0], years=size[1], indicators=size[2])
    pages = {title: value for title, value in found.items() if ", " in title}
    return [
        Row(title, label, value / 1000, found["memory_mb"], "< 0.3 s" if title.endswith("again") else "", note="CPU seconds")
        for title, value in pages.items()
    ]  # fmt: skip


if __name__ == "__main__":
    print_rows(rows(quick="--quick" in sys.argv))
