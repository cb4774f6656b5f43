"""Comparisons, relations and what an undoing left, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from grono.matching.duplicates import FieldComparison, field_name, reason
from grono.portal.core.display import Status
from grono.portal.directory.history import field_title
from grono.portal.directory.identifiers import shown_identifier
from grono.portal.directory.merging import Outcome
from grono.portal.duplicates.undoing import CHANGED, CLAIMED, GONE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.utils.functional import Promise

    from grono.portal.core.display import Tone
    from grono.portal.duplicates.models import DuplicateCase

OUTCOMES: dict[str, tuple[str | Promise, Tone]] = {
    "equal": (gettext_lazy("the same"), "success"),
    "similar": (gettext_lazy("similar"), "information"),
    "different": (gettext_lazy("different"), "warning"),
    "missing": (gettext_lazy("only one side says"), "neutral"),
    "hidden": (gettext_lazy("not for you to see"), "neutral"),
}
WHAT_BECOMES: dict[Outcome, str | Promise] = {
    Outcome.MOVE: gettext_lazy("all go over to the entry that stays"),
    Outcome.MOVE_NEW: gettext_lazy("go over, unless the entry that stays has the same"),
    Outcome.STAY: gettext_lazy("stay behind; undoing the merge finds them as they were"),
}


def outcome_status(outcome: str) -> Status:
    """Return how two values compare, as a word with a shape."""
    word, tone = OUTCOMES[outcome]
    return Status(word, tone)


def reasons_of(case: DuplicateCase, *, with_values: bool) -> list[str]:
    """Return the comparisons of a case as sentences, what is missing last; without values for who may not see all of them."""
    order = ("equal", "similar", "different", "missing")
    rows = sorted(case.reasons, key=lambda row: order.index(row[1]))
    return [_reason(row, with_values=with_values) for row in rows]


def _reason(row: Sequence[str], *, with_values: bool) -> str:
    language = get_language() or "en"
    if with_values:
        return reason(FieldComparison(*row)).in_language(language)  # type: ignore[arg-type]
    name = field_name(row[0]).in_language(language)  # type: ignore[arg-type]
    return f"{name}: {OUTCOMES[row[1]][0]}."


def shared_fields(case: DuplicateCase) -> str:
    """Return what both entries have in common."""
    language = get_language() or "en"
    names = [field_name(name).in_language(language) for name in case.shared.split(",") if name]  # type: ignore[arg-type]
    return ", ".join([*names[:1], *map(inside_a_sentence, names[1:])])


def inside_a_sentence(name: str) -> str:
    """Return a name as it stands within a sentence: without its capital, unless it begins with an abbreviation.

    >>> [inside_a_sentence(name) for name in ("Telephone", "EU VAT number (VIES)")]
    ['telephone', 'EU VAT number (VIES)']
    """
    return name if name[:2].isupper() else name[:1].lower() + name[1:]


def table_title(label: str) -> str:
    """Return what the rows of a table are called."""
    return str(apps.get_model(label)._meta.verbose_name_plural)  # noqa: SLF001  (Django's public door to a model's name)


def left_sentence(left: dict[str, Any]) -> str:
    """Return one thing that an undoing left, as a sentence."""
    if left["kind"] == CLAIMED:
        scheme, _blank, number = left["number_text"].partition(" ")
        return _(
            "%(number)s: another entry has taken this number since, so it does not count for the one that is back."
        ) % {"number": shown_identifier(scheme, number)}
    table = table_title(left["table"])
    if left["kind"] == GONE:
        return _(
            "%(table)s, number of rows: %(number)s. Removed since the merge, so there was nothing to give back."
        ) % {
            "table": table,
            "number": left["number"],
        }
    if left["kind"] == CHANGED:
        columns = ", ".join(_column(left["table"], name) for name in left["columns"])
        return _("%(table)s: changed since the merge and kept as it is now: %(columns)s.") % {
            "table": table,
            "columns": columns,
        }
    return _(
        "%(table)s, number of rows: %(number)s. Entered since the merge; they stay with the entry that stayed."
    ) % {
        "table": table,
        "number": left["number"],
    }


def _column(table: str, name: str) -> str:
    fields = {column.attname: column for column in apps.get_model(table)._meta.concrete_fields}  # noqa: SLF001
    return str(fields[name].verbose_name)


def taken_title(field: str) -> str:
    """Return the name of a field that was taken from the entry that went."""
    named = {"seat": _("seat"), "main_code": _("main activity")}
    return named.get(field) or field_title(field)
