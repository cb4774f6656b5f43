"""From acts to operations of the API: addresses, permissions, answers, and the description of what is sent."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Annotated, Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_noop as _
from ninja import Field, Path, Query, Schema
from pydantic import create_model

from grono.portal.api.acts.calls import MULTIPART, Call, read
from grono.portal.api.answers import reader_of
from grono.portal.api.asking import Asked
from grono.portal.api.errors import Refusal, WrongParameters
from grono.portal.api.writing import may_write

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from ninja import Router


class Done(Schema):
    """What became of an act."""

    public_id: str | None = Field(None, description=_("Identifier of what was entered or changed."))
    page: str | None = Field(None, description=_("Address of the page for people."))
    run: str | None = Field(
        None, description=_("Identifier of the background work that does it; /runs tells how far it is.")
    )
    shown_once: str | None = Field(
        None, description=_("What is shown this once: a personal link, or the contact that was asked for.")
    )
    notes: list[str] = Field([], description=_("What to know besides, in the language asked for."))


@dataclass(frozen=True)
class Outcome:
    """What an act answers; the page is named by its route and the arguments of its address."""

    public_id: str | None = None
    page: tuple[str, ...] = ()
    run: str | None = None
    shown_once: str | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Act:
    """One thing that is written, as on a page."""

    page: str
    """The route of the page that does the same."""
    path: str
    summary: str
    do: Callable[[Call], Outcome]
    permission: str = ""
    form: type[forms.Form] | None = None
    """Its fields describe what is sent."""
    further: Mapping[str, str] = field(default_factory=dict)
    """Name → description of what is sent besides."""
    method: str = "POST"
    dynamic: str = ""
    """Which further fields there are, where they depend on what is written."""

    @property
    def takes_files(self) -> bool:
        """Say whether files may be sent."""
        return self.form is not None and any(isinstance(one, forms.FileField) for one in self.form.base_fields.values())


ACTS: list[Act] = []
"""Every act that the API has, in the order of the modules."""
PLACE = _("Identifier or key, as the reading operations answer it.")


def add_acts(router: Router, acts: list[Act]) -> None:
    """Add the operations of some acts to a router; those at one address share its name."""
    for act in acts:
        ACTS.append(act)
        router.add_api_operation(
            act.path,
            [act.method],
            _operation(act),
            auth=may_write,
            response=_responses(act),
            url_name=_url_name(router, act),
            operation_id="write_" + re.sub(r"\W+", "_", f"{act.method}{act.path}").strip("_").lower(),
            summary=act.summary,
            openapi_extra=_body(act),
        )


def _url_name(router: Router, act: Act) -> str:
    standing = router.path_operations.get(act.path)
    named = next((str(one.url_name) for one in standing.operations if one.url_name), "") if standing else ""
    return named or act.page.replace(":", "_")


def _responses(act: Act) -> dict[int, Any]:
    absent = {404: Refusal} if "{" in act.path else {}
    return {200: Done, 401: Refusal, 403: Refusal, **absent, 422: WrongParameters}


def _operation(act: Act) -> Callable[..., Any]:
    """Return the function that Ninja calls; what stands in the address is told to it by annotations."""
    names = re.findall(r"{(\w+)}", act.path)

    def plain(request: HttpRequest, asked: Any) -> dict[str, Any]:  # noqa: ARG001 - the language is chosen before
        return _carry_out(act, request, {})

    def placed(request: HttpRequest, asked: Any, ids: Any) -> dict[str, Any]:  # noqa: ARG001
        return _carry_out(act, request, ids.dict())

    operation = placed if names else plain
    operation.__annotations__ = {"request": HttpRequest, "asked": Query[Asked]}
    if names:
        fields: dict[str, Any] = {name: (str, Field(description=PLACE)) for name in names}
        place: Any = create_model(f"Place{len(ACTS)}", __base__=Schema, **fields)
        operation.__annotations__["ids"] = Annotated[place, Path()]
    return operation


def _carry_out(act: Act, request: HttpRequest, ids: Mapping[str, str]) -> dict[str, Any]:
    if act.permission and not reader_of(request).can(act.permission):
        raise PermissionDenied(act.permission)
    sent, files = read(request) if act.method != "DELETE" else ({}, {})
    return _answer(request, act.do(Call(request, ids, sent, files)))


def _answer(request: HttpRequest, outcome: Outcome) -> dict[str, Any]:
    route, *arguments = outcome.page or ("",)
    return {
        "public_id": outcome.public_id,
        "page": request.build_absolute_uri(reverse(route, args=arguments)) if route else None,
        "run": outcome.run,
        "shown_once": outcome.shown_once,
        "notes": list(outcome.notes),
    }


_KINDS: tuple[tuple[type[forms.Field], dict[str, Any]], ...] = (
    (forms.FileField, {"type": "string", "format": "binary"}),
    (forms.BooleanField, {"type": "boolean"}),
    (forms.IntegerField, {"type": ["integer", "string", "null"]}),
    (forms.DateField, {"type": ["string", "null"], "format": "date"}),
    (forms.MultipleChoiceField, {"type": "array", "items": {"type": "string"}}),
)
"""Kind of a field of a form → how OpenAPI says it; everything else is a text."""
MOST_CHOICES = 40


def _body(act: Act) -> dict[str, Any]:
    if act.method == "DELETE":
        return {}
    fields = act.form.base_fields if act.form is not None else {}
    described = {name: {"type": ["string", "null"], "description": text} for name, text in act.further.items()}
    properties = {**{name: _property(one) for name, one in fields.items()}, **described}
    schema: dict[str, Any] = {"type": "object", "properties": properties, "additionalProperties": bool(act.dynamic)}
    if act.dynamic:
        schema["description"] = act.dynamic
    kinds = ["application/json", MULTIPART] if act.takes_files else ["application/json"]
    return {"requestBody": {"required": False, "content": {kind: {"schema": schema} for kind in kinds}}}


def _property(one: forms.Field) -> dict[str, Any]:
    kind = next((said for cls, said in _KINDS if isinstance(one, cls)), {"type": ["string", "null"]})
    told: dict[str, Any] = {**kind, "description": one.label or ""}
    choices = getattr(one, "choices", None)
    keys = [str(key) for key, _label in choices if key] if choices and not isinstance(choices, str) else []
    if keys and len(keys) <= MOST_CHOICES:
        told["examples"] = keys
    return told
