"""The page for citizens: one side of A4, five indicators, three sentences, no abbreviations (STR-35)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from grono.messages import InputError, Problem, message, plural_message
from grono.quantities import missing
from grono.reports.strategy.blocks import Document, Grid, Head, Heading, Paragraph
from grono.reports.strategy.cells import Writer
from grono.reports.strategy.counting import counts, grey_items
from grono.strategy import Colour

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from grono.messages import Message
    from grono.quantities import Quantity
    from grono.reports.strategy.blocks import Block, Cell
    from grono.reports.strategy.figures import StrategyFigures
    from grono.strategy import Status

INDICATORS, SENTENCES = 5, 3
"""As many indicators at most, and exactly as many sentences."""
_SHORT = {
    "tys", "mln", "mld", "zł", "gr", "szt", "ha", "km", "np", "tj", "itd", "itp", "tzw", "proc", "pkt", "ul", "ok", "str", "nr", "pn", "woj",
    "pow", "gm", "m.in", "ds", "dot", "pt", "tzn", "jw", "eg", "e.g", "ie", "i.e", "etc", "approx", "no", "vs", "mio", "bn", "pcs", "dept",
}  # fmt: skip
"""Abbreviations that have no capitals; those that are also words count only with a full stop."""
_ALSO_WORDS = {"no", "ok", "pow", "str", "gr", "pt", "vs"}
_ROMAN = re.compile(r"[IVXLCDM]+")
_TOKEN = re.compile(r"[^\W\d_]+(?:\.[^\W\d_]+)*\.?")


@dataclass(frozen=True)
class CitizenIndicator:
    """An indicator in plain words.

    Parameters
    ----------
    name, unit : str
        Plain words of the editor.
    value : Quantity
        The latest published value.
    period : str
        When it was so.
    target : Quantity
        Where it is to be.
    status : Status, optional
        Its judgement.
    """

    name: str
    value: Quantity
    period: str = ""
    unit: str = ""
    target: Quantity = missing()  # noqa: RUF009 - quantities are frozen
    target_period: str = ""
    status: Status | None = None
    href: str = ""


def abbreviations(text: str) -> tuple[str, ...]:
    """Return the abbreviations of a text, in their order.

    Words with two capitals (WPiR, PKB) and the usual short forms (tys., np., zł) count; Roman numerals and the first word's capital do not.

    Examples
    --------
    >>> abbreviations("WPiR wydał ok. 25 tys. w XX wieku")
    ('WPiR', 'ok.', 'tys.')
    """
    return tuple(token for token in _TOKEN.findall(text) if _is_short(token))


def _is_short(token: str) -> bool:
    bare = token.rstrip(".")
    if bare.lower() in _SHORT:
        return token.endswith(".") or bare.lower() not in _ALSO_WORDS
    capitals = sum(letter.isupper() for letter in bare)
    return capitals > 1 and not _ROMAN.fullmatch(bare)


def plain_sentences(figures: StrategyFigures, language: str) -> tuple[str, str, str]:
    """Return three sentences about the tasks, the aims and what is not known; an editor may write others.

    Each number decides the form of its own words: of 5 tasks, 1 goes as planned and 2 are late.
    """
    writer = Writer(language)
    tasks = counts([task.status for task in figures.tasks])
    aims = counts([one.status for one in figures.indicators if one.status is not None])
    grey = len(grey_items(figures))
    first = plural_message(
        "Of %(number)s task, %(good)s and %(late)s.",
        "Of %(number)s tasks, %(good)s and %(late)s.",
        tasks.items,
        good=plural_message("%(number)s goes as planned", "%(number)s go as planned", tasks.green),
        late=plural_message("%(number)s is late", "%(number)s are late", tasks.amber + tasks.red),
    )
    second = plural_message(
        "Of %(number)s aim that can be measured, %(good)s.",
        "Of %(number)s aims that can be measured, %(good)s.",
        aims.items,
        good=plural_message("%(number)s is on its way", "%(number)s are on their way", aims.green),
    )
    third = plural_message(
        "We do not know how %(number)s item stands, and we say so in the full report.",
        "We do not know how %(number)s items stand, and we say so in the full report.",
        grey,
    )
    known = message("Everything that was to be reported has been reported.")
    return writer.say(first), writer.say(second), writer.say(third if grey else known)


def citizen_page(
    figures: StrategyFigures, language: str, *, indicators: Sequence[CitizenIndicator], sentences: Sequence[str]
) -> Document:
    """Return the page for citizens.

    Raises
    ------
    InputError
        When there are more than five indicators, not three sentences, or abbreviations; all problems at once.
    """
    problems = list(_problems(indicators, sentences))
    if problems:
        raise InputError(problems)
    writer = Writer(language)
    period = message(
        "Period: %(period)s. Date of the data: %(day)s.", period=figures.period, day=writer.day(figures.data_date)
    )
    blocks: list[Block] = [Paragraph(sentence) for sentence in sentences]
    if figures.is_invented:
        invented = message("Some figures on this page are invented for the demonstration.")
        blocks.insert(0, Paragraph(writer.say(invented), loud=True))
    blocks += [
        Heading(writer.say(message("What we measure"))),
        _table(indicators, writer),
        Paragraph(writer.say(period)),
    ]
    return Document(
        language=language,
        title=writer.say(message("How our strategy is going")),
        subtitle=figures.title,
        subtitle_language="" if figures.language == language else figures.language,
        blocks=tuple(blocks),
        created=figures.created,
        one_side=True,
    )


def _problems(indicators: Sequence[CitizenIndicator], sentences: Sequence[str]) -> Iterator[Problem]:
    if not 1 <= len(indicators) <= INDICATORS:
        said = message(
            "The page for citizens shows one to %(most)s indicators; %(number)s were chosen. Choose those that matter most.",
            most=str(INDICATORS),
            number=str(len(indicators)),
        )
        yield Problem("citizen-indicators", said)
    if len(sentences) != SENTENCES or not all(sentence.strip() for sentence in sentences):
        written = sum(bool(sentence.strip()) for sentence in sentences)
        said = message("The page for citizens has three sentences; %(number)s were written.", number=str(written))
        yield Problem("citizen-sentences", said)
    texts = [*sentences, *(text for one in indicators for text in (one.name, one.unit))]
    for text in texts:
        for short in abbreviations(text):
            said = message("“%(text)s”: “%(short)s” is an abbreviation. Write it in full.", text=text, short=short)
            yield Problem("citizen-abbreviation", said, value=short)


_PLAIN = {
    Colour.GREEN: message("as planned"),
    Colour.AMBER: message("somewhat behind the plan"),
    Colour.RED: message("far behind the plan"),
    Colour.BEFORE_TERM: message("not due yet"),
    Colour.NO_REPORT: message("we do not know"),
    Colour.NO_OWNER: message("nobody is responsible"),
}


def _judged(status: Status | None) -> Message:
    if status is None:
        return message("no aim was set")
    if status.is_uncertain:
        return message("cannot be decided from the figures")
    return _PLAIN[status.worst]


def _table(indicators: Sequence[CitizenIndicator], writer: Writer) -> Grid:
    heads = (message("What"), message("Now"), message("Aim"), message("How it stands"))
    return Grid(
        caption=writer.say(message("Figures and aims")),
        heads=tuple(Head(writer.say(head), numeric=place in (1, 2)) for place, head in enumerate(heads)),
        rows=tuple(_row(one, writer) for one in indicators),
        sheet=writer.say(message("What we measure")),
    )


def _row(one: CitizenIndicator, writer: Writer) -> tuple[Cell, ...]:
    return (
        writer.words(one.name, href=one.href, detail=one.unit),
        writer.quantity(one.value, detail=one.period),
        writer.quantity(one.target, detail=one.target_period),
        writer.words(_judged(one.status)),
    )
