"""The evidence sheet of one candidate as PDF, accessible as PDF/UA-1 asks."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from importlib.resources import files
from typing import TYPE_CHECKING

from grono.reports.typesetting import typeset

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True)
class PrintedSheet:
    """What stands on the sheet, in words.

    Parameters
    ----------
    language : str
        Of all texts.
    title, subtitle : str
        The industry, and its region.
    standing : sequence of str
        What to know before the parts.
    parts : sequence of (str, sequence of (str, str, str))
        Heading of each part, and its sentences: our words, the words of those who decided, and the language of these
        where it is not that of the sheet.
    footer : sequence of str
        Where it comes from, at the foot of every page.
    """

    language: str
    title: str
    subtitle: str
    standing: Sequence[str]
    parts: Sequence[tuple[str, Sequence[tuple[str, str, str]]]]
    footer: Sequence[str]


def printed_sheet(sheet: PrintedSheet, drawn_at: datetime | None = None) -> bytes:
    """Return the PDF; the same sheet gives the same bytes."""
    content = asdict(sheet)
    content["parts"] = [
        {
            "heading": heading,
            "sentences": [
                {"text": text, "said": said, "language": language or sheet.language}
                for text, said, language in sentences
            ],
        }
        for heading, sentences in sheet.parts
    ]
    content["footer"] = [line for line in sheet.footer if line]
    return typeset(
        files("grono.reports").joinpath("data", "evidence.typ").read_bytes(),
        {"sheet.json": json.dumps(content, ensure_ascii=False)},
        moment=(drawn_at or datetime(2000, 1, 1, tzinfo=UTC)).astimezone(UTC).replace(microsecond=0),
    )
