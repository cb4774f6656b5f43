"""The last parts of a report: what changed, what was evaluated and granted, what is recommended, what lies behind the figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from grono.evaluation.words import SELECTION_CAVEATS
from grono.messages import message
from grono.quantities import Range
from grono.reports.strategy.blocks import Block, Cell, Grid, Head, Heading, Items, Paragraph, Picture
from grono.reports.strategy.pictures import comparable, diagnosis_chart

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from grono.messages import Message
    from grono.reports.strategy.cells import Writer
    from grono.reports.strategy.figures import (
        Check,
        Diagnosed,
        Evidence,
        Line,
        PlanChange,
        StrategyFigures,
    )


def annexes(figures: StrategyFigures, writer: Writer, *, in_brief: bool = False) -> Iterator[Block]:
    """Yield the parts after the goals; in brief without recommendations and annexes."""
    yield Heading(writer.say(message("Changes of the plan")))
    yield _changes(figures, writer)
    yield from _lines(message("Evaluation"), figures.evaluations, message("No evaluation was published."), writer)
    for caveat in SELECTION_CAVEATS if figures.evaluations else ():
        yield Paragraph(writer.say(caveat))
    target = message(
        "A target that was reached is not an effect of the strategy; effects are shown by evaluations alone."
    )
    yield Paragraph(writer.say(target))
    yield from _aid(figures, writer)
    yield Heading(writer.say(message("Contradictions and gaps")))
    yield _findings(figures, writer)
    if in_brief:
        return
    yield Heading(writer.say(message("Recommendations")))
    yield checks_grid(message("Recommendations"), figures.recommendations, figures.language, writer)
    yield Heading(writer.say(message("Annexes")))
    yield from _diagnosis(figures, writer)
    if figures.completeness:
        yield checks_grid(message("Completeness of the strategy"), figures.completeness, figures.language, writer)
    yield _evidence(figures, writer)
    yield Heading(writer.say(message("How the figures come about")), level=3)
    yield Items(tuple(writer.words(rule) for rule in _RULES))


_RULES = (
    message("Work done: points done divided by points planned, over the stages of a task."),
    message(
        "From tasks over objectives to goals: at each level the mean of the parts with data, weighted where weights are given, always with "
        "its coverage."
    ),
    message("Progress to target: (value − baseline) / (target − baseline), not cut off at 0 or 100 per cent."),
    message("Grey: nothing was reported by the deadline, or nobody is responsible. Grey is never green."),
    message("Zero, no data, not planned and not applicable are four different things and written differently."),
)


def _changes(figures: StrategyFigures, writer: Writer) -> Grid:
    heads = (
        message("What"), message("Field"), message("Before"), message("After"), message("By what"), message("In force from"),
        message("Recorded on"),
    )  # fmt: skip
    return Grid(
        caption=writer.say(message("Changes of the plan")),
        heads=tuple(Head(writer.say(head)) for head in heads),
        rows=tuple(_change(one, figures.language, writer) for one in figures.changes),
        sheet=writer.say(message("Changes of the plan")),
        empty=writer.say(message("The plan was not changed in this period.")),
    )  # fmt: skip


def _change(one: PlanChange, language: str, writer: Writer) -> tuple[Cell, ...]:
    said = language if one.is_text else ""
    return (
        writer.words(one.subject, language=language), writer.words(one.field),
        writer.words(one.old or "–", language=said if one.old else ""), writer.words(one.new or "–", language=said if one.new else ""),
        writer.words(f"{one.authority} {one.reference}".strip()), writer.words(writer.day(one.valid_from)),
        writer.words(writer.day(one.recorded_on)),
    )  # fmt: skip


def _lines(title: Message, lines: Sequence[Line], empty: Message, writer: Writer) -> Iterator[Block]:
    yield Heading(writer.say(title))
    if lines:
        yield Items(tuple(writer.words(line.text, href=line.href, detail=line.detail) for line in lines))
    else:
        yield Paragraph(writer.say(empty))


def _aid(figures: StrategyFigures, writer: Writer) -> Iterator[Block]:
    """Yield the aid contracted under the strategy by kind, and how much of the ceilings it took."""
    yield Heading(writer.say(message("Aid granted")))
    if not figures.aid_sums and not figures.aid:
        yield Paragraph(writer.say(message("No aid is recorded for this strategy.")))
    if figures.aid_sums:
        heads = (message("Kind of aid"), message("Contracts"), message("Undertakings"), message("Sum in euro"))
        yield Grid(
            caption=writer.say(message("Aid contracted under the strategy")),
            heads=tuple(Head(writer.say(head), numeric=place > 0) for place, head in enumerate(heads)),
            rows=tuple(
                (
                    writer.words(one.kind),
                    writer.count(one.contracts),
                    writer.count(one.beneficiaries),
                    writer.money(one.euro),
                )
                for one in figures.aid_sums
            ),
            sheet=writer.say(message("Aid")),
        )
    if figures.aid:
        yield Items(tuple(writer.words(line.text, href=line.href, detail=line.detail) for line in figures.aid))


def _findings(figures: StrategyFigures, writer: Writer) -> Grid:
    """Return what contradicts or lacks, each with its cells and its repair (STR-31, STR-32)."""
    heads = (message("Code of the rule"), message("Cells"), message("What was found"), message("Proposed repair"))
    return Grid(
        caption=writer.say(message("Contradictions and gaps")),
        heads=tuple(Head(writer.say(head)) for head in heads),
        rows=tuple(
            (
                Cell(one.code),
                writer.words("; ".join(writer.say(cell) for cell in one.cells)),
                writer.words(one.message),
                writer.words(one.repair),
            )
            for one in figures.findings
        ),
        sheet=writer.say(message("Contradictions and gaps")),
        empty=writer.say(message("None of the rules found anything. That does not prove the plan right.")),
    )


def checks_grid(title: Message, checks: Sequence[Check], language: str, writer: Writer) -> Grid:
    """Return a list of requirements with the state of each; ``language`` is that of the places in the strategy."""
    heads = (message("Number"), message("Requirement"), message("State"), message("Where it stands"))
    return Grid(
        caption=writer.say(title),
        heads=tuple(Head(writer.say(head)) for head in heads),
        rows=tuple(
            (
                Cell(one.number),
                writer.words(one.text),
                writer.words(one.state),
                writer.words(one.reference or "–", language=language if one.reference else ""),
            )
            for one in checks
        ),
        sheet=writer.say(title),
        empty=writer.say(message("Nothing is recorded yet.")),
    )


def _diagnosis(figures: StrategyFigures, writer: Writer) -> Iterator[Block]:
    """Yield what the strategy starts from, with a picture of the figures that stand beside one of the country."""
    if not figures.diagnosis:
        return
    rows = comparable(one.beside for one in figures.diagnosis)
    if rows:
        yield Picture("diagnosis", diagnosis_chart(rows, writer.language, until=""))
    heads = (
        message("What the diagnosis states"), message("Own value"), message("Country"), message("Figure of the country from"), message("Rank"),
    )  # fmt: skip
    yield Grid(
        caption=writer.say(message("Diagnosis")),
        heads=tuple(Head(writer.say(head), numeric=place in (1, 2)) for place, head in enumerate(heads)),
        rows=tuple(_diagnosed(one, figures.language, writer) for one in figures.diagnosis),
        sheet=writer.say(message("Diagnosis")),
    )


def _diagnosed(one: Diagnosed, language: str, writer: Writer) -> tuple[Cell, ...]:
    beside = one.beside
    return (
        writer.words(one.statement, language=language, detail=beside.name),
        writer.quantity(beside.own, detail=beside.unit if isinstance(beside.own, Range) else ""),
        writer.quantity(beside.country, detail=beside.unit if isinstance(beside.country, Range) else ""),
        writer.words(beside.origin or "–", language=language if beside.origin else ""),
        writer.words(one.rank or "–", language=language if one.rank else ""),
    )


def _evidence(figures: StrategyFigures, writer: Writer) -> Grid:
    found: dict[tuple[str, str], Evidence] = {}
    for one in _all_evidence(figures):
        found.setdefault((one.title, one.sha256 or one.href), one)
    heads = (message("Evidence"), message("Kind"), message("SHA-256"))
    return Grid(
        caption=writer.say(message("Evidence behind the figures")),
        heads=tuple(Head(writer.say(head)) for head in heads),
        rows=tuple(
            (
                writer.words(writer.title(one), href=one.href, language=figures.language if one.title else ""),
                writer.words(_kind(one)),
                Cell(one.sha256 or "–"),
            )
            for one in found.values()
        ),
        sheet=writer.say(message("Evidence")),
        empty=writer.say(message("No evidence is recorded.")),
    )


def _all_evidence(figures: StrategyFigures) -> Iterator[Evidence]:
    for task in figures.tasks:
        yield from task.evidence
    for indicator in figures.indicators:
        for reading in indicator.readings:
            yield from reading.evidence


def _kind(one: Evidence) -> Message:
    if one.is_statement:
        return message("statement of who reported")
    if one.is_gone:
        return message("deleted file, known by its checksum")
    return message("file") if one.sha256 else message("address")
