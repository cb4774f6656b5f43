"""What the reading operations share: who may ask, what is refused, and shapes of answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext_noop as _
from ninja import Field, Path, Schema
from pydantic import create_model

from grono.portal.api.answers import reader_of
from grono.portal.api.errors import Refusal, WrongParameters

if TYPE_CHECKING:
    from django.http import HttpRequest

    from grono.portal.core.models import User

REFUSED = {401: Refusal, 403: Refusal, 422: WrongParameters}
ABSENT = {**REFUSED, 404: Refusal}
PUBLIC_ID = Path(..., description=_("Identifier, as the list answers it."))


class NeedsAccountError(Exception):
    """What was asked for is for people with an account."""


def worker(request: HttpRequest, permission: str) -> User:
    """Return whoever asks when they have the permission: a visitor is told to come with an account, others may not."""
    reader = reader_of(request)
    if not reader.is_authenticated:
        raise NeedsAccountError
    if permission and not reader.can(permission):
        raise PermissionDenied(permission)
    return reader


def shape(name: str, /, **fields: tuple[Any, str]) -> Any:
    """Return a schema; name → type and description."""
    described: dict[str, Any] = {key: (kind, Field(description=text)) for key, (kind, text) in fields.items()}
    return create_model(name, __base__=Schema, **described)


def choice(kind: Any, value: Any) -> dict[str, str] | None:
    """Return one of a fixed set of values with its word; nothing where there is none."""
    return {"key": str(value), "label": str(kind(value).label)} if value not in ("", None) else None
