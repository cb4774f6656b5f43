"""What surrounds the operations: the language asked for, HEAD, unknown parameters, addresses that do not exist."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.http import HttpResponseNotAllowed, JsonResponse
from django.utils.translation import get_language, override

from grono.portal.api.errors import not_found, unknown_parameters, wrong_parameters
from grono.portal.api.versions import answer_unless_changed

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

    View = Callable[..., HttpResponse]


def in_asked_language(view: View) -> View:
    """Answer the methods of the address in the language of the parameter, else in that of the header; refuse all others."""

    @wraps(view)
    def answer(request: HttpRequest, **arguments: str) -> HttpResponse:
        allowed = _allowed(request)
        if request.method not in allowed:
            return HttpResponseNotAllowed(sorted(allowed))
        asked = request.GET.get("language", "")
        known = asked in dict(settings.LANGUAGES)
        with override(asked if known else get_language()):
            response = _answer(view, request, arguments)
            response.headers["Content-Language"] = get_language() or "en"
        return response

    return answer


def _allowed(request: HttpRequest) -> frozenset[str]:
    from grono.portal.api.document import methods_of

    return methods_of((request.resolver_match.url_name if request.resolver_match else None) or "")


def _answer(view: View, request: HttpRequest, arguments: dict[str, str]) -> HttpResponse:
    from grono.portal.api.document import parameters_of

    if any("\x00" in value for value in arguments.values()):
        return _json(not_found(), 404)  # no identifier holds it, and PostgreSQL refuses to look for it
    name = request.resolver_match.url_name if request.resolver_match else None
    unknown = unknown_parameters(request.GET, parameters_of(name or "", request.method or "GET"))
    if unknown:
        return _json(wrong_parameters(unknown), 422)
    if request.method != "HEAD":
        return answer_unless_changed(request, arguments, lambda: view(request, **arguments), _json)
    request.method = "GET"
    response = answer_unless_changed(request, arguments, lambda: view(request, **arguments), _json)
    response.headers["Content-Length"] = str(len(response.content))
    response.content = b""
    return response


def _json(content: dict[str, Any], status: int = 200) -> JsonResponse:
    kind = "application/json; charset=utf-8"
    return JsonResponse(content, status=status, content_type=kind, json_dumps_params={"ensure_ascii": False})


def openapi_json(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 - a view's signature
    """Answer with the OpenAPI document."""
    from grono.portal.api.document import openapi

    return _json(openapi())


def nowhere(request: HttpRequest) -> HttpResponse:
    """Answer what is no address of the API as the API answers, not with a page."""
    if request.method not in {"GET", "HEAD"}:
        return HttpResponseNotAllowed(["GET", "HEAD"])
    asked = request.GET.get("language", "")
    with override(asked if asked in dict(settings.LANGUAGES) else get_language()):
        return _json(not_found(), 404)
