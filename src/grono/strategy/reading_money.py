"""The total cost of a task and its sources of money."""

from __future__ import annotations

from typing import TYPE_CHECKING

from grono.messages import message
from grono.strategy import card_words as words
from grono.strategy.card import FundingLine

if TYPE_CHECKING:
    from grono.messages import Message
    from grono.strategy.reading_lines import Line, Lines


def read_total_cost(section: Lines | None) -> str:
    """Read the line of the total cost as written; empty when there is none."""
    if section is None:
        return ""
    expected = message("one line with the total cost")
    remedy = message("Write the amount on one line below the heading, or leave that line empty.")
    if not section.lines:
        section.report_end("total-cost", expected, remedy)
        return ""
    if len(section.lines) > 1:
        section.report("total-cost", section.lines[1], expected, remedy)
    return section.lines[0].text


def read_funding(section: Lines | None) -> tuple[FundingLine, ...]:
    """Read the sources with their shares, each after a blank line, and the group they belong to."""
    if section is None or not section.header(words.FUNDING_HEADER):
        return ()
    lines = section.lines[1:]
    first_is_group = bool(lines) and lines[0].text.endswith(":")
    rest = lines[1:] if first_is_group else lines
    group = lines[0].text[:-1] if first_is_group else None
    if not _alternates(section, rest):
        return ()
    funding: list[FundingLine] = []
    unused = first_is_group
    for line in rest[1::2]:
        if line.text.endswith(":") and not unused:
            group, unused = line.text[:-1], True
            continue
        read = _funding_line(section, line, group)
        funding.extend([read] if read else [])
        unused = False
    if unused:
        section.report_end(
            "funding", _expected(), message("Write the sources of the group below it, or remove the group.")
        )
    return tuple(funding)


def _alternates(section: Lines, lines: list[Line]) -> bool:
    """Check that a blank line stands before each line."""
    for place, line in enumerate(lines):
        if bool(line.text) is (place % 2 == 0):
            expected = message("a blank line") if line.text else _expected()
            section.report(
                "funding",
                line,
                expected,
                message("One blank line stands before each source; remove other blank lines."),
            )
            return False
    if len(lines) % 2:
        section.report_end("funding", _expected(), message("Remove the blank line at the end of the card."))
        return False
    return True


def _funding_line(section: Lines, line: Line, group: str | None) -> FundingLine | None:
    match = words.FUNDING_LINE.fullmatch(line.text)
    if match is None:
        section.report(
            "funding",
            line,
            _expected(),
            message("Write the name of the source, a space and its share, as “Miasto 20%%”."),
        )
        return None
    source_text, share_text = match.groups()
    return FundingLine(source_text, share_text, group)


def _expected() -> Message:
    return message("a source of money with its share in per cent")
