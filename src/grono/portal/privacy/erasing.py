"""Erasing a person: what goes and what stays, and then doing exactly that (DIR-45)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from grono.portal.privacy.fields import Erasure
from grono.portal.privacy.purposes import purposes
from grono.portal.privacy.registry import field_named, models_of_people, rows_of, words_of
from grono.portal.privacy.tied import tied_rows

if TYPE_CHECKING:
    from django.db import models

    from grono.portal.privacy.fields import Personal
    from grono.portal.privacy.purposes import Purpose
    from grono.portal.privacy.subjects import Subject
    from grono.portal.privacy.tied import TiedRows

_HARDEST = (Erasure.DELETE, Erasure.REPLACE, Erasure.KEEP)


@dataclass(frozen=True)
class Planned:
    """What happens to the rows of one model that one path leads to."""

    model: str
    title: str
    fields: tuple[str, ...]
    number: int
    erasure: Erasure
    purpose: Purpose


def plan(subject: Subject) -> list[Planned]:
    """Return what would happen, without doing it: what goes first, what stays last."""
    planned = [one for tied in tied_rows(subject) for one in _planned(tied)]
    return sorted(planned, key=lambda one: (_HARDEST.index(one.erasure), one.title))


def _planned(tied: TiedRows) -> list[Planned]:
    number = tied.rows.count()
    if not number:
        return []
    title = str(tied.model._meta.verbose_name)  # noqa: SLF001
    found = []
    for erasure in _ways(tied):
        named = {name: one for name, one in tied.fields.items() if one.erasure is erasure}
        words = tuple(words_of(field_named(f"{tied.label}.{name}")) for name in named)
        purpose = purposes()[next(iter(named.values())).purpose]
        found.append(Planned(tied.label, title, words, number, erasure, purpose))
    return found


def _ways(tied: TiedRows) -> list[Erasure]:
    """Return what is done to the rows; a row that is deleted needs nothing else."""
    ways = {one.erasure for one in tied.fields.values()}
    return [Erasure.DELETE] if Erasure.DELETE in ways else [way for way in _HARDEST if way in ways]


def destroy(subject: Subject) -> dict[str, int]:
    """Destroy what the plan says; call it inside a transaction. Returns model → rows touched."""
    touched: dict[str, int] = {}
    # All rows are found before the first is changed: an address that is gone finds no invitation.
    found = [(tied, list(tied.rows)) for tied in tied_rows(subject)]
    for tied, rows in found:
        ways = _ways(tied)
        if ways == [Erasure.KEEP] or not rows:
            continue
        touched[tied.label] = touched.get(tied.label, 0) + len(rows)
        if Erasure.DELETE in ways:
            rows_of(tied.label).filter(pk__in=[row.pk for row in rows]).delete()
            continue
        replaced = {name: one for name, one in tied.fields.items() if one.erasure is Erasure.REPLACE}
        for row in rows:
            _replace(tied.label, row, replaced, subject)
    for label, people in models_of_people().items():
        own = [row for row in subject.rows if row._meta.label == label]  # noqa: SLF001
        if people.forget is not None and own:
            people.forget(own)
    return touched


def _replace(label: str, row: models.Model, fields: dict[str, Personal], subject: Subject) -> None:
    values = {name: _replacement(row, name, one, subject) for name, one in fields.items()}
    rows_of(label).filter(pk=row.pk).update(**values)


def _replacement(row: models.Model, name: str, one: Personal, subject: Subject) -> Any:
    if one.becomes is not None:
        return one.becomes(row)
    if one.without is not None:
        return one.without(getattr(row, name), subject.numbers, f"✝ {subject.public_id}")
    field = row._meta.get_field(name)  # noqa: SLF001
    return None if getattr(field, "null", False) else ""
