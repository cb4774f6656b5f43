"""``grono evaluate``: whether a policy worked, by a plan and a table."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from grono.cli.sections import Section, plain_text, rich_parts
from grono.cli.sentences import Language, LanguageOption, language_of_terminal, problems_as_sentences, read_bytes
from grono.messages import GronoError, message

if TYPE_CHECKING:
    from grono.evaluation import Evaluation, Plan

PlanArgument = Annotated[
    Path, typer.Argument(metavar="PLAN", help="The plan as JSON; docs/how-to/evaluate-a-programme.md has one.")
]
TableArgument = Annotated[
    Path | None,
    typer.Argument(
        metavar="TABLE",
        help="CSV, XLSX, ODS or Parquet: one row for each unit and period. Without it, only the plan is checked.",
    ),
]
UnitOption = Annotated[str | None, typer.Option("--unit", help="Column of units, where its name does not tell.")]
PeriodOption = Annotated[str | None, typer.Option("--period", help="Column of periods.")]
OutcomeOption = Annotated[str | None, typer.Option("--outcome", help="Column of the outcome.")]
HashOption = Annotated[
    str | None,
    typer.Option("--locked", help="SHA-256 the plan was locked with; another plan is refused.", metavar="HASH"),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Write everything as JSON.")]


def evaluate_plan(  # noqa: PLR0913 - one option for each thing a person may decide
    plan: PlanArgument,
    table: TableArgument = None,
    *,
    unit: UnitOption = None,
    period: PeriodOption = None,
    outcome: OutcomeOption = None,
    locked: HashOption = None,
    as_json: JsonOption = False,
    language: LanguageOption = None,
) -> None:
    """Carry out a plan of evaluation on a table, and say what may be said: an effect, no detectable effect, or not identifiable.

    Ends with status 1 when the plan or the table cannot be used; the verdict itself is no error. Without a table the plan is checked
    and its SHA-256 printed.
    """
    chosen = language or language_of_terminal()
    with problems_as_sentences(chosen):
        read = _plan(plan, locked)
        if table is None:
            typer.echo(
                json.dumps({"sha256": read.sha256, "plan": read.data()}, ensure_ascii=False, indent=2)
                if as_json
                else read.sha256
            )
            return
        columns = {role: name for role, name in (("unit", unit), ("period", period), ("outcome", outcome)) if name}
        found = _carried_out(read, table, columns)
    if as_json:
        typer.echo(json.dumps(found.data(), ensure_ascii=False, indent=2))
    else:
        _show(found, chosen)


def _plan(path: Path, locked: str | None) -> Plan:
    from grono.evaluation import plan_from_data

    try:
        data = json.loads(read_bytes(path))
    except ValueError as error:
        sentence = message(
            "The file “%(path)s” is not JSON: %(reason)s. Write the plan as a JSON object.",
            path=str(path),
            reason=str(error),
        )
        raise GronoError(sentence) from error
    plan = plan_from_data(data)
    if locked is not None and plan.sha256 != locked.strip().lower():
        sentence = message(
            "The plan has the SHA-256 %(own)s, but it was locked with %(locked)s. A changed plan is a new plan: take the locked one, or "
            "lock this one anew before you look.",
            own=plan.sha256,
            locked=locked,
        )
        raise GronoError(sentence)
    return plan


def _carried_out(plan: Plan, table: Path, columns: dict[str, str]) -> Evaluation:
    from grono.evaluation import evaluate
    from grono.evaluation.files import read_tidy

    return evaluate(plan, read_tidy(table, columns))


def _show(found: Evaluation, language: Language) -> None:
    from rich.console import Console

    from grono.evaluation import caveats, verdict_sentence

    data = found.data()
    typer.echo(verdict_sentence(data, language.value))
    sections = [
        Section(message("Reasons").in_language(language), notes=data["verdict"]["reasons"][language.value]),
        _figures(data, language),
        _series(data, language),
        Section(
            message("What to bear in mind").in_language(language),
            notes=[one.in_language(language) for one in caveats(data)],
        ),
    ]
    console = Console()
    if console.is_terminal:
        for part in rich_parts(sections):
            console.print(part)
    else:
        typer.echo("\n" + plain_text(sections))


def _figures(data: dict[str, Any], language: Language) -> Section:
    titles = {
        "effect": message("Estimated effect"),
        "standard_error": message("Standard error"),
        "p_value": message("p"),
        "ratio": message("Error after ÷ error before (RMSPE)"),
        "periods_before": message("Periods before"),
    }
    rows = [[title.in_language(language), _shown(data[name], data, language)] for name, title in titles.items()]
    if data["interval"] is not None:
        ends = [_shown(end, data, language) for end in data["interval"]]
        rows.insert(1, [message("Interval").in_language(language), f"{ends[0]} – {ends[1]}"])
    rows.append(
        [message("Pre-trend test, p").in_language(language), _shown(data["pretrend"]["p_value"], data, language)]
    )
    title = message("Figures (%(outcome)s)", outcome=data["plan"]["outcome"]).in_language(language)
    heads = [message("Figure").in_language(language), message("Value").in_language(language)]
    proof = message("SHA-256 of the plan: %(hash)s", hash=data["plan_sha256"]).in_language(language)
    return Section(title, heads, rows, notes=[proof])


def _series(data: dict[str, Any], language: Language) -> Section:
    titles = (message("Period"), message("Observed"), message("Without the policy (estimated)"), message("Gap"))
    rows = [
        [row["period"], *(_shown(row[name], data, language) for name in ("treated", "counterfactual", "gap"))]
        for row in data["series"]
    ]
    return Section(
        message("Period by period").in_language(language),
        [title.in_language(language) for title in titles],
        rows,
        numbers=frozenset({1, 2, 3}),
    )


def _shown(value: float | None, data: dict[str, Any], language: Language) -> str:
    from grono.evaluation import digits_for
    from grono.language import format_number

    if value is None:
        return "–"
    if isinstance(value, int):
        return str(value)
    return format_number(value, language.value, max(digits_for(data), 4 if abs(value) < 1 else 0))
