"""``grono plan``: the file of a strategy's plan, checked before anybody brings it in."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from grono.cli.sentences import LanguageOption, language_of_terminal, problems_as_sentences, read_bytes
from grono.messages import InputError
from grono.reports.plan_file import PLAN_SHEETS, read_plan_file, unknown_references

plan_app = typer.Typer(help="The plan of a strategy as a file: check it.", no_args_is_help=True)

PlanPath = Annotated[Path, typer.Argument(metavar="FILE", help="Plan as XLSX, or as a ZIP archive of CSV tables.")]


@plan_app.callback()
def plan() -> None:
    """Check the plan of a strategy as a file."""


@plan_app.command()
def check(file: PlanPath, *, language: LanguageOption = None) -> None:
    """Name every problem of the file by sheet, row and column, or say how many rows each sheet has.

    Keys that the file only refers to are problems here: whether the plan knows them, only the portal can say. Ends with status 0 when
    there is no problem, and 1 otherwise.
    """
    chosen = language or language_of_terminal()
    with problems_as_sentences(chosen):
        found = read_plan_file(read_bytes(file))
        problems = unknown_references(found, {})
        if problems:
            raise InputError(problems)
    for sheet in PLAN_SHEETS:
        if sheet.name in found.sheets:
            typer.echo(f"{sheet.name}: {len(found.rows(sheet.name))}")
