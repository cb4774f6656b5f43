"""The organisations of the directory as the search for duplicates compares them; for the background run, not for pages."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from grono.matching.duplicates import DuplicateRecord
from grono.portal.directory.models import Establishment, FormerName, Identifier, Organisation, Post

if TYPE_CHECKING:
    import datetime


def duplicate_records() -> list[DuplicateRecord]:
    """Return every organisation of the directory, told by its primary key; one statement for each table."""
    numbers, seats, former = _numbers(), _seats(), _former_names()
    contacts = _contacts()
    nowhere, nobody = ("", "", ""), ("", "")
    rows = Organisation.objects.filter(removed_at__isnull=True).order_by("pk")
    columns = ("pk", "legal_name", "short_name", "web", "natural_person")
    found = []
    for pk, name, short_name, web, natural_person in rows.values_list(*columns).iterator():
        teryt, place, street = seats.get(pk, nowhere)
        email, phone = contacts.get(pk, nobody)
        found.append(
            DuplicateRecord(
                str(pk),
                name,
                tuple(filter(None, [short_name, *former.get(pk, ())])),
                numbers.get(pk, {}),
                teryt or place,
                street,
                web,
                email,
                phone,
                natural_person,
            )
        )
    return found


def changed_since(moment: datetime.datetime) -> set[str]:
    """Return the organisations that were entered or changed after a moment, as :func:`duplicate_records` tells them."""
    rows = Organisation.objects.filter(removed_at__isnull=True, changed_at__gte=moment)
    return {str(pk) for pk in rows.values_list("pk", flat=True)}


def organisations_by_key(keys: set[int]) -> dict[int, Organisation]:
    """Return organisations by primary key."""
    return Organisation.objects.in_bulk(keys)


def _numbers() -> dict[int, dict[str, str]]:
    found: dict[int, dict[str, str]] = defaultdict(dict)
    rows = Identifier.objects.filter(organisation__removed_at__isnull=True).order_by("pk")
    for pk, scheme, value in rows.values_list("organisation_id", "scheme", "value").iterator():
        found[pk].setdefault(scheme, value)
    return found


def _seats() -> dict[int, tuple[str, str, str]]:
    rows = Establishment.objects.filter(is_seat=True, until__isnull=True)
    return {pk: rest for pk, *rest in rows.values_list("organisation_id", "teryt", "place", "street").iterator()}  # type: ignore[misc]


def _former_names() -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    for pk, name in FormerName.objects.order_by("pk").values_list("organisation_id", "name"):
        found[pk].append(name)
    return found


def _contacts() -> dict[int, tuple[str, str]]:
    """Return the first address and telephone of the posts of each organisation."""
    found: dict[int, tuple[str, str]] = {}
    rows = Post.objects.filter(until__isnull=True).order_by("pk")
    for pk, email, phone in rows.values_list("organisation_id", "email", "phone").iterator():
        known = found.get(pk, ("", ""))
        found[pk] = (known[0] or email, known[1] or phone)
    return found
