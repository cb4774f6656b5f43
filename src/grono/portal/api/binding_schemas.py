"""Schemas of indicators from statistics."""

from __future__ import annotations

from datetime import date, datetime  # noqa: TC003 - pydantic reads them
from typing import Any

from django.utils.translation import gettext_noop as _
from ninja import Field, Schema


class SourceValue(Schema):
    """A value of a year with the source's own flag."""

    year: int = Field(description=_("Year of the plan for which it stands."))
    quantity: dict[str, Any] = Field(description=_("Quantity in Grono's canonical JSON."))
    flag: str = Field(description=_("Flag of the source, to the letter."))


class TakenValue(SourceValue):
    """A value that was taken over."""

    source: str = Field(description=_("Who published it."))
    source_date: date | None = Field(None, description=_("When the source published it, as it says itself."))
    taken_over: datetime = Field(description=_("When it was taken over."))


class Binding(Schema):
    """Where an indicator takes its values from."""

    public_id: str = Field(description=_("Identifier."))
    indicator: str = Field(description=_("Key of the indicator."))
    source: str = Field(description=_("map, bdl or eurostat."))
    choice: dict[str, Any] = Field(description=_("What is taken from the source."))
    transformation: dict[str, Any] = Field(description=_("What is done to the figures on their way."))
    place: str = Field(description=_("Code of the region."))
    peers: list[str] = Field(description=_("Codes of the peer regions."))
    is_invented: bool = Field(description=_("Whether it was invented for the demonstration."))
    page: str = Field(description=_("Address of the page for people."))


class Bindings(Schema):
    """The bound indicators of a strategy."""

    strategy: str = Field(description=_("Identifier of the strategy."))
    items: list[Binding] = Field(description=_("The bindings."))


class Arrival(Schema):
    """What the source has."""

    public_id: str = Field(description=_("Identifier."))
    source: str = Field(description=_("Who published it."))
    source_date: date | None = Field(None, description=_("When the source published it, as it says itself."))
    arrived_at: datetime = Field(description=_("When the source was read."))
    taken_at: datetime | None = Field(None, description=_("When it was taken over; null before."))
    values: list[SourceValue] = Field(description=_("Values of the own region."))


class PeerYear(Schema):
    """A year beside peers and nation; numbers as exact fractions."""

    year: int = Field(description=_("Year of the plan for which it stands."))
    own: str | None = Field(None, description=_("Own value."))
    lower_quartile: str | None = Field(None, description=_("Lower quartile of the peers."))
    median: str | None = Field(None, description=_("Median of the peers; null with fewer than three."))
    upper_quartile: str | None = Field(None, description=_("Upper quartile of the peers."))
    peers: int = Field(description=_("Peers with a figure."))
    nation: str | None = Field(None, description=_("Value of the nation."))


class BoundIndicator(Schema):
    """An indicator with its binding, its values, and what stands beside them."""

    binding: Binding | None = Field(None, description=_("The standing binding; null where there is none."))
    values: list[TakenValue] = Field(description=_("Values that stand now, year by year."))
    arrival: Arrival | None = Field(None, description=_("What arrived last; taken over where taken_at is given."))
    beside_peers: list[PeerYear] = Field(description=_("Year by year beside peers and nation."))
    sentences: list[str] = Field(description=_("The change beyond the peers' change, in the language asked for."))
