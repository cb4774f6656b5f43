"""A current extract, read by a pure function. Persons stand in it masked; nothing of them is read (DIR-27, DIR-28)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from grono.messages import message
from grono.sources.registers.activities import WrittenCode, activity_codes
from grono.sources.registers.errors import AnswerError, KrsAnswerError, unreadable
from grono.sources.registers.reading_json import JsonProblem, parse_json, part, parts, text
from grono.sources.registers.record import (
    Address,
    LegalForm,
    LocalUnit,
    Name,
    RegisterRecord,
    Scheme,
    Standing,
    State,
)
from grono.sources.registers.shipped import register_name
from grono.sources.registers.values import Notes, contacts, postcode, unmasked

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from grono.messages import Message
    from grono.sources.registers.record import ActivityCode, AddressKind, Evidence

ACTIVE_POSITION = "1"
"""Value of ``stanPozycji`` in the extract of an entry in force; the meaning of other values is not published."""


def parse_extract(content: bytes, *, evidence: Sequence[Evidence] = ()) -> RegisterRecord:
    """Return what an extract says.

    Raises
    ------
    KrsAnswerError
        When it is no current extract.
    """
    header, data = _header_and_data(content)
    notes = Notes("krs")
    entity, seat = part(data, "dzial1", "danePodmiotu"), part(data, "dzial1", "siedzibaIAdres")
    numbers = part(entity, "identyfikatory")
    name = unmasked(text(entity, "nazwa"))
    if name is None:
        raise _no_extract(message("%(name)s is not in it", name="dane.dzial1.danePodmiotu.nazwa"))
    capital = part(data, "dzial1", "kapital", "wysokoscKapitaluZakladowego")
    changed, as_of = _days(header, notes)
    return RegisterRecord(
        "krs",
        "organisation",
        (Name(name, "legal", "pl"),),
        natural_person=False,
        identifiers=(
            *notes.number(Scheme.KRS, "numerKRS", text(header, "numerKRS")),
            *notes.number(Scheme.REGON, "regon", unmasked(text(numbers, "regon"))),
            *notes.number(Scheme.NIP, "nip", unmasked(text(numbers, "nip"))),
        ),
        state=_state(header, data, notes),
        legal_form=LegalForm(None, text(entity, "formaPrawna")) if text(entity, "formaPrawna") else None,
        entered=notes.day("dataRejestracjiWKRS", text(header, "dataRejestracjiWKRS")),
        addresses=_addresses("seat", seat),
        contacts=contacts(
            [("email", text(seat, "adresPocztyElektronicznej")), ("web", text(seat, "adresStronyInternetowej"))]
        ),
        activities=_activities(data, notes, changed, as_of),
        local_units=tuple(_branch(row) for row in parts(part(data, "dzial1"), "jednostkiTerenoweOddzialy")),
        capital=notes.capital("kapital", text(capital, "wartosc"), text(capital, "waluta")),
        as_of=as_of,
        evidence=tuple(evidence),
        problems=tuple(notes.problems),
    )


def _header_and_data(content: bytes) -> tuple[dict[str, Any], dict[str, Any]]:
    try:
        answer = parse_json(content)
    except JsonProblem as error:
        raise _no_extract(error.message) from error
    extract = part(answer, "odpis")
    header, data = part(extract, "naglowekA"), part(extract, "dane")
    if not header or not data or text(header, "numerKRS") is None:
        raise _no_extract(message("%(name)s is not in it", name="odpis.naglowekA, odpis.dane"))
    return header, data


def _days(header: dict[str, Any], notes: Notes) -> tuple[date | None, date | None]:
    """Return when the entry was last changed and the day of the extract."""
    return (
        notes.day("dataOstatniegoWpisu", text(header, "dataOstatniegoWpisu")),
        notes.day("stanZDnia", text(header, "stanZDnia")),
    )


def _state(header: dict[str, Any], data: dict[str, Any], notes: Notes) -> State | None:
    """Return the state. An extract tells the opening of a liquidation in words, so its day is not read from them."""
    position = text(header, "stanPozycji")
    if position is not None and position != ACTIVE_POSITION:
        notes.unknown_state("stanPozycji", position)
        return None
    for name in ("likwidacja", "rozwiazanieUniewaznienie"):
        if part(data, "dzial6").get(name):
            return State(Standing.IN_LIQUIDATION, f"dzial6.{name}")
    return State(Standing.ACTIVE, f"stanPozycji {position}" if position else "")


def _addresses(kind: AddressKind, seat: dict[str, Any]) -> tuple[Address, ...]:
    place, address = part(seat, "siedziba"), part(seat, "adres")
    if not place and not address:
        return ()
    return (
        Address(
            kind,
            country=text(address, "kraj") or text(place, "kraj"),
            voivodeship_name=text(place, "wojewodztwo"),
            powiat_name=text(place, "powiat"),
            gmina_name=text(place, "gmina"),
            postcode=postcode(text(address, "kodPocztowy")),
            town=text(address, "miejscowosc") or text(place, "miejscowosc"),
            street=text(address, "ulica"),
            number=text(address, "nrDomu"),
            flat=text(address, "nrLokalu"),
        ),
    )


def _activities(
    data: dict[str, Any], notes: Notes, changed: date | None, as_of: date | None
) -> tuple[ActivityCode, ...]:
    subject = part(data, "dzial3", "przedmiotDzialalnosci")
    written = [
        WrittenCode(
            "".join(text(row, name) or "" for name in ("kodDzial", "kodKlasa", "kodPodklasa")), text(row, "opis"), main
        )
        for name, main in (("przedmiotPrzewazajacejDzialalnosci", True), ("przedmiotPozostalejDzialalnosci", False))
        for row in parts(subject, name)
    ]
    return activity_codes(written, notes, version=None, changed=changed, as_of=as_of)


def _branch(row: dict[str, Any]) -> LocalUnit:
    address = _addresses("further", row)
    return LocalUnit(None, unmasked(text(row, "nazwa")), address[0] if address else Address("further"))


def _no_extract(why: Message) -> AnswerError:
    return unreadable(KrsAnswerError, register_name("krs"), why)
