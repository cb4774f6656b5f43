"""Questionnaires and answers as files: JSON whole, XLSX as people edit it, CSV of the answers with safe cells."""

from __future__ import annotations

import json
from io import BytesIO
from typing import TYPE_CHECKING, Any

import xlsxwriter
from django.utils.translation import gettext as _

from grono.portal.surveys.checking import DefinitionError, read_definition
from grono.portal.surveys.definition import to_data
from grono.tables.packed import names_in
from grono.tables.text_files import is_named_workbook
from grono.tables.workbooks import OLD_WORKBOOK

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from grono.portal.surveys.definition import Definition

FORMAT = "grono-questionnaire-1"
LARGEST_FILE = 2_000_000
"""Bytes; the longest questionnaire has a tenth of them."""
OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
QUESTION_COLUMNS = ("section", "concept", "type", "required", "period", "feeds")
PART_COLUMNS = ("concept", "part", "key", "type")
PARTS = ("choices", "rows", "columns")


def as_json(definition: Definition, key: str) -> bytes:
    """Return the questionnaire as a file that Grono reads back exactly."""
    content = {"format": FORMAT, "key": key, **to_data(definition)}
    return json.dumps(content, ensure_ascii=False, indent=1).encode()


def from_file(name: str, content: bytes) -> Definition:
    """Return the questionnaire of a file, told by its content; everything that is wrong is said at once."""
    if len(content) > LARGEST_FILE:
        raise DefinitionError([_("The file is too large for a questionnaire.")])
    if content.startswith(b"PK"):
        return read_definition(_from_workbook(content))
    if content.startswith(OLD_WORKBOOK):
        raise DefinitionError([_("The file is an old spreadsheet (XLS). Open it and save it as XLSX.")])
    try:
        data = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        if is_named_workbook(name):
            raise DefinitionError([_("The file is named as a workbook and is none. Save it as XLSX.")]) from error
        raise DefinitionError(
            [_("The file is neither JSON nor XLSX. Export a questionnaire to see its form.")]
        ) from error
    if isinstance(data, dict):
        data = {name: value for name, value in data.items() if name not in ("format", "key")}
    return read_definition(data)


def as_workbook(definition: Definition, key: str) -> bytes:
    """Return the questionnaire as a workbook of three sheets."""
    languages = definition.languages
    data = to_data(definition)
    head = [["key", key], ["languages", " ".join(languages)]]
    head += [[f"{name}_{code}", data[name].get(code, "")] for name in ("title", "introduction") for code in languages]
    sections: list[list[Any]] = [["section", *_named("title", languages), *_named("help", languages)]]
    questions: list[list[Any]] = [
        [*QUESTION_COLUMNS, *_named("text", languages), *_named("help", languages), *_named("unit", languages)]
    ]
    parts: list[list[Any]] = [[*PART_COLUMNS, *_named("text", languages), *_named("unit", languages)]]
    for section in data["sections"]:
        sections.append([section["key"], *_texts(section, "title", languages), *_texts(section, "help", languages)])
        for question in section.get("questions", []):
            fields = {"section": section["key"], **question, "required": "yes" if question.get("required") else ""}
            texts = [text for name in ("text", "help", "unit") for text in _texts(question, name, languages)]
            questions.append([*(fields.get(name, "") for name in QUESTION_COLUMNS), *texts])
            parts += _part_rows(question, languages)
    return workbook({"questionnaire": head, "sections": sections, "questions": questions, "parts": parts})


def _named(name: str, languages: Iterable[str]) -> list[str]:
    return [f"{name}_{code}" for code in languages]


def _texts(part: Mapping[str, Any], name: str, languages: Iterable[str]) -> list[str]:
    return [part.get(name, {}).get(code, "") for code in languages]


