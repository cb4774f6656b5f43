"""One door to all registers: a number in, what the register says out; or an error that says why and leaves everything as it was."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from grono.messages import message
from grono.sources.registers import ceidg, gleif, krs, regon, vies
from grono.sources.registers.errors import refused, unreachable
from grono.sources.registers.exchange import is_found
from grono.sources.registers.numbers import Number, read_number
from grono.sources.registers.settings import CEIDG_TOKEN, REGON_KEY
from grono.sources.registers.shipped import register_name

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from grono.sources.registers.errors import RegisterError
    from grono.sources.registers.exchange import RegisterRequest, Transport
    from grono.sources.registers.record import Evidence, RegisterRecord, Scheme
    from grono.sources.registers.settings import Settings


@dataclass(frozen=True)
class DuplicateCase:
    """Several organisations of one answer with the same number: a person decides what they are (DIR-26)."""

    scheme: Scheme
    value: str
    positions: tuple[int, ...]


@dataclass(frozen=True)
class LookUp:
    """What a register was asked and said.

    Parameters
    ----------
    register : str
        Key of the register.
    number : Number
        What it was asked for.
    asked : datetime
        When, from the caller.
    records : tuple of RegisterRecord
        None where the register does not know the number; several where several have it.
    duplicates : tuple of DuplicateCase
        Numbers that several of the records share.
    """

    register: str
    number: Number
    asked: datetime
    records: tuple[RegisterRecord, ...]

    @property
    def duplicates(self) -> tuple[DuplicateCase, ...]:
        """Numbers that several of the records share."""
        return shared_numbers(self.records)


def shared_numbers(records: Sequence[RegisterRecord]) -> tuple[DuplicateCase, ...]:
    """Return the numbers that several organisations have; a local unit may share those of its organisation."""
    holders: dict[tuple[Scheme, str], list[int]] = {}
    for position, record in enumerate(records):
        if record.kind == "organisation":
            for key in dict.fromkeys((one.scheme, one.value) for one in record.identifiers):
                holders.setdefault(key, []).append(position)
    return tuple(DuplicateCase(*key, tuple(found)) for key, found in holders.items() if len(found) > 1)


def look_up(
    register: str,
    identifier: str | Number,
    *,
    transport: Transport,
    settings: Settings,
    now: Callable[[], datetime],
) -> LookUp:
    """Ask a register for a number.

    Parameters
    ----------
    register : str
        ``regon``, ``krs``, ``ceidg``, ``vies``, ``gleif``.
    identifier : str or Number
        As a person writes it, or already told.
    transport : Transport
        Carries requests and answers; :class:`GuardedTransport` outside of tests.
    settings : Settings
        Keys.
    now : callable
        The present, from the caller.

    Raises
    ------
    RegisterUnreachable
        When the register gave no answer, or VIES none of the member state; nothing is changed then.
    RegisterRefused
        When it will not tell.
    AnswerError
        When what it answers cannot be read.
    """
    number = identifier if isinstance(identifier, Number) else read_number(register, identifier)
    asked = now()
    return LookUp(register, number, asked, _ASKERS[register](transport, settings, number))


def _ask_regon(transport: Transport, settings: Settings, number: Number) -> tuple[RegisterRecord, ...]:
    if not settings.regon_key:
        keyless = _keyless("regon", REGON_KEY)
        raise keyless
    address = settings.address("regon")
    with regon.RegonSession(transport, address, settings.regon_key, version=settings.regon_version) as session:
        return tuple(session.record(hit) for hit in session.search(number.scheme, [number.value]))


def _ask_krs(transport: Transport, settings: Settings, number: Number) -> tuple[RegisterRecord, ...]:
    for place in ("P", "S"):
        request = krs.extract_request(settings.address("krs"), number.value, "P" if place == "P" else "S")
        found = _content(transport, request)
        if found is not None:
            return (krs.parse_extract(found[0], evidence=found[1]),)
    return ()


def _ask_ceidg(transport: Transport, settings: Settings, number: Number) -> tuple[RegisterRecord, ...]:
    if not settings.ceidg_token:
        keyless = _keyless("ceidg", CEIDG_TOKEN)
        raise keyless
    request = ceidg.firm_request(settings.address("ceidg"), settings.ceidg_token, number.scheme, number.value)
    found = _content(transport, request)
    return () if found is None else ceidg.parse_firm(found[0], evidence=found[1])


def _ask_vies(transport: Transport, settings: Settings, number: Number) -> tuple[RegisterRecord, ...]:
    found = _content(transport, vies.check_request(settings.address("vies"), number.value))
    if found is None:
        raise unreachable(register_name("vies"), message("there is no service at its address"))
    check = vies.parse_check(found[0], number.value, evidence=found[1])
    if check.verdict == "unavailable":
        raise unreachable(
            register_name("vies"),
            message(
                "the member state %(country)s does not tell now (%(text)s)", country=number.value[:2], text=check.reason
            ),
        )
    return (check.record,) if check.record else ()


def _ask_gleif(transport: Transport, settings: Settings, number: Number) -> tuple[RegisterRecord, ...]:
    found = _content(transport, gleif.lei_request(settings.address("gleif"), number.value))
    return () if found is None else (gleif.parse_lei(found[0], evidence=found[1]),)


_ASKERS: dict[str, Callable[[Transport, Settings, Number], tuple[RegisterRecord, ...]]] = {
    "regon": _ask_regon,
    "krs": _ask_krs,
    "ceidg": _ask_ceidg,
    "vies": _ask_vies,
    "gleif": _ask_gleif,
}


def _content(transport: Transport, request: RegisterRequest) -> tuple[bytes, tuple[Evidence, ...]] | None:
    answer = transport.send(request)
    return (answer.content, (answer.evidence,)) if is_found(request.register, answer) else None


def _keyless(register: str, setting: str) -> RegisterError:
    return refused(
        register_name(register),
        message("no key is set. Ask the office for one and put it into the setting %(name)s.", name=setting),
    )
