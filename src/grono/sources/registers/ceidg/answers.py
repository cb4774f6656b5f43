"""Answers of CEIDG, read by pure functions. Owners, their heirs, guardians and misfortunes are never read (DIR-28)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

from grono.messages import message
from grono.sources.registers.activities import WrittenCode, activity_codes
from grono.sources.registers.errors import AnswerError, CeidgAnswerError, unreadable
from grono.sources.registers.reading_json import JsonProblem, parse_json, part, parts, text
from grono.sources.registers.record import Address, LocalUnit, Name, RegisterRecord, Scheme, Standing, State
from grono.sources.registers.shipped import register_name
from grono.sources.registers.values import Notes, contacts, digits, postcode

if TYPE_CHECKING:
    from collections.abc import Sequence

    from grono.messages import Message
    from grono.sources.registers.record import ActivityCode, AddressKind, Evidence, Identifier

STANDINGS = {
    "AKTYWNY": Standing.ACTIVE,
    "ZAWIESZONY": Standing.SUSPENDED,
    "WYKRESLONY": Standing.STRUCK_OFF,
    "OCZEKUJE_NA_ROZPOCZECIE_DZIALANOSCI": Standing.NOT_STARTED,
    "WYLACZNIE_W_FORMIE_SPOLKI": Standing.ONLY_AS_PARTNERSHIP,
}
"""States of CEIDG, spelt as CEIDG spells them."""

_SINCE = {
    Standing.ACTIVE: ("dataWznowienia", "dataRozpoczecia"),
    Standing.SUSPENDED: ("dataZawieszenia",),
    Standing.STRUCK_OFF: ("dataWykreslenia", "dataZakonczenia"),
    Standing.NOT_STARTED: ("dataRozpoczecia",),
    Standing.ONLY_AS_PARTNERSHIP: ("dataRozpoczecia",),
}


@dataclass(frozen=True)
class CeidgPage:
    """One page of a search: its firms, how many there are on all pages, and the number of the page after it."""

    firms: tuple[RegisterRecord, ...]
    total: int | None
    next_page: int | None


def parse_firm(content: bytes, *, evidence: Sequence[Evidence] = ()) -> tuple[RegisterRecord, ...]:
    """Return the firms of an answer to :func:`firm_request`; more than one where a number was given twice.

    Raises
    ------
    CeidgAnswerError
        When it is no such answer.
    """
    answer = _answer(content)
    if not isinstance(answer.get("firma"), list):
        raise _not_ceidg(message("%(name)s is not in it", name="firma"))
    return tuple(_record(firm, evidence, complete=True) for firm in parts(answer, "firma"))


def parse_firms(content: bytes, *, evidence: Sequence[Evidence] = ()) -> CeidgPage:
    """Return one page of an answer to :func:`firms_request`; its firms have neither contacts nor all codes.

    Raises
    ------
    CeidgAnswerError
        When it is no such answer.
    """
    answer = _answer(content)
    if not isinstance(answer.get("firmy"), list):
        raise _not_ceidg(message("%(name)s is not in it", name="firmy"))
    firms = tuple(_record(firm, evidence, complete=False) for firm in parts(answer, "firmy"))
    total = text(answer, "count")
    links = part(answer, "links")
    here, after = _page_of(text(links, "self")), _page_of(text(links, "next"))
    further = after if after is not None and (here is None or after > here) else None
    return CeidgPage(firms, int(total) if total and re.fullmatch(r"\d{1,9}", total, re.ASCII) else None, further)


def _answer(content: bytes) -> dict[str, Any]:
    try:
        answer = parse_json(content)
    except JsonProblem as error:
        raise _not_ceidg(error.message) from error
    if "code" in answer and "message" in answer:
        raise _not_ceidg(message("it says “%(text)s”", text=f"{text(answer, 'code')}: {text(answer, 'message')}"[:200]))
    return answer


def _page_of(link: str | None) -> int | None:
    """Return the number of the page that a link leads to; the link itself is never followed."""
    try:
        found = parse_qs(urlsplit(link or "").query).get("page", [""])[0]
    except ValueError:
        return None
    return int(found) if re.fullmatch(r"\d{1,7}", found, re.ASCII) else None


def _record(firm: dict[str, Any], evidence: Sequence[Evidence], *, complete: bool) -> RegisterRecord:
    notes = Notes("ceidg")
    name = text(firm, "nazwa")
    return RegisterRecord(
        "ceidg",
        "organisation",
        (Name(name, "legal", "pl"),) if name else (),
        natural_person=True,
        identifiers=_identifiers(part(firm, "wlasciciel"), notes),
        state=_state(firm, notes),
        started=notes.day("dataRozpoczecia", text(firm, "dataRozpoczecia")),
        struck_off=notes.day("dataWykreslenia", text(firm, "dataWykreslenia")),
        addresses=_addresses(firm),
        contacts=contacts(
            [("phone", text(firm, "telefon")), ("email", text(firm, "email")), ("web", text(firm, "www"))]
        ),
        activities=_activities(firm, notes),
        local_units=tuple(
            LocalUnit(None, None, _address("further", row)) for row in parts(firm, "adresyDzialalnosciDodatkowe")
        ),
        as_of=evidence[-1].at.date() if evidence else None,
        evidence=tuple(evidence),
        problems=tuple(notes.problems),
        complete=complete,
    )


def _identifiers(owner: dict[str, Any], notes: Notes) -> tuple[Identifier, ...]:
    """Return the firm's NIP and REGON, which CEIDG writes beside the name of the owner."""
    for name in ("nipUchylony", "nipUniewaznienie"):
        if owner.get(name) is True:
            notes.revoked_nip(name, text(owner, "nip"))
    return (
        *notes.number(Scheme.NIP, "wlasciciel.nip", text(owner, "nip")),
        *notes.number(Scheme.REGON, "wlasciciel.regon", text(owner, "regon")),
    )


