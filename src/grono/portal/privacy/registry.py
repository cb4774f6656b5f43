"""All declarations of personal fields, and the fields that should have one (DIR-44)."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.contrib.auth import get_user_model
from django.core.exceptions import FieldDoesNotExist
from django.db import models

from grono.portal.core.permissions import modules_of_apps
from grono.portal.privacy.purposes import purposes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

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


@dataclass(frozen=True)
class People:
    """A model whose rows are people, or some of whose rows are.

    Attributes
    ----------
    account
        Its relation to an account; empty where it has none.
    only
        Column → value: only rows like these are people, as the organisations that are sole traders.
    numbers
        Returns the numbers in registers of the person's rows, by which ledgers without a relation know them.
    forget
        Called with the person's rows when they are erased, for what stands in no declared field: an index, open posts.
    """

    account: str = ""
    only: Mapping[str, Any] = dataclasses.field(default_factory=dict)
    numbers: Callable[[list[Any]], Iterable[str]] | None = None
    forget: Callable[[list[Any]], None] | None = None


if TYPE_CHECKING:
    KinFinder = Callable[[Any], Iterable[models.Model]]

_people: dict[str, People] = {}
_kin: dict[str, list[KinFinder]] = {}


def register_people(model: str, people: People) -> None:
    """Register a model whose rows are people."""
    _people[model] = people


def register_kin(model: str, find: KinFinder) -> None:
    """Register a function that takes a row of a model of people and returns further rows that are the same person."""
    if find not in _kin.setdefault(model, []):
        _kin[model].append(find)


def models_of_people() -> dict[str, People]:
    """Return every model whose rows are people, accounts first."""
    return {get_user_model()._meta.label: People(), **_people}  # noqa: SLF001


def people_in(model: str) -> models.QuerySet[Any]:
    """Return the rows of a model of people that are people."""
    return rows_of(model).filter(**models_of_people()[model].only)


def kin_of(row: models.Model) -> Iterator[models.Model]:
    """Return the other rows that are the same person as a row: its account or the rows with it, and what the apps know."""
    label = row._meta.label  # noqa: SLF001
    for model, people in models_of_people().items():
        if people.account and isinstance(row, get_user_model()):
            yield from people_in(model).filter(**{people.account: row}).order_by("pk")
    own = models_of_people()[label].account
    if own and getattr(row, own) is not None:
        yield getattr(row, own)
    for find in _kin.get(label, []):
        yield from find(row)


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
