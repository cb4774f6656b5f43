"""Pages of methods: what every measure is and how it is computed; they belong to no single map."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.views.decorators.http import require_safe

from grono.portal.maps.pages import method_pages

if TYPE_CHECKING:
    from django.http import HttpResponse

    from grono.portal.maps.requests import ReaderRequest


@require_safe
def methods(request: ReaderRequest) -> HttpResponse:
    """List the pages of methods."""
    return render(request, "maps/methods.html", method_pages.all_methods())


@require_safe
def method_document(request: ReaderRequest, name: str) -> HttpResponse:
    """Show one page of a method."""
    return render(request, "maps/method_document.html", method_pages.one_method(name))
