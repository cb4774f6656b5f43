"""All reports of a period as a workbook that comes back unchanged or filled in (STR-19)."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Any

import xlsxwriter
from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from python_calamine import CalamineError, CalamineWorkbook

from grono.messages import InputError, Problem, message
from grono.portal.core.problems import RefusedError
from grono.portal.monitoring.actions import Content, Entered, save_report, start_report
from grono.portal.monitoring.kinds import Role, SubjectKind
from grono.portal.monitoring.lawfulness import contract_of
from grono.portal.monitoring.owning import Parts
from grono.portal.monitoring.pages.report import subjects
from grono.portal.monitoring.permissions import may_write
from grono.portal.monitoring.queries import is_writable, newest_reports, report_visible_to
from grono.portal.monitoring.typed import as_typed
from grono.portal.strategies.plan_queries import plan_of
from grono.quantities import QuantityError, Range, parse

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from grono.messages import Message
    from grono.portal.core.models import User
    from grono.portal.monitoring.models import Period, Report
    from grono.portal.monitoring.owning import Part

MARK = "grono-monitoring-1"
LARGEST = 5_000_000
"""Bytes of a workbook: 500 tasks take a tenth of it."""
_COLUMNS = ("part", "item", "role", "value", "part_key", "kind", "key", "version")
_TEXTS = ("sentence", "statement")
_FIRST = 3
"""Row of the sheet where the values begin, as a spreadsheet numbers it."""


@dataclass(frozen=True)
class Line:
    """One row: what it is about, and the value in words."""

    part: Part
    item: str
    kind: str
    key: str
    role: str
    text: str
    version: int


def lines_of(by: User, period: Period) -> Iterator[Line]:
    """Yield a row for everything that a person may report about a period, with what has been entered."""
    programme = plan_of(by, period.strategy)
    reports = newest_reports([period])
    for part in Parts(programme):
        report = reports.get((period.pk, part.node.key))
        if not may_write(by, part, period.strategy_id) or (report is not None and not is_writable(report)):
            continue
        yield from _lines(part, report, period.year)


def _lines(part: Part, report: Report | None, year: int) -> Iterator[Line]:
    stored = {(value.kind, value.key, value.role): value for value in report.values.all()} if report else {}
    version = report.version if report else 0
    names = subjects(part)
    for (kind, key), name in names.items():
        if kind == SubjectKind.STAGE and key not in {stage.key for stage in part.stages_of(year)}:
            continue
        for role in _roles(kind, key, stored):
            value = stored.get((kind, key, role))
            text = as_typed(value) if value else ""
            yield Line(part, name, kind, key, role, text, version)
    for field in _TEXTS:
        yield Line(part, "", field, "", "", getattr(report, field) if report else "", version)


def _roles(kind: str, key: str, stored: dict[tuple[str, str, str], Any]) -> Sequence[str]:
    if kind == SubjectKind.STAGE:
        return [str(Role.DONE)]
    if kind == SubjectKind.FUNDING:
        return [str(Role.CONTRACTED), str(Role.PAID)]
    kept = [role for of, at, role in stored if (of, at) == (kind, key)]
    return kept or [str(Role.ACTUAL)]


def as_workbook(by: User, period: Period) -> bytes:
    """Return the workbook; the grey columns tell Grono where each row belongs."""
    written = BytesIO()
    heads = (_("Task"), _("What"), _("What the figure says"), _("Value"), "part_key", "kind", "key", "version")
    with xlsxwriter.Workbook(
        written, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    ) as book:
        page = book.add_worksheet(str(period)[:31].replace("/", "-"))
        bold, quiet = book.add_format({"bold": True}), book.add_format({"font_color": "#8a8594"})
        entry = book.add_format({"bg_color": "#f4f0f7", "text_wrap": True, "num_format": "@"})
        page.write_row(0, 0, [MARK, period.public_id, get_language() or "en", period.strategy.title], quiet)
        page.write_row(1, 0, heads, bold)
        words = {"sentence": _("Explanation"), "statement": _("Statement")}
        for row, line in enumerate(lines_of(by, period), _FIRST - 1):
            role = Role(line.role).label if line.role else ""
            page.write_string(row, 0, line.part.name)
            page.write_string(row, 1, line.item or words.get(line.kind, ""))
            page.write_string(row, 2, str(role))
            page.write_string(row, 3, line.text, entry)
            for place, text in enumerate(
                (line.part.node.key, line.kind, f"{line.key} {line.role}".strip(), str(line.version)), 4
            ):
                page.write_string(row, place, text, quiet)
        page.set_column(0, 1, 44)
        page.set_column(2, 2, 18)
        page.set_column(3, 3, 36)
        page.freeze_panes(2, 0)
    return written.getvalue()


def bring(*, by: User, period: Period, content: bytes) -> int:
    """Take a filled-in workbook in and return how many reports it changed; with any problem nothing is changed.

    Raises
    ------
    InputError
        With every problem of the file.
    """
    rows = _rows(period, content)
    known = {(line.part.node.key, line.kind, f"{line.key} {line.role}".strip()): line for line in lines_of(by, period)}
    problems: list[Problem] = []
    given: dict[str, dict[tuple[str, str], str]] = {}
    parts: dict[str, Line] = {}
    for number, row in enumerate(rows, _FIRST):
        part_key, kind, place = row[4], row[5], row[6]
        line = known.get((part_key, kind, place))
        if line is None:
            said = _(
                "Row %(row)s is not in the plan, not yours, or its report was handed in since. Take the workbook from the page again."
            ) % {"row": number}
            problems.append(Problem("unknown-row", _said(said), row=number, column="key", value=place))
        elif row[7] != str(line.version):
            said = _(
                "Row %(row)s: this report was saved by somebody after the workbook was taken. Take it again and enter the values anew."
            ) % {"row": number}
            problems.append(Problem("overtaken", _said(said), row=number, column="version", value=row[7]))
        else:
            parts[part_key] = line
            given.setdefault(part_key, {})[kind, place] = row[3]
            problems.extend(_unreadable(row[3], kind, number))
    if problems:
        raise InputError(problems)
    return _apply(by, period, given, parts, known)


def _rows(period: Period, content: bytes) -> list[list[str]]:
    problem = None
    rows: list[list[str]] = []
    if len(content) > LARGEST:
        problem = _("The workbook is larger than 5 MB. Take it from the page again and fill in only the values.")
    else:
        try:
            sheet = CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_index(0)
            rows = [[_text(cell) for cell in [*row, *[""] * 8][:8]] for row in sheet.to_python(skip_empty_area=False)]
        except (CalamineError, ValueError, IndexError):
            problem = _("The file cannot be read as a workbook. Save it as XLSX and bring it again.")
    if problem is None and (not rows or rows[0][0] != MARK or rows[0][1] != period.public_id):
        problem = _("This is not the workbook of this period. Take it from the page, fill it in, and bring it back.")
    if problem is not None:
        raise InputError([Problem("workbook", _said(problem))])
    return [row for row in rows[_FIRST - 1 :] if any(row)]


def _said(sentence: str) -> Message:
    """Return a sentence that is already in the reader's language."""
    return message("%(sentence)s", sentence=sentence)


