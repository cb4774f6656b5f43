"""Answers of VIES: valid, not valid, or no answer from the member state, which is not the same (both forms of the interface)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from grono.messages import message
from grono.sources.registers.errors import AnswerError, ViesAnswerError, unreadable
from grono.sources.registers.reading_json import JsonProblem, parse_json, parts, text
from grono.sources.registers.record import Address, Name, RegisterRecord, Scheme
from grono.sources.registers.shipped import register_name
from grono.sources.registers.values import Notes, unmasked

if TYPE_CHECKING:
    from collections.abc import Sequence

    from grono.messages import Message
    from grono.sources.registers.record import Evidence

Verdict = Literal["valid", "invalid", "unavailable"]

CONCLUSIVE = frozenset({"", "VALID", "INVALID"})
"""Values of ``userError`` with which ``valid`` means what it says; with any other one it is false and means nothing."""

WRONG_INPUT = frozenset({"INVALID_INPUT", "INVALID_REQUESTER_INFO"})
"""Values of an error that is the question's fault."""


@dataclass(frozen=True)
class ViesCheck:
    """What VIES says of a number.

    Parameters
    ----------
    verdict : {"valid", "invalid", "unavailable"}
        Registered; not registered; the member state or VIES did not answer, which says nothing about the number.
    reason : str
        The word of VIES: ``VALID``, ``MS_UNAVAILABLE``, ``TIMEOUT`` and so on.
    record : RegisterRecord or None
        Of a valid number.
    """

    verdict: Verdict
    reason: str
    record: RegisterRecord | None = None


def parse_check(content: bytes, number: str, *, evidence: Sequence[Evidence] = ()) -> ViesCheck:
    """Return what an answer to :func:`check_request` says of a number.

    Raises
    ------
    ViesAnswerError
        When it is no such answer, or speaks of another number.
    """
    try:
        answer = parse_json(content)
    except JsonProblem as error:
        raise _not_vies(error.message) from error
    failure = _failure(answer)
    if failure is not None:
        if failure in WRONG_INPUT:
            raise _not_vies(message("it did not understand the number (%(text)s)", text=failure))
        return ViesCheck("unavailable", failure)
    verdict = answer.get("valid", answer.get("isValid"))
    if not isinstance(verdict, bool):
        raise _not_vies(message("it says neither valid nor invalid"))
    _check_number(answer, number)
    reason = text(answer, "userError") or ("VALID" if verdict else "INVALID")
    return ViesCheck("valid", reason, _record(answer, number, evidence)) if verdict else ViesCheck("invalid", reason)


def _failure(answer: dict[str, Any]) -> str | None:
    """Return why there is no verdict, None where there is one."""
    if answer.get("actionSucceed") is False or "errorWrappers" in answer:
        first = next(iter(parts(answer, "errorWrappers")), {})
        return (text(first, "error") or "SERVICE_UNAVAILABLE")[:60]
    code = text(answer, "userError") or ""
    return None if code in CONCLUSIVE else code[:60]


def _check_number(answer: dict[str, Any], number: str) -> None:
    told = text(answer, "vatNumber")
    if told is not None and told.upper().replace(" ", "") not in (number, number[2:]):
        raise _not_vies(message("it speaks of the number “%(text)s”, which was not asked for", text=told[:40]))


def _record(answer: dict[str, Any], number: str, evidence: Sequence[Evidence]) -> RegisterRecord:
    """Return the record; most states send name and address, some only dashes, and none tells a sole trader from a company."""
    notes = Notes("vies")
    name, lines = unmasked(text(answer, "name")), answer.get("address")
    written = [" ".join(line.split()) for line in lines.splitlines()] if isinstance(lines, str) else []
    kept = tuple(line for line in written if unmasked(line))
    identifiers = notes.number(Scheme.VAT, "vatNumber", number)
    return RegisterRecord(
        "vies",
        "organisation",
        (Name(name),) if name else (),
        natural_person=None,
        identifiers=identifiers,
        addresses=(Address("seat", country=number[:2], lines=kept),) if kept else (),
        as_of=notes.day("requestDate", text(answer, "requestDate")),
        evidence=tuple(evidence),
        problems=tuple(notes.problems),
    )


def _not_vies(why: Message) -> AnswerError:
    return unreadable(ViesAnswerError, register_name("vies"), why)
