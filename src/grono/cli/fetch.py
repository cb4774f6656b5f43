"""``grono fetch``: tables of statistical offices, fetched politely, into a folder from which a map can be drawn."""

from __future__ import annotations

import json
import os
import shlex
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import sleep
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeElapsedColumn

from grono.cli.sentences import Language, LanguageOption, language_of_terminal, problems_as_sentences
from grono.messages import GronoError, message

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import pyarrow as pa

    from grono.messages import Message, Problem
    from grono.sources.fetching import Client, Quota, RawCopy

fetch_app = typer.Typer(help="Fetch tables of statistical offices, to draw maps from.", no_args_is_help=True)

CLIENT_ID = "GRONO_BDL_CLIENT_ID"
"""Environment variable with the key of the Local Data Bank; optional, it widens the quotas."""

BDL_AGE = timedelta(days=7)
"""Most variables of the Local Data Bank change once a year: a copy of this week is used without asking."""

EMPLOYEES, RAW = "employees.csv", "raw"
"""The table a map is drawn from, and the folder of raw copies beside it."""

STOPPED = 130
"""Status of a command that was interrupted (128 + SIGINT)."""

OutOption = Annotated[Path, typer.Option("--out", help="Folder for the tables; raw copies go to raw/ in it.")]


@fetch_app.command("eurostat")
def fetch_from_eurostat(  # noqa: PLR0913 - one option for each thing a person may decide
    code: Annotated[str, typer.Argument(metavar="CODE", help="Code of the table, such as lfst_r_lfe2en2.")],
    *,
    out: OutOption,
    filters: Annotated[
        list[str] | None, typer.Option("--filter", help="DIMENSION=CODE,CODE…; may be repeated.")
    ] = None,
    since: Annotated[str | None, typer.Option("--since", help="First year.")] = None,
    until: Annotated[str | None, typer.Option("--until", help="Last year.")] = None,
    country: Annotated[str | None, typer.Option("--country", help="Two letters: only regions of this country.")] = None,
    level: Annotated[int | None, typer.Option("--level", help="Level of NUTS, where the table has several.")] = None,
    industry: Annotated[str, typer.Option("--industry", help="Dimension of the industries.")] = "nace_r2",
    whole: Annotated[
        bool, typer.Option("--whole", help="Fetch the whole table and filter it here, for very large selections.")
    ] = False,
    language: LanguageOption = None,
) -> None:
    """Fetch a table of Eurostat and make a table of employees of it.

    Run again, it goes on where it stopped, and asks nothing that it has asked within twelve hours.
    """
    from grono.sources.eurostat import MINIMUM_AGE, fetch_eurostat, observations_from_eurostat

    chosen = language or language_of_terminal()
    with _fetching(out, MINIMUM_AGE, chosen) as client:
        wanted = _filters(filters or [])
        found = fetch_eurostat(client, code, wanted, since=since, until=until, whole=whole)
        _write(found.table.table, out / f"{code}.csv")
        observed = observations_from_eurostat(found.table, country=country, level=level, industry=industry)
        _write(observed.table, out / EMPLOYEES)
        _write_provenance(out, observed.note, [found.fetched.copy])
        _tell(
            out, observed.table.num_rows, observed.classification, chosen,
            ["--rounding", observed.rounding] if observed.rounding else [],
        )  # fmt: skip


@fetch_app.command("bdl")
def fetch_from_bdl(  # noqa: PLR0913 - one option for each thing a person may decide
    variables: Annotated[
        list[str],
        typer.Argument(metavar="VARIABLE=INDUSTRY…", help="Id of a variable and the industry it counts people in."),
    ],
    *,
    out: OutOption,
    level: Annotated[int, typer.Option("--level", help="2 voivodeships, 4 subregions, 5 powiats, 6 gminas.")] = 2,
    years: Annotated[str, typer.Option("--years", help="2019,2021 or 2015-2020; all by default.")] = "",
    classification: Annotated[
        str, typer.Option("--classification", help="Where the codes of industries come from; for the line it prints.")
    ] = "pkd2007",
    language: LanguageOption = None,
) -> None:
    """Fetch variables of the Local Data Bank of GUS and make a table of employees of them.

    The key of the bank is read from the environment variable GRONO_BDL_CLIENT_ID; without one its quotas are smaller. Run again, it
    goes on at the page where it stopped.
    """
    from grono.sources.fetching import Quota
    from grono.sources.gus_bdl import BDL, fetch_variable, observations_from_bdl, quota_limits

    chosen, key = language or language_of_terminal(), os.environ.get(CLIENT_ID) or None
    quota = Quota(out / RAW / f"quota-{BDL.key}.json", quota_limits(registered=key is not None))
    with _fetching(out, BDL_AGE, chosen, quota) as client:
        asked, wanted_years = _variables(variables), _years(years)
        series = [
            (industry, fetch_variable(client, variable, level, years=wanted_years, client_id=key))
            for variable, industry in asked.items()
        ]
        observed = observations_from_bdl(series)
        _warn(observed.problems, chosen)
        _write(observed.table, out / EMPLOYEES)
        _write(observed.names, out / "names.csv")
        note = message("GUS BDL: %(variables)s", variables="; ".join(f"{i}: {one.variable.name}" for i, one in series))
        _write_provenance(out, note, [copy for _, one in series for copy in one.copies])
        _tell(out, observed.table.num_rows, classification, chosen, ["--labels", str(out / "names.csv")])