def _part_rows(question: Mapping[str, Any], languages: Sequence[str]) -> Iterator[list[Any]]:
    for name in PARTS:
        for part in question.get(name, []):
            texts = [*_texts(part, "text", languages), *_texts(part, "unit", languages)]
            yield [question["concept"], name, part["key"], part.get("type", ""), *texts]


def workbook(sheets: Mapping[str, Sequence[Sequence[Any]]]) -> bytes:
    """Return a workbook; texts stay texts, nothing is a formula or a link."""
    buffer = BytesIO()
    with xlsxwriter.Workbook(buffer, OPTIONS) as book:
        bold = book.add_format({"bold": True, "bottom": 1})
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name[:31])
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row, bold if number == 0 else None)
            sheet.freeze_panes(1, 0)
            sheet.set_column(0, 20, 24)
    return buffer.getvalue()


def _from_workbook(content: bytes) -> dict[str, Any]:
    import python_calamine

    try:
        names_in(content)
        book = python_calamine.CalamineWorkbook.from_filelike(BytesIO(content))
        sheets = {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}
    except (python_calamine.CalamineError, OSError, ValueError) as error:
        raise DefinitionError([_("The workbook cannot be read. Save it as XLSX and try again.")]) from error
    missing = [name for name in ("questionnaire", "sections", "questions", "parts") if name not in sheets]
    if missing:
        raise DefinitionError([_("The workbook lacks the sheets: %(sheets)s.") % {"sheets": ", ".join(missing)}])
    head = {str(row[0]).strip(): str(row[1]).strip() for row in sheets["questionnaire"] if len(row) > 1}
    languages = head.get("languages", "").split()
    sections: list[dict[str, Any]] = [
        {"key": row.get("section", ""), **_read_texts(row, ("title", "help"), languages), "questions": []}
        for row in _rows(sheets["sections"])
    ]
    by_key = {section["key"]: section for section in sections}
    parts = _rows(sheets["parts"])
    strangers = []
    for row in _rows(sheets["questions"]):
        if row.get("section") in by_key:
            by_key[row["section"]]["questions"].append(_question(row, parts, languages))
        else:
            strangers.append(
                _("“%(concept)s” stands in a section that is not listed.") % {"concept": row.get("concept", "")}
            )
    if strangers:
        raise DefinitionError(strangers)
    return {"languages": languages, **_read_texts(head, ("title", "introduction"), languages), "sections": sections}


def _rows(sheet: Sequence[Sequence[Any]]) -> list[dict[str, str]]:
    if not sheet:
        return []
    names = [str(cell).strip() for cell in sheet[0]]
    found = [{name: _plain(cell) for name, cell in zip(names, row, strict=False)} for row in sheet[1:]]
    return [row for row in found if any(row.values())]


def _plain(cell: Any) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()


def _read_texts(row: Mapping[str, str], names: Iterable[str], languages: Iterable[str]) -> dict[str, dict[str, str]]:
    found = {}
    for name in names:
        texts = {code: row.get(f"{name}_{code}", "") for code in languages}
        kept = {code: text for code, text in texts.items() if text}
        if kept:
            found[name] = kept
    return found


def _question(row: Mapping[str, str], parts: Iterable[Mapping[str, str]], languages: Sequence[str]) -> dict[str, Any]:
    plain = {name: row[name] for name in ("period", "feeds") if row.get(name)}
    question: dict[str, Any] = {
        "concept": row.get("concept", ""),
        "type": row.get("type", ""),
        "required": row.get("required", "").lower() in ("yes", "tak", "true", "1"),
        **plain,
        **_read_texts(row, ("text", "help", "unit"), languages),
    }
    for part in parts:
        if part.get("concept") == question["concept"] and part.get("part") in PARTS:
            one: dict[str, Any] = {"key": part.get("key", ""), **_read_texts(part, ("text",), languages)}
            if part["part"] == "columns":
                one |= {"type": part.get("type") or "quantity", **_read_texts(part, ("unit",), languages)}
            question.setdefault(part["part"], []).append(one)
    return question
