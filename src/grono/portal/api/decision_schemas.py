"""Schemas of what people make of a map: recorded choices, and comparisons."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from django.utils.translation import gettext_noop as _
from ninja import Field, Schema

from grono.portal.api.answers import Choice, Text, page_of
from grono.portal.api.asking import Paged
from grono.portal.api.contracted import row_schema

Standing = Literal["stands", "corrected", "withdrawn"]
ChangeClass = Literal["new", "gone", "stronger", "weaker", "unchanged", "not_comparable"]


class RecordedChoice(Schema):
    """A decision of people about one industry of a region."""

    public_id: str = Field(description=_("Identifier of the entry."))
    region: str = Field(description=_("Code of the region."))
    region_name: Text = Field(description=_("Name of the region."))
    industry: str | None = Field(
        description=_("Code of the industry; null where the map has none for it."), examples=["10.51"]
    )
    industry_name: Text = Field(description=_("Name of the industry, or the words of the decision."))
    decision: Choice = Field(description=_("What was decided: chosen, rejected or deferred."))
    decided_on: date = Field(description=_("Day of the decision."))
    decided_by: Text = Field(description=_("Who decided: a person, an office or a meeting."))
    reason: Text = Field(description=_("Why."))
    doubts: Text | None = Field(description=_("Why it may be wrong; null if nothing was said."))
    data_missing: Text | None = Field(description=_("What data would settle it; null if nothing was said."))
    found: str = Field(description=_("How the industry stands on the map; a choice need not be a finding."))
    standing: Standing = Field(description=_("Whether the entry stands, or was corrected or withdrawn."))
    corrected_by: str | None = Field(description=_("Identifier of the entry that corrects it; null if none does."))
    withdrawn_because: str | None = Field(description=_("Why it was withdrawn; null if it was not."))
    recorded_at: datetime = Field(description=_("When it was entered here."))


class ComparedMap(Schema):
    """One of the two maps of a comparison."""

    public_id: str = Field(description=_("Identifier in addresses."))
    title: Text = Field(description=_("Title."))
    year: int | None = Field(description=_("Year of the figures; null where the table has none."), examples=[2024])
    synthetic: bool = Field(description=_("Whether it is drawn from invented data."))


class Classes(Schema):
    """How many lines of each class."""

    new: int = Field(description=_("New candidates."))
    gone: int = Field(description=_("Candidates of the earlier map that are none any more."))
    stronger: int = Field(description=_("Lines whose location quotient rose beyond noise."))
    weaker: int = Field(description=_("Lines whose location quotient fell beyond noise."))
    unchanged: int = Field(description=_("Lines that stay within noise."))
    not_comparable: int = Field(description=_("Lines that cannot be compared."))


Change = row_schema("change", "Change")
Choices = page_of(RecordedChoice, "Choices")
ComparisonDetails = page_of(
    Change,
    "ComparisonDetails",
    public_id=(str, Field(description=_("Identifier in addresses."))),
    before=(ComparedMap, Field(description=_("The earlier map."))),
    after=(ComparedMap, Field(description=_("The later map."))),
    computed_at=(datetime | None, Field(description=_("When it was computed; null while it is not."))),
    classes=(
        Classes | None,
        Field(description=_("How many lines of each class; null where nothing could be compared.")),
    ),
    refusal=(list[str], Field(description=_("Why the maps cannot be compared, in the language asked for."))),
    page=(str, Field(description=_("Address of the page for people."))),
)


class WantedChoices(Paged):
    """Which entries."""

    region: str | None = Field(None, description=_("Code of a region."), examples=["20"])
    standing: Standing | None = Field(
        None, description=_("Only entries that stand, were corrected, or were withdrawn.")
    )


class WantedChanges(Paged):
    """Which lines of a comparison."""

    region: str | None = Field(None, description=_("Code of a region."), examples=["20"])
    change: ChangeClass | None = Field(None, description=_("Only lines of one class."))
