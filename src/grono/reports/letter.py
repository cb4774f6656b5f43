"""A letter on paper, to be signed by two sides: accessible as PDF/UA-1 asks."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import UTC
from importlib.resources import files
from typing import TYPE_CHECKING

from grono.reports.typesetting import typeset

if TYPE_CHECKING:
    from datetime import datetime


@dataclass(frozen=True)
class Letter:
    """Everything a letter says, in one language.

    Attributes
    ----------
    language : str
        Language of all texts.
    title, subtitle : str
        What the letter is, and about what.
    facts : tuple of pairs of str
        Who and when: label and value.
    paragraphs : tuple of str
        The text.
    signatures : tuple of str
        For whom somebody signs, from left to right.
    place_and_date : str
        The words below the line for place and date.
    footer : str
        A line at the foot of each page, or nothing.
    created : datetime
        Moment of making, with its time zone.
    """

    language: str
    title: str
    subtitle: str
    facts: tuple[tuple[str, str], ...]
    paragraphs: tuple[str, ...]
    signatures: tuple[str, ...]
    place_and_date: str
    footer: str
    created: datetime


def printed_letter(letter: Letter) -> bytes:
    """Return the PDF; the same letter gives the same bytes.

    Parameters
    ----------
    letter : Letter
        What it says.

    Returns
    -------
    bytes
        A PDF that keeps to PDF/UA-1.
    """
    content = {name: value for name, value in asdict(letter).items() if name != "created"}
    return typeset(
        files("grono.reports").joinpath("data", "letter.typ").read_bytes(),
        {"letter.json": json.dumps(content, ensure_ascii=False)},
        moment=letter.created.astimezone(UTC).replace(microsecond=0),
    )
