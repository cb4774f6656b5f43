"""Lists of a question, one part in a line: the choices, the rows and the columns of a table, with keys that need not be written."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django.utils.translation import gettext as _

from grono.portal.surveys.designing import key_from

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from grono.portal.surveys.definition import Choice, Column, Texts

SEPARATOR = "|"


class Line(NamedTuple):
    """One line: a key, perhaps empty, and the texts in each language; a column has also its kind of answer and perhaps a unit."""

    key: str
    texts: Texts
    kind: str = ""
    units: Texts | None = None


def read_choices(text: str, languages: Sequence[str]) -> tuple[list[Line], list[str]]:
    """Read lines of key and texts, where the key may be left out; return them, and a sentence for each that cannot be read."""
    lines, problems = [], []
    needed = len(languages) + 1
    for number, cells in _cells(text):
        if len(cells) == needed - 1:
            cells.insert(0, "")
        if len(cells) == needed:
            lines.append(Line(cells[0], _by_language(languages, cells[1:])))
        else:
            sentence = _(
                "Line %(number)s has %(found)s parts between “|”; it needs %(needed)s, or %(less)s without a key."
            )
            values = {"number": number, "found": len(cells), "needed": needed, "less": needed - 1}
            problems.append(sentence % values)
    return lines, problems


def read_columns(text: str, languages: Sequence[str]) -> tuple[list[Line], list[str]]:
    """Read lines of key, kind of answer, texts and perhaps units, where the key may be empty; return them and the problems."""
    lines, problems = [], []
    needed = len(languages) + 2
    for number, cells in _cells(text):
        if len(cells) in (needed, needed + len(languages)):
            texts, units = _by_language(languages, cells[2:needed]), _by_language(languages, cells[needed:])
            lines.append(Line(cells[0], texts, cells[1], units or None))
        else:
            sentence = _("Line %(number)s has %(found)s parts between “|”; it needs %(needed)s.")
            problems.append(sentence % {"number": number, "found": len(cells), "needed": needed})
    return lines, problems


def _cells(text: str) -> Iterator[tuple[int, list[str]]]:
    for number, line in enumerate(text.splitlines(), start=1):
        if line.strip():
            yield number, [cell.strip() for cell in line.split(SEPARATOR)]


def _by_language(languages: Sequence[str], cells: Sequence[str]) -> dict[str, str]:
    return {code: text for code, text in zip(languages, cells, strict=False) if text}


def with_keys(lines: Sequence[Line], otherwise: str, before: Collection[Choice | Column]) -> list[Line]:
    """Return the lines with a key each: the one written, the one that the same words had before, or one made of the words."""
    taken = {line.key for line in lines}
    found = []
    for line in lines:
        key = line.key or _key_before(line.texts, before, taken) or key_from(line.texts, otherwise, taken)
        taken.add(key)
        found.append(line._replace(key=key))
    return found


def _key_before(texts: Texts, before: Collection[Choice | Column], taken: Collection[str]) -> str:
    same = (one.key for one in before if texts.items() & one.text.items() and one.key not in taken)
    return next(same, "")
