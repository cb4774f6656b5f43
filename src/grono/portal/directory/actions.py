from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from grono.portal.core.audit import audit, take_turn
from grono.portal.core.problems import RefusedError
from grono.portal.directory.entries import size_band_of
from grono.portal.directory.kinds import CodeOrigin, IdentifierScheme, Proof, Rung
from grono.portal.directory.models import (
    ActivityCode,
    Establishment,
    FieldVisibility,
    Identifier,
    Organisation,
    OrganisationText,
    SearchText,
)
from grono.portal.directory.search import words_by_rung
from grono.portal.directory.visibility import rungs_for
from grono.quantities import to_data

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from django.utils.functional import Promise

    from grono.portal.core.models import User
    from grono.portal.directory.entries import Entry

VERBS: dict[str, str | Promise] = {
    "directory.enter_organisation": _("Organisation entered: %(object)s"),
    "directory.change_organisation": _("Organisation changed: %(object)s"),
    "directory.remove_organisation": _("Organisation removed from the directory: %(object)s"),
    "directory.restore_organisation": _("Organisation brought back: %(object)s"),
    "directory.set_visibility": _("Visibility of fields changed: %(object)s"),
}

_PLAIN_FIELDS = (
    "legal_name", "short_name", "name_language", "type", "natural_person", "state", "headcount_year", "founded", "web",
    "is_invented", "source", "source_language", "source_year", "source_key",
)  # fmt: skip


class DuplicateIdentifierError(RefusedError):
    """A number that another organisation of the directory already has; the sentence does not say which."""

    def __init__(self, scheme: str) -> None:
        self.scheme = scheme
        sentence = _(
            "Another entry of the directory already has this number. Check it; if it is right, both entries may mean the same "
            "organisation."
        )
        super().__init__(sentence)


@transaction.atomic
def enter_organisation(*, by: User | None, entry: Entry) -> Organisation:
    """Enter an organisation with its parts."""
    take_turn()
    organisation = Organisation()
    _write(organisation, entry)
    _set_rungs(organisation, {})
    _index(organisation)
    audit(by=by, verb="directory.enter_organisation", object=organisation)
    return organisation


@transaction.atomic
def change_organisation(*, by: User | None, organisation: Organisation, entry: Entry) -> Organisation:
    """Replace what is entered about an organisation; the audit row names the fields, not their personal content."""
    take_turn()
    stored = Organisation.objects.get(pk=organisation.pk)
    changed = _write(stored, entry)
    if not changed:
        return stored
    stored.changed_at = timezone.now()
    stored.save()
    _set_rungs(stored, _chosen(stored))
    _index(stored)
    audit(by=by, verb="directory.change_organisation", object=stored, after={"fields": changed})
    return stored


@transaction.atomic
def enter_organisations(*, by: User | None, entries: Iterable[Entry]) -> list[Organisation]:
    """Enter several organisations, all or none."""
    return [enter_organisation(by=by, entry=entry) for entry in entries]


@transaction.atomic
def remove_organisation(*, by: User, organisation: Organisation) -> None:
    """Take an organisation out of the directory; nothing is deleted."""
    take_turn()
    stored = Organisation.objects.get(pk=organisation.pk)
    if stored.removed_at is not None:
        return
    stored.removed_at = timezone.now()
    stored.save(update_fields=["removed_at"])
    stored.identifiers.update(is_live=False)
    audit(by=by, verb="directory.remove_organisation", object=stored)


@transaction.atomic
def restore_organisation(*, by: User, organisation: Organisation) -> None:
    """Bring a removed organisation back, unless another one has taken over one of its numbers."""
    take_turn()
    stored = Organisation.objects.get(pk=organisation.pk)
    if stored.removed_at is None:
        return
    for identifier in stored.identifiers.all():
        _refuse_duplicate(stored, identifier.scheme, identifier.value)
    stored.removed_at = None
    stored.save(update_fields=["removed_at"])
    stored.identifiers.update(is_live=True)
    audit(by=by, verb="directory.restore_organisation", object=stored)


@transaction.atomic
def set_visibility(*, by: User, organisation: Organisation, rungs: Mapping[str, int]) -> None:
    """Choose who may see the fields; what lies outside the allowed range is moved into it."""
    take_turn()
    stored = Organisation.objects.get(pk=organisation.pk)
    before = {row.field: row.rung for row in stored.visibilities.all()}
    _set_rungs(stored, _chosen(stored) | dict(rungs))
    after = {row.field: row.rung for row in stored.visibilities.all()}
    changed = sorted(field for field in after if after[field] != before.get(field))
    if changed:
        _index(stored)
        audit(
            by=by,
            verb="directory.set_visibility",
            object=stored,
            before={field: Rung(before[field]).name.lower() for field in changed if field in before},
            after={field: Rung(after[field]).name.lower() for field in changed},
        )


def _write(organisation: Organisation, entry: Entry) -> list[str]:
    """Store an entry and return the names of what changed."""
    changed = [name for name in _PLAIN_FIELDS if getattr(organisation, name) != getattr(entry, name)]
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
    values = asdict(entry.seat)
    seat = organisation.establishments.filter(is_seat=True, until__isnull=True).first()
    if seat is not None and all(getattr(seat, name) == value for name, value in values.items()):
        return False
    seat = seat or Establishment(organisation=organisation, is_seat=True)
    for name, value in values.items():
        setattr(seat, name, value)
    seat.save()
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
            origin = stored[key].origin if key in stored else code.origin
            ActivityCode.objects.create(organisation=organisation, **asdict(code) | {"origin": CodeOrigin(origin)})
    return True


def _write_identifiers(organisation: Organisation, entry: Entry) -> bool:
    wanted, stored = set(entry.identifiers), set(organisation.identifiers.values_list("scheme", "value"))
    for scheme, value in stored - wanted:
        organisation.identifiers.filter(scheme=scheme, value=value).delete()
    for scheme, value in sorted(wanted - stored):
        _refuse_duplicate(organisation, scheme, value)
        Identifier.objects.create(
            organisation=organisation,
            scheme=IdentifierScheme(scheme),
            value=value,
            proof=Proof.WELL_FORMED,
            is_live=organisation.removed_at is None,
        )
    return wanted != stored


def _refuse_duplicate(organisation: Organisation, scheme: str, value: str) -> None:
    others = Identifier.objects.filter(scheme=scheme, value=value, is_live=True).exclude(organisation=organisation)
    if others.exists():
        raise DuplicateIdentifierError(scheme)


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


def _chosen(organisation: Organisation) -> dict[str, int]:
    return dict(organisation.visibilities.filter(is_chosen=True).values_list("field", "rung"))


def _set_rungs(organisation: Organisation, chosen: Mapping[str, int]) -> None:
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


def _index(organisation: Organisation) -> None:
    rungs = {row.field: Rung(row.rung) for row in organisation.visibilities.all()}
    words = words_by_rung(organisation, rungs)
    organisation.search_texts.exclude(rung__in=words).delete()
    SearchText.objects.bulk_create(
        [SearchText(organisation=organisation, rung=rung, words=text) for rung, text in words.items()],
        update_conflicts=True,
        unique_fields=["organisation", "rung"],
        update_fields=["words"],
    )


@transaction.atomic
def index_again(*, by: User | None, organisations: Iterable[Organisation]) -> None:  # noqa: ARG001  (says nothing new, so no audit row)
    """Write the words for searching anew, after the way of folding or the labels of a release have changed."""
    for organisation in organisations:
        _index(organisation)
