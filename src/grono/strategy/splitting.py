"""Where cells without a delimiter are split, and how a person splits them otherwise.

The legacy card writes a body and the scope of its cooperation, and an indicator and its source, one after the other with a space. What
rows have in common tells where the second cell begins; where nothing tells, the cell stays whole until a person splits it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from grono.messages import GronoError, message
from grono.strategy.card import CooperatingBody, TaskCard

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from grono.strategy.card import IndicatorRow

_TRAILING_MARKS = "-,.;:"


class SplitRule(StrEnum):
    """Why a cell is split where it is."""

    COMMON_SUFFIX = "common_suffix"
    LINE_BREAK = "line_break"
    SHARED_SOURCE = "shared_source"
    BY_HAND = "by_hand"
    UNSPLIT = "unsplit"


@dataclass(frozen=True)
class Split:
    """One cell of the preview: both parts, and the rule that split them.

    ``part`` is ``body`` or ``indicator``; ``order`` counts from 1 in the order of the card.
    """

    part: str
    order: int
    left: str
    right: str | None
    rule: SplitRule


def split_bodies(lines: Sequence[str]) -> tuple[tuple[CooperatingBody, ...], tuple[int, ...]]:
    """Split lines into bodies and scopes at the longest common word-suffix (STR-9).

    Returns
    -------
    bodies : tuple of CooperatingBody
        With scopes, or without when no scope lets all lines be read. One body alone has nothing in common with another and stays whole.
    cell_breaks : tuple of int
        Bodies whose scope stands on its own line.
    """
    if lines:
        last = lines[-1].split(" ")
        for start in range(len(last)):
            found = _read_with_scope(lines, " ".join(last[start:]))
            if found is not None and len(found[0]) > 1:
                return found
    return tuple(CooperatingBody(line, None) for line in lines), ()


def _read_with_scope(lines: Sequence[str], scope: str) -> tuple[tuple[CooperatingBody, ...], tuple[int, ...]] | None:
    """Read every line as a body with this scope, or say that it cannot be done."""
    if not scope.strip():
        return None
    names: list[str] = []
    breaks: list[int] = []
    waiting = False
    for line in lines:
        if line == scope and waiting:
            breaks.append(len(names))
            waiting = False
            continue
        name = line.removesuffix(f" {scope}")
        if waiting or line == scope or not name.strip():
            return None
        waiting = name == line
        names.append(name)
    return tuple(CooperatingBody(name, scope) for name in names), tuple(breaks)


def split_sources(texts: Sequence[str]) -> list[tuple[str, str | None]]:
    """Split indicator texts into name and source at the rightmost shared word (STR-10).

    Words are compared without trailing ``-,.;:``; the first word never starts a source. One row, or no shared word, stays whole.
    """
    rows = [text.split(" ") for text in texts]
    shared = set.intersection(*({_bare(word) for word in row[1:]} for row in rows)) - {""} if len(rows) > 1 else set()
    return [_split_at_shared(row, shared) for row in rows]


def _split_at_shared(row: list[str], shared: set[str]) -> tuple[str, str | None]:
    if not shared:
        return " ".join(row), None
    start = max(place for place, word in enumerate(row) if place and _bare(word) in shared)
    while start > 1 and _bare(row[start - 1]) in shared:
        start -= 1
    return " ".join(row[:start]), " ".join(row[start:])


def _bare(word: str) -> str:
    return word.rstrip(_TRAILING_MARKS)


def splits(card: TaskCard) -> tuple[Split, ...]:
    """Return where the cells of a card are split and by which rule, for the preview a person confirms."""
    return (*_body_splits(card), *_indicator_splits(card))


def _body_splits(card: TaskCard) -> Iterator[Split]:
    lines: list[str] = []
    for order, body in enumerate(card.cooperating, 1):
        broken = order in card.layout.cell_break_bodies
        scope = () if body.scope_text is None else (body.scope_text,)
        lines.extend([body.name_text, *scope] if broken else [" ".join([body.name_text, *scope])])
    by_rule = split_bodies(lines)[0] == card.cooperating
    for order, body in enumerate(card.cooperating, 1):
        rule = SplitRule.LINE_BREAK if order in card.layout.cell_break_bodies else SplitRule.COMMON_SUFFIX
        if not by_rule:
            rule = SplitRule.BY_HAND
        yield Split("body", order, body.name_text, body.scope_text, rule if body.is_split else SplitRule.UNSPLIT)


def _indicator_splits(card: TaskCard) -> Iterator[Split]:
    rows = [row for _, row in card.rows]
    for order, (row, cells) in enumerate(zip(rows, split_sources([row.text for row in rows]), strict=True), 1):
        rule = SplitRule.SHARED_SOURCE if cells == (row.name_text, row.source_text) else SplitRule.BY_HAND
        yield Split("indicator", order, row.name_text, row.source_text, rule if row.is_split else SplitRule.UNSPLIT)


def split_body(card: TaskCard, order: int, name_text: str) -> TaskCard:
    """Return the card with a body's cell split after ``name_text``; the text of the card stays the same.

    Parameters
    ----------
    card : TaskCard
        The card.
    order : int
        Which body, from 1.
    name_text : str
        The name: the beginning of the cell up to a space. The whole cell takes the split back. A body whose scope stands on its own
        line is already split by that line.
    """
    _check_order(order, len(card.cooperating))
    body = card.cooperating[order - 1]
    if order in card.layout.cell_break_bodies:
        raise GronoError(
            message(
                "Body %(order)s is split by a line break on the card; it cannot be split elsewhere.", order=str(order)
            )
        )
    whole = body.name_text if body.scope_text is None else f"{body.name_text} {body.scope_text}"
    changed = CooperatingBody(*_cut(whole, name_text))
    return replace(card, cooperating=(*card.cooperating[: order - 1], changed, *card.cooperating[order:]))


def join_bodies(card: TaskCard, order: int) -> TaskCard:
    """Return the card with two unsplit bodies as one: the second line is the scope of the first; the text stays the same.

    ``order`` is that of the first of the two, from 1.
    """
    _check_order(order, len(card.cooperating) - 1)
    first, second = card.cooperating[order - 1 : order + 1]
    if first.is_split or second.is_split:
        raise GronoError(
            message(
                "Only bodies that are not split can be joined; take the split of body %(order)s back first.",
                order=str(order),
            )
        )
    bodies = (
        *card.cooperating[: order - 1],
        CooperatingBody(first.name_text, second.name_text),
        *card.cooperating[order + 1 :],
    )
    breaks = sorted({order, *(later - (later > order) for later in card.layout.cell_break_bodies)})
    return replace(card, cooperating=bodies, layout=replace(card.layout, cell_break_bodies=tuple(breaks)))


def split_indicator(card: TaskCard, order: int, name_text: str) -> TaskCard:
    """Return the card with an indicator's cell split after ``name_text``; ``order`` counts all rows of the card from 1."""
    _check_order(order, len(card.rows))
    name, source = _cut(card.rows[order - 1][1].text, name_text)
    return change_row(card, order, lambda row: replace(row, name_text=name, source_text=source))


def change_row(card: TaskCard, order: int, change: Callable[[IndicatorRow], IndicatorRow]) -> TaskCard:
    """Return the card with one indicator row changed; ``order`` counts all rows from 1."""
    _check_order(order, len(card.rows))
    groups, first = [], 1
    for group in card.indicators:
        rows = [change(row) if place == order else row for place, row in enumerate(group.rows, first)]
        groups.append(replace(group, rows=tuple(rows)))
        first += len(group.rows)
    return replace(card, indicators=tuple(groups))


def _check_order(order: int, count: int) -> None:
    if not 1 <= order <= count:
        raise GronoError(
            message("There is no cell %(order)s; the card has %(count)s.", order=str(order), count=str(count))
        )


def _cut(whole: str, name_text: str) -> tuple[str, str | None]:
    if whole == name_text:
        return whole, None
    rest = whole.removeprefix(f"{name_text} ")
    if rest in (whole, "") or not name_text.strip():
        raise GronoError(
            message(
                "“%(name)s” is not the beginning of “%(whole)s” up to a space. Choose the place of the split inside the cell.",
                name=name_text,
                whole=whole,
            )
        )
    return name_text, rest