def _state(firm: dict[str, Any], notes: Notes) -> State | None:
    written = text(firm, "status")
    if written is None:
        return None
    standing = STANDINGS.get(written)
    if standing is None:
        notes.unknown_state("status", written)
        return None
    since = next((day for name in _SINCE[standing] if (day := notes.day(name, text(firm, name)))), None)
    return State(standing, written, since)


def _addresses(firm: dict[str, Any]) -> tuple[Address, ...]:
    kinds: tuple[tuple[AddressKind, str], ...] = (
        ("activity", "adresDzialalnosci"),
        ("correspondence", "adresKorespondencyjny"),
    )
    return tuple(_address(kind, part(firm, name)) for kind, name in kinds if part(firm, name))


def _address(kind: AddressKind, row: dict[str, Any]) -> Address:
    gmina = digits(text(row, "terc"), 7)
    return Address(
        kind,
        country=text(row, "kraj"),
        voivodeship=gmina[:2] if gmina else None,
        powiat=gmina[:4] if gmina else None,
        gmina=gmina,
        voivodeship_name=text(row, "wojewodztwo"),
        powiat_name=text(row, "powiat"),
        gmina_name=text(row, "gmina"),
        simc=digits(text(row, "simc"), 7),
        ulic=text(row, "ulic"),
        postcode=postcode(text(row, "kod")),
        town=text(row, "miasto"),
        street=text(row, "ulica"),
        number=text(row, "budynek"),
        flat=text(row, "lokal"),
    )


def _activities(firm: dict[str, Any], notes: Notes) -> tuple[ActivityCode, ...]:
    main = part(firm, "pkdGlowny")
    written = [
        WrittenCode(text(row, "kod") or "", text(row, "nazwa"), prevails)
        for prevails, rows in ((True, [main] if main else []), (False, parts(firm, "pkd")))
        for row in rows
    ]
    return activity_codes(written, notes, version=text(firm, "rokPkd"), changed=None, as_of=None)


def _not_ceidg(why: Message) -> AnswerError:
    return unreadable(CeidgAnswerError, register_name("ceidg"), why)
