"""The directory's own part in making two entries one: which values the survivor takes, and what follows from them (DIR-32).

The app ``duplicates`` moves the rows of every relation by its rule; here is what no rule of a relation can say. Everything is meant to be
called inside its transaction.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import F
from django.utils import timezone

from grono.portal.directory.finding import KIND
from grono.portal.directory.models import (
    ActivityCode,
    Establishment,
    FieldVisibility,
    Identifier,
    Organisation,
    ValueProvenance,
)
from grono.portal.directory.provenance import Source
from grono.portal.directory.recording import keep_history
from grono.portal.directory.snapshots import differences, snapshot
from grono.portal.directory.writing import index
from grono.portal.search.writing import take_out

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from grono.portal.core.models import User

GROUPS: dict[str, tuple[str, ...]] = {
    "legal_name": ("legal_name", "name_language"),
    "short_name": ("short_name",),
    "type": ("type", "natural_person"),
    "state": ("state", "state_since", "state_source"),
    "legal_form": ("legal_form",),
    "headcount": ("headcount", "headcount_year", "size_band"),
    "turnover": ("turnover", "turnover_year", "turnover_currency"),
    "declared_status": ("declared_status", "declared_on"),
    "founded": ("founded",),
    "web": ("web",),
    "source": ("source", "source_language", "source_year"),
}
"""Columns that are chosen together: a year belongs to its number."""
SEAT, MAIN_CODE, TEXTS = "seat", "main_code", "texts"
SEAT_VALUES = (
    "name", "street", "postal_code", "place", "place_key", "teryt", "latitude", "longitude", "point_method", "simc", "ulic",
    "nuts3", "nuts_version", "activity_system", "activity_code", "headcount", "headcount_year",
)  # fmt: skip


def both_locked(survivor: int, other: int) -> tuple[Organisation, Organisation]:
    """Return two organisations as they stand now, locked until the transaction ends."""
    rows = {one.pk: one for one in Organisation.objects.select_for_update().filter(pk__in=[survivor, other])}
    return rows[survivor], rows[other]


def before_moving(survivor: Organisation, other: Organisation, taken: Collection[str]) -> None:
    """Give the survivor the values it takes from the other entry, and make room for the rows that come."""
    for name in taken:
        for column in GROUPS.get(name, ()):
            setattr(survivor, column, getattr(other, column))
    survivor.save()
    for name in taken:
        if name.startswith(f"{TEXTS}."):
            _take_text(survivor, other, *name.split(".")[1:])
    if SEAT in taken:
        _swap_seats(survivor, other)
    if MAIN_CODE in taken:
        survivor.codes.filter(is_main=True, until__isnull=True).update(is_main=False)


def _take_text(survivor: Organisation, other: Organisation, kind: str, language: str) -> None:
    theirs = other.texts.filter(kind=kind, language=language).first()
    if theirs is not None:  # without a row of the survivor's the other one's comes over by itself
        survivor.texts.filter(kind=kind, language=language).update(text=theirs.text)


def seat_of(organisation: Organisation) -> Establishment | None:
    """Return the seat of an organisation."""
    return organisation.establishments.filter(is_seat=True, until__isnull=True).first()


def _swap_seats(survivor: Organisation, other: Organisation) -> None:
    """Let the seats change their addresses, so that moves of the seat and whatever hangs on the rows stay where they are."""
    ours, theirs = seat_of(survivor), seat_of(other)
    if ours is None or theirs is None:
        return
    for column in SEAT_VALUES:
        mine, yours = getattr(ours, column), getattr(theirs, column)
        setattr(ours, column, yours)
        setattr(theirs, column, mine)
    ours.save()
    theirs.save()


def main_code_of(organisation: Organisation) -> ActivityCode | None:
    """Return the main activity."""
    return organisation.codes.filter(is_main=True, until__isnull=True).first()


def after_moving(
    survivor: Organisation, other: Organisation, main: ActivityCode | None, before: Mapping[str, Any]
) -> None:
    """Settle what follows: main activity, who may see what, where the values come from, and that the other entry is gone.

    ``main`` is the code that becomes the main one, ``before`` the snapshot of the survivor at the beginning.
    """
    now = timezone.now()
    if main is not None:
        code = survivor.codes.filter(system=main.system, code=main.code)
        code.update(is_main=True, until=None)
    _lower_rungs(survivor, other)
    _carry_sources(survivor, other, before)
    Identifier.objects.filter(organisation=other).update(is_live=False)
    Organisation.objects.filter(pk=other.pk).update(removed_at=now)
    Organisation.objects.filter(pk=survivor.pk).update(changed_at=now)


def _lower_rungs(survivor: Organisation, other: Organisation) -> None:
    """Nothing becomes wider known by a merge: the lower rung of both holds until the organisation chooses another."""
    for row in FieldVisibility.objects.filter(organisation=other):
        ours = FieldVisibility.objects.filter(organisation=survivor, field=row.field)
        ours.filter(rung__gt=row.rung).update(rung=row.rung, is_chosen=True)


def _carry_sources(survivor: Organisation, other: Organisation, before: Mapping[str, Any]) -> None:
    now = set(differences(before, snapshot(survivor)))
    for row in ValueProvenance.objects.filter(organisation=other, field__in=now):
        values = {name: getattr(row, name) for name in ("kind", "source", "as_of", "strength", "recorded_at")}
        ValueProvenance.objects.update_or_create(organisation=survivor, field=row.field, defaults=values)


def tell(*, by: User | None, survivor: Organisation, gone: Organisation, before: Mapping[str, Any]) -> None:
    """Write the survivor's history and its words, and take the other entry out of the index.

    Rows that came over or went back are told by the merge itself, which undoes them together; the history tells of values.
    """
    fresh = Organisation.objects.get(pk=survivor.pk)
    changes = differences(before, snapshot(fresh))
    told = {name: change for name, change in changes.items() if "." not in name or all(change)}
    keep_history(fresh, told, by=by, source=Source("coordinator", ""))
    for one in (fresh, Organisation.objects.get(pk=gone.pk)):
        if one.removed_at is None:
            index(one)
        else:
            take_out(KIND, [one.pk])


def make_numbers_live(organisation: Organisation) -> list[str]:
    """Let the numbers of an organisation that is back count again; returns those that another one has claimed since."""
    claimed = []
    rows = Identifier.objects.filter(organisation=organisation, is_live=False, organisation__removed_at__isnull=True)
    for row in rows:
        taken = Identifier.objects.filter(scheme=row.scheme, value=row.value, is_live=True).exclude(pk=row.pk)
        if taken.exists():
            claimed.append(f"{row.scheme} {row.value}")
        else:
            Identifier.objects.filter(pk=row.pk).update(is_live=True)
    return claimed


def numbers_of(*keys: int) -> dict[int, list[tuple[str, str]]]:
    """Return the numbers of organisations by primary key, in an order that does not change."""
    found: dict[int, list[tuple[str, str]]] = {key: [] for key in keys}
    rows = Identifier.objects.filter(organisation_id__in=keys).order_by("scheme", "value", F("pk"))
    for key, scheme, value in rows.values_list("organisation_id", "scheme", "value"):
        found[key].append((scheme, value))
    return found
