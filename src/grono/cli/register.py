"""``grono register``: what a register says about a number, read on the terminal or as JSON."""

from __future__ import annotations

import json
import os
from dataclasses import asdict
from datetime import UTC, datetime
from time import sleep
from typing import TYPE_CHECKING, Annotated

import typer

from grono.cli.sentences import Language, LanguageOption, language_of_terminal, problems_as_sentences
from grono.messages import Message, message, plural_message

if TYPE_CHECKING:
    from collections.abc import Iterator

    from grono.sources.registers import Address, LookUp, RegisterRecord

UNKNOWN = 3
"""Status of a look-up that worked and found nobody, so that a script can tell it from a failure (1)."""


def look_up_register(
    register: Annotated[str, typer.Argument(metavar="REGISTER", help="regon, krs, ceidg, vies or gleif.")],
    number: Annotated[
        str, typer.Argument(metavar="NUMBER", help="As people write it; NIP 517-035-94-58 says whose it is.")
    ],
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Print everything as JSON.")] = False,
    language: LanguageOption = None,
) -> None:
    """Ask a register of organisations for a number. Nothing is stored.

    Keys are read from the environment: GRONO_REGON_KEY for REGON, GRONO_CEIDG_TOKEN for CEIDG; the others need none.
    GRONO_REGON_ENVIRONMENT=test asks the test environment of REGON, whose data are made up. The command ends with 1 where the register
    cannot be asked and with 3 where it does not know the number.
    """
    from grono.sources.registers import GuardedTransport, look_up, settings_from

    chosen = language or language_of_terminal()
    with (
        problems_as_sentences(chosen),
        GuardedTransport(now=_now, sleep=sleep) as transport,
    ):
        found = look_up(register.lower(), number, transport=transport, settings=settings_from(os.environ), now=_now)
    typer.echo(_as_json(found) if as_json else "\n".join(line.rstrip() for line in _told(found, chosen)))
    if not found.records:
        raise typer.Exit(UNKNOWN)


def _now() -> datetime:
    return datetime.now(UTC)


def _as_json(found: LookUp) -> str:
    record = {**asdict(found), "duplicates": [asdict(one) for one in found.duplicates]}
    for given, one in zip(record["records"], found.records, strict=True):
        given["problems"] = [str(problem.message) for problem in one.problems]
    return json.dumps(record, ensure_ascii=False, indent=1, default=str)


def _told(found: LookUp, language: Language) -> Iterator[str]:
    """Give the lines that a person reads."""
    from grono.sources.registers.shipped import register_name

    name = register_name(found.register)
    if not found.records:
        nobody = message("%(register)s does not know %(number)s.", register=name, number=found.number.value)
        yield nobody.in_language(language)
        return
    for record in found.records:
        yield from _record(record, language)
    for case in found.duplicates:
        shared = plural_message(
            "%(number)s record has the number %(value)s: look which is meant.",
            "%(number)s records have the number %(value)s: look which is meant.",
            len(case.positions),
            value=case.value,
        )
        yield shared.in_language(language)


def _record(record: RegisterRecord, language: Language) -> Iterator[str]:
    yield record.name or "–"
    for label, value in _lines(record, language):
        if value:
            yield f"  {label.in_language(language)}: {value}"
    for problem in record.problems:
        yield f"  ! {problem.message.in_language(language)}"
    for proof in record.evidence:
        yield f"  SHA-256 {proof.sha256} · {proof.at.isoformat(timespec='seconds')}"
    yield ""


def _lines(record: RegisterRecord, language: Language) -> Iterator[tuple[Message, str]]:
    from grono.sources.registers import shown_number

    numbers = [
        f"{one.scheme.upper().replace('_', ' ')} {shown_number(one.scheme, one.value)}" for one in record.identifiers
    ]
    yield message("Numbers"), ", ".join(numbers)
    yield message("Legal form"), (record.legal_form.text or record.legal_form.code or "") if record.legal_form else ""
    yield message("State"), _state(record, language)
    for address in record.addresses:
        yield _address_labels()[address.kind], _address(address)
    yield message("Contacts"), ", ".join(one.value for one in record.contacts)
    codes = [f"{one.code}{'*' if one.main else ''}" for one in record.activities]
    version = next((one.version for one in record.activities), None)
    yield message("Activities, PKD %(version)s (* main)", version=version or "?"), ", ".join(codes)
    yield message("Capital"), f"{record.capital.amount} {record.capital.currency}" if record.capital else ""
    yield message("Local units"), str(len(record.local_units) or "")
    yield message("As of"), record.as_of.isoformat() if record.as_of else ""


def _address_labels() -> dict[str, Message]:
    return {
        "seat": message("Seat"),
        "activity": message("Place of business"),
        "further": message("Further place of business"),
        "correspondence": message("Address for letters"),
        "headquarters": message("Head office"),
    }


def _standings() -> dict[str, Message]:
    return {
        "active": message("active"),
        "suspended": message("suspended"),
        "in liquidation": message("in liquidation"),
        "struck off": message("struck off the register"),
        "ceased": message("ceased"),
        "not started": message("has not started yet"),
        "only as partnership": message("in business only as a partner of a civil partnership"),
    }


def _state(record: RegisterRecord, language: Language) -> str:
    if record.state is None:
        return ""
    since = f", {record.state.since.isoformat()}" if record.state.since else ""
    return f"{_standings()[record.state.standing].in_language(language)}{since}"


def _address(address: Address) -> str:
    house = "/".join(part for part in (address.number, address.flat) if part)
    street = " ".join(part for part in (address.street, house) if part)
    town = " ".join(part for part in (address.postcode, address.town) if part)
    parts = (*address.lines, street, town, address.gmina_name, address.gmina and f"TERYT {address.gmina}")
    return ", ".join(dict.fromkeys(part for part in parts if part))
