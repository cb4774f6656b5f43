"""What ``grono card check`` shows of a card."""

from __future__ import annotations

from typing import TYPE_CHECKING

from grono.cli.sections import Section
from grono.messages import Message, message
from grono.quantities import QuantityError, display, exact, not_planned
from grono.strategy import (
    GroupState,
    SplitRule,
    card_amounts,
    findings,
    kind_label,
    progress,
    splits,
    stage_forecast,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from fractions import Fraction

    from grono.strategy import CardProgress, Forecast, Progress, TaskCard

_NO_SHARE = "–"
_RULES = {
    SplitRule.COMMON_SUFFIX: message("ending shared by all bodies"),
    SplitRule.LINE_BREAK: message("line break"),
    SplitRule.SHARED_SOURCE: message("word shared by all indicators"),
    SplitRule.BY_HAND: message("split by a person"),
    SplitRule.UNSPLIT: message("not split: a person must split it"),
}


def card_sections(card: TaskCard, language: str) -> list[Section]:
    """Return everything to be shown, in the order of importance."""
    reached = progress(card)
    sections = [
        _task(card, language),
        _years(reached, language),
        _stages(card, reached, language),
        _indicators(card, language),
        _funding(card, language),
        _splits(card, language),
        _findings(card, language),
    ]
    return [section for section in sections if section.rows or section.notes]


def _task(card: TaskCard, language: str) -> Section:
    lines = (
        message("Strategy: %(title)s", title=card.strategy_title),
        message(
            "Goal %(number)s: %(title)s (%(lead)s)",
            number=card.goal.number_text,
            title=card.goal.title,
            lead=card.goal.lead_post,
        ),
        message(
            "Objective %(number)s: %(title)s (%(lead)s)",
            number=card.objective.number_text,
            title=card.objective.title,
            lead=card.objective.lead_post,
        ),
        message("Executor: %(executor)s", executor=card.executor_text.replace("\n", "; ")),
    )
    return Section(f"{card.task.number_text}. {card.task.title}", notes=[line.in_language(language) for line in lines])


def _years(reached: CardProgress, language: str) -> Section:
    rows = [
        (
            str(year.year),
            *_points(year.in_year, language),
            *_points(year.to_date, language),
            year.status.label.in_language(language),
        )
        for year in reached.years
    ]
    columns = (
        message("year"),
        message("done/planned"),
        message("per cent"),
        message("done/planned to date"),
        message("per cent to date"),
        message("status"),
    )
    return Section(
        _said(message("Progress"), language),
        _headed(columns, language),
        rows,
        list(_reasons(reached, language)),
        frozenset({1, 2, 3, 4}),
    )


def _reasons(reached: CardProgress, language: str) -> Iterator[str]:
    """Yield the reason of each status, once for all years that share it."""
    years_of: dict[str, list[str]] = {}
    for year in reached.years:
        years_of.setdefault(year.status.reason.in_language(language), []).append(str(year.year))
    for reason, years in years_of.items():
        yield f"{', '.join(years)}: {reason}"


def _stages(card: TaskCard, reached: CardProgress, language: str) -> Section:
    rows = [(f"{stage.number_text}. {stage.title}", *_points(stage.total, language)) for stage in reached.stages]
    columns = (message("stage"), message("done/planned"), message("per cent"))
    notes = [
        note
        for number in dict.fromkeys(stage.number_text for stage in card.stages)
        for note in _forecast_notes(number, stage_forecast(card, number), language)
    ]
    return Section(_said(message("Stages"), language), _headed(columns, language), rows, notes, frozenset({1, 2}))


def _forecast_notes(number: str, forecast: Forecast | None, language: str) -> Iterator[str]:
    if forecast is None:
        return
    sentence = message(
        "Stage %(stage)s lacks %(remaining)s points. At the pace of the last year (%(last)s a year) they are done %(last_month)s, at the "
        "mean pace (%(mean)s) %(mean_month)s.",
        stage=number,
        remaining=_number(forecast.remaining, language),
        last=_number(forecast.last_pace.pace, language),
        last_month=forecast.last_pace.when,
        mean=_number(forecast.mean_pace.pace, language),
        mean_month=forecast.mean_pace.when,
    )
    yield sentence.in_language(language)
    if forecast.required is not None:
        required = message(
            "To finish by the end of the plan it needs %(pace)s points a year.",
            pace=_number(forecast.required, language),
        )
        yield required.in_language(language)


def _indicators(card: TaskCard, language: str) -> Section:
    rows = []
    for group in card.indicators:
        label = kind_label(group.kind).in_language(language)
        if group.state is GroupState.DECLARED_NONE:
            rows.append((label, _said(message("none, as declared"), language), "", *([""] * len(card.years))))
        for row in group.rows:
            values = [display(value, language) for value in row.values]
            rows.append((label, row.name_text, row.source_text or "", *values))
    columns = _headed((message("kind"), message("indicator"), message("source")), language)
    years = [str(year) for year in card.years]
    return Section(
        _said(message("Indicators"), language), [*columns, *years], rows, numbers=frozenset(range(3, 3 + len(years)))
    )


def _funding(card: TaskCard, language: str) -> Section:
    try:
        amounts = card_amounts(card)
    except QuantityError:
        amounts = None
    shown = (
        [display(exact(amount), language, decimals=2) for amount in amounts]
        if amounts
        else [_NO_SHARE] * len(card.funding)
    )
    rows = [
        (line.group_text or "", line.source_text, display(exact(line.share / 100), language, style="percent"), amount)
        for line, amount in zip(card.funding, shown, strict=True)
    ]
    columns = (message("group"), message("source of money"), message("share"), message("amount (zł)"))
    return Section(_said(message("Funding"), language), _headed(columns, language), rows, numbers=frozenset({2, 3}))


def _splits(card: TaskCard, language: str) -> Section:
    rows = [(split.left, split.right or "", _RULES[split.rule].in_language(language)) for split in splits(card)]
    columns = (message("first part"), message("second part"), message("split by"))
    return Section(_said(message("Where cells were split"), language), _headed(columns, language), rows)


def _findings(card: TaskCard, language: str) -> Section:
    found = findings(card)
    notes = [f"{place}. {finding.code}: {finding.in_language(language)}" for place, finding in enumerate(found, 1)]
    title = message("Findings: %(count)s", count=len(found))
    return Section(
        _said(title, language), notes=notes or [_said(message("None of the rules found anything."), language)]
    )


def _points(points: Progress, language: str) -> tuple[str, str]:
    if not points.planned and not points.done:
        return display(not_planned(), language), _NO_SHARE
    formula = f"{_number(points.done, language)}/{_number(points.planned, language)}"
    return formula, _NO_SHARE if points.share is None else _percent(points.share, language)


def _number(value: Fraction, language: str) -> str:
    return display(exact(value), language)


def _percent(share: Fraction, language: str) -> str:
    return display(exact(share), language, decimals=2, style="percent")


def _said(sentence: Message, language: str) -> str:
    return sentence.in_language(language)


def _headed(columns: tuple[Message, ...], language: str) -> list[str]:
    return [column.in_language(language) for column in columns]
