"""Answers of GLEIF (JSON:API), read by pure functions."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from grono.messages import message
from grono.sources.registers.errors import AnswerError, GleifAnswerError, unreadable
from grono.sources.registers.reading_json import JsonProblem, parse_json, part, parts, text
from grono.sources.registers.record import Address, LegalForm, Name, RegisterRecord, Scheme, Standing, State
from grono.sources.registers.shipped import register_name
from grono.sources.registers.values import Notes

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from grono.messages import Message
    from grono.sources.registers.record import AddressKind, Evidence, Identifier

NATURAL = "SOLE_PROPRIETOR"
"""Category of an entity that is a natural person in business."""

RENEWED = frozenset({"ISSUED", "PENDING_TRANSFER", "PENDING_ARCHIVAL"})
"""States of a registration that is paid for and checked each year."""


@dataclass(frozen=True)
class GleifPage:
    """One page of a search by name."""

    records: tuple[RegisterRecord, ...]
    total: int | None


def parse_lei(content: bytes, *, evidence: Sequence[Evidence] = ()) -> RegisterRecord:
    """Return the record of an answer to :func:`lei_request`.

    Raises
    ------
    GleifAnswerError
        When it is no such answer.
    """
    return _record(part(_answer(content), "data"), evidence, complete=True)


def parse_leis(content: bytes, *, evidence: Sequence[Evidence] = ()) -> GleifPage:
    """Return one page of an answer to :func:`names_request`.

    Raises
    ------
    GleifAnswerError
        When it is no such answer.
    """
    answer = _answer(content)
    if not isinstance(answer.get("data"), list):
        raise _not_gleif(message("%(name)s is not in it", name="data"))
    total = text(part(answer, "meta", "pagination"), "total")
    return GleifPage(
        tuple(_record(one, evidence, complete=True) for one in parts(answer, "data")),
        int(total) if total and re.fullmatch(r"\d{1,9}", total, re.ASCII) else None,
    )


def _answer(content: bytes) -> dict[str, Any]:
    try:
        answer = parse_json(content)
    except JsonProblem as error:
        raise _not_gleif(error.message) from error
    for fault in parts(answer, "errors"):
        raise _not_gleif(
            message("it says “%(text)s”", text=(text(fault, "title") or text(fault, "detail") or "?")[:200])
        )
    return answer


def _record(data: dict[str, Any], evidence: Sequence[Evidence], *, complete: bool) -> RegisterRecord:
    attributes = part(data, "attributes")
    entity, registration = part(attributes, "entity"), part(attributes, "registration")
    number = text(attributes, "lei")
    if number is None or not entity:
        raise _not_gleif(message("%(name)s is not in it", name="data.attributes.lei, data.attributes.entity"))
    notes = Notes("gleif")
    category = text(entity, "category")
    _warn_lapsed(registration, notes)
    return RegisterRecord(
        "gleif",
        "organisation",
        _names(entity),
        natural_person=None if category is None else category == NATURAL,
        identifiers=(*notes.number(Scheme.LEI, "lei", number), *_registered(entity, notes)),
        state=_state(entity, notes),
        legal_form=_legal_form(entity),
        founded=notes.day("creationDate", text(entity, "creationDate")),
        entered=notes.day("initialRegistrationDate", text(registration, "initialRegistrationDate")),
        addresses=_addresses(entity),
        as_of=notes.day("lastUpdateDate", text(registration, "lastUpdateDate")),
        evidence=tuple(evidence),
        problems=tuple(notes.problems),
        complete=complete,
    )


def _names(entity: dict[str, Any]) -> tuple[Name, ...]:
    legal = part(entity, "legalName")
    others = [row for name in ("otherNames", "transliteratedOtherNames") for row in parts(entity, name)]
    found = [(legal, "legal"), *((row, "other") for row in others)]
    return tuple(
        Name(name, "legal" if kind == "legal" else "other", text(row, "language") or "und")
        for row, kind in found
        if (name := text(row, "name"))
    )


def _registered(entity: dict[str, Any], notes: Notes) -> tuple[Identifier, ...]:
    """Return the number in the national register; of Polish ones it is told by its shape: KRS, or REGON."""
    number = text(entity, "registeredAs")
    if number is None or (text(entity, "jurisdiction") or "")[:2] != "PL":
        return ()
    if re.fullmatch(r"00\d{8}", number, re.ASCII):
        return notes.number(Scheme.KRS, "registeredAs", number)
    if re.fullmatch(r"\d{9}|\d{14}", number, re.ASCII):
        return notes.number(Scheme.REGON, "registeredAs", number)
    return ()


def _legal_form(entity: dict[str, Any]) -> LegalForm | None:
    """Return the legal form: a code of ISO 20275 (ELF), or words where it has none."""
    form = part(entity, "legalForm")
    code, words = text(form, "id"), text(form, "other")
    return LegalForm(code, words, "und") if code or words else None


def _state(entity: dict[str, Any], notes: Notes) -> State | None:
    status, expiration = text(entity, "status"), part(entity, "expiration")
    if status == "ACTIVE":
        return State(Standing.ACTIVE, status)
    if status == "INACTIVE":
        reason = text(expiration, "reason")
        ended: date | None = notes.day("expiration.date", text(expiration, "date"))
        return State(Standing.CEASED, f"INACTIVE {reason}" if reason else "INACTIVE", ended)
    if status is not None and status != "NULL":
        notes.unknown_state("status", status)
    return None


def _warn_lapsed(registration: dict[str, Any], notes: Notes) -> None:
    status = text(registration, "status")
    if status is not None and status not in RENEWED:
        notes.warn("lei-lapsed", message(
            "The registration of this LEI is %(status)s: nobody vouches for it any more. Look at the national register before you use it.",
            status=status[:40],
        ), status)  # fmt: skip


def _addresses(entity: dict[str, Any]) -> tuple[Address, ...]:
    kinds: tuple[tuple[AddressKind, str], ...] = (("seat", "legalAddress"), ("headquarters", "headquartersAddress"))
    return tuple(_address(kind, part(entity, name)) for kind, name in kinds if part(entity, name))


def _address(kind: AddressKind, row: dict[str, Any]) -> Address:
    lines = row.get("addressLines")
    written = lines if isinstance(lines, list) else []
    return Address(
        kind,
        country=text(row, "country"),
        postcode=text(row, "postalCode"),
        town=text(row, "city"),
        number=text(row, "addressNumber"),
        lines=tuple(" ".join(line.split()) for line in written if isinstance(line, str) and line.strip()),
    )


def _not_gleif(why: Message) -> AnswerError:
    return unreadable(GleifAnswerError, register_name("gleif"), why)
