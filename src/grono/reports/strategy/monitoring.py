"""*Raport z monitoringu*: what a strategy reached by the end of a period (STR-34)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from grono.messages import message
from grono.reports.strategy.annexes import annexes
from grono.reports.strategy.blocks import Document
from grono.reports.strategy.cells import Writer
from grono.reports.strategy.goal_pictures import work_picture
from grono.reports.strategy.goals import goal_blocks
from grono.reports.strategy.overview import beginning, summary

if TYPE_CHECKING:
    from grono.reports.strategy.figures import StrategyFigures


def monitoring_report(figures: StrategyFigures, language: str) -> Document:
    """Return the monitoring report.

    The first page says what the report is about (metryka) and lists by name everything without a judgement (STR-26). Then come the summary
    by goal with counts and coverage, each goal with its tasks, money and indicators, the changes of the plan, evaluation, aid granted,
    recommendations, and the annexes.

    Parameters
    ----------
    figures : StrategyFigures
        What the strategy reached.
    language : str
        Language of the report; texts of the strategy stay in theirs and are marked.
    """
    writer = Writer(language)
    blocks = [*beginning(figures, writer), *summary(figures, writer), *work_picture(figures, writer)]
    for number, goal in enumerate(figures.goals, 1):
        blocks.extend(goal_blocks(goal, number, figures, writer))
    blocks.extend(annexes(figures, writer))
    return Document(
        language=language,
        title=writer.say(message("Monitoring report")),
        subtitle=figures.title,
        subtitle_language="" if figures.language == language else figures.language,
        blocks=tuple(blocks),
        created=figures.created,
    )


def council_chapter(figures: StrategyFigures, language: str) -> Document:
    """Return the chapter on strategies of the report on the state of the gmina (STR-35).

    The figures are those of the monitoring report; ``figures`` are of a calendar year.
    """
    writer = Writer(language)
    law = message(
        "Chapter of the report on the state of the gmina, which goes to the council by 31 May (article 28aa of the act on local "
        "government in gminas)."
    )
    blocks = [*beginning(figures, writer, purpose=law), *summary(figures, writer), *work_picture(figures, writer)]
    for number, goal in enumerate(figures.goals, 1):
        blocks.extend(goal_blocks(goal, number, figures, writer, in_brief=True))
    blocks.extend(annexes(figures, writer, in_brief=True))
    return Document(
        language=language,
        title=writer.say(message("Carrying out the strategy")),
        subtitle=figures.title,
        subtitle_language="" if figures.language == language else figures.language,
        blocks=tuple(blocks),
        created=figures.created,
    )
