"""Writing an organisation with its parts, its ladder and its words for searching; the actions wrap this in a transaction."""

from __future__ import annotations

from dataclasses import asdict
from functools import wraps
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from grono.portal.core.problems import RefusedError
from grono.portal.directory.entries import size_band_of
from grono.portal.directory.field_rules import rungs_for
from grono.portal.directory.finding import INDEXED, KIND, things_of
from grono.portal.directory.kinds import CodeOrigin, IdentifierScheme, Proof
from grono.portal.directory.merging import Suspicion, open_case
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
from grono.portal.search.writing import put
from grono.quantities import to_data

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from grono.portal.directory.entries import Entry

PLAIN_FIELDS = (
    "legal_name", "short_name", "name_language", "type", "natural_person", "state", "headcount_year", "founded", "web",
    "is_invented", "source", "source_language", "source_year", "source_key",
)  # fmt: skip


class DuplicateIdentifierError(RefusedError):
    """A number that another organisation of the directory already has; the sentence does not say which."""

    def __init__(self, scheme: str, suspicion: Suspicion | None = None) -> None:
        self.scheme, self.suspicion = scheme, suspicion
        sentence = _(
            "Another entry of the directory already has this number. Check it; if it is right, both entries may mean the same "
            "organisation."
        )
        super().__init__(sentence)


def write_entry(organisation: Organisation, entry: Entry) -> list[str]:
    """Store an entry and return the names of what changed."""
    changed = [name for name in PLAIN_FIELDS if getattr(organisation, name) != getattr(entry, name)]
    for name in changed:
        setattr(organisation, name, getattr(entry, name))
    headcount = None if entry.headcount is None else to_data(entry.headcount)
    if headcount != organisation.headcount:
        changed.append("headcount")
    organisation.headcount, organisation.size_band = headcount, size_band_of(entry.headcount)
    organisation.save()
    writers = {"seat": _write_seat, "codes": _write_codes, "identifiers": _write_identifiers, "texts": _write_texts}
    return changed + [name for name, write in writers.items() if write(organisation, entry)]


def _write_seat(organisation: Organisation, entry: Entry) -> bool:
    values = positioned(asdict(entry.seat))
    seat = organisation.establishments.filter(is_seat=True, until__isnull=True).first()
    if seat is not None and all(getattr(seat, name) == value for name, value in values.items()):
        return False
    seat = seat or Establishment(organisation=organisation, is_seat=True)
    for name, value in values.items():
        setattr(seat, name, value)
    seat.save()
    SeatMove.objects.get_or_create(organisation=organisation, establishment=seat)
    return True


def _write_codes(organisation: Organisation, entry: Entry) -> bool:
    wanted = {(code.system, code.code): code for code in entry.codes}
    stored = {(row.system, row.code): row for row in organisation.codes.filter(until__isnull=True)}
    same = {key: row for key, row in stored.items() if key in wanted and row.is_main == wanted[key].is_main}
    if len(same) == len(wanted) == len(stored):
        return False
    organisation.codes.filter(until__isnull=True).exclude(pk__in=[row.pk for row in same.values()]).delete()
    for key, code in wanted.items():
        if key not in same:
            source = stored.get(key, code)
            said = {"origin": CodeOrigin(source.origin), "edition_inferred": source.edition_inferred}
            ActivityCode.objects.create(organisation=organisation, **asdict(code) | said)
    return True


def _write_identifiers(organisation: Organisation, entry: Entry) -> bool:
    wanted, stored = set(entry.identifiers), set(organisation.identifiers.values_list("scheme", "value"))
    for scheme, value in stored - wanted:
        organisation.identifiers.filter(scheme=scheme, value=value).delete()
    for scheme, value in sorted(wanted - stored):
        refuse_duplicate(organisation, scheme, value)
        Identifier.objects.create(
            organisation=organisation,
            scheme=IdentifierScheme(scheme),
            value=value,
            proof=Proof.WELL_FORMED,
            is_live=organisation.removed_at is None,
        )
    return wanted != stored


def refuse_duplicate(organisation: Organisation, scheme: str, value: str) -> None:
    """Refuse a number that another live organisation has."""
    others = Identifier.objects.filter(scheme=scheme, value=value, is_live=True).exclude(organisation=organisation)
    other = others.select_related("organisation").first()
    if other is not None:
        raise DuplicateIdentifierError(scheme, Suspicion(organisation, other.organisation, "identifier", scheme))


def claims_open_cases(action: Callable[..., Any]) -> Callable[..., Any]:
    """Let a refused claim of another organisation's number open a case (DIR-9), after the act itself has been taken back."""

    @wraps(action)
    def act(**arguments: Any) -> Any:
        try:
            return action(**arguments)
        except DuplicateIdentifierError as error:
            if error.suspicion is not None and error.suspicion.first.pk is not None:
                open_case(by=arguments.get("by"), suspicion=error.suspicion)
            raise

    return act


def _write_texts(organisation: Organisation, entry: Entry) -> bool:
    wanted = {key: text for key, text in entry.texts.items() if text}
    stored = {(row.kind, row.language): row.text for row in organisation.texts.all()}
    for kind, language in stored.keys() - wanted.keys():
        organisation.texts.filter(kind=kind, language=language).delete()
    for (kind, language), text in wanted.items():
        if stored.get((kind, language)) != text:
            OrganisationText.objects.update_or_create(
                organisation=organisation, kind=kind, language=language, defaults={"text": text}
            )
    return wanted != stored


def chosen_rungs(organisation: Organisation) -> dict[str, int]:
    """Return the rungs that were chosen, without the defaults."""
    return dict(organisation.visibilities.filter(is_chosen=True).values_list("field", "rung"))


def set_rungs(organisation: Organisation, chosen: Mapping[str, int]) -> None:
    """Place every field on the ladder."""
    rungs = rungs_for(chosen, natural_person=organisation.natural_person)
    FieldVisibility.objects.bulk_create(
        [
            FieldVisibility(organisation=organisation, field=field, rung=rung, is_chosen=field in chosen)
            for field, rung in rungs.items()
        ],
        update_conflicts=True,
        unique_fields=["organisation", "field"],
        update_fields=["rung", "is_chosen"],
    )


def index(organisation: Organisation) -> None:
    """Write the words by which an organisation is found."""
    put(KIND, things_of(Organisation.objects.filter(pk=organisation.pk).prefetch_related(*INDEXED)))


def index_organisations(keys: Iterable[int]) -> None:
    """Write the facets of organisations anew, inside the action of an app above that has changed one of its own."""
    changed = Organisation.objects.filter(pk__in=list(keys), removed_at__isnull=True)
    put(KIND, things_of(changed.prefetch_related(*INDEXED).order_by("pk")))
