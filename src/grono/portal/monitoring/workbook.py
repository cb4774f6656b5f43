"""All reports of a period as a workbook that comes back unchanged or filled in (STR-19)."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Any

import xlsxwriter
from django.conf import settings
from django.db import transaction
from django.utils.translation import get_language, gettext_lazy, override
from django.utils.translation import gettext as _
from python_calamine import CalamineError, CalamineWorkbook

from grono.messages import InputError, Problem, message
from grono.portal.core.problems import RefusedError
from grono.portal.monitoring.actions import Content, Entered, save_report, start_report
from grono.portal.monitoring.basis import NUMBERS, RATIO, BasisError, from_stored, numbers_in
from grono.portal.monitoring.kinds import Role, SubjectKind
from grono.portal.monitoring.lawfulness import contract_of
from grono.portal.monitoring.owning import Parts
from grono.portal.monitoring.pages.report import subjects
from grono.portal.monitoring.permissions import may_write
from grono.portal.monitoring.queries import is_writable, newest_reports, report_visible_to
from grono.portal.monitoring.typed import as_typed
from grono.portal.monitoring.workbook_basis import Settling, rows_beside
from grono.portal.strategies.plan_queries import plan_of
from grono.quantities import QuantityError, Range, parse
from grono.tables.packed import PackedError, Wrong, names_in

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from grono.messages import Message
    from grono.portal.core.models import User
    from grono.portal.monitoring.models import Period, Report, Value
    from grono.portal.monitoring.owning import Part

MARK = "grono-monitoring-1"
LARGEST = 5_000_000
"""Bytes of a workbook: 500 tasks take a tenth of it."""
_COLUMNS = ("part", "item", "role", "value", "part_key", "kind", "key", "version")
_TEXTS = ("sentence", "statement")
_ASKED = {
    "numerator": gettext_lazy("numerator"),
    "denominator": gettext_lazy("denominator"),
    "numbers": gettext_lazy("tax numbers (NIP), one a line"),
}
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
            if kind == SubjectKind.INDICATOR:
                for asked, stands in rows_beside(part, key, value):
                    yield Line(part, f"{name}: {_ASKED[asked]}", asked, key, role, stands, version)
    for field in _TEXTS:
        said = str(getattr(report, field)) if report else ""
        # A form sends its lines with a carriage return, which no spreadsheet keeps.
        yield Line(part, "", field, "", "", said.replace("\r\n", "\n").strip(), version)


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
    language, rows = _rows(period, content)
    with override(language):  # 12,5 means what it meant where the workbook was taken
        lines = list(lines_of(by, period))
    known = {(line.part.node.key, line.kind, f"{line.key} {line.role}".strip()): line for line in lines}
    problems: list[Problem] = []
    given: dict[str, dict[tuple[str, str], str]] = {}
    for number, row in rows:
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
        elif (kind, place) in given.get(part_key, {}):
            said = _("Row %(row)s says again what a row above it says. Keep one of the two.") % {"row": number}
            problems.append(Problem("repeated-row", _said(said), row=number, column="key", value=place))
        else:
            given.setdefault(part_key, {})[kind, place] = row[3]
            if row[3] != line.text:  # what nobody changed was read before
                problems.extend(_unreadable(row[3], kind, number, language))
    if problems:
        raise InputError(problems)
    return _Bringing(by, period, language, known, _settled(given, known, language)).apply(given)


def _settled(
    given: dict[str, dict[tuple[str, str], str]], known: dict[tuple[str, str, str], Line], language: str
) -> dict[tuple[str, str], Entered | None]:
    """Return the values that follow from other rows, by part and place; refused when any of them does not."""
    found: dict[tuple[str, str], Entered | None] = {}
    problems: list[Problem] = []
    before: dict[str, dict[tuple[str, str], str]] = {}
    for (key, kind, place), line in known.items():
        before.setdefault(key, {})[kind, place] = line.text
    parts = {key: line.part for (key, _kind, _place), line in known.items()}
    for key, texts in given.items():
        values, wrong = Settling(parts[key], texts, before[key]).values(language)
        found |= {(key, place): value for place, value in values.items()}
        problems += wrong
    if problems:
        raise InputError(problems)
    return found


def _rows(period: Period, content: bytes) -> tuple[str, list[tuple[int, list[str]]]]:
    """Return the language of the workbook and its rows below the headings, each with its number."""
    problem = None
    found: list[list[Any]] = []
    if len(content) > LARGEST:
        problem = _("The workbook is larger than 5 MB. Take it from the page again and fill in only the values.")
    else:
        try:
            if "xl/workbook.xml" not in names_in(content):
                raise PackedError(Wrong.DAMAGED)
            sheet = CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_index(0)
            found = [[*row, *[""] * 8][:8] for row in sheet.to_python(skip_empty_area=False)]
        except (CalamineError, ValueError, IndexError):
            problem = _("The file cannot be read as a workbook. Save it as XLSX and bring it again.")
    if problem is None and (not found or found[0][0] != MARK or found[0][1] != period.public_id):
        problem = _("This is not the workbook of this period. Take it from the page, fill it in, and bring it back.")
    if problem is not None:
        raise InputError([Problem("workbook", _said(problem))])
    language = found[0][2] if found[0][2] in dict(settings.LANGUAGES) else get_language() or "en"
    rows = enumerate(([_text(cell, language) for cell in row] for row in found[_FIRST - 1 :]), _FIRST)
    return language, [(number, row) for number, row in rows if any(row)]


def _said(sentence: str) -> Message:
    """Return a sentence that is already in the reader's language."""
    return message("%(sentence)s", sentence=sentence)


