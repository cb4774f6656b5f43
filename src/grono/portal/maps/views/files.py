"""Answers of this app that are files: their names, and tables of pages as CSV."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import render
from django.utils.text import slugify

from grono.portal.core.exports import csv_response
from grono.portal.maps.pages.sections import file_wanted

if TYPE_CHECKING:
    from django.http.response import HttpResponseBase

    from grono.portal.maps.models import ClusterMap
    from grono.portal.maps.requests import ReaderRequest


def file_name(map_: ClusterMap, name: str) -> str:
    """Return the name of a download; that of synthetic data says so."""
    slug = slugify(map_.title.replace("ł", "l").replace("Ł", "L"))[:60]
    mark = "synthetic" if map_.synthetic and "synthetic" not in slug else ""
    return "-".join(part for part in (mark, slug, name) if part)


def page_or_file(request: ReaderRequest, map_: ClusterMap, template: str, context: dict[str, Any]) -> HttpResponseBase:
    """Answer with a page, or with one of its tables as CSV when the address asks for it."""
    wanted = file_wanted(context, request.GET)
    if wanted is None:
        return render(request, template, context)
    name, rows = wanted
    return csv_response(file_name(map_, f"{slugify(name) or 'table'}.csv"), rows, byte_order_mark=True)
