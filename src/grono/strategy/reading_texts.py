"""The head of a card, its texts and its cooperating bodies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from grono.messages import message
from grono.strategy import card_words as words
from grono.strategy.card import NumberedTitle
from grono.strategy.splitting import split_bodies

if TYPE_CHECKING:
    import re

    from grono.messages import Message
    from grono.strategy.card import CooperatingBody
    from grono.strategy.reading_lines import Line, Lines

Head = tuple[str, NumberedTitle, NumberedTitle, NumberedTitle]
"""Strategy title, goal, objective, task."""
_HEAD_LINES = 4


def read_head(section: Lines | None) -> Head | None:
    """Read the four lines before the first heading."""
    lines = section.spaced() if section else None
    if section is None or lines is None:
        return None
    forms = (
        (words.GOAL, message("the goal, as “Cel I - title - szef celu post”")),
        (words.OBJECTIVE, message("the objective, as “3. title - koordynator post”")),
        (words.TASK, message("the task, as “1. title”")),
    )
    if len(lines) != _HEAD_LINES:
        _report_count(section, lines)
        return None
    read = [_titled(section, line, *form) for line, form in zip(lines[1:], forms, strict=True)]
    titles = [title for title in read if title is not None]
    return (lines[0].text, *titles) if len(titles) == len(forms) else None  # type: ignore[return-value]  # the length was checked


def _report_count(section: Lines, lines: list[Line]) -> None:
    expected = message("four lines: strategy, goal, objective and task")
    remedy = message("Write each of the four on one line, with a blank line after it.")
    if len(lines) > _HEAD_LINES:
        section.report("head-lines", lines[_HEAD_LINES], expected, remedy)
    else:
        section.report_end("head-lines", expected, remedy)


def _titled(section: Lines, line: Line, form: re.Pattern[str], expected: Message) -> NumberedTitle | None:
    match = form.fullmatch(line.text)
    if match is None:
        section.report("head-line", line, expected, message("Write the line in this form; the titles are free."))
        return None
    return NumberedTitle(*match.groups())


def read_text(section: Lines | None) -> str:
    """Read a text of any number of paragraphs, joined by line ends."""
    lines = section.spaced(below_heading=True) if section else None
    return "\n".join(line.text for line in lines or ())


def read_bodies(section: Lines | None) -> tuple[tuple[CooperatingBody, ...], tuple[int, ...]]:
    """Read the cooperating bodies and split their cells where that is possible."""
    if section is None or not section.header(words.BODIES_HEADER):
        return (), ()
    blank = next((line for line in section.lines if not line.text.strip()), None)
    if blank is not None:
        section.report(
            "blank-line",
            blank,
            message("a cooperating body"),
            message("Remove the blank line; a task without bodies has no line here."),
        )
        return (), ()
    return split_bodies([line.text for line in section.lines[1:]])
