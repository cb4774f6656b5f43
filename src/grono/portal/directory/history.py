"""The history of an organisation as one reader may see it: a value never becomes wider known through its history (DIR-14)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from grono.portal.directory.kinds import (
    CodeOrigin,
    OrganisationState,
    OrganisationType,
    PostRole,
    Proof,
    Rung,
    SmeStatus,
    TextKind,
)
from grono.portal.directory.legal_forms import legal_form_label
from grono.portal.directory.models import AdministratorInvitation, FieldChange, Organisation, Person
from grono.portal.directory.profile_forms import country_name, language_name
from grono.portal.directory.snapshots import rung_of
from grono.portal.directory.standing import rung_towards
from grono.portal.directory.visibility import RULES
from grono.quantities import display, from_data

if TYPE_CHECKING:
    import datetime
    from collections.abc import Callable, Iterable

    from django.db.models import QuerySet

    from grono.portal.core.visitor import Reader


@dataclass(frozen=True)
class ShownChange:
    """One change in words."""

    public_id: str
    at: datetime.datetime
    field: str
    before: str
    after: str
    who: str
    source: str
    language: str
    is_erased: bool
    is_undone: bool
    is_undoing: bool
    is_latest: bool
    """Whether nothing newer stands on it, so that it can be undone."""


def changes_visible_to(reader: Reader, organisation: Organisation) -> QuerySet[FieldChange]:
    """Return the changes of fields that a reader may see now and might have seen then, the newest first."""
    rung = rung_towards(reader, organisation)
    rows = FieldChange.objects.filter(organisation=organisation).select_related("by", "person", "undone_by")
    if rung == Rung.HIDDEN:
        return rows
    rungs = {row.field: Rung(row.rung) for row in organisation.visibilities.all()}
    names = set(rows.order_by().values_list("field", flat=True))
    open_now = [name for name in names if rung_of(name, rungs) >= rung]
    return rows.filter(Q(rung__gte=rung), field__in=open_now)


def standing_changes(organisation: Organisation) -> QuerySet[FieldChange]:
    """Return the changes that have not been undone, without those that undo another: a change and its undoing leave nothing behind."""
    return FieldChange.objects.filter(organisation=organisation, undone_by__isnull=True, undoes__isnull=True)


def change_of(organisation: Organisation, public_id: str) -> FieldChange:
    """Return one change of an organisation, or answer 404; only for who keeps the organisation."""
    return get_object_or_404(FieldChange.objects.filter(organisation=organisation), public_id=public_id)


def shown_changes(
    reader: Reader, organisation: Organisation, rows: Iterable[FieldChange], language: str
) -> list[ShownChange]:
    """Return changes in words; who did it is told to the organisation itself and the operator, others hear only whose side."""
    names_people = rung_towards(reader, organisation) == Rung.HIDDEN
    own = set(organisation.administrators.values_list("user_id", flat=True))
    found = list(rows)
    latest = dict(
        standing_changes(organisation).order_by("pk").values_list("field", "pk")
    )  # of each field the last wins
    people = {one.pk: one.full_name for one in Person.objects.filter(pk__in=_people_of(found))}
    return [
        ShownChange(
            row.public_id,
            row.at,
            field_title(row.field),
            value_text(row.field, row.before, language, people),
            value_text(row.field, row.after, language, people),
            _who(row, own, names_people=names_people),
            row.source,
            language_of_field(row.field, organisation),
            row.erased_at is not None,
            hasattr(row, "undone_by"),
            row.undoes_id is not None,
            latest.get(row.field, 0) <= row.pk,
        )
        for row in found
    ]


def language_of_field(field: str, organisation: Organisation) -> str:
    """Return the language of the values where it is not the reader's."""
    if field.startswith(("texts.", "products.")):
        return field.rpartition(".")[2]
    return organisation.name_language if field in ("legal_name", "short_name", "former_names") else ""


def _people_of(rows: Iterable[FieldChange]) -> set[int]:
    values = [value for row in rows for value in (row.before, row.after) if isinstance(value, dict)]
    return {value["person_id"] for value in values if value.get("person_id")}


def _who(row: FieldChange, own: set[int], *, names_people: bool) -> str:
    if row.by is None:
        return _("the portal itself")
    if names_people:
        return str(row.by)
    return _("the organisation") if row.by_id in own else _("the operator")


