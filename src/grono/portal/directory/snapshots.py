"""Everything that is entered about an organisation as plain values, field by field, and the way back.

A field is a column (``founded``), a list (``countries``), or one row of a part (``texts.capability.pl``, ``places.<identifier>``). Two
snapshots tell what has changed; one value of a snapshot can be written back.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from grono.portal.directory import visibility
from grono.portal.directory.entries import size_band_of
from grono.portal.directory.kinds import Rung
from grono.portal.directory.models import (
    ActivityCode,
    Certificate,
    Establishment,
    FieldVisibility,
    FormerName,
    Identifier,
    Organisation,
    OrganisationText,
    Person,
    Post,
    Product,
    ProductText,
    SeatMove,
    ServedCountry,
    SpokenLanguage,
)
from grono.quantities import from_data

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.db.models import Model, QuerySet

PLAIN_FIELDS = (
    "legal_name", "short_name", "name_language", "type", "natural_person", "state", "state_since", "state_source", "legal_form",
    "headcount", "headcount_year", "turnover", "turnover_year", "turnover_currency", "declared_status", "declared_on", "founded",
    "web", "is_invented", "source", "source_language", "source_year",
)  # fmt: skip
_LADDER = {
    "headcount": visibility.HEADCOUNT, "headcount_year": visibility.HEADCOUNT, "turnover": visibility.TURNOVER,
    "turnover_year": visibility.TURNOVER, "turnover_currency": visibility.TURNOVER, "declared_status": visibility.TURNOVER,
    "declared_on": visibility.TURNOVER, "founded": visibility.FOUNDED, "web": visibility.WEB, "texts": visibility.TEXTS,
    "codes": visibility.ACTIVITY, "identifiers": visibility.IDENTIFIERS, "places": visibility.ADDRESS,
    "countries": visibility.REACH, "languages": visibility.REACH, "certificates": visibility.CERTIFICATES,
    "products": visibility.PRODUCTS,
}  # fmt: skip
_ONLY_OWN = {"posts", "visibility"}
"""Fields whose history only the organisation itself and the operator see: it names people, or says what is hidden."""


@dataclass(frozen=True)
class Part:
    """A table with a row for each thing: which columns name the row in the organisation, and which it holds."""

    model: type[Model]
    key: tuple[str, ...]
    values: tuple[str, ...]
    open_only: bool = False

    def rows(self, organisation: Organisation) -> QuerySet[Any]:
        """Return the rows that count."""
        found = self.model._default_manager.filter(**{self.owner: organisation})  # noqa: SLF001
        return found.filter(until__isnull=True) if self.open_only else found

    @property
    def owner(self) -> str:
        """Return the path to the organisation."""
        return "product__organisation" if self.model is ProductText else "organisation"


_PLACE = (
    "name", "is_seat", "street", "postal_code", "place", "teryt", "latitude", "longitude", "point_method", "simc", "ulic", "nuts3",
    "nuts_version", "activity_system", "activity_code", "headcount", "headcount_year", "since", "until",
)  # fmt: skip
PARTS: dict[str, Part] = {
    "texts": Part(OrganisationText, ("kind", "language"), ("text",)),
    "codes": Part(
        ActivityCode,
        ("system", "code"),
        ("nace_class", "division", "section", "is_main", "origin", "edition_inferred"),
        open_only=True,
    ),
    "identifiers": Part(
        Identifier, ("scheme", "value"), ("proof", "proof_at", "proof_source", "proof_digest", "fails_check")
    ),
    "places": Part(Establishment, ("public_id",), _PLACE),
    "certificates": Part(Certificate, ("public_id",), ("scheme", "number", "valid_until", "evidence")),
    "products": Part(ProductText, ("product__public_id", "language"), ("name", "description")),
    "posts": Part(
        Post,
        ("public_id",),
        ("person_id", "role", "title", "title_language", "email", "phone", "rung", "contact_rung", "since", "until"),
    ),
    "visibility": Part(FieldVisibility, ("field",), ("rung",)),
}
LISTS: dict[str, tuple[type[Model], tuple[str, ...]]] = {
    "former_names": (FormerName, ("name", "language", "since", "until", "source")),
    "countries": (ServedCountry, ("country",)),
    "languages": (SpokenLanguage, ("language",)),
}


def snapshot(organisation: Organisation) -> dict[str, Any]:
    """Return field → value; two queries more than there are parts, whatever the organisation holds."""
    one = Organisation.objects.get(pk=organisation.pk)
    found: dict[str, Any] = {name: plain(getattr(one, name)) for name in PLAIN_FIELDS}
    for name, (model, columns) in LISTS.items():
        rows = model._default_manager.filter(organisation=one).order_by(*columns).values(*columns)  # noqa: SLF001
        found[name] = [plain(row) for row in rows]
    for name, part in PARTS.items():
        for row in part.rows(one).values(*part.key, *part.values):
            field = ".".join([name, *(str(row[column]) for column in part.key)])
            found[field] = plain({column: row[column] for column in part.values})
    return found


def plain(value: Any) -> Any:
    """Return a value as JSON holds it."""
    if isinstance(value, dict):
        return {name: plain(inner) for name, inner in value.items()}
    if isinstance(value, datetime.date | datetime.datetime):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, tuple[Any, Any]]:
    """Return field → value before and after, for what has changed; a row that is not there is nothing."""
    fields = [*before, *(field for field in after if field not in before)]
    return {field: (before.get(field), after.get(field)) for field in fields if before.get(field) != after.get(field)}


def rung_of(field: str, rungs: Mapping[str, Rung]) -> Rung:
    """Return who may see a field, by the rungs of the ladder."""
    name = field.partition(".")[0]
    if name in _ONLY_OWN:
        return Rung.HIDDEN
    ladder = _LADDER.get(name)
    if ladder is None:
        return Rung.PUBLIC
    rung = rungs.get(ladder, Rung.HIDDEN)
    return min(rung, rungs.get(visibility.PLACE, Rung.HIDDEN)) if ladder == visibility.ADDRESS else rung


def write_back(organisation: Organisation, field: str, value: Any) -> None:
    """Give a field a value that a snapshot held; nothing takes the row away."""
    name, _dot, rest = field.partition(".")
    if name in LISTS:
        _write_list(organisation, name, value or [])
    elif name in PARTS:
        _write_row(organisation, PARTS[name], rest.split(".", len(PARTS[name].key) - 1), value)
    else:
        _write_plain(organisation, name, value)


def _write_plain(organisation: Organisation, name: str, value: Any) -> None:
    setattr(organisation, name, _typed(Organisation, {name: value})[name])
    if name == "headcount":
        organisation.size_band = size_band_of(None if value is None else from_data(value))
    organisation.save()


def _write_list(organisation: Organisation, name: str, rows: list[dict[str, Any]]) -> None:
    model, _columns = LISTS[name]
    manager = model._default_manager  # noqa: SLF001
    manager.filter(organisation=organisation).delete()
    manager.bulk_create([model(organisation=organisation, **_typed(model, row)) for row in rows])


def _write_row(organisation: Organisation, part: Part, key: list[str], value: dict[str, Any] | None) -> None:
    named = dict(zip(part.key, key, strict=True))
    found = part.rows(organisation).filter(**named).first()
    if value is None:
        _take_away(found)
        return
    row = found or _closed_row(organisation, part, named) or _new_row(organisation, part, named)
    values = _typed(part.model, value)
    if values.get("is_seat") and values.get("until") is None:
        part.rows(organisation).exclude(pk=row.pk).update(is_seat=False)  # there is one seat at a time
    for column, inner in values.items():
        setattr(row, column, inner)
    row.save()
    if isinstance(row, Establishment) and row.is_seat and row.until is None:
        SeatMove.objects.get_or_create(
            organisation=organisation, since=row.since or datetime.date.min, defaults={"establishment": row}
        )


def _closed_row(organisation: Organisation, part: Part, named: dict[str, str]) -> Any:
    """Return a row that was closed, opened again: it is unique also when closed."""
    if not part.open_only:
        return None
    row: Any = part.model._default_manager.filter(organisation=organisation, **named).first()  # noqa: SLF001
    if row is not None:
        row.until = None
    return row


def _new_row(organisation: Organisation, part: Part, named: dict[str, str]) -> Any:
    if part.model is not ProductText:
        return part.model(organisation=organisation, **named)
    product, _is_new = Product.objects.get_or_create(organisation=organisation, public_id=named["product__public_id"])
    return ProductText(product=product, language=named["language"])


def _take_away(row: Any) -> None:
    if row is None:
        return
    row.delete()
    if isinstance(row, ProductText) and not row.product.texts.exists():
        row.product.delete()


def _typed(model: type[Model], values: Mapping[str, Any]) -> dict[str, Any]:
    columns = {column.attname: column for column in model._meta.concrete_fields}  # noqa: SLF001
    return {name: columns[name].to_python(value) for name, value in values.items()}


def person_of(value: Any) -> Person | None:
    """Return the person that a value of a post names, as long as there is such a person."""
    key = value.get("person_id") if isinstance(value, dict) else None
    return Person.objects.filter(pk=key).first() if key else None
