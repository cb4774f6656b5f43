"""Schemas of what strategies do."""

from __future__ import annotations

from datetime import date, datetime  # noqa: TC003 - pydantic reads them
from typing import Any

from django.utils.translation import gettext_noop as _
from ninja import Field, Schema

from grono.portal.api.answers import Text  # noqa: TC001 - pydantic reads it
from grono.portal.api.strategy_schemas import Points, Status  # noqa: TC001 - pydantic reads them


def optional(description: str) -> Any:
    """Return the declaration of something that may be left out."""
    return Field(None, description=description)


class MonitoredTask(Schema):
    """A task with its points and status."""

    key: str = Field(description=_("Identifier of the part of the plan."))
    name: Text = Field(description=_("Number and title."))
    owner: str | None = Field(description=_("Post that answers for it; null where nobody is named."))
    in_period: Points | None = Field(
        description=_("Points done and planned in the period; null where nothing was reported.")
    )
    to_date: Points | None = Field(
        description=_("Points done and planned since the beginning; null where nothing was reported.")
    )
    status: Status = Field(description=_("Status with its reason."))


class MonitoredIndicator(Schema):
    """An indicator with its status; quantities are ranges or say why there is none."""

    key: str = Field(description=_("Identifier of the indicator."))
    name: Text = Field(description=_("Name."))
    unit: str | None = Field(description=_("Unit."))
    baseline: dict[str, Any] | None = Field(description=_("Where it started."))
    target: dict[str, Any] | None = Field(description=_("Where it is to be."))
    target_year: int | None = Field(description=_("When the target is due."))
    latest: dict[str, Any] | None = Field(description=_("Latest published value."))
    status: Status | None = Field(description=_("Status with its reason; null where there is no target to judge by."))


class IndicatorTogether(Schema):
    """An indicator that several parts report, put together by the rule that it states."""

    indicators: list[str] = Field(description=_("Identifiers of the indicators put together."))
    name: Text = Field(description=_("Name."))
    unit: str | None = Field(description=_("Unit."))
    value: dict[str, Any] = Field(description=_("Value in the period; missing where the rule cannot be followed."))
    counted: int = Field(description=_("Parts that could be counted."))
    items: int = Field(description=_("Parts that report it."))
    formula: str = Field(description=_("How it is put together, in the language asked for."))


class Standing(Schema):
    """How a strategy stands at the end of a period."""

    strategy: str = Field(description=_("Identifier of the strategy."))
    title: Text = Field(description=_("Title."))
    period: str | None = Field(description=_("Identifier of the period; null where none is due."))
    known_on: date = Field(description=_("Day as of which the figures are known."))
    tasks: list[MonitoredTask] = Field(description=_("Tasks in the order of the strategy."))
    indicators: list[MonitoredIndicator] = Field(description=_("Indicators in the order of the strategy."))
    together: list[IndicatorTogether] = Field(description=_("Indicators that several parts report, put together."))
    page: str = Field(description=_("Address of the page for people."))


class ReportedValue(Schema):
    """One figure of a report."""

    kind: str = Field(description=_("stage, indicator or funding."))
    key: str = Field(description=_("Identifier of what it is about."))
    role: str = Field(description=_("done, actual, estimate, expected, contracted or paid."))
    quantity: dict[str, Any] = Field(description=_("The quantity, as honest as it was typed."))
    typed: str = Field(description=_("The words in which it was typed."))
    flag: str = Field(description=_("Flag of the source."))
    numerator: dict[str, Any] | None = Field(description=_("Numerator from which it is computed."))
    denominator: dict[str, Any] | None = Field(description=_("Denominator from which it is computed."))
    organisations: int | None = Field(
        description=_("Organisations counted by their tax numbers; null where none are named.")
    )
    numbers: list[str] | None = Field(
        description=_("Their tax numbers, for who may see reports before they are published; null for everyone else.")
    )


class ReportEvidence(Schema):
    """A document or a page behind the figures of a report."""

    public_id: str = Field(description=_("Identifier in addresses."))
    title: str = Field(description=_("Its title; a document that is not published has none here."))
    address: str | None = Field(description=_("Where it is; null when it was removed or is not published."))
    sha256: str | None = Field(description=_("Checksum of the file; it stays when the file is removed."))
    removed_at: datetime | None = Field(description=_("When it was removed."))


class ReportDetails(Schema):
    """A report."""

    public_id: str = Field(description=_("Identifier in addresses."))
    strategy: str = Field(description=_("Identifier of the strategy."))
    period: str = Field(description=_("Identifier of the period."))
    task: str = Field(description=_("Identifier of the part of the plan."))
    title: Text = Field(description=_("Title."))
    number: int = Field(description=_("1 for the first report, more for corrections."))
    state: str = Field(description=_("draft, submitted, returned, approved or published."))
    version: int = Field(description=_("Number of the change; send it back when saving."))
    sentence: str = Field(description=_("What happened, in a sentence."))
    statement: str = Field(description=_("Statement instead of evidence."))
    reason: str = Field(description=_("Reason of the return or the correction."))
    is_invented: bool = Field(description=_("Whether it is invented for the demonstration."))
    published_at: datetime | None = Field(description=_("When it was published."))
    values: list[ReportedValue] = Field(description=_("Its figures."))
    evidence: list[ReportEvidence] = Field(description=_("What stands behind them."))
    page: str = Field(description=_("Address of the page for people."))
