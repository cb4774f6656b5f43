"""Schemas of studies of co-operation."""

from __future__ import annotations

from datetime import datetime  # noqa: TC003 - pydantic reads it
from typing import Any

from django.utils.translation import gettext_noop as _
from ninja import Field, Schema

from grono.portal.api.answers import Text, page_of


class StudyEntry(Schema):
    """A study in the list."""

    public_id: str = Field(description=_("Identifier in addresses."))
    kind: str = Field(description=_("“network”, or “helix” for projects and their sides."), examples=["network"])
    title: Text = Field(description=_("Title."))
    source: Text = Field(description=_("Where it comes from."))
    is_invented: bool = Field(description=_("Whether the figures are invented, for demonstration."))
    seed: int = Field(description=_("Seed of the draws of chance."), examples=[1])
    measured: datetime | None = Field(description=_("When it was measured; null while the work is not done."))
    published: datetime | None = Field(description=_("When it was published; null where only analysts see it."))
    page: str = Field(description=_("Address of the page for people."))


class StudyDetails(StudyEntry):
    """One study with its results."""

    words: list[str] = Field(
        description=_("The results in sentences, in the language asked for; empty until it is measured.")
    )
    figures: dict[str, Any] | None = Field(
        description=_(
            "The measures, what chance gives, and the organisations or regions, as the command prints them; null until it is measured."
        )
    )


Studies = page_of(StudyEntry, "Studies")
