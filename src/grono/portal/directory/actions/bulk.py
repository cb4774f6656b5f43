"""Entering many organisations at once, as a loader or an import does: a few statements for a thousand of them."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from grono.language import collation_key
from grono.portal.core.audit import audit, take_turn
from grono.portal.core.bulk import insert_objects, insert_rows, insert_with_keys
from grono.portal.directory.entries import size_band_of
from grono.portal.directory.field_rules import rungs_for
from grono.portal.directory.finding import KIND, things_of
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
from grono.portal.directory.positions import positioned
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
def enter_many(*, by: User | None, entries: Iterable[Entry], is_whole: bool = True) -> list[Organisation]:
    """Enter many organisations, all or none, with one audit row for each batch.

    ``is_whole`` is false where the caller writes more of them in the same transaction, and the index when everything stands.
    """
    take_turn()
    found: list[Organisation] = []
    rest = iter(entries)
    while batch := list(islice(rest, BATCH)):
        made = insert_with_keys(_organisation(entry) for entry in batch)
        _enter_parts(made, batch)
        if is_whole:
            put(KIND, things_of(made))
        for one in made:
            _known(one, {})
        numbers = {"count": len(made), "last": made[-1].public_id}
        audit(by=by, verb="directory.enter_many", object=made[0], after=numbers)
        found += made
    return found


def _organisation(entry: Entry) -> Organisation:
    one = Organisation(**{name: getattr(entry, name) for name in PLAIN_FIELDS})
    one.headcount = None if entry.headcount is None else to_data(entry.headcount)
    one.size_band = size_band_of(entry.headcount)
    one.name_key = collation_key(one.legal_name, settings.LANGUAGE_CODE)  # no save() is called
    return one


def _enter_parts(made: Sequence[Organisation], entries: Sequence[Entry]) -> None:
    """Write what belongs to the organisations, and leave it with them as if it had been read: the index wants it next."""
    pairs = list(zip(made, entries, strict=True))
    seats = insert_with_keys(_seat(one, entry) for one, entry in pairs)
    insert_objects([SeatMove(organisation_id=row.organisation_id, establishment_id=row.pk) for row in seats])
    codes = [
        ActivityCode(organisation_id=one.pk, **vars(code) | {"origin": CodeOrigin(code.origin)})
        for one, entry in pairs
        for code in sorted(entry.codes, key=lambda code: (not code.is_main, code.system, code.code))
    ]
    insert_objects(codes)
    identifiers = _enter_identifiers(pairs)
    texts = [
        OrganisationText(organisation_id=one.pk, kind=kind, language=language, text=text)
        for one, entry in pairs
        for (kind, language), text in entry.texts.items()
        if text
    ]
    insert_objects(texts)
    ladders = _enter_ladders(made)
    parts = {
        "establishments": _of_each(seats),
        "codes": _of_each(codes),
        "identifiers": _of_each(identifiers),
        "texts": _of_each(texts),
    }
    for one in made:
        _known(
            one,
            {name: rows.get(one.pk, []) for name, rows in parts.items()}
            | {"visibilities": ladders[one.natural_person], "former_names": [], "certificates": [], "products": []},
        )


def _known(one: Any, parts: dict[str, list[Any]]) -> None:
    one._prefetched_objects_cache = parts  # noqa: SLF001 (where Django keeps what was read beforehand)


def _of_each(rows: Iterable[Any]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = {}
    for row in rows:
        found.setdefault(row.organisation_id, []).append(row)
    return found


def _seat(one: Organisation, entry: Entry) -> Establishment:
    key = collation_key(entry.seat.place, settings.LANGUAGE_CODE) if entry.seat.place else b""
    return Establishment(organisation_id=one.pk, is_seat=True, place_key=key, **positioned(vars(entry.seat)))


def _enter_ladders(made: Sequence[Organisation]) -> dict[bool, list[FieldVisibility]]:
    """Write the ladders, thirteen small rows of each organisation; return them by whether it is a natural person."""
    rungs = {alone: rungs_for({}, natural_person=alone) for alone in (False, True)}
    rows = [(one.pk, field, int(rung), False) for one in made for field, rung in rungs[one.natural_person].items()]
    insert_rows(FieldVisibility, ("organisation_id", "field", "rung", "is_chosen"), rows)
    return {
        alone: [FieldVisibility(field=field, rung=int(rung)) for field, rung in ladder.items()]
        for alone, ladder in rungs.items()
    }


def _enter_identifiers(pairs: Sequence[tuple[Organisation, Entry]]) -> list[Identifier]:
    rows = [
        Identifier(organisation_id=one.pk, scheme=IdentifierScheme(scheme), value=value)
        for one, entry in pairs
        for scheme, value in entry.identifiers
    ]
    for scheme in IdentifierScheme.values:
        values = [row.value for row in rows if row.scheme == scheme]
        taken = Identifier.objects.filter(scheme=scheme, value__in=values, is_live=True)
        if len(set(values)) < len(values) or (values and taken.exists()):
            raise DuplicateIdentifierError(scheme)
    insert_objects(rows)
    return rows
