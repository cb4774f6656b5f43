"""From the rows of BIR to records."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from grono.sources.registers.activities import WrittenCode, activity_codes
from grono.sources.registers.record import (
    Address,
    Identifier,
    LegalForm,
    LocalUnit,
    Name,
    RegisterRecord,
    Scheme,
    Standing,
    State,
)
from grono.sources.registers.values import Notes, contacts, digits, postcode, unmasked

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from grono.sources.registers.record import ActivityCode, AddressKind, Evidence
    from grono.sources.registers.regon.answers import Row, SearchHit

LEGAL, NATURAL = ("P", "LP"), ("F", "LF")
"""Kinds of REGON: legal person and its local unit, natural person and its local unit."""

_CLOSINGS = (
    ("dataskresleniazregon", Standing.STRUCK_OFF),
    ("dataskresleniazregondzialalnosci", Standing.STRUCK_OFF),
    ("dataskresleniadzialalnoscizregon", Standing.STRUCK_OFF),
    ("datazakonczeniadzialalnosci", Standing.CEASED),
)
"""Fields that hold the day of an end, the strongest first."""

_ENTERED = (
    "datawpisudoregon",
    "datawpisudoregondzialalnosci",
    "datawpisudzialalnoscidoregon",
    "datawpisudorejestruewidencji",
)
_CHANGED = ("datazaistnieniazmianydzialalnosci", "datazaistnieniazmiany", "datarozpoczeciadzialalnosci")


def record_from_hit(hit: SearchHit, *, today: date | None = None, evidence: Sequence[Evidence] = ()) -> RegisterRecord:
    """Return what one line of a search says; the record is not complete."""
    notes = Notes("regon")
    row = hit.row
    address = Address(
        "seat", voivodeship_name=row.get("wojewodztwo"), powiat_name=row.get("powiat"), gmina_name=row.get("gmina"),
        postcode=postcode(row.get("kodpocztowy")), town=row.get("miejscowosc"), street=row.get("ulica"),
        number=row.get("nrnieruchomosci"), flat=row.get("nrlokalu"),
    )  # fmt: skip
    return RegisterRecord(
        "regon", _kind(hit), _names(row), hit.kind in NATURAL, _identifiers(hit, {}, notes),
        state=_state(row, notes, today), addresses=(address,), evidence=tuple(evidence), problems=tuple(notes.problems),
        complete=False,
    )  # fmt: skip


def record_from_reports(  # noqa: PLR0913 - one argument for each report
    hit: SearchHit,
    main: Row,
    *,
    codes: Sequence[Row] = (),
    units: Sequence[Row] = (),
    today: date | None = None,
    evidence: Sequence[Evidence] = (),
) -> RegisterRecord:
    """Return what the reports on one line of a search say.

    Parameters
    ----------
    hit : SearchHit
        The line.
    main : mapping
        The row of the main report.
    codes, units : sequence of mapping
        Rows of the reports on activity codes and local units.
    today : date, optional
        Day of the answer, from the caller: tells a start to come from one that has been, and the edition of PKD.
    """
    notes = Notes("regon")
    changed = next((day for name in _CHANGED if (day := notes.day(name, main.get(name)))), None)
    return RegisterRecord(
        "regon",
        _kind(hit),
        _names(main) or _names(hit.row),
        hit.kind in NATURAL,
        _identifiers(hit, main, notes),
        state=_state(main, notes, today),
        legal_form=_legal_form(main),
        founded=notes.day("dataPowstania", main.get("datapowstania")),
        started=notes.day("dataRozpoczeciaDzialalnosci", main.get("datarozpoczeciadzialalnosci")),
        entered=next((day for name in _ENTERED if (day := notes.day(name, main.get(name)))), None),
        struck_off=next(
            (day for name, kind in _CLOSINGS if kind is Standing.STRUCK_OFF and (day := notes.day(name, main.get(name)))),
            None,
        ),
        addresses=_addresses(main),
        contacts=contacts(
            [("phone", main.get("numertelefonu")), ("email", main.get("adresemail")), ("email", main.get("adresemail2")),
             ("web", main.get("adresstronyinternetowej"))]
        ),
        activities=_activities(codes, notes, changed, today),
        local_units=tuple(_unit(row, notes) for row in units),
        as_of=today,
        evidence=tuple(evidence),
        problems=tuple(notes.problems),
    )  # fmt: skip


def _kind(hit: SearchHit) -> Literal["organisation", "local unit"]:
    return "local unit" if hit.kind.startswith("L") else "organisation"


def _names(row: Row) -> tuple[Name, ...]:
    names = (Name(row.get("nazwa", ""), "legal", "pl"), Name(row.get("nazwaskrocona", ""), "short", "pl"))
    return tuple(name for name in names if name.text)


def _identifiers(hit: SearchHit, main: Row, notes: Notes) -> tuple[Identifier, ...]:
    """Return REGON, NIP and KRS. A local unit carries its own fourteen digits and the nine of its organisation."""
    delivered = main.get("regon14") or main.get("regon9") or hit.regon
    own = notes.number(Scheme.REGON, "Regon", delivered)
    parent = tuple(
        found
        for one in own
        if one.scheme is Scheme.REGON_UNIT
        for found in notes.number(Scheme.REGON, "Regon", one.value[:9])
    )
    nip = notes.number(Scheme.NIP, "Nip", main.get("nip") or hit.row.get("nip"))
    if main.get("statusnip") or hit.row.get("statusnip"):
        notes.revoked_nip("StatusNip", main.get("nip") or hit.row.get("nip"))
    krs = _krs(main, notes)
    return (*own, *parent, *nip, *krs)


ENTREPRENEURS = "138"
"""Code of the register of entrepreneurs among the kinds of registers, as REGON writes it."""


def _krs(main: Row, notes: Notes) -> tuple[Identifier, ...]:
    number = main.get("numerwrejestrzeewidencji")
    court = "KRAJOWEGO REJESTRU SĄDOWEGO" in main.get("organrejestrowynazwa", "").upper()
    is_krs = court or main.get("rodzajrejestruewidencjisymbol") == ENTREPRENEURS
    return notes.number(Scheme.KRS, "numerWRejestrzeEwidencji", number) if is_krs and digits(number, 10) else ()


def _legal_form(main: Row) -> LegalForm | None:
    code, text = main.get("szczegolnaformaprawnasymbol"), main.get("szczegolnaformaprawnanazwa")
    return LegalForm(code, text) if code or text else None


def _state(row: Row, notes: Notes, today: date | None) -> State | None:
    for name, standing in _CLOSINGS:
        ended = notes.day(name, row.get(name))
        if ended and (today is None or ended <= today):
            return State(standing, f"{name} {ended.isoformat()}", ended)
    suspended = notes.day("dataZawieszeniaDzialalnosci", row.get("datazawieszeniadzialalnosci"))
    resumed = notes.day("dataWznowieniaDzialalnosci", row.get("datawznowieniadzialalnosci"))
    if suspended and (resumed is None or resumed < suspended):
        return State(Standing.SUSPENDED, f"dataZawieszeniaDzialalnosci {suspended.isoformat()}", suspended)
    started = notes.day("dataRozpoczeciaDzialalnosci", row.get("datarozpoczeciadzialalnosci"))
    if started and today and started > today:
        return State(Standing.NOT_STARTED, f"dataRozpoczeciaDzialalnosci {started.isoformat()}", started)
    return State(Standing.ACTIVE, "", resumed or started)


def _addresses(main: Row) -> tuple[Address, ...]:
    found = (_address("seat", main, "adsiedz"), _address("correspondence", main, "adkor"))
    return tuple(one for one in found if one is not None)


def _address(kind: AddressKind, row: Row, prefix: str) -> Address | None:
    """Return an address with its codes; a correspondence address equal in number to nothing is none."""

    def value(name: str) -> str | None:
        return row.get(f"{prefix}{name}")

    voivodeship, powiat, gmina = (
        digits(value("wojewodztwosymbol"), 2), digits(value("powiatsymbol"), 2), digits(value("gminasymbol"), 3),
    )  # fmt: skip
    address = Address(
        kind,
        country=value("krajsymbol"),
        voivodeship=voivodeship,
        powiat=voivodeship + powiat if voivodeship and powiat else None,
        gmina=voivodeship + powiat + gmina if voivodeship and powiat and gmina else None,
        voivodeship_name=value("wojewodztwonazwa"),
        powiat_name=value("powiatnazwa"),
        gmina_name=value("gminanazwa"),
        simc=digits(value("miejscowoscsymbol"), 7),
        ulic=value("ulicasymbol"),
        postcode=postcode(value("kodpocztowy")),
        town=value("miejscowoscnazwa"),
        street=value("ulicanazwa"),
        number=value("numernieruchomosci"),
        flat=value("numerlokalu"),
    )
    return address if any((address.voivodeship, address.town, address.simc, address.postcode)) else None


def _activities(
    codes: Sequence[Row], notes: Notes, changed: date | None, today: date | None
) -> tuple[ActivityCode, ...]:
    written = [
        WrittenCode(row["pkdkod"], row.get("pkdnazwa"), row.get("pkdprzewazajace") == "1")
        for row in codes
        if "pkdkod" in row
    ]
    version = next((row["pkdwersja"] for row in codes if "pkdwersja" in row), None)
    return activity_codes(written, notes, version=version, changed=changed, as_of=today)


def _unit(row: Row, notes: Notes) -> LocalUnit:
    number = notes.number(Scheme.REGON, "regon14", row.get("regon14"))
    closed = next((day for name, _ in _CLOSINGS if (day := notes.day(name, row.get(name)))), None)
    address = _address("further", row, "adsiedz") or Address("further")
    return LocalUnit(number[0] if number else None, unmasked(row.get("nazwa")), address, closed)
