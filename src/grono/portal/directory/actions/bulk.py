"""Entering many organisations at once, as a loader or an import does: a few statements for a thousand of them."""

from __future__ import annotations

from dataclasses import asdict
from itertools import islice
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _

from grono.language import collation_key
from grono.portal.core.audit import audit, take_turn
from grono.portal.directory.entries import size_band_of
from grono.portal.directory.finding import KIND, PARTS, things_of
from grono.portal.directory.kinds import CodeOrigin, IdentifierScheme
from grono.portal.directory.models import (
    ActivityCode,
    Establishment,
    FieldVisibility,
    Identifier,
    Organisation,
    OrganisationText,
    SeatMove,
)
from grono.portal.directory.visibility import rungs_for
from grono.portal.directory.writing import PLAIN_FIELDS, DuplicateIdentifierError
from grono.portal.search.writing import put
from grono.quantities import to_data

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from django.utils.functional import Promise

    from grono.portal.core.models import User
    from grono.portal.directory.entries import Entry

VERBS: dict[str, str | Promise] = {
    "directory.enter_many": _("Organisations entered in one go, the first of them: %(object)s"),
}
BATCH = 500
"""Organisations written with one statement for each of their parts."""


@transaction.atomic
def enter_many(*, by: User | None, entries: Iterable[Entry]) -> list[Organisation]:
    """Enter many organisations, all or none, with one audit row for each batch."""
    take_turn()
    found: list[Organisation] = []
    rest = iter(entries)
    while batch := list(islice(rest, BATCH)):
        made = Organisation.objects.bulk_create([_organisation(entry) for entry in batch])
        _enter_parts(made, batch)
        put(KIND, things_of(_with_parts(made)))
        numbers = {"count": len(made), "last": made[-1].public_id}
        audit(by=by, verb="directory.enter_many", object=made[0], after=numbers)
        found += made
    return found


def _with_parts(made: Sequence[Organisation]) -> Iterable[Organisation]:
    return Organisation.objects.filter(pk__in=[one.pk for one in made]).prefetch_related(*PARTS)


def _organisation(entry: Entry) -> Organisation:
    one = Organisation(**{name: getattr(entry, name) for name in PLAIN_FIELDS})
    one.headcount = None if entry.headcount is None else to_data(entry.headcount)
    one.size_band = size_band_of(entry.headcount)
    one.name_key = collation_key(one.legal_name, settings.LANGUAGE_CODE)  # bulk_create calls no save()
    return one


def _enter_parts(made: Sequence[Organisation], entries: Sequence[Entry]) -> None:
    pairs = list(zip(made, entries, strict=True))
    seats = Establishment.objects.bulk_create([_seat(one, entry) for one, entry in pairs])
    SeatMove.objects.bulk_create([SeatMove(organisation_id=row.organisation_id, establishment=row) for row in seats])
    ActivityCode.objects.bulk_create(
        ActivityCode(organisation=one, **asdict(code) | {"origin": CodeOrigin(code.origin)})
        for one, entry in pairs
        for code in entry.codes
    )
    _enter_identifiers(pairs)
    OrganisationText.objects.bulk_create(
        OrganisationText(organisation=one, kind=kind, language=language, text=text)
        for one, entry in pairs
        for (kind, language), text in entry.texts.items()
        if text
    )
    _enter_ladders(made)


def _seat(one: Organisation, entry: Entry) -> Establishment:
    key = collation_key(entry.seat.place, settings.LANGUAGE_CODE) if entry.seat.place else b""
    return Establishment(organisation=one, is_seat=True, place_key=key, **asdict(entry.seat))


def _enter_ladders(made: Sequence[Organisation]) -> None:
    """Write the ladders: thirteen small rows of each organisation, for which making objects would take longer than writing them."""
    table = connection.ops.quote_name(FieldVisibility._meta.db_table)  # noqa: SLF001
    rungs = {alone: rungs_for({}, natural_person=alone).items() for alone in (False, True)}
    rows = [(one.pk, field, int(rung), False) for one in made for field, rung in rungs[one.natural_person]]
    with connection.cursor() as cursor:
        statement = f"INSERT INTO {table} (organisation_id, field, rung, is_chosen) VALUES (%s, %s, %s, %s)"  # noqa: S608 (own name)
        cursor.executemany(statement, rows)


def _enter_identifiers(pairs: Sequence[tuple[Organisation, Entry]]) -> None:
    rows = [
        Identifier(organisation=one, scheme=IdentifierScheme(scheme), value=value)
        for one, entry in pairs
        for scheme, value in entry.identifiers
    ]
    for scheme in IdentifierScheme.values:
        values = [row.value for row in rows if row.scheme == scheme]
        taken = Identifier.objects.filter(scheme=scheme, value__in=values, is_live=True)
        if len(set(values)) < len(values) or (values and taken.exists()):
            raise DuplicateIdentifierError(scheme)
    Identifier.objects.bulk_create(rows)
