"""Audit rows as a person reads them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from grono.portal.core.audit import all_verbs
from grono.portal.core.audit_objects import ShownObject, shown_objects
from grono.portal.core.audit_words import CHECKSUM_SHOWN, label_of, value_of
from grono.portal.core.models import BackgroundRun, User
from grono.portal.core.queries import latest_names, names_of

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable, Mapping

    from grono.portal.core.models import AuditEntry
    from grono.portal.core.visitor import Reader

PERSON = User._meta.label  # noqa: SLF001  (Django's public door to a model's name)
RUN = BackgroundRun._meta.label  # noqa: SLF001
IDENTIFIERS = ("card", "from")  # keys whose values are the identifier of another object
UNKNOWN_ACT = gettext_lazy("An act of a part that is no longer installed: %(object)s")


@dataclass(frozen=True)
class Change:
    """What an act changed; ``before`` or ``after`` is None where the row does not hold it."""

    label: str
    before: str | None
    after: str | None
    said: bool = False  # by the sentence already

    def __str__(self) -> str:
        """Write the change as the page does."""
        values = {"field": self.label, "before": self.before, "after": self.after}
        if self.before is None:
            return _("%(field)s: %(after)s") % values
        if self.after is None:
            return _("%(field)s before: %(before)s") % values
        return _("%(field)s: %(before)s → %(after)s") % values


@dataclass(frozen=True)
class ReadableEntry:
    """One row of the page; ``linked`` is the sentence with a link to its object."""

    number: int
    at: datetime.datetime
    person: str
    sentence: str
    linked: SafeString
    changes: list[Change]


@dataclass(frozen=True)
class _Known:
    people: Mapping[str, str]
    objects: Mapping[tuple[str, str], ShownObject]
    names: Mapping[str, str]


def readable(reader: Reader, entries: Iterable[AuditEntry]) -> list[ReadableEntry]:
    """Return the rows with names, sentences and values in the reader's language."""
    rows = list(entries)
    people = {row.by_public_id for row in rows} | {row.object_public_id for row in rows if row.object_type == PERSON}
    others = {
        str(values[key]) for row in rows for values in (row.before, row.after) for key in IDENTIFIERS & values.keys()
    }
    known = _Known(names_of(people - {""}), shown_objects(reader, rows), latest_names(others))
    return [_readable(row, known) for row in rows]


def _readable(entry: AuditEntry, known: _Known) -> ReadableEntry:
    person = known.people.get(entry.by_public_id, entry.by_public_id) or _("the portal itself")
    template = str(all_verbs().get(entry.verb, UNKNOWN_ACT))
    shown = known.objects.get((entry.object_type, entry.object_public_id), ShownObject())
    name = shown.name or _name(entry, known)
    values: dict[str, str] = defaultdict(lambda: "…", object=name)
    for moment, held in (("before", entry.before), ("after", entry.after)):
        values.update({f"{moment}_{key}": _value(entry, key, value, known) for key, value in held.items()})
    return ReadableEntry(
        entry.number, entry.at, person, template % values, _linked(template, values, shown.href),
        _changes(entry, template, known),
    )  # fmt: skip


def _name(entry: AuditEntry, known: _Known) -> str:
    if entry.object_type == RUN:  # what the row holds is the name of the kind for programs
        return _("work that is no longer kept")
    return known.people.get(entry.object_public_id, entry.object_name)


def _linked(template: str, values: Mapping[str, str], href: str) -> SafeString:
    safe: dict[str, str] = defaultdict(lambda: "…", {key: escape(value) for key, value in values.items()})
    if href:
        safe["object"] = format_html('<a href="{}">{}</a>', href, values["object"])
    return mark_safe(escape(template) % safe)  # noqa: S308  (template and values are escaped)


def _changes(entry: AuditEntry, template: str, known: _Known) -> list[Change]:
    keys = [*entry.before, *(key for key in entry.after if key not in entry.before)]
    changed = [key for key in keys if entry.before.get(key, ...) != entry.after.get(key, ...)]
    return [
        Change(
            label_of(entry, key),
            _value(entry, key, entry.before[key], known) if key in entry.before else None,
            _value(entry, key, entry.after[key], known) if key in entry.after else None,
            said=f"_{key})s" in template,
        )
        for key in changed
    ]


def _value(entry: AuditEntry, key: str, value: object, known: _Known) -> str:
    if key in IDENTIFIERS:
        return known.names.get(str(value), str(value))
    if key == "sha256":
        return f"{str(value)[:CHECKSUM_SHOWN]}…"
    return value_of(entry, key, value)
