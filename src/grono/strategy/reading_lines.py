"""Lines of a card with their numbers, and the sentences about lines that are not as expected."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from grono.messages import Problem, message

if TYPE_CHECKING:
    from grono.messages import Message

_SHOWN_LENGTH = 80  # characters of a wrong line that are quoted; enough to recognise it


@dataclass(frozen=True)
class Line:
    """A line and its number in the file, from 1."""

    row: int
    text: str


@dataclass
class Lines:
    """The lines of a section.

    Parameters
    ----------
    lines : list of Line
        The lines between two headings.
    problems : list of Problem
        Where problems are gathered.
    after : Line, optional
        The heading before the lines.
    """

    lines: list[Line]
    problems: list[Problem]
    after: Line | None = None

    def report(self, code: str, line: Line, expected: Message, remedy: Message) -> None:
        """Gather the problem that a line is not what was expected."""
        sentence = message(
            "Line %(row)s reads “%(line)s”; expected here: %(expected)s. %(remedy)s",
            row=line.row,
            line=_shortened(line.text),
            expected=expected,
            remedy=remedy,
        )
        self.problems.append(Problem(code, sentence, row=line.row, value=line.text))

    def report_end(self, code: str, expected: Message, remedy: Message) -> None:
        """Gather the problem that the section ends too early."""
        last = self.lines[-1] if self.lines else self.after or Line(1, "")
        sentence = message(
            "The section ends after line %(row)s (“%(line)s”); expected there: %(expected)s. %(remedy)s",
            row=last.row,
            line=_shortened(last.text),
            expected=expected,
            remedy=remedy,
        )
        self.problems.append(Problem(code, sentence, row=last.row, value=last.text))

    def header(self, expected: str) -> bool:
        """Check the first line of the section, a table header."""
        if self.lines and self.lines[0].text == expected:
            return True
        wanted = message("the table header “%(header)s”", header=expected)
        remedy = message("Write the header exactly so.")
        if self.lines:
            self.report("wrong-header", self.lines[0], wanted, remedy)
        else:
            self.report_end("wrong-header", wanted, remedy)
        return False

    def spaced(self, *, below_heading: bool = False) -> list[Line] | None:
        """Return the lines of a section in which a blank line follows every line, also the heading when there is one."""
        remedy = message("Every line of this section is followed by one blank line.")
        blank = 0 if below_heading else 1
        for place, line in enumerate(self.lines):
            if place % 2 == blank and line.text:
                self.report("blank-line-expected", line, message("a blank line"), remedy)
                return None
            if place % 2 != blank and not line.text.strip():
                self.report("text-expected", line, message("a line of text"), remedy)
                return None
        if len(self.lines) % 2 != blank:
            return self.lines[1 - blank :: 2]
        self.report_end("blank-line-expected", message("a blank line"), remedy)
        return None


def _shortened(text: str) -> str:
    """Return a line as it can be quoted: not too long, invisible control characters made visible."""
    shown = "".join("\N{REPLACEMENT CHARACTER}" if unicodedata.category(letter) == "Cc" else letter for letter in text)
    return shown if len(shown) <= _SHOWN_LENGTH else shown[: _SHOWN_LENGTH - 1] + "…"