def field_title(field: str) -> str:
    """Return the name of a field in the reader's language."""
    name, _dot, rest = field.partition(".")
    if name == "texts":
        kind, _dot, code = rest.partition(".")
        return f"{TextKind(kind).label} ({language_name(code)})"
    if name == "visibility":
        return _("who sees: %(field)s") % {"field": RULES[rest].title if rest in RULES else rest}
    if name in _PART_TITLES:
        return str(_PART_TITLES[name]())
    return str(Organisation._meta.get_field(name).verbose_name)  # type: ignore[union-attr]  # noqa: SLF001


_PART_TITLES: dict[str, Any] = {
    "codes": lambda: _("activity code"),
    "identifiers": lambda: _("number in a register"),
    "places": lambda: _("establishment"),
    "certificates": lambda: _("certificate"),
    "products": lambda: _("product"),
    "posts": lambda: _("post"),
    "former_names": lambda: _("former names"),
    "countries": lambda: _("countries served"),
    "languages": lambda: _("languages spoken"),
}


def value_text(field: str, value: Any, language: str, people: dict[int, str]) -> str:
    """Return a value of a snapshot in words; an empty text stands for no value."""
    if value in (None, "", []):
        return ""
    name, _dot, rest = field.partition(".")
    if name in ("headcount", "turnover"):
        return display(from_data(value), language)
    if name in _WORDS:
        return str(_WORDS[name](value))
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, dict):
        return _row_text(name, rest, value, language, people)
    if isinstance(value, list):
        return _list_text(name, value)
    return str(value)


_WORDS: dict[str, Any] = {
    "type": lambda value: OrganisationType(value).label,
    "state": lambda value: OrganisationState(value).label,
    "legal_form": legal_form_label,
    "declared_status": lambda value: SmeStatus(value).label,
    "name_language": language_name,
    "source_language": language_name,
    "visibility": lambda value: Rung(value["rung"]).label if value["rung"] is not None else "",
}


def _list_text(name: str, rows: list[dict[str, Any]]) -> str:
    said: dict[str, Callable[[dict[str, Any]], str]] = {
        "countries": lambda row: country_name(row["country"]),
        "languages": lambda row: language_name(row["language"]),
        "former_names": lambda row: row["name"],
    }
    return ", ".join(said[name](row) for row in rows)


def _row_text(name: str, rest: str, row: dict[str, Any], language: str, people: dict[int, str]) -> str:
    if name == "codes":
        main = _("main activity") if row["is_main"] else ""
        inferred = (
            _("edition inferred") if row.get("edition_inferred") else ""
        )  # rows of older entries have no such column
        parts = [rest.partition(".")[2], main, str(CodeOrigin(row["origin"]).label), inferred]
        return ", ".join(filter(None, parts))
    if name == "identifiers":
        return f"{rest.partition('.')[2]} ({Proof(row['proof']).label})"
    if name == "texts":
        return str(row["text"])
    if name == "places":
        return _place_text(row, language)
    if name == "posts":
        left = _("until %(day)s") % {"day": row["until"]} if row["until"] else ""
        parts = [
            people.get(row["person_id"], ""),
            str(PostRole(row["role"]).label),
            row["title"],
            row["email"],
            row["phone"],
            left,
        ]
        return ", ".join(filter(None, parts))
    return ", ".join(str(value) for value in row.values() if value not in (None, ""))


def _place_text(row: dict[str, Any], language: str) -> str:
    people = display(from_data(row["headcount"]), language) if row["headcount"] else ""
    parts = [
        row["name"], _("seat") if row["is_seat"] else "", row["street"], row["postal_code"], row["place"], row["teryt"],
        f"{row['latitude']}, {row['longitude']}" if row["latitude"] else "", row["activity_code"], people,
        _("closed on %(day)s") % {"day": row["until"]} if row["until"] else "",
    ]  # fmt: skip
    return ", ".join(filter(None, parts))


def open_invitations_for(reader: Reader) -> QuerySet[AdministratorInvitation]:
    """Return the invitations that wait for an answer of this account."""
    rows = AdministratorInvitation.objects.filter(accepted_at__isnull=True, withdrawn_at__isnull=True)
    if not reader.is_authenticated:
        return rows.none()
    return rows.filter(email__iexact=reader.email).select_related("organisation", "invited_by")
