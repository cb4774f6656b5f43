"""Everything that is read of state aid; each query knows who asks."""

from __future__ import annotations

import datetime
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any, cast

from django.db.models import Count, Max, Q
from django.shortcuts import get_object_or_404

from grono.portal.aid.models import (
    BaseRate,
    Certificate,
    Declaration,
    Grant,
    Link,
    Rate,
    Reorganisation,
    SettingChoice,
    Undertaking,
)
from grono.portal.aid.permissions import own_tax_numbers
from grono.portal.directory.queries import organisations_visible_to
from grono.stateaid import AidGrant, ControlLink, Ledger, NbpRate, Schedule, rate_for, settings_from
from grono.stateaid import BaseRate as PublishedRate
from grono.stateaid import Declaration as Declared
from grono.stateaid import Reorganisation as Event

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from django.db.models import QuerySet

    from grono.portal.core.visitor import Reader
    from grono.portal.directory.models import Organisation
    from grono.stateaid import Settings


def undertakings_visible_to(reader: Reader) -> QuerySet[Undertaking]:
    """Return every undertaking for who sees the ledger, and their own for who administers an organisation."""
    if reader.can("aid.see_ledger"):
        return Undertaking.objects.all()
    own = own_tax_numbers(reader)
    return Undertaking.objects.filter(number__in=own) if own else Undertaking.objects.none()


def undertaking_visible_to(reader: Reader, public_id: str) -> Undertaking:
    """Return one undertaking, or answer 404."""
    return get_object_or_404(undertakings_visible_to(reader), public_id=public_id)


def undertakings_found(reader: Reader, text: str = "", regulation: str = "") -> QuerySet[Undertaking]:
    """Return the undertakings whose name or number has these words, with the number of their counting grants."""
    rows = undertakings_visible_to(reader)
    digits = text.replace("-", "").replace(" ", "")
    if text:
        rows = rows.filter(Q(name__icontains=text) | Q(number__icontains=digits or text))
    if regulation:
        rows = rows.filter(grants__regulation=regulation)
    return rows.order_by("name", "number").annotate(
        counting=Count("grants", filter=Q(grants__state="recorded"), distinct=True),
        last_day=Max("grants__granting_date", filter=Q(grants__state="recorded")),
    )


def grants_visible_to(reader: Reader) -> QuerySet[Grant]:
    """Return the grants of the undertakings that a reader may see."""
    rows = Grant.objects.select_related("beneficiary", "recorded_by")
    return rows.filter(beneficiary__in=undertakings_visible_to(reader))


def grant_visible_to(reader: Reader, public_id: str) -> Grant:
    """Return one grant, or answer 404."""
    return get_object_or_404(grants_visible_to(reader), public_id=public_id)


def certificates_visible_to(reader: Reader) -> QuerySet[Certificate]:
    """Return the certificates of the grants that a reader may see."""
    rows = Certificate.objects.select_related("grant__beneficiary", "replaces", "replaced_by")
    return rows.filter(grant__in=grants_visible_to(reader))


def certificate_visible_to(reader: Reader, public_id: str) -> Certificate:
    """Return one certificate, or answer 404."""
    return get_object_or_404(certificates_visible_to(reader), public_id=public_id)


def links_of(reader: Reader, numbers: Iterable[str]) -> QuerySet[Link]:
    """Return the control links of undertakings, for who sees the ledger."""
    rows = Link.objects.select_related("parent", "child")
    if not reader.can("aid.see_ledger"):
        return rows.none()
    known = list(numbers)
    return rows.filter(Q(parent__number__in=known) | Q(child__number__in=known))


def link_visible_to(reader: Reader, public_id: str) -> Link:
    """Return one control link, or answer 404."""
    rows = Link.objects.select_related("parent", "child")
    return get_object_or_404(rows if reader.can("aid.see_ledger") else rows.none(), public_id=public_id)


def reorganisations_of(reader: Reader, number: str) -> list[Reorganisation]:
    """Return the reorganisations in which an undertaking took part, for who sees the ledger."""
    if not reader.can("aid.see_ledger"):
        return []
    return [event for event in Reorganisation.objects.all() if number in event.parties]


def names_of(numbers: Iterable[str]) -> dict[str, str]:
    """Return number → name of the undertakings that the ledger knows."""
    return dict(Undertaking.objects.filter(number__in=list(numbers)).values_list("number", "name"))


def organisation_of(reader: Reader, number: str) -> Organisation | None:
    """Return the organisation of the directory with a tax number."""
    return (
        organisations_visible_to(reader).filter(identifiers__scheme="nip", identifiers__value=number).distinct().first()
    )


def invented_organisation_of(reader: Reader, undertaking: Undertaking) -> Organisation | None:
    """Return the invented organisation behind an invented undertaking, whose tax number stands in no directory."""
    if not undertaking.is_invented:
        return None
    return organisations_visible_to(reader).filter(is_invented=True, legal_name=undertaking.name).first()


def settings_now() -> Settings:
    """Return the answers to open questions that hold now."""
    return settings_from({row.name: row.value for row in _newest_settings().values()})


def setting_choices(reader: Reader) -> dict[str, SettingChoice]:
    """Return setting → the newest choice, for who sees the ledger."""
    return _newest_settings() if reader.can("aid.see_ledger") else {}


def _newest_settings() -> dict[str, SettingChoice]:
    found: dict[str, SettingChoice] = {}
    for row in SettingChoice.objects.select_related("recorded_by"):
        found.setdefault(row.name, row)
    return found


