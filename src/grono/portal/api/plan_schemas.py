"""Schemas of the plan of a strategy, its log and its further parts."""

from __future__ import annotations

import datetime  # noqa: TC003 - pydantic reads it
from typing import Any, Literal

from django.utils.translation import gettext_noop as _
from ninja import Field, Schema

from grono.portal.api.answers import page_of
from grono.portal.api.asking import Asked, Paged

Values = dict[str, dict[str, Any]]


class WantedPlan(Asked):
    """Which plan is asked for."""

    view: Literal["as_revised", "as_adopted"] = Field("as_revised", description=_("As revised, or as first adopted."))
    on: datetime.date | None = Field(None, description=_("Day on which the plan is in force; by default the latest."))
    known_on: datetime.date | None = Field(None, description=_("Only what had been recorded by the end of this day."))


class WantedLog(Paged):
    """A page of the log."""


class PlanPart(Schema):
    """A goal, objective, task, stage or action group."""

    public_id: str = Field(description=_("Identifier, the same in every view."))
    parent: str | None = Field(description=_("Identifier of the part above; null at the top."))
    kind: str = Field(description=_("goal, objective, task, stage or action_group."), examples=["task"])
    number: str = Field(description=_("Number as written."))
    title: str = Field(description=_("Title, in the language of the strategy."))
    lead: str | None = Field(description=_("Post that leads it; null where none is named."))
    points: Values = Field(
        description=_("Of a stage: year → planned percentage points of the whole task, as quantities.")
    )
    is_draft: bool = Field(description=_("Entered after the last resolution."))
    aid_relevant: bool = Field(description=_("Money may go to firms."))


class PlanIndicator(Schema):
    """What the plan says about an indicator."""

    public_id: str = Field(description=_("Identifier, the same in every view."))
    part: str = Field(description=_("Identifier of the part it belongs to."))
    kind: str = Field(description=_("output, outcome, impact or context."), examples=["impact"])
    name: str = Field(description=_("Name, in the language of the strategy."))
    unit: str | None = Field(description=_("Unit; null where none is given."))
    direction: str | None = Field(description=_("up, down or range; null where nobody said it."))
    baseline: Values = Field(description=_("Year → baseline, as quantities."))
    targets: Values = Field(description=_("Year → target, as quantities."))
    path: Values = Field(description=_("Year → value planned on the way, as quantities."))
    unspecified: Values = Field(
        description=_("Year → value of a card that does not say whether it is planned or actual.")
    )


class PlanFunding(Schema):
    """A source of money of a part."""

    public_id: str = Field(description=_("Identifier, the same in every view."))
    part: str = Field(description=_("Identifier of the part it belongs to."))
    source: str = Field(description=_("Name of the source."))
    group: str | None = Field(description=_("Budget it belongs to; null where none is named."))
    share: str | None = Field(description=_("Share in per cent; null where none is given."), examples=["80"])
    amounts: Values = Field(description=_("Year, or empty for all years → planned amount in złoty, as quantities."))


class Plan(Schema):
    """The plan of a strategy in one view."""

    strategy: str = Field(description=_("Identifier of the strategy."))
    view: str = Field(description=_("The view that was asked for."))
    on: datetime.date | None = Field(description=_("Day in force that was asked for."))
    known_on: datetime.date | None = Field(description=_("Day of knowledge that was asked for."))
    resolution: str | None = Field(
        description=_("Resolution by which this plan was last adopted or amended; null without one.")
    )
    language: str = Field(description=_("Language of the texts."))
    parts: list[PlanPart] = Field(description=_("Parts, each before those below it."))
    indicators: list[PlanIndicator] = Field(description=_("Indicators."))
    funding: list[PlanFunding] = Field(description=_("Sources of money."))


class LogEntry(Schema):
    """One entry of the log."""

    number: int = Field(description=_("Number in the log, from 1."))
    entry: str = Field(description=_("Identifier of the entry."))
    subject: list[str] = Field(description=_("Kind of the subject and its identifier."))
    field: str = Field(description=_("Field of the plan."), examples=["target"])
    period: str = Field(description=_("Year, or empty."))
    value: str = Field(description=_("Value as it is hashed: canonical JSON."))
    valid_time: str = Field(description=_("From when it is in force."))
    recorded_time: str = Field(description=_("When it was recorded, UTC."))
    authority: str = Field(description=_("resolution, order or correction."))
    reference: str = Field(description=_("Resolution, order or note."))
    reason: str = Field(description=_("Reason; empty where none was given."))
    version: int | None = Field(description=_("Number of the version; null for orders and corrections."))
    previous_hash: str = Field(description=_("Hash of the entry before."))
    hash: str = Field(description=_("SHA-256 of this entry and the hash before it."))


class LogCheck(Schema):
    """Whether the chain of the log holds."""

    holds: bool = Field(description=_("Whether every entry holds."))
    entries: int = Field(description=_("How many entries hold, from the first on."))
    last_hash: str = Field(description=_("Hash of the last entry that holds."))
    broken: str | None = Field(description=_("Where and how the chain breaks, in the language asked for."))


Log = page_of(LogEntry, "PlanLog")


class PlanChange(Schema):
    """A new value of one field."""

    kind: Literal["node", "indicator", "funding"] = Field(description=_("Kind of the subject: node is a part."))
    subject: str = Field(description=_("Identifier of the part, indicator or source of money."))
    field: str = Field(description=_("Field of the plan."), examples=["target"])
    period: str = Field("", description=_("Year, or empty."), examples=["2030"])
    value: str | None = Field(
        description=_("Text of a title or post; a quantity as people write it; null empties a draft."),
        examples=["about 25,000"],
    )
    seen: str | None = Field(
        None, description=_("Value that the sender saw there, written the same way; null where it was empty.")
    )


class PlanAmendment(Schema):
    """A change of the plan: of a draft without authority, of an adopted plan with one."""

    changes: list[PlanChange] = Field(description=_("All of them are made, or none."), min_length=1)
    authority: Literal["resolution", "order", "correction"] | None = Field(
        None, description=_("By what an adopted plan is changed; null changes the draft.")
    )
    reference: str = Field("", description=_("Number of the resolution or order, or the note."), max_length=200)
    decided_on: datetime.date | None = Field(None, description=_("Date of the decision."))
    valid_from: datetime.date | None = Field(None, description=_("In force from; by default from its own date."))
    reason: str = Field("", description=_("Reason; a correction needs one."))


class Amended(Schema):
    """What was changed."""

    changed: int = Field(description=_("How many values changed."))
