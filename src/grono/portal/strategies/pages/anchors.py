"""Where on the page of a card a cell stands that a finding names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from grono.strategy import kind_label

if TYPE_CHECKING:
    from grono.messages import Message
    from grono.strategy import TaskCard

_TEXTS = {
    "strategy title": "strategy-title",
    "goal title": "goal-title",
    "goal lead": "goal-lead",
    "objective title": "objective-title",
    "objective coordinator": "objective-lead",
    "task title": "task-title",
    "addressees": "addressees",
    "rationale": "rationale",
    "description of the task": "description",
    "executor": "executor",
    "sources of money": "funding",
    "total cost": "total-cost",
}
"""Names of cells without a number, as :mod:`grono.strategy.finding` writes them, and the place of each."""


def anchor_of(cell: Message, card: TaskCard) -> str:
    """Return the identifier of a cell on the page, or nothing for a cell that has none."""
    if cell.template in _TEXTS:
        return _TEXTS[cell.template]
    kinds = {kind_label(group.kind).template: f"kind-{group.kind.value}" for group in card.indicators}
    return kinds.get(cell.template) or _numbered(cell, card)


def _numbered(cell: Message, card: TaskCard) -> str:
    values = cell.parameters
    if cell.template.startswith("stage"):
        numbers = [stage.number_text for stage in card.stages]
        return _place("stage", numbers, values.get("number"), values.get("year"))
    if "indicator" in cell.template:
        names = [row.name_text for _group, row in card.rows]
        return _place("indicator", names, values.get("name"), values.get("year"))
    if "cooperating body" in cell.template:
        return f"body-{values.get('order')}"
    if cell.template.startswith("source of money"):
        return f"source-{values.get('order')}"
    return ""


def _place(kind: str, known: list[str], wanted: object, year: object) -> str:
    if wanted not in known:
        return ""
    order = known.index(str(wanted)) + 1
    return f"{kind}-{order}-{year}" if year else f"{kind}-{order}"