def _text(cell: object) -> str:
    """Return a cell as it would have been typed: spreadsheets make numbers of texts that look like them."""
    if isinstance(cell, float):
        text = str(int(cell)) if cell == int(cell) else repr(cell)
        return text.replace(".", ",") if get_language() == "pl" else text
    return str(cell).strip()


def _unreadable(text: str, kind: str, row: int) -> Iterator[Problem]:
    if not text or kind in _TEXTS:
        return
    try:
        quantity = parse(text, get_language() or "en")
    except QuantityError as error:
        yield Problem("quantity", error.message, row=row, column="value", value=text)
        return
    if kind == SubjectKind.STAGE and not (isinstance(quantity, Range) and quantity.is_exact):
        said = _said(_("“%(text)s” is not one number of points. Write a number of zero or more.") % {"text": text})
        yield Problem("points", said, row=row, column="value", value=text)
    elif isinstance(quantity, Range) and quantity.lower is not None and quantity.lower < 0:
        yield Problem(
            "negative",
            _said(_("“%(text)s” is below zero.") % {"text": text}),
            row=row,
            column="value",
            value=text,
        )


@transaction.atomic
def _apply(
    by: User,
    period: Period,
    given: dict[str, dict[tuple[str, str], str]],
    parts: dict[str, Line],
    known: dict[tuple[str, str, str], Line],
) -> int:
    changed = 0
    for part_key, texts in given.items():
        if all(text == known[part_key, *place].text for place, text in texts.items()):
            continue
        changed += 1
        version = parts[part_key].version
        report = (
            start_report(by=by, period=period, node_key=part_key)
            if not version
            else newest_reports([period])[period.pk, part_key]
        )
        _save(by, report_visible_to(by, report.public_id), known, texts)
    return changed


def _save(by: User, report: Report, known: dict[tuple[str, str, str], Line], texts: dict[tuple[str, str], str]) -> None:
    kept = {(value.kind, value.key, value.role): value for value in report.values.all()}
    values: dict[tuple[str, str, str], Entered] = {}
    for (kind, place), text in texts.items():
        if kind in _TEXTS or not text:
            continue
        line = known[report.node_key, kind, place]
        at = (kind, line.key, line.role)
        if at in kept and text == line.text:
            value = kept[at]
            values[at] = Entered(value.quantity, value.typed, value.flag, value.source_text, value.source_date)
        else:
            values[at] = Entered(parse(text, get_language() or "en"), text)
    said = {field: texts.get((field, ""), "") for field in _TEXTS}
    contracts = {value.key: contract for value in kept.values() if (contract := contract_of(value.aid)) is not None}
    try:
        save_report(
            by=by,
            report=report,
            version=report.version,
            content=Content(values, said["sentence"], said["statement"], contracts),
        )
    except RefusedError as refusal:
        raise InputError([Problem("refused", _said(str(refusal)))]) from refusal
