"""The same list with one column more that says what is wrong, so that it can be mended where it is kept (DIR-22)."""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from typing import TYPE_CHECKING

import xlsxwriter
from django.utils.translation import gettext as _

from grono.reports.spreadsheet_text import safe_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from grono.sources.organisation_files.reading import Sheet


def problems_file(sheet: Sheet, sentences: Iterable[tuple[int | None, str]], form: str) -> bytes:
    """Return the list as ``csv`` or ``xlsx`` with a last column of sentences; those about the whole file stand beside the headings."""
    told: dict[int | None, list[str]] = defaultdict(list)
    for row, sentence in sentences:
        told[row].append(sentence)
    lines = list(_lines(sheet, told))
    return _xlsx(lines) if form == "xlsx" else _csv(lines, sheet.separator or ";")


def _lines(sheet: Sheet, told: dict[int | None, list[str]]) -> Iterator[Sequence[str]]:
    title = _("What to correct")
    yield [*sheet.header, " ".join([title, *told[None]])]
    known = {row.number for row in sheet.rows}
    for row in sheet.rows:
        yield [*row.cells, " ".join(told[row.number])]
    for number in sorted(one for one in told if one is not None and one not in known):
        yield [*[""] * len(sheet.header), " ".join(told[number])]


def _csv(lines: list[Sequence[str]], separator: str) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=separator)
    for line in lines:
        writer.writerow([safe_text(cell) for cell in line])
    return ("\ufeff" + out.getvalue()).encode()


def _xlsx(lines: list[Sequence[str]]) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"constant_memory": True}) as book:
        sheet = book.add_worksheet()
        for number, line in enumerate(lines):
            for place, cell in enumerate(line):
                if cell:
                    sheet.write_string(number, place, cell)
    return out.getvalue()
