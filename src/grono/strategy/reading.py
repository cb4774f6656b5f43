"""Reading the legacy task card, with every problem at once.

The text of a card is split at its headings; each section is then read on its own, so that one wrong section does not hide the problems
of the others. At the end the card is written again and must equal the text.
"""

from __future__ import annotations

import re
from itertools import pairwise, zip_longest
from typing import TYPE_CHECKING

from rapidfuzz import fuzz, process

from grono.messages import InputError, Problem, message, plural_message
from grono.strategy import card_words as words
from grono.strategy.card import Layout, TaskCard
from grono.strategy.reading_indicators import read_indicators
from grono.strategy.reading_lines import Line, Lines
from grono.strategy.reading_money import read_funding, read_total_cost
from grono.strategy.reading_stages import read_stages, read_years
from grono.strategy.reading_texts import read_bodies, read_head, read_text
from grono.strategy.rendering import render_card

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from grono.messages import Message

HEAD = ""
"""Key of the section before the first heading."""
_CONTROL_CHARACTER = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_CLOSE_ENOUGH = 75  # per cent of equal letters from which a line is offered as the misspelt heading


class CardError(InputError):
    """A task card that cannot be read; its problems name line, text, expectation and remedy."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        super().__init__(problems)
        self.message = plural_message(
            "The task card cannot be read; it has %(number)s problem.",
            "The task card cannot be read; it has %(number)s problems.",
            len(self.problems),
        )


def read_card(text: str) -> TaskCard:
    r"""Read the text of a task card.

    Parameters
    ----------
    text : str
        Lines ended by ``\n``, or all by ``\r\n`` (line ends belong to the file, not to the card: see
        :func:`grono.strategy.read_card_file`).

    Returns
    -------
    TaskCard
        A card for which ``render_card(card)`` gives the text again.

    Raises
    ------
    CardError
        With all problems that were found.
    """
    plain = _with_plain_line_ends(text)
    problems: list[Problem] = []
    sections = _sections(_lines(plain, problems), problems)
    card = _assembled(sections, problems, final_newline=plain.endswith("\n"))
    if card is None or problems:
        raise CardError(sorted(problems, key=lambda problem: problem.row or 0))
    _check_identical(render_card(card), plain)
    return card


def _with_plain_line_ends(text: str) -> str:
    plain = text.replace("\r\n", "\n") if text.count("\r\n") == text.count("\n") else text
    if "\r" in plain:
        row = plain[: plain.index("\r")].count("\n") + 1
        raise CardError(
            [
                Problem(
                    "mixed-line-ends",
                    message(
                        "Line %(row)s ends in another way than the other lines. Save the file again with one kind of line ends.",
                        row=row,
                    ),
                    row=row,
                )
            ]
        )
    if not plain.strip():
        raise CardError(
            [Problem("empty", message("The file is empty. Choose a file that holds the text of a task card."))]
        )
    return plain


def _lines(text: str, problems: list[Problem]) -> Lines:
    lines = Lines([Line(row, line) for row, line in enumerate(text.removesuffix("\n").split("\n"), 1)], problems)
    for line in lines.lines:
        if _CONTROL_CHARACTER.search(line.text):
            lines.report(
                "control-character",
                line,
                message("text without control characters"),
                message("Remove the invisible character from the line."),
            )
    return lines


def _sections(lines: Lines, problems: list[Problem]) -> dict[str, Lines]:
    """Cut the lines at the headings, looking for each only after the one before it.

    A section is left out when its own heading or the one that ends it was not found.
    """
    places = _places_of_headings(lines.lines, problems)
    if not places:
        problems[:] = [_no_card()]
    ends = {heading: places[following] for heading, following in pairwise(words.HEADINGS) if following in places}
    ends[words.BUDGET] = len(lines.lines)
    found = {
        heading: Lines(lines.lines[place + 1 : ends[heading]], problems, after=lines.lines[place])
        for heading, place in places.items()
        if heading in ends
    }
    if words.ADDRESSEES in places:
        found[HEAD] = Lines(lines.lines[: places[words.ADDRESSEES]], problems)
    return found


def _places_of_headings(lines: Sequence[Line], problems: list[Problem]) -> dict[str, int]:
    places: dict[str, int] = {}
    start = 0
    for heading in words.HEADINGS:
        place = next((place for place in range(start, len(lines)) if lines[place].text == heading), None)
        if place is None:
            problems.append(_missing_heading(heading, lines))
        else:
            places[heading] = place
            start = place + 1
    return places


def _no_card() -> Problem:
    return Problem(
        "no-card",
        message(
            "None of the headings of a task card was found. The file should hold lines such as “%(first)s”, “%(second)s” and “%(third)s”, "
            "each alone on its line; choose another file, or save the card as plain text.",
            first=words.ADDRESSEES,
            second=words.STAGES,
            third=words.BUDGET,
        ),
    )


def _missing_heading(heading: str, lines: Sequence[Line]) -> Problem:
    candidates = {line.row: line.text for line in lines if line.text not in words.HEADINGS}
    nearest = process.extractOne(heading, candidates, scorer=fuzz.ratio, score_cutoff=_CLOSE_ENOUGH)
    if nearest is None:
        sentence = message(
            "The heading “%(heading)s” is missing. Write it exactly so, alone on a line, after %(before)s.",
            heading=heading,
            before=_before(heading),
        )
        return Problem("missing-heading", sentence)
    shown, _, row = nearest
    return Problem(
        "missing-heading",
        message(
            "Line %(row)s reads “%(line)s”; expected here: the heading “%(heading)s”. Write the heading exactly so, alone on the line.",
            row=row,
            line=shown,
            heading=heading,
        ),
        row=row,
        value=shown,
    )


def _before(heading: str) -> Message:
    place = words.HEADINGS.index(heading)
    if place == 0:
        return message("the title of the task")
    return message("the section “%(heading)s”", heading=words.HEADINGS[place - 1])


def _assembled(sections: dict[str, Lines], problems: list[Problem], *, final_newline: bool) -> TaskCard | None:
    head = read_head(sections.get(HEAD))
    years = read_years(sections.get(words.STAGES))
    stages = read_stages(sections.get(words.STAGES), years)
    bodies, cell_breaks = read_bodies(sections.get(words.BODIES))
    indicators = read_indicators(sections.get(words.INDICATORS), years)
    addressees, rationale, description = [
        read_text(sections.get(heading)) for heading in (words.ADDRESSEES, words.RATIONALE, words.DESCRIPTION)
    ]
    executor = read_text(sections.get(words.EXECUTOR))
    cost = read_total_cost(sections.get(words.TOTAL_COST))
    funding = read_funding(sections.get(words.BUDGET))
    if problems or head is None:
        return None
    title, goal, objective, task = head
    return TaskCard(
        strategy_title=title,
        goal=goal,
        objective=objective,
        task=task,
        addressees=addressees,
        rationale=rationale,
        description=description,
        years=years,
        stages=stages,
        executor_text=executor,
        cooperating=bodies,
        indicators=indicators,
        total_cost_text=cost,
        funding=funding,
        layout=Layout(final_newline, cell_breaks),
    )


def _check_identical(rendered: str, text: str) -> None:
    """Refuse a card that would not be written as it was read; this guards against forms the rules above do not foresee."""
    if rendered == text:
        return
    pairs = zip_longest(text.split("\n"), rendered.split("\n"), fillvalue="")
    row, read, written = next((row, *pair) for row, pair in enumerate(pairs, 1) if pair[0] != pair[1])
    sentence = message(
        "Line %(row)s: “%(line)s” would be written again as “%(written)s”. Bring the line into the form of the other lines of its section.",
        row=row,
        line=read,
        written=written,
    )
    raise CardError([Problem("not-identical", sentence, row=row, value=read)])
