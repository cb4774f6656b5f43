"""Links between outputs and stages: made by a person, or suggested by the words of both (STR-33)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING

from grono.strategy.card import IndicatorKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from grono.strategy.card import IndicatorRow, Stage, TaskCard

_WORD = re.compile(r"[^\W\d_]{3,}")
_SHORTEST_PREFIX = 3
_SHARE_OF_WORD = 0.6  # so much of the shorter word is its stem; the rest may be an ending (Grupa, Grupy)


@dataclass(frozen=True)
class StageLink:
    """An output and a stage that should produce it; ``order`` counts all indicators of the card from 1."""

    order: int
    indicator: str
    stage: str
    suggested: bool


def suggested_links(card: TaskCard) -> tuple[StageLink, ...]:
    """Return the links that words suggest, for outputs that no person has linked.

    Every word of the indicator must begin like a word of the stage title. An indicator may be linked to several stages.
    """
    return tuple(link for link in stage_links(card) if link.suggested)


def stage_links(card: TaskCard) -> tuple[StageLink, ...]:
    """Return the links of a card, those made by a person first for each output."""
    outputs = [(order, row) for order, (group, row) in enumerate(card.rows, 1) if group.kind is IndicatorKind.OUTPUT]
    return tuple(link for order, row in outputs for link in _links(order, row, card))


def _links(order: int, row: IndicatorRow, card: TaskCard) -> Iterator[StageLink]:
    if row.stage is not None:
        yield StageLink(order, row.name_text, row.stage, suggested=False)
        return
    for stage in card.stages:
        if _speaks_of(row, stage):
            yield StageLink(order, row.name_text, stage.number_text, suggested=True)


def _speaks_of(row: IndicatorRow, stage: Stage) -> bool:
    wanted, offered = _words(row.name_text), _words(stage.title)
    return bool(wanted) and all(any(_same_stem(word, other) for other in offered) for word in wanted)


def _words(text: str) -> list[str]:
    return _WORD.findall(text.lower())


def _same_stem(one: str, other: str) -> bool:
    needed = max(_SHORTEST_PREFIX, ceil(_SHARE_OF_WORD * min(len(one), len(other))))
    return len(one) >= needed and one[:needed] == other[:needed]
