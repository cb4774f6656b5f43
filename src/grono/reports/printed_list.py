"""A list on paper, one line for each entry: accessible as PDF/UA-1 asks."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import UTC
from importlib.resources import files
from typing import TYPE_CHECKING

from grono.reports.typesetting import typeset

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime


@dataclass(frozen=True)
class ListCell:
    """One cell: its text, a second line below it, and the language where it is not that of the list."""

    text: str
    detail: str = ""
    language: str = ""


@dataclass(frozen=True)
class PrintedList:
    """Everything that stands on the list, in one language.

    Attributes
    ----------
    language : str
        Language of all texts but those that name another one.
    title : str
        What is listed.
    facts : sequence of pairs of str
        What was asked, when, whose data: label and value.
    columns : sequence of str
        Headings, repeated on every page.
    rows : sequence of sequences of ListCell
        The entries.
    empty : str
        The sentence of a list without entries.
    created : datetime
        Moment of making, with its time zone.
    """

    language: str
    title: str
    facts: Sequence[tuple[str, str]]
    columns: Sequence[str]
    rows: Sequence[Sequence[ListCell]]
    empty: str
    created: datetime


def printed_list(wanted: PrintedList) -> bytes:
    """Return the PDF, landscape A4 with numbered pages; the same list gives the same bytes.

    Parameters
    ----------
    wanted : PrintedList
        What stands on it; without columns there is nothing to print.

    Returns
    -------
    bytes
        A PDF that keeps to PDF/UA-1.
    """
    content = {name: value for name, value in asdict(wanted).items() if name != "created"}
    for row in content["rows"]:
        for cell in row:
            cell["language"] = cell["language"] or wanted.language
    return typeset(
        files("grono.reports").joinpath("data", "printed_list.typ").read_bytes(),
        {"list.json": json.dumps(content, ensure_ascii=False)},
        moment=wanted.created.astimezone(UTC).replace(microsecond=0),
    )
