"""Schemas of the questionnaires."""

from __future__ import annotations

import datetime  # noqa: TC003 - Ninja reads it
from typing import Any

from django.utils.translation import gettext_noop as _
from ninja import Field, Schema

from grono.portal.api.answers import Choice, Text, page_of


class WaveEntry(Schema):
    """A wave of a questionnaire in the list."""

    public_id: str = Field(description=_("Identifier in addresses."))
    title: Text = Field(description=_("Title of the wave."))
    questionnaire: str = Field(description=_("Key of the questionnaire."), examples=["firms"])
    version: int = Field(description=_("Number of the questionnaire's version."))
    period: str = Field(description=_("What the answers are about."), examples=["2025"])
    state: Choice = Field(description=_("Where the wave stands."))
    closes_on: datetime.date = Field(description=_("Last day for answers."))
    published_at: datetime.datetime | None = Field(
        description=_("When the results were published; null while they are not.")
    )
    is_invented: bool = Field(description=_("Whether the answers are invented for the demonstration."))
    page: str = Field(description=_("Address of the page for people."))


class ResultCell(Schema):
    """One number of a question's results."""

    cell: str = Field(
        description=_(
            "“all”, a group (“size:2”, “section:C”), the key of a choice or a code, or row and column of a table."
        )
    )
    suppressed: bool = Field(
        description=_(
            "Whether the number is withheld because it would show a single organisation; the others are then null."
        )
    )
    organisations: int | None = Field(description=_("How many organisations stand in it."))
    sum: dict[str, Any] | None = Field(description=_("Sum of their answers, as a quantity with its two ends."))
    mean: dict[str, Any] | None = Field(description=_("Mean of their answers, as a quantity with its two ends."))


class QuestionResult(Schema):
    """What is published of one question."""

    concept: str = Field(
        description=_("Key of the question, the same in every version and language."), examples=["headcount"]
    )
    text: Text = Field(description=_("The question."))
    kind: str = Field(
        description=_(
            "numeric, choices, codes, table; counted where only their number is published; few where not even that."
        ),
        examples=["numeric"],
    )
    unit: Text | None = Field(description=_("Unit of the answers."))
    answered: int | None = Field(description=_("How many organisations answered; null where fewer than three did."))
    cells: list[ResultCell] = Field(description=_("The numbers."))


class WaveDetails(WaveEntry):
    """A wave with its results."""

    asked: int | None = Field(description=_("Organisations asked; null while nothing is counted."))
    eligible: int | None = Field(description=_("Those of them that are counted."))
    complete: int | None = Field(description=_("Those that have handed in."))
    results: list[QuestionResult] = Field(
        description=_("Results, question by question; empty while nothing is counted.")
    )
    comparison: dict[str, Any] | None = Field(
        description=_("The same questions in the wave before, where they can be compared; null without such a wave.")
    )


class QuestionnaireDetails(Schema):
    """A version of a questionnaire."""

    public_id: str = Field(description=_("Identifier in addresses."))
    key: str = Field(description=_("Key of the questionnaire."), examples=["firms"])
    version: int = Field(description=_("Number of the questionnaire's version."))
    is_frozen: bool = Field(description=_("Whether it has answers and stays as it is."))
    content: dict[str, Any] = Field(
        description=_("Sections and questions with their texts in every language, as in its file.")
    )
    links: dict[str, Any] = Field(
        description=_("Question → how it hangs on the version before: same, convertible by a formula, or broken.")
    )
    page: str = Field(description=_("Address of the page for people."))


Waves = page_of(WaveEntry, "Waves")
