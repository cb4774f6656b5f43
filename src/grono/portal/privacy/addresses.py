"""E-mail addresses of people: at which account or post they stand now, and whether they stand at one person only."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db import models

from grono.portal.privacy.registry import declared, models_of_people, rows_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from grono.portal.privacy.fields import Personal


def addresses_at(rows: Iterable[models.Model]) -> list[str]:
    """Return the e-mail addresses of a person's rows, those of the account first."""
    people = list(rows)
    found = [values for model, name, path in fields_with_addresses() for values in _values(model, name, path, people)]
    return list(dict.fromkeys(found))


def _values(model: type[models.Model], name: str, path: str, people: list[models.Model]) -> list[str]:
    rows = rows_of(model._meta.label).filter(**{f"{path or 'pk'}__in": _keys(model, path, people)})  # noqa: SLF001
    return sorted(filter(None, rows.values_list(name, flat=True)))


def _keys(model: type[models.Model], path: str, people: Iterable[models.Model]) -> list[Any]:
    end = _end_of(model, path)
    return [row.pk for row in people if isinstance(row, end)]


def nobody_else_has(address: str, rows: Iterable[models.Model]) -> bool:
    """Say whether an address stands at none but these rows; the address of an account always is its person's."""
    people = list(rows)
    for model, name, path in fields_with_addresses():
        found = rows_of(model._meta.label).filter(**{f"{name}__iexact": address})  # noqa: SLF001
        keys = _keys(model, path, people)
        if not path and found.filter(pk__in=keys).exists():
            return True
        if found.exclude(**{f"{path or 'pk'}__in": keys}).exists():
            return False
    return True


def fields_with_addresses() -> Iterator[tuple[type[models.Model], str, str]]:
    """Give model, field and path to the person of every declared e-mail address that belongs to a person's row."""
    for label, one in declared().items():
        model_name, _dot, name = label.rpartition(".")
        model = apps.get_model(model_name)
        if isinstance(model._meta.get_field(name), models.EmailField) and _leads_to_people(model, one):  # noqa: SLF001
            yield model, name, one.whose


def _leads_to_people(model: type[models.Model], one: Personal) -> bool:
    try:
        return _end_of(model, one.whose)._meta.label in models_of_people()  # noqa: SLF001
    except AttributeError:
        return False  # the path ends in an address or an identifier, not in a person


def _end_of(model: type[models.Model], path: str) -> type[models.Model]:
    """Return the model at the end of a path of relations; the model itself for an empty one."""
    end: Any = model
    for name in filter(None, path.split("__")):
        end = end._meta.get_field(name).related_model  # noqa: SLF001
    found: type[models.Model] = end
    return found
