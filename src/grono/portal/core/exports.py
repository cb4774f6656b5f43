"""Tables as CSV that a spreadsheet opens without running anything (TRU-22, TRU-24)."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

from django.http import StreamingHttpResponse
from django.utils.translation import get_language

from grono.reports.spreadsheet_text import safe_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_SEPARATORS = {"pl": ";"}  # where the comma is the decimal mark, spreadsheets expect a semicolon


def safe_cell(value: object) -> object:
    """Return the value as it may stand in a CSV cell: text that a spreadsheet would run gets an apostrophe, numbers stay."""
    return safe_text(value) if isinstance(value, str) else value


class _Echo:
    def write(self, value: str) -> str:
        return value


def csv_lines(rows: Iterable[Iterable[object]], *, separator: str = ",") -> Iterator[str]:
    """Return the lines of a CSV file."""
    writer = csv.writer(_Echo(), delimiter=separator)
    for row in rows:
        yield writer.writerow([safe_cell("" if value is None else value) for value in row])


def csv_response(
    name: str, rows: Iterable[Iterable[object]], *, byte_order_mark: bool = False
) -> StreamingHttpResponse:
    """Answer with a CSV file, separated as the reader's language expects; the first row is the header."""
    separator = _SEPARATORS.get(get_language() or "", ",")

    def content() -> Iterator[str]:
        if byte_order_mark:
            yield "\ufeff"
        yield from csv_lines(rows, separator=separator)

    response = StreamingHttpResponse(content(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
