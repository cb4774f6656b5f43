"""Schemas of cluster maps."""

from __future__ import annotations

from datetime import datetime  # noqa: TC003 - pydantic reads it
from typing import Any, Literal

from django.utils.translation import gettext_noop as _
from ninja import Field, Schema

from grono.portal.api.answers import Text, list_of, page_of
from grono.portal.api.asking import Paged
from grono.portal.api.contracted import NOTES, row_schema

ListName = Literal["candidate", "rests_on_few_plants"]
Words = list[str]


class Totals(Schema):
    """The few figures of a whole map."""

    regions: int = Field(description=_("Regions of the map."), examples=[16])
    industries: int = Field(description=_("Industries of the map."))
    employees: float = Field(description=_("Employees of the map's year."), json_schema_extra={"x-unit": "persons"})
    missing_cells: int = Field(
        description=_("Cells of the map's year without a figure; they are left out of the sums.")
    )
    candidates: int = Field(description=_("Lines of the list of candidates."))
    rest_on_few_plants: int = Field(description=_("Lines of the list of what rests on few plants."))
    has_plant_sizes: bool = Field(
        description=_("Whether the sizes of plants are known; without them there are no intervals.")
    )


class MapEntry(Schema):
    """A cluster map in the list."""

    public_id: str = Field(description=_("Identifier in addresses."))
    title: Text = Field(description=_("Title."))
    synthetic: bool = Field(description=_("Whether it is drawn from invented data."))
    note: Text | None = Field(description=_("What has to be said with it, as of synthetic data; null if nothing."))
    state: str = Field(description=_("Where the map stands; visitors see published ones."), examples=["published"])
    year: int | None = Field(description=_("Year of the figures; null where the table has none."), examples=[2024])
    base_year: int | None = Field(description=_("First year of the comparison; null where there is one year only."))
    source: str = Field(description=_("Source of the figures, as the analyst has written it."))
    published_at: datetime | None = Field(description=_("When it was published."))
    totals: Totals | None = Field(description=_("Figures of the whole map; null while it is not drawn."))
    page: str = Field(description=_("Address of the page for people."))


class MapWarning(Schema):
    """A warning of the run."""

    code: str = Field(description=_("Name of the kind of warning."))
    message: str = Field(description=_("The warning in the language asked for."))


class MapFile(Schema):
    """A file of a map."""

    name: str = Field(description=_("Name of the file."), examples=["measures.parquet"])
    bytes: int = Field(description=_("Size."), json_schema_extra={"x-unit": "bytes"})
    address: str = Field(description=_("Where it can be downloaded."))


class MapInput(Schema):
    """A table that a map is drawn from."""

    kind: str = Field(description=_("What the table holds."), examples=["employees", "points"])
    name: str = Field(description=_("Name of the file."))
    bytes: int = Field(description=_("Size."), json_schema_extra={"x-unit": "bytes"})
    sha256: str = Field(description=_("Checksum (SHA-256) of the file as it was given."))


class MapDetails(MapEntry):
    """One cluster map."""

    classification: str | None = Field(description=_("Classification of the industries."), examples=["nace2"])
    inputs: list[MapInput] = Field(
        description=_("The tables it is drawn from; without employees, from its plants alone.")
    )
    specification: dict[str, Any] = Field(
        description=_(
            "Everything that was decided: how tables are read, years, parameters, analyses and seed. With the same inputs it draws the "
            "same map again."
        )
    )
    warnings: list[MapWarning] = Field(description=_("What to know before using it."))
    files: list[MapFile] = Field(description=_("Its files; their columns are described in the documentation."))


class Cell(Schema):
    """An industry in one region."""

    region: str = Field(description=_("Code of the region"))
    name: Text = Field(description=_("Name of the region"))
    location_quotient: float | None = Field(description=_("Location quotient; null where it is not known."))
    lower: float | None = Field(description=_("2.5 % quantile of the location quotient"))
    upper: float | None = Field(description=_("97.5 % quantile of the location quotient"))
    probability: float | None = Field(description=_("Probability that the quotient is truly above 1"))
    employees: float | None = Field(
        description=_("Employees in the cell; null where there is no figure."), json_schema_extra={"x-unit": "persons"}
    )
    growth: float | None = Field(description=_("Relative change since the first year"))
    list: ListName | None = Field(description=_("The list it stands on; null if on none."))
    flags: Words = Field(description=_("What to know before using it; why a value is missing."))


Line = row_schema("shortlist", "ShortlistLine", notes=NOTES)
Region = row_schema("regions", "Region", notes=NOTES)
Industry = row_schema("industries", "Industry", notes=NOTES)
Measure = row_schema("measures", "Measure")


_LINES = Field(description=_("Its lines of both lists, in order."))
_CELLS = Field(description=_("The industry in each region, the most concentrated first."))
RegionDetails = row_schema("regions", "RegionDetails", notes=NOTES, lines=(list_of(Line), _LINES))
IndustryDetails = row_schema("industries", "IndustryDetails", notes=NOTES, cells=(list_of(Cell), _CELLS))

Maps = page_of(MapEntry, "Maps")
Shortlist = page_of(Line, "Shortlist")
Regions = page_of(Region, "Regions")
Industries = page_of(Industry, "Industries")
Measures = page_of(Measure, "Measures")


class WantedLines(Paged):
    """Which lines of the shortlist."""

    region: str | None = Field(None, description=_("Code of a region."), examples=["20"])
    list: ListName | None = Field(None, description=_("One of the two lists; without it both, one after the other."))


class WantedMeasures(Paged):
    """Which values."""

    region: str | None = Field(None, description=_("Code of a region."), examples=["20"])
    industry: str | None = Field(None, description=_("Code of an industry."), examples=["10.51"])
    variant: str | None = Field(None, description=_("Identifier of a measure."), examples=["location_quotient"])
    period: int | None = Field(None, ge=0, le=9999, description=_("Year."), examples=[2024])