def ledger_around(*numbers: str) -> Ledger:
    """Return the part of the ledger around undertakings: everyone ever linked or reorganised with them, with their grants.

    It is made for the checks, which must count the aid of every member; who may read the members' names is another question.
    """
    events = list(Reorganisation.objects.all())
    links: dict[int, Link] = {}
    members, waiting = set(numbers), set(numbers)
    while waiting:
        rows = Link.objects.filter(Q(parent__number__in=waiting) | Q(child__number__in=waiting))
        near: set[str] = set()
        for link in rows.select_related("parent", "child"):
            links[link.pk] = link
            near |= {link.parent.number, link.child.number}
        for event in events:
            if waiting & set(event.parties):
                near |= set(event.parties)
        waiting = near - members
        members |= near
    grants = Grant.objects.filter(beneficiary__number__in=members).select_related("beneficiary")
    return _ledger(grants, links.values(), [event for event in events if members & set(event.parties)], members)


def _ledger(
    grants: Iterable[Grant], links: Iterable[Link], events: Iterable[Reorganisation], numbers: Iterable[str]
) -> Ledger:
    foreign = Undertaking.objects.filter(number__in=list(numbers)).exclude(country="PL")
    return Ledger(
        [as_grant(row) for row in grants],
        [as_link(row) for row in links],
        [as_event(row) for row in events],
        foreign.values_list("number", flat=True),
    )


def as_grant(row: Grant) -> AidGrant:
    """Return a grant as the checks take it."""
    return AidGrant(
        row.beneficiary.number,
        row.granting_date,
        row.gge_eur,
        row.regulation,
        row.seq,
        row.public_id,
        cast("Any", row.state),
        row.road_freight,
        schedule_of(row),
    )


def schedule_of(row: Grant) -> Schedule | None:
    """Return the instalments in which a grant is paid, or nothing."""
    if row.discount_rate is None:
        return None
    return Schedule(tuple((years, Decimal(amount)) for years, amount in row.instalments), row.discount_rate)


def as_link(row: Link) -> ControlLink:
    """Return a control link as the checks take it."""
    return ControlLink(
        row.parent.number,
        row.child.number,
        cast("Any", row.kind),
        row.valid_from,
        row.valid_to,
        via_public_body=row.via_public_body,
        via_natural_person=row.via_natural_person,
        evidence=row.evidence,
    )


def as_event(row: Reorganisation) -> Event:
    """Return a reorganisation as the checks take it."""
    return Event(
        cast("Any", row.kind),
        row.effective_date,
        tuple(row.parties),
        tuple(Fraction(value) for value in row.equity),
        tuple(row.taken_over.items()),
    )


def grants_told_apart(numbers: Iterable[str]) -> frozenset[tuple[Any, ...]]:
    """Return number, day, amount, regulation and order on the day of each counting grant to these undertakings."""
    rows = Grant.objects.filter(beneficiary__number__in=list(numbers), state="recorded")
    return frozenset(rows.values_list("beneficiary__number", "granting_date", "gge_eur", "regulation", "seq"))


def equal_grants(beneficiary: Undertaking, values: Mapping[str, Any]) -> QuerySet[Grant]:
    """Return the counting grants that differ in nothing by which two grants are told apart; for the guard of the actions."""
    told_apart = {name: values[name] for name in ("granting_date", "gge_eur", "regulation")}
    rows = Grant.objects.filter(beneficiary=beneficiary, state="recorded", **told_apart)
    return rows.filter(seq=values["seq"]) if values.get("seq") else rows.filter(seq__isnull=True)


def declarations_of(numbers: Iterable[str]) -> tuple[Declared, ...]:
    """Return the newest declaration of each of these undertakings, as the checks take it."""
    found: dict[str, Declared] = {}
    for row in Declaration.objects.filter(undertaking__number__in=list(numbers)).select_related("undertaking"):
        number = row.undertaking.number
        listed = tuple(
            AidGrant(number, datetime.date.fromisoformat(day), Decimal(amount), regulation)
            for day, amount, regulation in row.listed_aid
        )
        found.setdefault(number, Declared(number, row.declared_on, listed))
    return tuple(found.values())


def rates_visible_to(reader: Reader) -> QuerySet[Rate]:
    """Return the rates of the NBP, the newest first, for who sees the ledger."""
    return Rate.objects.all() if reader.can("aid.see_ledger") else Rate.objects.none()


def rate_on(granting_date: datetime.date) -> NbpRate | None:
    """Return the rate that converts aid of a day, by the setting that holds now; a rate is public, whoever asks."""
    setting = settings_now().nbp_table
    published = Rate.objects.filter(day__lte=granting_date)[:2]  # one of that day and the one before
    return rate_for(granting_date, [NbpRate(row.day, row.table_no, row.rate) for row in published], setting)


def base_rates_visible_to(reader: Reader) -> QuerySet[BaseRate]:
    """Return the base rates, the newest first, also those that were corrected; for who sees the ledger."""
    return BaseRate.objects.all() if reader.can("aid.see_ledger") else BaseRate.objects.none()


def base_rate_on(day: datetime.date, country: str = "PL") -> PublishedRate | None:
    """Return the base rate in force on a day, or nothing where none is recorded; it is public, whoever asks."""
    row = BaseRate.objects.filter(valid_from__lte=day, country=country).order_by("-valid_from", "-pk").first()
    return None if row is None else PublishedRate(row.valid_from, row.percent, row.source, row.country)


def newest_record(numbers: Iterable[str]) -> datetime.datetime | None:
    """Return when the ledger last learned of a grant to one of these undertakings."""
    found: datetime.datetime | None = Grant.objects.filter(beneficiary__number__in=list(numbers)).aggregate(
        newest=Max("recorded_at")
    )["newest"]
    return found


def grant_identifiers() -> frozenset[str]:
    """Return the identifiers of every grant, so that an exported ledger can be read back without doubling it."""
    return frozenset(Grant.objects.values_list("public_id", flat=True))
