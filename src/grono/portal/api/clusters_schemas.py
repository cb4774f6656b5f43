"""Schemas of the clusters."""

from __future__ import annotations

import datetime  # noqa: TC003 - Ninja reads it
from typing import Any, Literal

from django.utils.translation import gettext_noop as _
from ninja import Field, Schema

from grono.portal.api.answers import Choice, Text, page_of
from grono.portal.api.asking import Asked, Paged

StandingKey = Literal["declared", "signed", "active", "lapsed", "left", "refused"]
KindKey = Literal["full", "associate", "supporting"]
StateKey = Literal["met", "not_met", "cannot_tell", "not_judged"]


class WantedDay(Asked):
    """On what day."""

    as_of: datetime.date | None = Field(None, description=_("The day on which things stood so; today without it."))


class WantedMoment(WantedDay):
    """On what day, as known when."""

    known_on: datetime.date | None = Field(
        None, description=_("Only what was recorded by the end of this day counts; everything without it.")
    )


class WantedMembers(Paged):
    """Which members, on what day, as known when."""

    as_of: datetime.date | None = Field(None, description=_("The day on which things stood so; today without it."))
    known_on: datetime.date | None = Field(
        None, description=_("Only what was recorded by the end of this day counts; everything without it.")
    )
    standing: StandingKey | None = Field(None, description=_("Where the members stand."))
    kind: KindKey | None = Field(None, description=_("Kind of membership."))


class ClusterEntry(Schema):
    """A cluster in the list."""

    public_id: str = Field(description=_("Identifier in addresses."))
    name: Text = Field(description=_("Name of the cluster."))
    acronym: str | None = Field(description=_("Short name, in the same language."))
    founded: int | None = Field(description=_("Year founded."))
    nuts2: str | None = Field(description=_("Code of the region, NUTS 2."), examples=["PL84"])
    signed_members: int = Field(description=_("Organisations that have signed and not left."))
    is_invented: bool = Field(description=_("Whether it is an invented example: there is no such organisation."))
    page: str = Field(description=_("Address of the page for people."))


class Rung(Schema):
    """How many stand on one rung."""

    standing: Choice = Field(description=_("Where the members stand."))
    count: int = Field(description=_("Members that stand there."))


class StatedFact(Schema):
    """A fact with the day for which it holds."""

    key: str = Field(description=_("The fact."), examples=["team_fte"])
    title: str = Field(description=_("Its title in the language asked for."))
    value: Any = Field(description=_("The value as it was stated: text, list, number as text, or whether it is so."))
    language: str = Field(description=_("Language of the value and of its source."), examples=["pl"])
    as_of: datetime.date = Field(description=_("The day for which it holds."))
    source: Text = Field(description=_("Where it comes from."))


class ClusterDetails(ClusterEntry):
    """One cluster."""

    about: Text | None = Field(description=_("What the cluster is about."))
    web: str | None = Field(description=_("Web site."))
    email: str | None = Field(description=_("E-mail address."))
    facts: list[StatedFact] = Field(description=_("Facts, each with the day for which it holds."))
    as_of: datetime.date = Field(description=_("The day on which things stood so; today without it."))
    known_on: datetime.date | None = Field(
        description=_("Only what was recorded by the end of this day counts; everything without it.")
    )
    ladder: list[Rung] = Field(description=_("How many members stand on each rung that this reader may see."))


class Member(Schema):
    """One member."""

    organisation: str = Field(description=_("Identifier of the organisation in the directory."))
    name: Text = Field(description=_("Name in the register."))
    type: Choice = Field(description=_("Type."))
    standing: Choice = Field(description=_("Where the members stand."))
    since: datetime.date = Field(description=_("Day of the step that led there."))
    signed_on: datetime.date | None = Field(description=_("Day of the signature."))
    kind: Choice = Field(description=_("Kind of membership."))
    proof: list[Choice] = Field(description=_("Kinds of activity that prove it."))
    is_invented: bool = Field(description=_("Whether it is an invented example: there is no such organisation."))


class ValidationRule(Schema):
    """One rule."""

    key: str = Field(description=_("The rule."), examples=["members"])
    title: str = Field(description=_("Its title in the language asked for."))
    state: StateKey = Field(description=_("Whether it holds."))
    found: str = Field(description=_("What was found."))
    lift: str | None = Field(description=_("What would lift it."))


class Validation(Schema):
    """All rules of the European platform."""

    state: StateKey = Field(description=_("The answer as a whole."))
    waived_by: str | None = Field(description=_("Programme that recognises the cluster and waives the rules."))
    as_of: datetime.date = Field(description=_("The day on which things stood so; today without it."))
    source: str = Field(description=_("Where the rules come from."))
    checked_on: datetime.date | None = Field(
        description=_("Day on which the thresholds were compared with the source.")
    )
    rules: list[ValidationRule] = Field(description=_("The rules."))


Clusters = page_of(ClusterEntry, "Clusters")
Members = page_of(Member, "Members")
