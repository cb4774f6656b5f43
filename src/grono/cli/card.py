"""``grono card``: the legacy task card read, checked and written again."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from grono.cli.card_json import card_as_json
from grono.cli.card_sections import card_sections
from grono.cli.sections import plain_text, rich_parts
from grono.cli.sentences import (
    LanguageOption,
    language_of_terminal,
    problems_as_sentences,
    read_bytes,
    write_bytes,
)
from grono.strategy import card_text_of, read_card_file, render_card_file

card_app = typer.Typer(help="Task cards of a strategy: read, check, write again.", no_args_is_help=True)

CardPath = Annotated[
    Path,
    typer.Argument(metavar="FILE", help="Task card: text (UTF-8, UTF-16, Windows-1250 or ISO 8859-2), DOCX or XLSX."),
]


@card_app.command()
def render(
    file: CardPath,
    *,
    out: Annotated[Path | None, typer.Option("--out", help="Write to this file instead of standard output.")] = None,
    language: LanguageOption = None,
) -> None:
    """Read a card and write it again, identical to the byte.

    Ends with status 1 when the card cannot be read.
    """
    with problems_as_sentences(language or language_of_terminal()):
        data = render_card_file(read_card_file(card_text_of(read_bytes(file))))
        if out is not None:
            write_bytes(out, data)
            return
        stream = typer.get_binary_stream("stdout")
        stream.write(data)
        stream.flush()


@card_app.command()
def check(
    file: CardPath,
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Print everything as JSON.")] = False,
    language: LanguageOption = None,
) -> None:
    """Show progress, statuses with their reasons, funding and findings of a card.

    Ends with status 0 when the card was read, whatever was found, and 1 when it cannot be read.
    """
    chosen = language or language_of_terminal()
    with problems_as_sentences(chosen):
        card = read_card_file(card_text_of(read_bytes(file))).card
        if as_json:
            typer.echo(json.dumps(card_as_json(card, chosen), ensure_ascii=False, indent=2))
            return
        sections = card_sections(card, chosen)
        console = Console()
        if console.is_terminal:
            console.print(*rich_parts(sections), sep="\n")
        else:
            typer.echo(plain_text(sections))
