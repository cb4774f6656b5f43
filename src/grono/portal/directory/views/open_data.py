from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from grono.portal.core.display import Cell, Column, Download, Table
from grono.portal.directory.open_data.datasets import datasets, legal_entity
from grono.portal.directory.open_data.files import published
from grono.portal.directory.open_data.triples import json_ld
from grono.portal.directory.profiles import profile
from grono.portal.directory.queries import organisation_visible_to

if TYPE_CHECKING:
    from django.http import HttpRequest

    from grono.portal.core.visitor import Reader
    from grono.portal.directory.open_data.files import Published


@require_safe
def open_data(request: HttpRequest) -> HttpResponse:
    """Show everyone what may be taken away."""
    last = published()
    shown = [
        {"key": one.key, "title": one.title, "description": one.description, "downloads": _downloads(last, one.key)}
        for one in datasets()
    ]
    context = {
        "published": last,
        "datasets": shown,
        "catalogue": _downloads(last, ""),
        "checksums": _checksums(last) if last else None,
    }
    return render(request, "directory/open_data.html", context)


def _downloads(last: Published | None, dataset: str) -> list[Download]:
    files = [one for one in last.files if one.dataset == dataset] if last else []
    return [Download(one.name, reverse("api:open_data", args=[one.name]), one.file_type, one.size) for one in files]


def _checksums(last: Published) -> Table:
    rows = [[Cell(one.name, href=reverse("api:open_data", args=[one.name])), one.sha256] for one in last.files]
    return Table(_("Checksums"), [Column(_("File")), Column("SHA-256")], rows)


@require_safe
def linked(request: HttpRequest, public_id: str) -> HttpResponse:
    """Answer with one organisation as linked data, as the reader sees it; a sole trader is a person and no legal entity (DIR-2)."""
    reader: Reader = request.user  # type: ignore[assignment]
    one = organisation_visible_to(reader, public_id)
    if one.natural_person or one.removed_at is not None:
        raise Http404(public_id)
    return HttpResponse(json_ld(legal_entity(profile(reader, one))), content_type="application/ld+json")
