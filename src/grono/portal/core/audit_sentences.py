"""Audit rows as a person reads them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from grono.portal.core.audit import all_verbs
from grono.portal.core.models import User
from grono.portal.core.queries import names_of
from grono.portal.core.roles import ROLES

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable

    from grono.portal.core.models import AuditEntry

PERSON = User._meta.label  # noqa: SLF001  (Django's public door to a model's name)


@dataclass(frozen=True)
class ReadableEntry:
    """One row of the page."""

    number: int
    at: datetime.datetime
    person: str
    sentence: str
    changes: list[tuple[str, str, str]]


def readable(entries: Iterable[AuditEntry]) -> list[ReadableEntry]:
    """Return the rows with people's names and sentences in the reader's language."""
    rows = list(entries)
    people = {row.by_public_id for row in rows} | {row.object_public_id for row in rows if row.object_type == PERSON}
    names = names_of(people - {""})
    return [_readable(row, names) for row in rows]


def _readable(entry: AuditEntry, names: dict[str, str]) -> ReadableEntry:
    person = names.get(entry.by_public_id, entry.by_public_id) or _("the portal itself")
    return ReadableEntry(entry.number, entry.at, person, _sentence(entry, names), _changes(entry))


def _sentence(entry: AuditEntry, names: dict[str, str]) -> str:
    template = all_verbs().get(entry.verb)
    if template is None:
        return f"{entry.verb}: {entry.object_name}"
    values: dict[str, str] = defaultdict(lambda: "…")
    values["object"] = names.get(entry.object_public_id, entry.object_name)
    values.update({f"before_{name}": _shown(name, value) for name, value in entry.before.items()})
    values.update({f"after_{name}": _shown(name, value) for name, value in entry.after.items()})
    return str(template) % values


def _changes(entry: AuditEntry) -> list[tuple[str, str, str]]:
    fields = [*entry.before, *(name for name in entry.after if name not in entry.before)]
    return [(name, _shown(name, entry.before.get(name)), _shown(name, entry.after.get(name))) for name in fields]


def _shown(name: str, value: Any) -> str:
    if value is None:
        return "—"
    if name == "role" and value in ROLES:
        return str(ROLES[value].title)
    if isinstance(value, list):
        return ", ".join(str(item) for item in value)
    return str(value)
