"""The four forms of a document, written together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from grono.reports.strategy.drawing import drawn
from grono.reports.strategy.paper import as_pdf
from grono.reports.strategy.text_document import as_docx
from grono.reports.strategy.web import as_page
from grono.reports.strategy.workbook import as_workbook

if TYPE_CHECKING:
    from collections.abc import Callable

    from grono.reports.strategy.blocks import Document, Drawn

_FORMS: dict[str, Callable[[Drawn], bytes]] = {
    "html": lambda source: as_page(source).encode(),
    "pdf": as_pdf,
    "docx": as_docx,
    "xlsx": as_workbook,
}
FORMS = tuple(_FORMS)
"""Endings of the four forms, in the order in which they are written."""


def written(document: Document, progress: Callable[[int, int], None] | None = None) -> dict[str, bytes]:
    """Write a document as HTML, PDF/UA-1, DOCX and XLSX.

    Parameters
    ----------
    document : Document
        What it says; its pictures are drawn once for all forms.
    progress : callable, optional
        Is told how many of how many steps are done; raising in it stops the writing.

    Returns
    -------
    dict of str
        Ending (``html``, ``pdf``, ``docx``, ``xlsx``) → content of the file; the same document gives the same bytes.
    """
    told = progress or _nobody
    told(0, len(_FORMS) + 1)
    source = drawn(document)
    told(1, len(_FORMS) + 1)
    contents: dict[str, bytes] = {}
    for done, (form, write) in enumerate(_FORMS.items(), 2):
        contents[form] = write(source)
        told(done, len(_FORMS) + 1)
    return contents


def _nobody(done: int, total: int) -> None:
    """Take note of nothing."""
