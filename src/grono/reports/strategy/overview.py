"""The first page of a report: what it is about, what nobody can judge, and the goals side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from grono.messages import message, plural_message
from grono.reports.strategy.blocks import Block, Cell, Facts, Grid, Head, Heading, Items, Paragraph
from grono.reports.strategy.counting import counts, grey_items
from grono.strategy import RULES_VERSION, Colour

if TYPE_CHECKING:
    from collections.abc import Iterator

    from grono.messages import Message
    from grono.reports.strategy.cells import Writer
    from grono.reports.strategy.counting import Counts
    from grono.reports.strategy.figures import GoalFigures, StrategyFigures


def beginning(figures: StrategyFigures, writer: Writer, purpose: Message | None = None) -> Iterator[Block]:
    """Yield what the report is about, and the grey items by name."""
    if figures.is_invented:
        sentence = message(
            "Some figures of this report are invented for the demonstration; they say so where they stand."
        )
        yield Paragraph(writer.say(sentence), loud=True)
    if purpose is not None:
        yield Paragraph(writer.say(purpose))
    yield Facts(tuple((writer.say(label), cell) for label, cell in _facts(figures, writer)))
    yield Heading(writer.say(message("What nobody can judge")))
    grey = grey_items(figures)
    if not grey:
        yield Paragraph(writer.say(message("Every item was reported and has an owner.")))
        return
    said = plural_message(
        "%(number)s item is grey: it is neither good nor bad, it is not known.",
        "%(number)s items are grey: they are neither good nor bad, they are not known.",
        len(grey),
    )
    yield Paragraph(writer.say(said))
    yield Items(tuple(writer.words(item.name, language=figures.language, detail=item.status.reason) for item in grey))


def _facts(figures: StrategyFigures, writer: Writer) -> Iterator[tuple[Message, Cell]]:
    yield message("Strategy"), writer.words(figures.title, href=figures.href, language=figures.language)
    none = message("no resolution is recorded")
    last = figures.resolutions[-1] if figures.resolutions else none
    yield message("Resolution"), writer.words(last, detail="; ".join(figures.resolutions[:-1]))
    yield message("Period"), writer.words(figures.period)
    yield message("Date of the data"), writer.words(writer.day(figures.data_date))
    yield message("Rules of statuses"), writer.words(message("version %(number)s", number=str(RULES_VERSION)))


_COLOURS = (Colour.GREEN, Colour.AMBER, Colour.RED)


def summary(figures: StrategyFigures, writer: Writer) -> Iterator[Block]:
    """Yield the goals side by side: work done and goals reached are two tables."""
    yield Heading(writer.say(message("Summary by goal")))
    yield Grid(
        caption=writer.say(message("Work done")),
        heads=_heads(writer, message("Tasks"), message("Work done")),
        rows=tuple(
            (
                *_counted(goal, counts([task.status for task in goal.tasks]), figures, writer),
                writer.percent(goal.roll.share if goal.roll else None),
                _covered(goal, writer),
            )
            for goal in figures.goals
        ),
        sheet=writer.say(message("Work done")),
        empty=writer.say(message("The strategy has no goals yet.")),
    )
    yield Grid(
        caption=writer.say(message("Goals reached")),
        heads=_heads(writer, message("Indicators with a target"), message("On their path")),
        rows=tuple(_reached(goal, figures, writer) for goal in figures.goals),
        sheet=writer.say(message("Goals reached")),
        empty=writer.say(message("The strategy has no goals yet.")),
    )
    explained = message(
        "Grey and “before its term” are never counted as green; the share is that of the items with data."
    )
    yield Paragraph(writer.say(explained))
    if figures.together:
        yield _together(figures, writer)


def _together(figures: StrategyFigures, writer: Writer) -> Grid:
    """Return the indicators that several parts report, with formula and coverage (STR-14)."""
    heads = (message("Indicator"), message("Value"), message("Parts counted"), message("How it is put together"))
    return Grid(
        caption=writer.say(message("Indicators put together")),
        heads=tuple(Head(writer.say(head), numeric=place in (1, 2)) for place, head in enumerate(heads)),
        rows=tuple(
            (
                writer.words(one.name, language=figures.language, detail=one.unit),
                writer.quantity(one.value),
                writer.words(message("%(done)s of %(planned)s", done=str(one.counted), planned=str(one.items))),
                writer.words(one.formula),
            )
            for one in figures.together
        ),
        sheet=writer.say(message("Indicators put together")),
    )


def _covered(goal: GoalFigures, writer: Writer) -> Cell:
    if goal.roll is None:
        return writer.words(message("nothing to roll up"))
    return writer.words(goal.roll.label, detail=goal.roll.formula if goal.roll.share is not None else "")


def _heads(writer: Writer, items: Message, last: Message) -> tuple[Head, ...]:
    numbers = (
        items,
        *(colour.label for colour in _COLOURS),
        message("uncertain"),
        Colour.BEFORE_TERM.label,
        message("grey"),
        last,
    )
    return (
        Head(writer.say(message("Goal"))),
        *(Head(writer.say(head), numeric=True) for head in numbers),
        Head(writer.say(message("Coverage"))),
    )


def _counted(goal: GoalFigures, found: Counts, figures: StrategyFigures, writer: Writer) -> tuple[Cell, ...]:
    numbers = (found.items, found.green, found.amber, found.red, found.uncertain, found.before_term, found.grey)
    return (writer.words(goal.name, language=figures.language), *(writer.count(number) for number in numbers))


def _reached(goal: GoalFigures, figures: StrategyFigures, writer: Writer) -> tuple[Cell, ...]:
    found = counts([one.status for one in goal.indicators if one.status is not None])
    on_path = message("%(done)s of %(planned)s", done=str(found.green), planned=str(found.items))
    judged = message("%(with_data)s of %(children)s with data", with_data=str(found.judged), children=str(found.items))
    return (*_counted(goal, found, figures, writer), writer.words(on_path), writer.words(judged))