def _text(cell: object, language: str) -> str:
    """Return a cell as it would have been typed: spreadsheets make numbers of texts that look like them."""
    if isinstance(cell, float):
        text = str(int(cell)) if cell == int(cell) else repr(cell)
        return text.replace(".", ",") if language == "pl" else text
    return str(cell).strip()


def _unreadable(text: str, kind: str, row: int, language: str) -> Iterator[Problem]:
    if not text or kind in _TEXTS:
        return
    if kind in NUMBERS:
        yield from _wrong_numbers(text, row)
        return
    try:
        quantity = parse(text, language)
    except QuantityError as error:
        yield Problem("quantity", error.message, row=row, column=_("Value"), value=text)
        return
    if kind == SubjectKind.STAGE and not (isinstance(quantity, Range) and quantity.is_exact):
        said = _said(_("“%(text)s” is not one number of points. Write a number of zero or more.") % {"text": text})
        yield Problem("points", said, row=row, column=_("Value"), value=text)
    elif isinstance(quantity, Range) and quantity.lower is not None and quantity.lower < 0:
        yield Problem(
            "negative",
            _said(_("“%(text)s” is below zero.") % {"text": text}),
            row=row,
            column=_("Value"),
            value=text,
        )


def _wrong_numbers(text: str, row: int) -> Iterator[Problem]:
    try:
        numbers_in(text)
    except BasisError as error:
        yield Problem("numbers", _said(str(error)), row=row, column=_("Value"), value=text[:80])


@dataclass(frozen=True)
class _Bringing:
    """A workbook without problems: who brings it, about what, and what stood in it when it was looked at."""

    by: User
    period: Period
    language: str
    known: dict[tuple[str, str, str], Line]
    settled: dict[tuple[str, str], Entered | None]

    @transaction.atomic
    def apply(self, given: dict[str, dict[tuple[str, str], str]]) -> int:
        """Save the reports that differ, all or none, and return how many."""
        differing = [
            (part, texts)
            for part, texts in given.items()
            if any(text != self.known[part, *place].text for place, text in texts.items())
        ]
        try:
            for part, texts in differing:
                self._save(part, texts)
        except RefusedError as refusal:
            raise InputError([Problem("refused", _said(str(refusal)))]) from refusal
        return len(differing)

    def _save(self, part: str, texts: dict[tuple[str, str], str]) -> None:
        """Save one report; refused when somebody saved it since it was looked at."""
        version = next(line.version for (key, _kind, _place), line in self.known.items() if key == part)
        if version:
            report = newest_reports([self.period])[self.period.pk, part]
        else:
            report = start_report(by=self.by, period=self.period, node_key=part)
        content = self._content(report_visible_to(self.by, report.public_id), texts)
        save_report(by=self.by, report=report, version=version or report.version, content=content)

    def _content(self, report: Report, texts: dict[tuple[str, str], str]) -> Content:
        """Return what the report says now: what the workbook leaves, or does not name, as it stands."""
        kept = list(report.values.all())
        values = {(one.kind, one.key, one.role): _as_it_stands(one) for one in kept}
        for (kind, place), text in texts.items():
            line = self.known[report.node_key, kind, place]
            if kind in (*_TEXTS, *RATIO, *NUMBERS) or text == line.text:
                continue
            values.pop((kind, line.key, line.role), None)
            if text:
                values[kind, line.key, line.role] = Entered(parse(text, self.language), text)
        for (part, place), value in self.settled.items():
            if part == report.node_key:
                line = self.known[part, str(SubjectKind.INDICATOR), place]
                values.pop((line.kind, line.key, line.role), None)
                if value is not None:
                    values[line.kind, line.key, line.role] = value
        said = {field: texts.get((field, ""), getattr(report, field)) for field in _TEXTS}
        contracts = {value.key: contract for value in kept if (contract := contract_of(value.aid)) is not None}
        return Content(values, said["sentence"], said["statement"], contracts)


def _as_it_stands(one: Value) -> Entered:
    return Entered(one.quantity, one.typed, one.flag, one.source_text, one.source_date, from_stored(one.basis))
