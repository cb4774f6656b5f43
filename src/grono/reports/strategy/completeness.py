"""The list of what a strategy of a gmina has to hold (article 10e), as a document (STR-36)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from grono.messages import message
from grono.reports.strategy.annexes import checks_grid
from grono.reports.strategy.blocks import Document, Facts, Paragraph
from grono.reports.strategy.cells import Writer

if TYPE_CHECKING:
    from grono.reports.strategy.figures import StrategyFigures


def completeness_list(figures: StrategyFigures, language: str) -> Document:
    """Return the list of the nine parts, each present, partial or missing with its section."""
    writer = Writer(language)
    title = message("Completeness of the strategy")
    law = message(
        "Article 10e paragraph 3 of the act on the principles of development policy (Dz.U. 2024 poz. 1465) says what the strategy of a "
        "gmina has to hold. The list says where each part stands; it does not judge its quality."
    )
    facts = (
        (writer.say(message("Strategy")), writer.words(figures.title, href=figures.href, language=figures.language)),
        (writer.say(message("Date of the data")), writer.words(writer.day(figures.data_date))),
    )
    return Document(
        language=language,
        title=writer.say(title),
        subtitle=figures.title,
        subtitle_language="" if figures.language == language else figures.language,
        blocks=(
            Facts(facts),
            Paragraph(writer.say(law)),
            checks_grid(title, figures.completeness, figures.language, writer),
        ),
        created=figures.created,
    )