@contextmanager
def _fetching(out: Path, minimum_age: timedelta, language: Language, quota: Quota | None = None) -> Iterator[Client]:
    """Give a client with a progress bar; whatever stops it ends with a sentence."""
    from grono.sources.fetching import Client

    columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TimeElapsedColumn())
    try:
        with (
            problems_as_sentences(language),
            Progress(*columns, console=Console(stderr=True), transient=True) as bar,
            Client(
                out / RAW, now=lambda: datetime.now(UTC), sleep=sleep, minimum_age=minimum_age,
                progress=_Watcher(bar, language), quota=quota,
            ) as client,
        ):  # fmt: skip
            _make_folder(out)
            yield client
    except KeyboardInterrupt as error:
        stopped = message("Stopped. What was fetched is kept: run the same command again to go on.")
        typer.echo(stopped.in_language(language), err=True)
        raise typer.Exit(STOPPED) from error


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise GronoError(
            message(
                "“%(folder)s” cannot be made a folder. Give --out a folder that exists or a new name.",
                folder=str(folder),
            )
        ) from error


class _Watcher:
    """Shows the file that is coming, or that the office wants a pause, as one moving line."""

    def __init__(self, bar: Progress, language: Language) -> None:
        self._bar, self._language = bar, language
        self._task = bar.add_task("", total=None)

    def __call__(self, step: str, done: int, total: int) -> None:
        waiting = message("The office asks for a pause: %(seconds)s s left", seconds=total - done)
        shown = waiting.in_language(self._language) if step == "waiting" else step
        self._bar.update(
            self._task,
            description=shown,
            completed=0 if step == "waiting" else done,
            total=None if step == "waiting" else total or None,
        )


def _filters(texts: Sequence[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for text in texts:
        name, equals, codes = text.partition("=")
        if not equals or not name.strip() or not codes.strip():
            raise GronoError(
                message('%(option)s: "%(text)s" is not of the form name=value.', option="--filter", text=text)
            )
        found.setdefault(name.strip(), []).extend(code.strip() for code in codes.split(",") if code.strip())
    return found


def _variables(texts: Sequence[str]) -> dict[int, str]:
    """Return variable → industry; a variable without one is an industry of its own."""
    found: dict[int, str] = {}
    for text in texts:
        number, _, industry = text.partition("=")
        if not number.strip().isdigit():
            raise GronoError(
                message(
                    "“%(text)s” is not the id of a variable. Write VARIABLE=INDUSTRY, as in 54821=TOTAL: the id is a number.",
                    text=text,
                )
            )
        found[int(number)] = industry.strip() or number.strip()
    return found


def _years(text: str) -> list[int]:
    found: list[int] = []
    for part in filter(None, (one.strip() for one in text.split(","))):
        first, _, last = part.partition("-")
        try:
            years = range(int(first), int(last or first) + 1)
        except ValueError as error:
            raise GronoError(
                message("--years: “%(text)s” is no year. Write 2019,2021 or 2015-2020.", text=part)
            ) from error
        found.extend(years)
    return sorted(set(found))


def _write(table: pa.Table, path: Path) -> None:
    from pyarrow import csv

    csv.write_csv(table, path)


def _write_provenance(out: Path, note: Message, copies: Sequence[RawCopy]) -> None:
    record: dict[str, Any] = {"made": str(note), "raw": [copy.record for copy in copies]}
    (out / f"{EMPLOYEES}.json").write_text(json.dumps(record, ensure_ascii=False, indent=1) + "\n", "utf-8")


def _warn(problems: Sequence[Problem], language: Language) -> None:
    for problem in problems:
        typer.echo(problem.message.in_language(language), err=True)


def _tell(out: Path, rows: int, classification: str, language: Language, further: Sequence[str] = ()) -> None:
    """Say what lies where, and the command that draws a map of it."""
    written = message("%(rows)s rows in %(file)s. Next:", rows=rows, file=str(out / EMPLOYEES))
    typer.echo(written.in_language(language))
    command = [
        "grono",
        "map",
        str(out / EMPLOYEES),
        "--classification",
        classification,
        *further,
        "--out",
        str(out / "map"),
    ]
    typer.echo(f"    {shlex.join(command)}")
