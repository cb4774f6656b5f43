"""Schemas of strategies and task cards."""

from __future__ import annotations

from datetime import datetime  # noqa: TC003 - pydantic reads it
from typing import Any

from django.utils.translation import gettext_noop as _
from ninja import Field, Schema

from grono.portal.api.answers import Text, page_of


class Points(Schema):
    """Done of planned, in percentage points of the whole task."""

    done: float = Field(description=_("Points done."), examples=[86])
    planned: float = Field(description=_("Points planned."), examples=[100])
    percent: float | None = Field(
        description=_("Done of planned, rounded half up to two decimals; null where nothing was planned."),
        examples=[86],
    )
    reason: str | None = Field(description=_("Why there is no percentage: “not-planned”."))


class Status(Schema):
    """A status with its reason."""

    worst: str = Field(description=_("The status, or the worse one where it is not certain."), examples=["amber"])
    best: str = Field(description=_("The same, or the better one where it is not certain."))
    rule: str = Field(description=_("Rule it follows from."), examples=["STR-24"])
    label: str = Field(description=_("The word for it in the language asked for."))
    reason: str = Field(description=_("Why, in the language asked for."))


class StrategyEntry(Schema):
    """A strategy in the list."""

    public_id: str = Field(description=_("Identifier in addresses."))
    title: Text = Field(description=_("Title."))
    state: str = Field(description=_("Who sees it; visitors see published ones."), examples=["published"])
    teryt: str | None = Field(description=_("TERYT code of the local government; null where there is none."))
    place: Text | None = Field(description=_("Name of the local government."))
    page: str = Field(description=_("Address of the page for people."))


class ListedStrategy(StrategyEntry):
    """A strategy with the number of its tasks."""

    tasks: int = Field(description=_("Number of task cards."))
    first_year: int | None = Field(description=_("First year of its tasks; null without tasks."))
    last_year: int | None = Field(description=_("Last year of its tasks; null without tasks."))


class Title(Schema):
    """A goal or an objective, by number and title."""

    number: str = Field(description=_("Number as it stands on the card."), examples=["I"])
    title: str = Field(description=_("Title, in the language of the strategy."))


class ListedCard(Schema):
    """A task card in its strategy."""

    public_id: str = Field(description=_("Identifier in addresses."))
    goal: Title = Field(description=_("The goal it belongs to."))
    objective: Title = Field(description=_("The objective it belongs to."))
    task: Title = Field(description=_("The task."))
    first_year: int = Field(description=_("First year."))
    last_year: int = Field(description=_("Last year."))
    total: Points = Field(description=_("Progress over all years."))
    status: Status = Field(description=_("Status at the end of the last year."))
    findings: int = Field(description=_("Number of contradictions and gaps found on the card."))


class StrategyDetails(StrategyEntry):
    """One strategy with its tasks."""

    source: Text = Field(description=_("Where it comes from."))
    cards: list[ListedCard] = Field(description=_("Its task cards by goal, objective and task."))


class Year(Schema):
    """One year of a task."""

    year: int = Field(description=_("Year."))
    in_year: Points = Field(description=_("In this year alone."))
    to_date: Points = Field(description=_("Since the beginning."))
    status: Status = Field(description=_("Status at the end of the year."))


class StageTotal(Points):
    """One stage over all years."""

    stage: str = Field(description=_("Number of the stage."))
    title: str = Field(description=_("Title of the stage, in the language of the strategy."))


class CardFinding(Schema):
    """A contradiction or a gap."""

    code: str = Field(description=_("Name of the rule."), examples=["F-STAGE"])
    cells: list[str] = Field(description=_("The cells concerned, in the language asked for."))
    message: str = Field(description=_("What is contradictory or lacking, in the language asked for."))
    repair: str = Field(description=_("What to do about it, in the language asked for."))
    subject: str = Field(description=_("Text of the cell, or name of the item, as it stands on the card."))


class CardDetails(Schema):
    """One task card with what follows from it."""

    public_id: str = Field(description=_("Identifier in addresses."))
    strategy: str = Field(description=_("Identifier of its strategy."))
    title: Text = Field(description=_("Title of the task."))
    language: str = Field(description=_("Language of all words of the card."), examples=["pl"])
    imported_at: datetime = Field(description=_("When it was imported."))
    sha256: str = Field(description=_("Checksum of its text, byte for byte."))
    card: dict[str, Any] = Field(description=_("The card in Grono's canonical JSON, without loss."))
    total: Points = Field(description=_("Progress over all years."))
    progress: list[Year] = Field(description=_("Progress by year."))
    stages: list[StageTotal] = Field(description=_("Progress by stage."))
    findings: list[CardFinding] = Field(description=_("Contradictions and gaps; the card itself is never changed."))
    text: str = Field(description=_("Address of the card's text."))
    page: str = Field(description=_("Address of the page for people."))


Strategies = page_of(ListedStrategy, "Strategies")
