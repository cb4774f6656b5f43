"""A card as text again, byte for byte as it was read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from grono.strategy import card_words as words
from grono.strategy.card import NOT_PLANNED_MARK, GroupState

if TYPE_CHECKING:
    from collections.abc import Iterator

    from grono.strategy.card import IndicatorGroup, Stage, TaskCard


def render_card(card: TaskCard) -> str:
    r"""Return the text of a card, lines ended by ``\n``."""
    lines = [*_head(card), *_stages(card), *_executor(card), *_bodies(card), *_indicators(card), *_money(card)]
    return "\n".join(lines) + ("\n" if card.layout.final_newline else "")


def _head(card: TaskCard) -> Iterator[str]:
    goal, objective, task = card.goal, card.objective, card.task
    yield from _spaced(card.strategy_title)
    yield from _spaced(f"Cel {goal.number_text} - {goal.title} - szef celu {goal.lead_post}")
    yield from _spaced(f"{objective.number_text}. {objective.title} - koordynator {objective.lead_post}")
    yield from _spaced(f"{task.number_text}. {task.title}")
    yield from _text(words.ADDRESSEES, card.addressees)
    yield from _text(words.RATIONALE, card.rationale)
    yield from _text(words.DESCRIPTION, card.description)


def _spaced(line: str) -> tuple[str, str]:
    return (line, "")


def _text(heading: str, text: str) -> Iterator[str]:
    yield from _spaced(heading)
    for paragraph in text.split("\n") if text else ():
        yield from _spaced(paragraph)


def _stages(card: TaskCard) -> Iterator[str]:
    yield words.STAGES
    yield words.STAGES_HEADER
    yield " ".join(str(year) for year in card.years)
    for stage in card.stages:
        yield stage_line(stage)


def stage_line(stage: Stage) -> str:
    """Return the line of one stage."""
    cells = " ".join(cell.text if cell else NOT_PLANNED_MARK for cell in stage.cells)
    return f"{stage.number_text}. {stage.title} {cells}"


def _executor(card: TaskCard) -> Iterator[str]:
    yield from _text(words.EXECUTOR, card.executor_text)


def _bodies(card: TaskCard) -> Iterator[str]:
    yield words.BODIES
    yield words.BODIES_HEADER
    for order, body in enumerate(card.cooperating, 1):
        if body.scope_text is None:
            yield body.name_text
        elif order in card.layout.cell_break_bodies:
            yield from (body.name_text, body.scope_text)
        else:
            yield f"{body.name_text} {body.scope_text}"


def _indicators(card: TaskCard) -> Iterator[str]:
    yield words.INDICATORS
    yield " ".join([words.INDICATORS_HEADER, *(str(year) for year in card.years)])
    for group in card.indicators:
        yield words.GROUP_HEADINGS[group.kind]
        yield from _group_rows(group)


def _group_rows(group: IndicatorGroup) -> Iterator[str]:
    if group.state is GroupState.DECLARED_NONE:
        yield words.ROW_INDENT + words.DECLARED_NONE
    for row in group.rows:
        yield " ".join([words.ROW_INDENT + row.text, *row.value_texts])


def _money(card: TaskCard) -> Iterator[str]:
    yield words.TOTAL_COST
    yield card.total_cost_text
    yield words.BUDGET
    yield words.FUNDING_HEADER
    group = None
    for order, line in enumerate(card.funding):
        if line.group_text is not None and line.group_text != group:
            yield from ([""] if order else [])
            yield f"{line.group_text}:"
        group = line.group_text
        yield ""
        yield f"{line.source_text} {line.share_text}%"
