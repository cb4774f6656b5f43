"""Finding the person who wrote a letter: by name or address, in every model whose rows are people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.apps import apps
from django.db import models
from django.db.models import Q

from grono.portal.privacy.proving import subjects_with_address
from grono.portal.privacy.registry import declared, models_of_people, people_in
from grono.portal.privacy.subjects import subject_with

if TYPE_CHECKING:
    from collections.abc import Iterator

    from grono.portal.core.visitor import Reader
    from grono.portal.privacy.subjects import Subject

MOST = 20
"""People named at once; who is looked for more narrowly is found."""
SHORTEST_NAME = 100
"""Characters that a column for names takes at least; shorter ones hold codes and numbers."""


def people_named(reader: Reader, words: str) -> list[Subject]:
    """Return the people whose name or address holds these words, for who answers requests; each once, at most :data:`MOST`."""
    if not reader.can("privacy.answer_requests") or not words.strip():
        return []
    found: dict[str, Subject] = {one.public_id: one for one in subjects_with_address(words.strip())}
    for label in models_of_people():
        rows = people_in(label).filter(_named(label, words.strip())).order_by("pk")
        for public_id in rows.values_list("public_id", flat=True)[:MOST]:
            subject = subject_with(public_id)
            found.setdefault(subject.public_id, subject)
    return list(found.values())[:MOST]


def _named(label: str, words: str) -> Q:
    """Return which rows have the words in a name; SQLite folds no letters but a to z, so the usual ways to write a name are tried."""
    wanted = Q(pk__in=[])
    for column in _names(label):
        for written in {words, words.title(), words.upper(), words.lower()}:
            wanted |= Q(**{f"{column}__icontains": written})
    return wanted


def _names(label: str) -> Iterator[str]:
    for named in declared():
        model, _dot, column = named.rpartition(".")
        if model == label:
            field = apps.get_model(label)._meta.get_field(column)  # noqa: SLF001
            is_name = isinstance(field, models.CharField) and (field.max_length or 0) >= SHORTEST_NAME
            if is_name and column != "password":
                yield column
