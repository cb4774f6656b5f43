"""The options of ``grono map``."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer


class ClassificationKey(StrEnum):
    """Where industry codes come from."""

    NACE2 = "nace2"
    NACE21 = "nace21"
    PKD2007 = "pkd2007"
    PKD2025 = "pkd2025"
    NAICS = "naics"
    NONE = "none"


class DecimalSign(StrEnum):
    """The decimal sign of a table."""

    POINT = "point"
    COMMA = "comma"


class EngineKey(StrEnum):
    """Where a table of plants is added up."""

    DUCKDB = "duckdb"
    SPARK = "spark"


_COLUMNS_HELP = (
    "Columns by meaning: region=…,industry=…,year=…,employees=…,plants=…; what is absent is guessed and shown."
)
_SIZE_BANDS_HELP = "Table of plants by industry and size band; from it come the intervals."
_ABSENT_HELP = "The table leaves out cells without employees; without this they count as unknown."

TableArgument = Annotated[Path, typer.Argument(metavar="TABLE", help="CSV, CSV.gz, TSV, XLSX or Parquet.")]
OutOption = Annotated[Path, typer.Option("--out", help="Folder for the files of the map.")]
ColumnsOption = Annotated[str, typer.Option("--columns", help=_COLUMNS_HELP)]
ClassificationOption = Annotated[
    ClassificationKey, typer.Option("--classification", help="Where the industry codes come from.")
]
SizeBandsOption = Annotated[Path | None, typer.Option("--size-bands", help=_SIZE_BANDS_HELP)]
SizeBandColumnsOption = Annotated[
    str, typer.Option("--size-band-columns", help="As --columns, for the size bands: industry, band, plants, year.")
]
LabelsOption = Annotated[
    list[Path] | None, typer.Option("--labels", help="Names of regions or industries; may be repeated.")
]
YearOption = Annotated[int | None, typer.Option("--year", help="Year of the map; the last one by default.")]
BaseYearOption = Annotated[
    int | None, typer.Option("--base-year", help="First year of the comparison; the first one by default.")
]
LevelOption = Annotated[
    int | None, typer.Option("--level", help="Level of industry codes to keep, where the table has several.")
]
RoundingOption = Annotated[
    str | None, typer.Option("--rounding", help="Grid to which the source has rounded, such as ons-bres.")
]
DecimalOption = Annotated[
    DecimalSign | None, typer.Option("--decimal", help="Decimal sign, where the table alone cannot tell.")
]
AbsentOption = Annotated[bool, typer.Option("--absent-means-zero", help=_ABSENT_HELP)]
ParameterOption = Annotated[
    list[str] | None, typer.Option("--parameter", help="NAME=VALUE of the candidate rule; may be repeated.")
]


class MissingCells(StrEnum):
    """What to do with cells without a figure."""

    EXCLUDE = "exclude"
    REFUSE = "refuse"
    BOUNDS = "bounds"


_MISSING_HELP = "Cells without a figure: exclude them from sums, refuse the table, or bound and estimate them."
MissingOption = Annotated[MissingCells, typer.Option("--missing", help=_MISSING_HELP)]
ImputationsOption = Annotated[
    int, typer.Option("--imputations", min=0, max=1000, help="Draws of suppressed cells; 0 leaves them out.")
]
_COMPANION_HELP = (
    "NAME=FILE of a further table that opens analyses: points, zones, flows, outputs, cluster_members, neighbours, "
    "regions, indicators; may be repeated."
)
CompanionOption = Annotated[list[str] | None, typer.Option("--with", help=_COMPANION_HELP)]
CompanionColumnsOption = Annotated[
    list[str] | None,
    typer.Option("--with-columns", help="NAME:role=column,… for a table given by --with; may be repeated."),
]
AnalysesOption = Annotated[
    str | None,
    typer.Option("--analyses", help="Analyses to run, by commas; all whose tables are there by default; none: “-”."),
]
_WEIGHTS_HELP = (
    "Weights of the criteria for the shortlist: an order such as growth>employees, or an interval such as growth=0.1..0.4; "
    "may be repeated. By default every weight is possible."
)
WeightsOption = Annotated[list[str] | None, typer.Option("--weights", help=_WEIGHTS_HELP)]
SeedOption = Annotated[int, typer.Option("--seed", help="Seed of everything random in the run.")]

_PLANTS_HELP = (
    "The table is one of plants (also a folder of Parquet files): cells and sizes come from it, and where it has coordinates, "
    "the distance analysis."
)
_ENGINE_HELP = "Where a table of plants is added up: duckdb on this machine, or spark, for more than one machine holds."
PlantsOption = Annotated[bool, typer.Option("--plants", help=_PLANTS_HELP)]
EngineOption = Annotated[EngineKey, typer.Option("--engine", help=_ENGINE_HELP)]
SparkMasterOption = Annotated[
    str, typer.Option("--spark-master", help="Where Spark runs: local[*], spark://host:7077, yarn …")
]
