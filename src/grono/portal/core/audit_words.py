"""What the keys and values of audit rows are called.

A field of the row's model has its ``verbose_name`` and its choices. Everything else stands in a table of words: the one below, or
``AUDIT_WORDS`` in an app's ``actions``. Its keys are ``"key"``, or ``"verb/key"`` where one act means something else by it; words for
values are ``"key=value"`` or ``"verb=value"``.
"""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.utils.translation import get_language, gettext_lazy, pgettext_lazy
from django.utils.translation import gettext as _

from grono.portal.core.permissions import modules_of_apps
from grono.portal.core.roles import ROLES
from grono.portal.core.templatetags.grono import NO_VALUE, number

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.db.models import Field
    from django.utils.functional import Promise

    from grono.clustermap.parameters import ParameterText
    from grono.portal.core.models import AuditEntry

CHANGED_FIELDS = "fields"
"""A key under which a row names fields without their contents: those may be personal."""

COUNTS = {"candidates", "codes"}
CHECKSUM_SHOWN = 12  # enough to compare by eye; the file has all of it

WORDS: dict[str, str | Promise] = {
    CHANGED_FIELDS: gettext_lazy("changed fields"),
    "role": gettext_lazy("role"),
    "file": gettext_lazy("file"),
    "sha256": gettext_lazy("checksum"),
    "card": gettext_lazy("earlier card"),
    "from": gettext_lazy("copied from"),
    "candidates": gettext_lazy("number of candidates"),
    "codes": gettext_lazy("number of codes"),
    "strategy": gettext_lazy("strategy"),
    "title": gettext_lazy("title"),
    "source": gettext_lazy("source"),
    "state": gettext_lazy("state"),
    # An organisation's parts, and who may see them.
    "directory.change_organisation/codes": gettext_lazy("activity codes"),
    "seat": gettext_lazy("seat"),
    "place": gettext_lazy("place and region"),
    "address": gettext_lazy("street, postal code and position"),
    "identifiers": gettext_lazy("numbers in registers"),
    "activity": gettext_lazy("activity codes"),
    "texts": gettext_lazy("texts"),
    "posts": gettext_lazy("post"),
    "places": gettext_lazy("establishment"),
    "certificates": gettext_lazy("certificates"),
    "products": gettext_lazy("products"),
    "former_names": gettext_lazy("former names"),
    "countries": gettext_lazy("countries served"),
    "languages": gettext_lazy("languages spoken"),
    "directory.set_visibility=hidden": gettext_lazy("only the organisation and the operator"),
    "directory.set_visibility=members": gettext_lazy("members of a common cluster"),
    "directory.set_visibility=registered": gettext_lazy("everyone with an account"),
    "directory.set_visibility=public": gettext_lazy("everyone"),
    # How the tables of a cluster map are read.
    "classification": gettext_lazy("classification of industries"),
    "level": gettext_lazy("level of industry codes"),
    "decimal": gettext_lazy("decimal sign"),
    "decimal=comma": gettext_lazy("comma"),
    "decimal=point": pgettext_lazy("decimal sign", "point"),
    "rounding": gettext_lazy("rounding of the source"),
    "absent_means_zero": gettext_lazy("a missing row means zero"),
    "columns": gettext_lazy("columns"),
    "region": gettext_lazy("region"),
    "industry": gettext_lazy("industry"),
    "employees": gettext_lazy("employees"),
    "period": gettext_lazy("year"),
}


def label_of(entry: AuditEntry, key: str) -> str:
    """Return what a key of a row is called in the reader's language."""
    words = _words()
    field, parameter = _field(entry, key), _parameters().get(key)
    if f"{entry.verb}/{key}" in words:
        return str(words[f"{entry.verb}/{key}"])
    if field is not None:
        return str(field.verbose_name)
    if parameter is not None:
        title = parameter.titles.get(get_language() or "en", parameter.titles["en"])
        return title[:1].lower() + title[1:]
    if key in words:
        return str(words[key])
    return _name_of_model(key) or _("field “%(key)s”") % {"key": key}


def _name_of_model(key: str) -> str:
    """Return the name of a kind of records, where the key is one, as in the counts of an erasure."""
    try:
        return str(apps.get_model(key)._meta.verbose_name)  # noqa: SLF001  (Django's public door)
    except (LookupError, ValueError):
        return ""


def value_of(entry: AuditEntry, key: str, value: Any) -> str:
    """Return a value of a row as the reader reads it."""
    if value is None or value == "":
        return NO_VALUE
    if key == CHANGED_FIELDS:
        return ", ".join(label_of(entry, name) for name in value)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list):
        return ", ".join(value_of(entry, key, item) for item in value)
    if isinstance(value, dict):
        parts = (f"{label_of(entry, name)}: {value_of(entry, name, item)}" for name, item in value.items())
        return f"({', '.join(parts)})"
    return _word(entry, key, value) or _number(key, value) or str(value)


def _word(entry: AuditEntry, key: str, value: Any) -> str:
    words, field = _words(), _field(entry, key)
    if key == "role" and value in ROLES:
        return str(ROLES[value].title)
    for name in (f"{key}={value}", f"{entry.verb}={value}"):
        if name in words:
            return str(words[name])
    choices = dict(field.flatchoices) if field is not None else {}
    return str(choices.get(value, ""))


def _number(key: str, value: Any) -> str:
    if key not in COUNTS and key not in _parameters():
        return ""
    try:
        return number(Decimal(str(value)))
    except InvalidOperation:
        return ""


def _field(entry: AuditEntry, key: str) -> Field[Any, Any] | None:
    try:
        field = apps.get_model(entry.object_type)._meta.get_field(key)  # noqa: SLF001  (Django's public door)
    except (LookupError, ValueError, FieldDoesNotExist):
        return None
    return field if hasattr(field, "flatchoices") else None  # not a relation from elsewhere


def _words() -> Mapping[str, str | Promise]:
    found = dict(WORDS)
    for module in modules_of_apps("actions"):
        found |= getattr(module, "AUDIT_WORDS", {})
    return found


def _parameters() -> dict[str, ParameterText]:
    from grono.clustermap.parameters import parameter_texts  # the library's own words; not needed at the start

    return parameter_texts()
