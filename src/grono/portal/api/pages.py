"""The page that describes the API to people, made from the OpenAPI document."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from grono.portal.core.display import Cell, Column, Table

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

EVERYWHERE = ("language", "limit", "offset")
"""Parameters that are explained once, above the tables."""


@require_safe
def description(request: HttpRequest) -> HttpResponse:
    """Show every operation with its parameters."""
    from grono.portal.api.document import openapi

    found = openapi()
    groups: dict[str, list[list[object]]] = {}
    for address, operations in found["paths"].items():
        operation = operations["get"]
        groups.setdefault(operation["tags"][0], []).append(_row(address, operation))
    columns = [Column(_("Address")), Column(_("What it answers")), Column(_("Parameters"))]
    context = {
        "about": found["info"]["description"],
        "tables": [Table(title, columns, rows) for title, rows in groups.items()],
        "everywhere": _everywhere(found),
        "document": reverse("api:openapi"),
        "example": request.build_absolute_uri(reverse("api:v1:code", args=["nace2", "10.51"])),
    }
    return render(request, "api/description.html", context)


def _row(address: str, operation: dict[str, Any]) -> list[object]:
    parameters = [one["name"] for one in operation["parameters"] if one["in"] == "query"]
    own = ", ".join(name for name in parameters if name not in EVERYWHERE)
    link = "" if "{" in address else address
    return [Cell(address, link), operation["summary"], own or None]


def _everywhere(found: dict[str, Any]) -> Table:
    described = {
        one["name"]: one.get("description") or one["schema"].get("description", "")
        for operations in found["paths"].values()
        for one in operations["get"]["parameters"]
    }
    rows: list[list[object]] = [[name, described[name]] for name in EVERYWHERE]
    return Table(
        _("Parameters of all operations and of all lists"), [Column(_("Parameter")), Column(_("Meaning"))], rows
    )
