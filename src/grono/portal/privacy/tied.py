"""The rows that declared fields tie to a person."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.apps import apps
from django.db import models
from django.db.models import Q

from grono.portal.privacy.registry import declared, rows_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from grono.portal.privacy.fields import Personal, Tie
    from grono.portal.privacy.subjects import Subject

REGISTER_NUMBER = "number"
"""A path that ends in a field of this name leads to a sole trader by a number in a register; one into JSON, to a list of them."""


@dataclass(frozen=True)
class TiedRows:
    """The declared fields of one model that lead to a person by one path, and the rows they lead to."""

    model: type[models.Model]
    whose: str
    tie: Tie
    fields: dict[str, Personal]
    rows: models.QuerySet[models.Model]

    @property
    def label(self) -> str:
        """Return the model as a declaration names it."""
        return self.model._meta.label  # noqa: SLF001


def tied_rows(subject: Subject) -> Iterator[TiedRows]:
    """Return everything tied to a person, model by model, also where there are no rows."""
    groups: dict[tuple[str, str, Tie], dict[str, Personal]] = {}
    for named, one in declared().items():
        owner, _dot, name = named.rpartition(".")
        groups.setdefault((owner, one.whose, one.tie), {})[name] = one
    for (label, whose, tie), fields in sorted(
        groups.items(), key=lambda item: (item[0][0], item[0][1], item[0][2].value)
    ):
        model = apps.get_model(label)
        narrower = dict(next(iter(fields.values())).only)
        rows = rows_of(label).filter(condition(model, whose, subject), **narrower).distinct().order_by("pk")
        yield TiedRows(model, whose, tie, fields, rows)


def condition(model: type[models.Model], whose: str, subject: Subject) -> Q:
    """Return which rows of a model are the person's, by the path from the row to the person."""
    if not whose:
        return Q(pk__in=subject.keys_in(model._meta.label))  # noqa: SLF001
    end = _end_of(model, whose)
    if isinstance(end, models.JSONField):
        return _listed(whose, subject.numbers)
    if end.related_model is not None:
        return Q(**{f"{whose}__in": subject.keys_in(end.related_model._meta.label)})  # type: ignore[union-attr]  # noqa: SLF001
    if isinstance(end, models.EmailField):
        found = Q(pk__in=[])
        for email in subject.emails:
            found |= Q(**{f"{whose}__iexact": email})
        return found
    if end.name == REGISTER_NUMBER:
        return Q(**{f"{whose}__in": subject.numbers})
    return Q(**{f"{whose}__in": subject.public_ids})


def _listed(path: str, numbers: Collection[str]) -> Q:
    """Return which rows list one of the numbers; both databases look into JSON as text, so the quotation marks are part of it."""
    found = Q(pk__in=[])
    for number in numbers:
        found |= Q(**{f"{path}__icontains": f'"{number}"'})
    return found


def _end_of(model: type[models.Model], path: str) -> models.Field[object, object]:
    """Return the last field of a path; what comes after a field of JSON is a key inside it."""
    first, _following, rest = path.partition("__")
    field: models.Field[object, object] = model._meta.get_field(first)  # type: ignore[assignment]  # noqa: SLF001
    if not rest or isinstance(field, models.JSONField):
        return field
    return _end_of(field.related_model, rest)  # type: ignore[arg-type]  # a relation has a model
