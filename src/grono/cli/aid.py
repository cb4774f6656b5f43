"""``grono aid``: whether an undertaking may get an amount on a day, and how much is free."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.console import Console

from grono.cli.sections import Section, plain_text, rich_parts
from grono.cli.sentences import Language, LanguageOption, language_of_terminal, problems_as_sentences, read_bytes
from grono.messages import GronoError, InputError, Message, Problem, message

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from grono.stateaid import Ledger
    from grono.stateaid.counting import Use
    from grono.stateaid.ledger import Piece

aid_app = typer.Typer(help="De minimis aid: is it allowed, how much is free, and when?", no_args_is_help=True)

REFUSED, CANNOT_TELL = 2, 3
"""Statuses of a refusal and of «cannot tell», so that a script can tell them from a failure (1)."""

LedgerPath = Annotated[
    Path,
    typer.Argument(
        metavar="LEDGER",
        help="CSV or XLSX with the columns beneficiary, granting_date, gge_eur, and regulation if not 2023/2831.",
    ),
]
Beneficiary = Annotated[str, typer.Option("--beneficiary", metavar="NIP", help="The undertaking, by tax number.")]
Day = Annotated[str, typer.Option("--on", metavar="DATE", help="The day, 2026-11-22 or 22.11.2026.")]
RegulationOption = Annotated[str, typer.Option("--regulation", metavar="CODE", help="Under which regulation.")]
Links = Annotated[
    Path | None,
    typer.Option("--links", metavar="FILE", help="Control links: parent, child, type, valid_from, valid_to."),
]
Reorganisations = Annotated[
    Path | None,
    typer.Option(
        "--reorganisations", metavar="FILE", help="Mergers and splits: kind, effective_date, parties, equity."
    ),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print everything as JSON.")]


@aid_app.command()
def check(  # noqa: PLR0913 - one option for each part of the question
    ledger: LedgerPath,
    *,
    beneficiary: Beneficiary,
    amount: Annotated[str, typer.Option("--amount", metavar="EUR", help="Gross grant equivalent in euro.")],
    on: Day,
    regulation: RegulationOption = "2023/2831",
    links: Links = None,
    reorganisations: Reorganisations = None,
    as_json: AsJson = False,
    language: LanguageOption = None,
) -> None:
    """Say whether an undertaking may get an amount on a day, and if not, when first.

    Ends with status 0 when it is allowed, 2 when it is refused, 3 when it cannot be told, and 1 when the input cannot be used.
    """
    from grono.stateaid import Ask
    from grono.stateaid import check as check_aid
    from grono.stateaid.showing import answer_as_dict, decision_word

    chosen = language or language_of_terminal()
    with problems_as_sentences(chosen):
        who, euros, day = _read_question(beneficiary, on, amount)
        answer = check_aid(_read_ledger(ledger, links, reorganisations), Ask(who, euros, day, regulation))
    sections = [
        Section(
            decision_word(answer.decision).in_language(chosen).capitalize(), notes=[answer.sentence.in_language(chosen)]
        ),
        *_tables(answer.members, answer.uses, answer.counted, chosen),
        Section(
            message("Remarks").in_language(chosen),
            notes=[f"- {caveat.message.in_language(chosen)}" for caveat in answer.caveats],
        ),
    ]
    _show(sections, answer_as_dict(answer, chosen), as_json=as_json)
    if answer.decision != "allowed":
        raise typer.Exit(REFUSED if answer.decision == "refused" else CANNOT_TELL)


@aid_app.command()
def headroom(  # noqa: PLR0913 - one option for each part of the question
    ledger: LedgerPath,
    *,
    beneficiary: Beneficiary,
    on: Day,
    until: Annotated[str, typer.Option("--until", metavar="DATE", help="Also every change up to this day.")] = "",
    regulation: RegulationOption = "2023/2831",
    links: Links = None,
    reorganisations: Reorganisations = None,
    as_json: AsJson = False,
    language: LanguageOption = None,
) -> None:
    """Show how much is free for an undertaking on a day, and how that changes."""
    from grono.stateaid import calendar, head_room
    from grono.stateaid.showing import head_room_as_dict

    chosen = language or language_of_terminal()
    with problems_as_sentences(chosen):
        who, _nothing, day = _read_question(beneficiary, on, "0")
        _who, _nothing, last = _read_question(beneficiary, until or on, "0")
        book = _read_ledger(ledger, links, reorganisations)
        found = head_room(book, who, day, regulation=regulation)
        stretches = calendar(book, who, (day, max(day, last)), regulation=regulation)
    if found.free is None:
        sentence = message("No parameters of Regulation %(code)s are recorded for this day.", code=regulation)
    else:
        sentence = message(
            "%(free)s EUR is free on %(day)s; %(used)s EUR of %(ceiling)s EUR is used.",
            free=f"{found.free:.2f}",
            day=day.isoformat(),
            used=f"{found.used:.2f}",
            ceiling=f"{found.ceiling:.2f}",
        )
    columns = (message("From"), message("To"), message("Free, EUR"), message("Used, EUR"))
    rows = [
        (stretch.start.isoformat(), stretch.end.isoformat(), _money(stretch.free), _money(stretch.used))
        for stretch in stretches
    ]
    sections = [
        Section(
            message("Head-room").in_language(chosen),
            _in(columns, chosen),
            rows,
            [sentence.in_language(chosen)],
            frozenset({2, 3}),
        ),
        *_tables(found.members, found.uses, found.counted, chosen),
    ]
    _show(sections, head_room_as_dict(found, stretches), as_json=as_json)


def _read_question(beneficiary: str, on: str, amount: str) -> tuple[str, Decimal, date]:
    """Return who, how much and when, or raise everything that is wrong with them at once."""
    from grono.stateaid.cells import read_amount, read_day, undertaking_number

    problems: list[Problem] = []
    who, euros, day = "", Decimal(0), None
    try:
        who = undertaking_number(beneficiary)
    except GronoError as error:
        sentence = message("--beneficiary: “%(value)s” %(rule)s", value=beneficiary, rule=error.message)
        problems.append(Problem("not-an-undertaking", sentence, value=beneficiary))
    try:
        euros = read_amount(amount)
    except ValueError:
        sentence = message(
            "--amount: “%(value)s” is not a sum of money. Write 12500 or 12500.50, zero or more, in euro.", value=amount
        )
        problems.append(Problem("not-an-amount", sentence, value=amount))
    try:
        day = read_day(on)
    except ValueError:
        sentence = message("“%(value)s” is not a date. Write 2026-11-15 or 15.11.2026.", value=on)
        problems.append(Problem("not-a-date", sentence, value=on))
    if problems or day is None:
        raise InputError(problems)
    return who, euros, day


def _read_ledger(ledger: Path, links: Path | None, reorganisations: Path | None) -> Ledger:
    from grono.stateaid.files import read_ledger

    for path in (ledger, links, reorganisations):
        if path is not None:
            read_bytes(path)
    return read_ledger(ledger, links, reorganisations)


def _tables(members: Sequence[str], uses: Sequence[Use], counted: Sequence[Piece], language: Language) -> list[Section]:
    """Return the single undertaking, its ceilings and the aid that counts."""
    ceilings = (message("Provision"), message("From"), message("To"), message("Used, EUR"), message("Ceiling, EUR"))
    grants = (message("Granted on"), message("To whom"), message("EUR"), message("Regulation"))
    return [
        Section(message("Single undertaking").in_language(language), notes=[", ".join(members)]),
        Section(
            message("Ceilings").in_language(language),
            _in(ceilings, language),
            [
                (use.limit.article, use.start.isoformat(), use.end.isoformat(), _money(use.used), _money(use.ceiling))
                for use in uses
            ],
            numbers=frozenset({3, 4}),
        ),
        Section(
            message("Aid in the window").in_language(language),
            _in(grants, language),
            [
                (
                    piece.grant.granting_date.isoformat(),
                    piece.holder,
                    _money(Decimal(piece.cents).scaleb(-2)),
                    piece.grant.regulation,
                )
                for piece in counted
            ],
            numbers=frozenset({2}),
        ),
    ]


def _in(columns: Sequence[Message], language: Language) -> list[str]:
    return [column.in_language(language) for column in columns]


def _money(amount: Decimal | None) -> str:
    return "–" if amount is None else f"{amount:.2f}"


def _show(sections: list[Section], values: dict[str, Any], *, as_json: bool) -> None:
    if as_json:
        typer.echo(json.dumps(values, ensure_ascii=False, indent=2))
        return
    filled = [section for section in sections if section.rows or section.notes]
    console = Console()
    if console.is_terminal:
        console.print(*rich_parts(filled), sep="\n")
    else:
        typer.echo(plain_text(filled))
