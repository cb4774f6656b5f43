"""Answers as plain values for JSON: amounts as exact decimals in text, days in ISO form, sentences in one language."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from grono.messages import message

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

    from grono.messages import Message
    from grono.stateaid.asking import Answer
    from grono.stateaid.counting import Use
    from grono.stateaid.headroom import HeadRoom, Stretch
    from grono.stateaid.ledger import Piece


def answer_as_dict(answer: Answer, language: str) -> dict[str, Any]:
    """Return an answer for JSON."""
    return {
        "decision": answer.decision,
        "sentence": answer.sentence.in_language(language),
        "article": answer.article,
        "beneficiary": answer.ask.beneficiary,
        "amount_eur": str(answer.ask.amount),
        "day": answer.ask.day.isoformat(),
        "regulation": answer.ask.regulation,
        "window": _span(answer.window),
        "members": list(answer.members),
        "used_eur": _text(answer.used),
        "free_eur": _text(answer.free),
        "excess_eur": _text(answer.excess),
        "ceiling_eur": _text(answer.ceiling),
        "earliest_day": answer.earliest_day.isoformat() if answer.earliest_day else None,
        "ceilings": [_use(use) for use in answer.uses],
        "counted": [_piece(piece) for piece in answer.counted],
        "pushed": [grant.granting_date.isoformat() for grant in answer.pushed],
        "caveats": [
            {"code": caveat.code, "message": caveat.message.in_language(language)} for caveat in answer.caveats
        ],
        "basis": [{"source": basis.source, "day": basis.day.isoformat()} for basis in answer.basis],
    }


def head_room_as_dict(found: HeadRoom, stretches: list[Stretch] | None = None) -> dict[str, Any]:
    """Return the head-room of a day, and its calendar if asked for, for JSON."""
    result: dict[str, Any] = {
        "day": found.day.isoformat(),
        "members": list(found.members),
        "used_eur": _text(found.used),
        "free_eur": _text(found.free),
        "excess_eur": _text(found.excess),
        "ceiling_eur": _text(found.ceiling),
        "window": _span(found.window),
        "ceilings": [_use(use) for use in found.uses],
        "counted": [_piece(piece) for piece in found.counted],
    }
    if stretches is not None:
        result["calendar"] = [
            {
                "from": stretch.start.isoformat(),
                "to": stretch.end.isoformat(),
                "free_eur": _text(stretch.free),
                "used_eur": _text(stretch.used),
            }
            for stretch in stretches
        ]
    return result


def decision_word(decision: str) -> Message:
    """Return a decision or a judgement in words."""
    return _WORDS[decision]


_WORDS = {
    "allowed": message("allowed"),
    "refused": message("refused"),
    "cannot tell": message("cannot tell"),
    "fits": message("fits"),
    "fails": message("above the ceiling"),
}


def _text(amount: Decimal | None) -> str | None:
    return None if amount is None else f"{amount:.2f}"


def _span(window: tuple[date, date] | None) -> dict[str, str] | None:
    return None if window is None else {"from": window[0].isoformat(), "to": window[1].isoformat()}


def _use(use: Use) -> dict[str, Any]:
    return {
        "article": use.limit.article,
        "families": sorted(use.limit.families),
        "window": _span((use.start, use.end)),
        "used_eur": _text(use.used),
        "ceiling_eur": _text(use.ceiling),
    }


def _piece(piece: Piece) -> dict[str, Any]:
    return {
        "identifier": piece.grant.identifier,
        "beneficiary": piece.grant.beneficiary,
        "holder": piece.holder,
        "granting_date": piece.grant.granting_date.isoformat(),
        "amount_eur": f"{piece.cents // 100}.{piece.cents % 100:02}",
        "regulation": piece.grant.regulation,
    }
