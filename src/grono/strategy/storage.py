"""Cards as JSON, for a database.

The form has a number (:data:`CARD_FORMAT`). What is written is read again equal; anything else is refused.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from grono.messages import GronoError, message
from grono.strategy.card import (
    CooperatingBody,
    FundingLine,
    GroupState,
    IndicatorGroup,
    IndicatorKind,
    IndicatorRow,
    Layout,
    NumberedTitle,
    Stage,
    StageCell,
    TaskCard,
    ValueRole,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

CARD_FORMAT = 1
"""Version of the JSON form; raised when stored cards would read differently."""


def card_to_data(card: TaskCard) -> dict[str, Any]:
    """Return a card as plain values for JSON."""
    data: dict[str, Any] = json.loads(json.dumps(asdict(card)))
    return {"format": CARD_FORMAT, **data}


def card_to_json(card: TaskCard) -> str:
    """Return the canonical JSON of a card: keys in alphabetical order, no spaces."""
    return json.dumps(card_to_data(card), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def card_from_json(text: str) -> TaskCard:
    """Return the card of :func:`card_to_json`."""
    try:
        data = json.loads(text)
    except json.JSONDecodeError as error:
        raise _unreadable() from error
    if not isinstance(data, dict):
        raise _unreadable()
    return card_from_data(data)


def card_from_data(data: Mapping[str, Any]) -> TaskCard:
    """Return the card of :func:`card_to_data`."""
    if data.get("format") != CARD_FORMAT:
        raise _unreadable()
    try:
        card = _card(data)
    except (KeyError, TypeError, ValueError) as error:
        raise _unreadable() from error
    if card_to_data(card) != data:
        raise _unreadable()
    return card


def _card(data: Mapping[str, Any]) -> TaskCard:
    values = {name: value for name, value in data.items() if name != "format"}
    values |= {name: NumberedTitle(**data[name]) for name in ("goal", "objective", "task")}
    values |= {
        "years": tuple(data["years"]),
        "stages": tuple(_stage(stage) for stage in data["stages"]),
        "cooperating": tuple(CooperatingBody(**body) for body in data["cooperating"]),
        "indicators": tuple(_group(group) for group in data["indicators"]),
        "funding": tuple(FundingLine(**line) for line in data["funding"]),
        "layout": Layout(data["layout"]["final_newline"], tuple(data["layout"]["cell_break_bodies"])),
    }
    return TaskCard(**values)


def _stage(data: Mapping[str, Any]) -> Stage:
    return Stage(data["number_text"], data["title"], tuple(cell and StageCell(**cell) for cell in data["cells"]))


def _group(data: Mapping[str, Any]) -> IndicatorGroup:
    return IndicatorGroup(
        IndicatorKind(data["kind"]), GroupState(data["state"]), tuple(_row(row) for row in data["rows"])
    )


def _row(data: Mapping[str, Any]) -> IndicatorRow:
    return IndicatorRow(**{**data, "value_texts": tuple(data["value_texts"]), "role": ValueRole(data["role"])})


def _unreadable() -> GronoError:
    return GronoError(
        message(
            "The stored task card is not in form %(format)s of Grono's JSON. Read it again from its text.",
            format=str(CARD_FORMAT),
        )
    )
