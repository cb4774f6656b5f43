"""The OpenAPI document, with its descriptions in the language asked for."""

from __future__ import annotations

import json
import re
from functools import cache
from typing import Any

from django.utils.translation import get_language, gettext, override
from django.utils.translation import gettext_noop as _

from grono.portal.api.contracted import polish_descriptions
from grono.portal.api.service import service
from grono.portal.api.versions import is_versioned

ROOT = "/api/v1/"
_FOR_PEOPLE = {"summary", "description"}
_STATUSES = {
    "200": _("The answer."),
    "301": _("The entry has become part of another one, whose address is answered."),
    "401": _("The token is missing, not valid, or may only read."),
    "403": _("Your roles do not let you do this."),
    "404": _("Nothing is there, or nothing this reader may see."),
    "412": _("Somebody else has changed it since the version that If-Match names."),
    "422": _("A parameter cannot be used."),
    "429": _("Too many requests in a short time."),
}


@cache
def _english() -> dict[str, Any]:
    with override("en"):
        made = service.get_openapi_schema(path_prefix=ROOT.strip("/") + "/")
        document: dict[str, Any] = json.loads(json.dumps(made, default=str))
    for path, operations in document["paths"].items():
        for method, operation in operations.items():
            if is_versioned(path):
                _say_version(method, operation)
            operation["responses"]["429"] = _too_many()
            operation.pop("description", None)  # docstrings, for who reads the source
            for status, answer in operation["responses"].items():
                answer["description"] = _STATUSES[status]
    for schema in document["components"]["schemas"].values():
        schema.pop("description", None)
    return document


_REFUSAL = {"application/json": {"schema": {"$ref": "#/components/schemas/Refusal"}}}
_RETRY_AFTER = _("Seconds until one may ask again.")


def _too_many() -> dict[str, Any]:
    """Return how every operation answers who asks too often, with a token or without."""
    header = {"description": _RETRY_AFTER, "schema": {"type": "integer", "minimum": 1}}
    return {"content": _REFUSAL, "headers": {"Retry-After": header}}


_VERSION = _("Version of what stands at the address, for who may change it; send it back as If-Match.")
_IF_MATCH = _(
    "Version that was read, from the header ETag: the change is refused with 412 when somebody else was quicker. Without it the change is "
    "made in any case."
)


def _say_version(method: str, operation: dict[str, Any]) -> None:
    """Add to an operation the headers by which changes are kept apart."""
    text = {"type": "string"}
    operation["responses"]["200"]["headers"] = {"ETag": {"description": _VERSION, "schema": text}}
    if method != "get":
        header = {"in": "header", "name": "If-Match", "required": False, "schema": text, "description": _IF_MATCH}
        operation.setdefault("parameters", []).append(header)
        operation["responses"]["412"] = {"content": _REFUSAL}


@cache
def document(language: str) -> dict[str, Any]:
    """Return the OpenAPI document; the same object each time, so nobody may change it."""
    with override(language):
        translated: dict[str, Any] = _translated(_english(), polish_descriptions() if language == "pl" else {})
    return translated


def openapi() -> dict[str, Any]:
    """Return the document in the language of the request."""
    return document(get_language() or "en")


def _translated(value: Any, columns: dict[str, str], key: str = "") -> Any:
    if isinstance(value, dict):
        return {name: _translated(one, columns, name) for name, one in value.items()}
    if isinstance(value, list):
        return [_translated(one, columns, "summary" if key == "tags" else "") for one in value]
    if isinstance(value, str) and value and key in _FOR_PEOPLE:
        return columns.get(value) or gettext(value)
    return value


@cache
def methods_of(operation: str) -> frozenset[str]:
    """Return the methods that an address takes, by the name of its operations; HEAD goes with GET."""
    found = {
        method
        for _path, view in _views()
        for one in view.operations
        if one.url_name == operation
        for method in one.methods
    }
    return frozenset(found | {"HEAD"} if "GET" in found else found) or frozenset({"GET", "HEAD"})


@cache
def parameters_of(operation: str, method: str = "GET") -> tuple[str, ...]:
    """Return the names of the parameters behind the question mark, by the name of an operation's address and its method."""
    names = {view.operations[0].url_name: path for path, view in _views()}
    path = names.get(operation)
    if path is None:
        return ("language",)
    operations = _english()["paths"][path]
    described = operations.get("get" if method == "HEAD" else method.lower()) or next(iter(operations.values()))
    return tuple(one["name"] for one in described["parameters"] if one["in"] == "query")


def _views() -> list[tuple[str, Any]]:
    return [
        (re.sub(r"{[^}:]+:", "{", f"{ROOT.rstrip('/')}{path}"), view)
        for _prefix, router in service._routers  # noqa: SLF001 - Ninja has no public list of its operations
        for path, view in router.path_operations.items()
    ]
