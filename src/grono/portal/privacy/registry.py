"""All declarations of personal fields, and the fields that should have one (DIR-44)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.contrib.auth import get_user_model
from django.core.exceptions import FieldDoesNotExist
from django.db import models

from grono.portal.core.permissions import modules_of_apps
from grono.portal.privacy.purposes import purposes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from grono.portal.privacy.fields import Clock, Personal

TELLING_WORDS = frozenset(
    {
        "name",
        "email",
        "phone",
        "telephone",
        "address",
        "street",
        "person",
        "people",
        "contact",
        "signatory",
        "author",
        "user",
        "owner",
        "by",
        "ip",
        "birth",
        "pesel",
        "latitude",
        "longitude",
        "note",
        "comment",
        "password",
    }
)
"""A field whose name has one of these words looks personal."""

TELLING_TYPES = (models.EmailField, models.GenericIPAddressField, models.FileField)

_people: dict[str, str] = {}


def register_people(model: str, *, account: str) -> None:
    """Register a model whose rows are people; ``account`` is its relation to an account."""
    _people[model] = account


def models_of_people() -> dict[str, str]:
    """Return every model whose rows are people, with its relation to an account (empty for accounts themselves)."""
    return {get_user_model()._meta.label: "", **_people}  # noqa: SLF001


def rows_of(model: str) -> models.QuerySet[Any]:
    """Return all rows of a model of any app; the declarations of that app say what may be done with them."""
    rows: models.QuerySet[Any] = apps.get_model(model)._default_manager.all()  # noqa: SLF001
    return rows


def declared() -> dict[str, Personal]:
    """Return every declaration by ``app.Model.field``."""
    found: dict[str, Personal] = {}
    for module in modules_of_apps("personal"):
        found |= module.PERSONAL
    return found


def declared_not_personal() -> dict[str, str]:
    """Return the fields that look personal and are not, each with the reason."""
    found: dict[str, str] = {}
    for module in modules_of_apps("personal"):
        found |= getattr(module, "NOT_PERSONAL", {})
    return found


def clocks() -> list[Clock]:
    """Return the clocks of all apps."""
    return [clock for module in modules_of_apps("personal") for clock in getattr(module, "CLOCKS", [])]


def looks_personal(field: models.Field[object, object]) -> bool:
    """Say whether a field's type, target or name speaks of a person."""
    if isinstance(field, TELLING_TYPES):
        return True
    if field.related_model is not None and field.related_model._meta.label in models_of_people():  # type: ignore[union-attr]  # noqa: SLF001
        return True
    return bool(TELLING_WORDS & set(field.name.split("_")))


def looking_personal() -> Iterator[str]:
    """Return every field of every model that looks personal."""
    for model in apps.get_models():
        for field in model._meta.local_fields:  # noqa: SLF001
            if looks_personal(field):
                yield f"{model._meta.label}.{field.name}"  # noqa: SLF001


def undeclared() -> list[str]:
    """Return the fields that look personal and about which nobody decided."""
    known = declared().keys() | declared_not_personal().keys()
    return sorted(set(looking_personal()) - known)


def field_named(label: str) -> models.Field[object, object]:
    """Return a field by ``app.Model.field``; raises LookupError where there is none."""
    model, _dot, name = label.rpartition(".")
    try:
        field: models.Field[object, object] = apps.get_model(model)._meta.get_field(name)  # noqa: SLF001
    except FieldDoesNotExist as error:
        raise LookupError(label) from error
    return field


def words_of(field: models.Field[object, object]) -> str:
    """Return what a field holds, in the reader's language: of a relation what it leads to."""
    target = field.related_model
    return str(target._meta.verbose_name if target is not None else field.verbose_name)  # type: ignore[union-attr]  # noqa: SLF001


def field_or_none(label: str) -> models.Field[object, object] | None:
    """Return a field by its label, or None."""
    try:
        return field_named(label)
    except LookupError:
        return None


def faults() -> list[str]:
    """Return what is wrong in the declarations: fields that do not exist, purposes that nobody described, double decisions."""
    personal, not_personal = declared(), declared_not_personal()
    gone = [f"{label}: there is no such field" for label in [*personal, *not_personal] if field_or_none(label) is None]
    unknown = [f"{label}: no purpose {one.purpose}" for label, one in personal.items() if one.purpose not in purposes()]
    both = [f"{label}: personal and not personal" for label in personal.keys() & not_personal.keys()]
    return gone + unknown + both
