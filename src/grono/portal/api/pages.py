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
        for method, operation in operations.items():
            groups.setdefault(operation["tags"][0], []).append(_row(address, method, operation))
    columns = [Column(_("Method")), Column(_("Address")), Column(_("What it does")), Column(_("Parameters"))]
    context = {
        "about": found["info"]["description"],
        "tables": [Table(title, columns, rows) for title, rows in groups.items()],
        "everywhere": _everywhere(found),
        "document": reverse("api:openapi"),
        "example": request.build_absolute_uri(reverse("api:v1:code", args=["nace2", "10.51"])),
    }
    return render(request, "api/description.html", context)


def _row(address: str, method: str, operation: dict[str, Any]) -> list[object]:
    parameters = [one["name"] for one in operation["parameters"] if one["in"] == "query"]
    own = ", ".join(name for name in [*parameters, *_sent(operation)] if name not in EVERYWHERE)
    link = "" if "{" in address or method != "get" else address
    return [method.upper(), Cell(address, link), operation["summary"], own or None]


def _sent(operation: dict[str, Any]) -> list[str]:
    """Return the names of what is sent; fields that depend on what is written stand in the document."""
    content = operation.get("requestBody", {}).get("content", {}).get("application/json", {})
    return list(content.get("schema", {}).get("properties", {}))


def _everywhere(found: dict[str, Any]) -> Table:
    described = {
        one["name"]: one.get("description") or one["schema"].get("description", "")
        for operations in found["paths"].values()
        for operation in operations.values()
        for one in operation["parameters"]
    }
    rows: list[list[object]] = [[name, described[name]] for name in EVERYWHERE]
    return Table(
        _("Parameters of all operations and of all lists"), [Column(_("Parameter")), Column(_("Meaning"))], rows
    )
