"""A task card from an uploaded file or a pasted text, and the proof that nothing of it is lost."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from grono.messages import InputError
from grono.strategy import CardFile, card_text_of, decode_card_text, read_card_file, render_card_file

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.core.files.uploadedfile import UploadedFile

    from grono.messages import Message

LARGEST_CARD = 200_000
"""Bytes; the card of Leszno has 3 483."""
LONGEST_LINE = 10_000
"""Characters; the longest paragraph of the card of Leszno has about 650. The time of finding splits grows with its square."""
LONGEST_NUMBER = 50
"""Characters of the number of a goal, objective or task; also the width of the database's columns."""
_GOAL = re.compile(r"^Cel \S+ - ", re.MULTILINE)


@dataclass(frozen=True)
class TextProblem:
    """One thing that is wrong with a text, as ``components/problems.html`` shows it."""

    message: Message | str
    row: int | None = None
    value: str | None = None
    column: str | None = None
    severity: str = "error"
    count: int = 1


class CardRefusedError(Exception):
    """A text that is no task card; its problems are for the reader's eyes."""

    def __init__(self, problems: Sequence[TextProblem]) -> None:
        super().__init__(f"{len(problems)} problems")
        self.problems = problems


@dataclass(frozen=True)
class CardRead:
    """A card that was read; ``data`` are its bytes as they came and as they are written again."""

    file: CardFile
    data: bytes
    file_name: str

    @property
    def sha256(self) -> str:
        """Return the checksum of the bytes."""
        return hashlib.sha256(self.data).hexdigest()


def read_upload(upload: UploadedFile) -> CardRead:
    """Read a card from a file, whose size has been checked."""
    return read_bytes(b"".join(upload.chunks()), Path(upload.name or "").name[:200])


def read_pasted(text: str) -> CardRead:
    r"""Read a card from a text field; browsers send every line end as ``\r\n``."""
    return read_bytes(text.replace("\r\n", "\n").encode(), "")


def read_bytes(data: bytes, file_name: str) -> CardRead:
    """Read a card and check that it gives the same bytes again; of a DOCX or XLSX, the same text.

    Raises
    ------
    CardRefusedError
        With everything that is wrong.
    """
    try:
        data = card_text_of(data)
        text, _form = decode_card_text(data)
        _refuse_any([*_several_cards(text), *_long_lines(text)])
        file = read_card_file(data)
    except InputError as error:
        problems = [TextProblem(one.message, one.row, one.value, one.column) for one in error.problems]
        raise CardRefusedError(problems) from error
    _refuse_any(_long_numbers(file))
    if render_card_file(file) != data:
        raise CardRefusedError([TextProblem(_("The card cannot be written again exactly as it was read."))])
    return CardRead(file, data, file_name)


def _refuse_any(problems: Sequence[TextProblem]) -> None:
    if problems:
        raise CardRefusedError(problems)


def _several_cards(text: str) -> list[TextProblem]:
    places = [text.count("\n", 0, found.start()) + 1 for found in _GOAL.finditer(text)]
    if len(places) < 2:
        return []
    sentence = ngettext(
        "The text seems to hold %(count)s task card: a goal begins in each of the lines %(lines)s. Import each card alone.",
        "The text seems to hold %(count)s task cards: a goal begins in each of the lines %(lines)s. Import each card alone.",
        len(places),
    )
    lines = ", ".join(str(place) for place in places[:20])
    return [TextProblem(sentence % {"count": len(places), "lines": lines}, row=places[1])]


def _long_lines(text: str) -> list[TextProblem]:
    sentence = _(
        "Line %(row)s has %(length)s characters; a line of a task card has at most %(most)s. Look for missing line breaks."
    )
    return [
        TextProblem(sentence % {"row": row, "length": len(line), "most": LONGEST_LINE}, row, f"{line[:80]}…")
        for row, line in enumerate(text.split("\n"), 1)
        if len(line) > LONGEST_LINE
    ]


def _long_numbers(file: CardFile) -> list[TextProblem]:
    sentence = _(
        "A number of %(length)s characters stands before a title; at most %(most)s are expected. Write the number alone."
    )
    numbers = [part.number_text for part in (file.card.goal, file.card.objective, file.card.task)]
    return [
        TextProblem(sentence % {"length": len(number), "most": LONGEST_NUMBER}, value=f"{number[:80]}…")
        for number in numbers
        if len(number) > LONGEST_NUMBER
    ]
