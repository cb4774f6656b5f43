"""A list of codes and names, read from an uploaded file."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from django.utils.translation import gettext as _

from grono.classifications import load_correspondence, load_labels
from grono.messages import InputError, Problem, message
from grono.tables import Engine, TableError, read_table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.core.files.uploadedfile import UploadedFile

    from grono.classifications import Labels
    from grono.classifications.labels import LabelKind
    from grono.messages import Message
    from grono.tables import RawTable

LARGEST_FILE = 5_000_000
"""Bytes; the official list of all gminas has about 4 200 rows and 200 kB."""
MOST_ROWS = 50_000
LONGEST_NAME = 500
"""Characters; the longest class title of NACE has about 250."""


@dataclass(frozen=True)
class NamesRead:
    """What stood in the file: kind → code → language → name, or what the codes of one edition became in another."""

    texts: dict[str, Any]
    file_name: str
    sha256: str
    correspondence: dict[str, Any] | None = None


def read_list(upload: UploadedFile, *, kind: str, language: str) -> NamesRead:
    """Read a list of the kind that its form names: of names, or of codes in two editions (``pkd2007-pkd2025``)."""
    source, _dash, target = kind.partition("-")
    if target:
        return read_correspondence(upload, source=source, target=target)
    return read_names(upload, kind=cast("LabelKind", kind), language=language)


def read_names(upload: UploadedFile, *, kind: LabelKind, language: str) -> NamesRead:
    """Read a CSV or a workbook of codes and names.

    Raises
    ------
    GronoError
        With everything that is wrong with the file.
    """
    raw, rows = _table(upload)
    labels = _labels(raw, rows, kind, language)
    texts: dict[str, Any] = {one: dict(codes) for one, codes in labels.texts.items()}
    return NamesRead(texts, _name(upload), raw.source.sha256)


def read_correspondence(upload: UploadedFile, *, source: str, target: str) -> NamesRead:
    """Read a CSV or a workbook of codes of one edition and the codes that they became in another.

    Raises
    ------
    GronoError
        With everything that is wrong with the file.
    """
    raw, rows = _table(upload)
    named, places = _named(raw, rows)
    try:
        read = load_correspondence(named, source=source, target=target)
    except InputError as error:
        raise InputError([_placed(problem, places) for problem in error.problems]) from error
    codes = {code: list(targets) for code, targets in read.codes.items()}
    return NamesRead({}, _name(upload), raw.source.sha256, {"from": source, "to": target, "codes": codes})


def _name(upload: UploadedFile) -> str:
    return Path(upload.name or "list").name[:200]


def _table(upload: UploadedFile) -> tuple[RawTable, Sequence[dict[str, Any]]]:
    with tempfile.TemporaryDirectory(prefix="grono-names-") as folder, Engine() as engine:
        path = Path(folder) / f"upload{Path(_name(upload)).suffix[:10]}"
        with path.open("wb") as file:
            for chunk in upload.chunks():
                file.write(chunk)
        raw = read_table(path, engine, max_unpacked_bytes=10 * LARGEST_FILE)
        _check(raw, engine)
        return raw, engine.rows(raw.cells)


def _named(raw: RawTable, rows: Sequence[dict[str, Any]]) -> tuple[list[dict[str, Any]], list[int]]:
    named = [{column: row[f"c{index}"] for index, column in enumerate(raw.columns)} for row in rows]
    return named, [row["row"] for row in rows]


def _check(raw: RawTable, engine: Engine) -> None:
    if raw.problems:
        raise InputError(raw.problems)
    count = engine.rows(raw.cells.aggregate(count=raw.cells.count()))[0]["count"]
    if count > MOST_ROWS:
        sentence = _("The list has %(count)s rows; the limit is %(most)s. Split it, or leave out what nobody needs.")
        raise TableError(_said(sentence % {"count": count, "most": MOST_ROWS}))


def _labels(raw: RawTable, rows: Sequence[dict[str, Any]], kind: LabelKind, language: str) -> Labels:
    named, places = _named(raw, rows)
    try:
        labels = load_labels(named, kind=kind, language=language)
    except InputError as error:
        raise InputError([_placed(problem, places) for problem in error.problems]) from error
    too_long = [problem for row, cells in zip(places, named, strict=True) for problem in _too_long(row, cells)]
    if too_long:
        raise InputError(too_long)
    return labels


def _placed(problem: Problem, places: Sequence[int]) -> Problem:
    """Return the problem with the row as a spreadsheet numbers it, also when the table does not begin in the first row."""
    if problem.row is None:
        return problem
    row = places[problem.row - 2]
    parameters = {**problem.message.parameters, "row": row}
    return replace(problem, row=row, message=replace(problem.message, parameters=parameters))


def _too_long(row: int, cells: dict[str, Any]) -> list[Problem]:
    sentence = _(
        "Row %(row)s, column “%(column)s”: the text has %(length)s characters; a name has at most %(most)s. Look for a missing "
        "line break or quotation mark."
    )
    return [
        Problem(
            "name-too-long",
            _said(sentence % {"row": row, "column": column, "length": len(text), "most": LONGEST_NAME}),
            row=row,
            column=column,
            value=f"{text[:60]}…",
        )
        for column, text in cells.items()
        if text is not None and len(text) > LONGEST_NAME
    ]


def _said(sentence: str) -> Message:
    """Return a sentence that is already in the reader's language in the form in which the library carries sentences."""
    return message("%(sentence)s", sentence=sentence)
