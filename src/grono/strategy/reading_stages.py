"""The stages of a card: one row for each stage, one cell for each year."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from grono.messages import message
from grono.strategy import card_words as words
from grono.strategy.card import Stage, StageCell

if TYPE_CHECKING:
    from grono.strategy.reading_lines import Line, Lines

_ROWS_START = 2  # after the table header and the years


def read_years(section: Lines | None) -> tuple[int, ...]:
    """Read the years of the table header."""
    if section is None:
        return ()
    section.header(words.STAGES_HEADER)
    expected = message("the years of the plan, as “2009 2010 2011”")
    remedy = message("Write years of four digits in rising order, with one space between them.")
    if len(section.lines) < _ROWS_START:
        section.report_end("years", expected, remedy)
        return ()
    line = section.lines[1]
    years = tuple(int(year) for year in line.text.split(" ")) if words.YEARS.fullmatch(line.text) else ()
    if not years or any(later <= earlier for earlier, later in pairwise(years)):
        section.report("years", line, expected, remedy)
        return ()
    return years


def read_stages(section: Lines | None, years: tuple[int, ...]) -> tuple[Stage, ...]:
    """Read the rows of stages."""
    if section is None or not years:
        return ()
    stages = [_stage(section, line, len(years)) for line in section.lines[_ROWS_START:]]
    return tuple(stage for stage in stages if stage is not None)


def _stage(section: Lines, line: Line, years: int) -> Stage | None:
    match = words.stage_row(years).fullmatch(line.text)
    if match is None:
        section.report(
            "stage",
            line,
            message("a stage with %(count)s cells, one for each year", count=years),
            message(
                "Write it as “1. title”, then for each year done/planned in per cent, as “4/10%%”, or “-” where nothing is planned."
            ),
        )
        return None
    number_text, title, cells = match.groups()
    return Stage(number_text, title, tuple(_cell(text) for text in cells.removeprefix(" ").split(" ")))


def _cell(text: str) -> StageCell | None:
    match = words.STAGE_CELL.fullmatch(text)
    assert match is not None  # noqa: S101 - the row matched the same form
    done, planned = match.groups()
    return None if done is None else StageCell(done, planned)
