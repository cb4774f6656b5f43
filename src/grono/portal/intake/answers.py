"""What a register says, in the fields of the directory, beside what stands there."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils import timezone

from grono.portal.directory.kinds import CodeOrigin
from grono.portal.directory.many import keys_by_number, snapshots_of
from grono.portal.directory.provenance import Source
from grono.portal.directory.statements import Proven, Statement, compare
from grono.portal.intake.planning import choices, statement_of
from grono.sources.organisation_files.fields import IDENTIFIERS
from grono.sources.registers import Scheme, settings_from
from grono.sources.registers.shipped import register_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from grono.portal.intake.models import RegisterEntry
    from grono.sources.registers import RegisterRecord, Settings

SYSTEMS = {"2007": "pkd2007", "2025": "pkd2025"}
"""Edition of PKD → classification; codes of older editions are not taken over."""
_SCHEMES = {Scheme.NIP: "nip", Scheme.REGON: "regon", Scheme.KRS: "krs", Scheme.VAT: "vat", Scheme.LEI: "lei"}


def register_settings() -> Settings:
    """Return the keys that the operator has set."""
    return settings_from(settings.REGISTERS)


def values_of(record: RegisterRecord) -> dict[str, Any]:
    """Return what a register says in the fields of a list; what it does not say is not there."""
    found: dict[str, Any] = {"legal_name": record.name, "code_system": ""}
    for number in record.identifiers:
        if number.scheme in _SCHEMES:
            found.setdefault(_SCHEMES[number.scheme], number.value)
    fails = [_SCHEMES[one.scheme] for one in record.identifiers if one.fails_check and one.scheme in _SCHEMES]
    return {
        name: value
        for name, value in (found | _about(record) | _seat(record) | _codes(record) | {"fails_check": fails}).items()
        if value not in (None, "", [])
    }


def _about(record: RegisterRecord) -> dict[str, Any]:
    state = record.state.standing.in_directory if record.state else None
    form = record.legal_form.text if record.legal_form else None
    began = record.founded or record.started or record.entered
    found = {
        "natural_person": record.natural_person,
        "legal_form": choices()["legal_form"].words.get((form or "").casefold()),
        "founded": record.founded.year if record.founded else (began.year if began and record.natural_person else None),
        "web": next((one.value for one in record.contacts if one.kind == "web"), None),
    }
    if state and record.state:
        since = record.state.since or (record.struck_off if state == "struck_off" else None)
        found |= {
            "state": state,
            "state_since": since.isoformat() if since else None,
            "state_source": register_name(record.register),
        }
    return found


def _seat(record: RegisterRecord) -> dict[str, Any]:
    place = next((one for one in record.addresses if one.kind in ("seat", "activity", "headquarters")), None)
    if place is None:
        return {}
    number = "/".join(filter(None, [place.number, place.flat]))
    gmina = place.gmina if place.gmina and len(place.gmina) == 7 else None
    return {
        "place": place.town,
        "street": " ".join(filter(None, [place.street, number])) or None,
        "postal_code": place.postcode,
        "teryt": gmina,
    }


def _codes(record: RegisterRecord) -> dict[str, Any]:
    versions = {code.version for code in record.activities}
    system = SYSTEMS.get(next(iter(versions)) or "") if len(versions) == 1 else None
    if system is None:
        return {}
    return {
        "code_system": system,
        "edition_inferred": record.activities[0].inferred,
        "main_code": next((code.code for code in record.activities if code.main), None),
        "other_codes": [code.code for code in record.activities if not code.main],
    }


def source_of(entry: RegisterEntry) -> Source:
    """Return the source of the values of an entry."""
    return Source("register", register_name(entry.look_up.register), _day(entry))


def _day(entry: RegisterEntry) -> datetime.date:
    text = entry.evidence.get("as_of")
    return datetime.datetime.fromisoformat(text).date() if text else timezone.localdate(entry.look_up.asked_at)


@dataclass(frozen=True)
class Beside:
    """One field: what the register says and what stands; ``differs`` where taking it over would change something."""

    field: str
    said: Any
    stands: Any
    differs: bool
    is_conflict: bool = False


def organisation_of(values: dict[str, Any]) -> int | None:
    """Return the organisation of the directory that an entry means, by the first number that finds one."""
    wanted = {scheme: [values[scheme]] for scheme in IDENTIFIERS if values.get(scheme)}
    found = keys_by_number(wanted)
    return next(
        (found[scheme, numbers[0]] for scheme, numbers in wanted.items() if (scheme, numbers[0]) in found), None
    )


def organisations_of(entries: Sequence[dict[str, Any]]) -> list[int]:
    """Return every organisation of the directory that has one of the numbers of some entries."""
    wanted = {scheme: [one[scheme] for one in entries if one.get(scheme)] for scheme in IDENTIFIERS}
    return sorted(set(keys_by_number(wanted).values()))


HIDDEN = frozenset({"code_system", "edition_inferred", "fails_check", "state_since", "state_source"})
"""Values that go with another one and are no choice of their own."""


def beside(entry: RegisterEntry) -> list[Beside]:
    """Return the fields of an entry beside what stands in the directory."""
    key = organisation_of(entry.values)
    stored = snapshots_of([key])[key] if key else {}
    found = []
    for name in entry.values:
        if name in HIDDEN:
            continue
        changed, conflict = True, False
        if key:
            outcome = compare([statement(entry, key, [name])], source_of(entry))[0]
            changed, conflict = bool(outcome.changes or outcome.conflicts), bool(outcome.conflicts)
        found.append(Beside(name, entry.values[name], _standing(name, stored), changed, conflict))
    return found


def _standing(name: str, stored: dict[str, Any]) -> Any:
    if name in IDENTIFIERS:
        return next((field.rpartition(".")[2] for field in stored if field.startswith(f"identifiers.{name}.")), "")
    if name in ("main_code", "other_codes"):
        rows = [
            field.split(".", 2)[2]
            for field, row in stored.items()
            if field.startswith("codes.") and row["is_main"] == (name == "main_code")
        ]
        return ", ".join(rows)
    if name in ("place", "street", "postal_code", "teryt"):
        seat: dict[str, Any] = next(
            (
                row
                for field, row in stored.items()
                if field.startswith("places.") and row["is_seat"] and not row["until"]
            ),
            {},
        )
        return seat.get(name, "")
    return stored.get(name, "")


def statement(entry: RegisterEntry, key: int, chosen: list[str]) -> Statement:
    """Return what an entry says of an organisation in the chosen fields, with the proof of its numbers."""
    values = {name: entry.values[name] for name in chosen if name in entry.values}
    if "state" in values:
        values |= {name: entry.values[name] for name in ("state_since", "state_source") if name in entry.values}
    if "edition_inferred" in entry.values:
        values["edition_inferred"] = entry.values["edition_inferred"]
    found = statement_of(key, values, entry.values.get("code_system", ""), origin=CodeOrigin.REGISTER)
    fails = entry.values.get("fails_check", [])
    proven = {
        scheme: Proven(
            register_name(entry.look_up.register),
            entry.evidence.get("sha256", ""),
            datetime.datetime.fromisoformat(entry.evidence["at"]),
            fails_check=scheme in fails,
        )
        for scheme in IDENTIFIERS
        if scheme in values and entry.evidence and not entry.look_up.is_recorded
    }
    return Statement(
        found.organisation_id,
        found.values,
        found.seat,
        found.main,
        found.others,
        found.identifiers,
        found.texts,
        proven,
    )
