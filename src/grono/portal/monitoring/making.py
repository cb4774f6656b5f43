"""The documents of a strategy, made in the background and kept with the day of their data."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from grono.portal.core.visitor import Visitor
from grono.portal.monitoring.actions.documents import keep_files
from grono.portal.monitoring.figures import figures_of
from grono.portal.monitoring.kinds import DocumentKind
from grono.portal.monitoring.queries import document_of_run
from grono.reports.strategy import (
    INDICATORS,
    CitizenIndicator,
    abbreviations,
    citizen_page,
    completeness_list,
    council_chapter,
    monitoring_report,
    plain_sentences,
    written,
)

if TYPE_CHECKING:
    from grono.portal.core.models import BackgroundRun
    from grono.portal.core.runs import Progress
    from grono.portal.monitoring.models import MadeDocument
    from grono.reports.strategy import Document, StrategyFigures

FILES = {
    "html": "text/html; charset=utf-8",
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
"""Media types by ending."""


def folder_of(document: MadeDocument) -> Path:
    """Return the folder of the files of a document."""
    return Path(settings.DATA_DIR) / "strategy-documents" / document.public_id


def make_of_run(run: BackgroundRun, progress: Progress) -> None:
    """Make the document that a run is for."""
    document = document_of_run(run)
    progress(_("Gathering the figures"))
    owner = run.owner or Visitor()
    figures = figures_of(
        owner,
        document.strategy,
        document.language,
        known_on=document.data_date if document.wishes.get("known_on") else None,
        period=document.period,
        evaluations=document.wishes.get("evaluations", ()),
    )
    arranged = arrange(document, figures)
    contents = written(arranged, lambda done, total: progress(_("Writing the files"), done, total))
    keep(document, contents)


def arrange(document: MadeDocument, figures: StrategyFigures) -> Document:
    """Return the document of a kind."""
    language = document.language
    if document.kind == DocumentKind.CITIZEN:
        indicators = _for_citizens(document, figures)
        sentences = document.wishes.get("sentences") or plain_sentences(figures, language)
        return citizen_page(figures, language, indicators=indicators, sentences=sentences)
    makers = {
        DocumentKind.MONITORING: monitoring_report,
        DocumentKind.COUNCIL: council_chapter,
        DocumentKind.COMPLETENESS: completeness_list,
    }
    return makers[DocumentKind(document.kind)](figures, language)


def _for_citizens(document: MadeDocument, figures: StrategyFigures) -> list[CitizenIndicator]:
    """Return the indicators that were chosen with plain names, or the first five that have a value and are written in full."""
    known = {one.name: one for one in figures.indicators if one.latest is not None}
    plain = [name for name, one in known.items() if not abbreviations(f"{name} {one.unit}")] or list(known)
    chosen = document.wishes.get("indicators") or [{"name": name, "plain": ""} for name in plain[:INDICATORS]]
    found = []
    for one in chosen:
        indicator = known.get(one["name"])
        if indicator is not None and indicator.latest is not None:
            found.append(
                CitizenIndicator(
                    one["plain"] or one["name"], indicator.latest.value, indicator.latest.period, "" if one["plain"] else indicator.unit, indicator.target,
                    indicator.target_period, indicator.status, indicator.href,
                )
            )  # fmt: skip
    return found


def keep(document: MadeDocument, contents: dict[str, bytes]) -> None:
    """Write the files to the data folder and note them with their checksums."""
    folder = folder_of(document)
    folder.mkdir(parents=True, exist_ok=True)
    files = {}
    for ending, content in contents.items():
        path = folder / f"document.{ending}"
        path.with_suffix(f".{ending}.new").write_bytes(content)
        path.with_suffix(f".{ending}.new").replace(path)
        files[ending] = {"size": len(content), "sha256": hashlib.sha256(content).hexdigest()}
    keep_files(by=document.made_by, document=document, files=files)


def address_of_run(run: BackgroundRun) -> str | None:
    """Return the page of the documents of the strategy that a run works for."""
    document = document_of_run(run)
    return reverse("monitoring:documents", args=[document.strategy.public_id])
