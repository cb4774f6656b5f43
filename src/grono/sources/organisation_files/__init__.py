"""Lists of organisations as offices keep them: read from CSV and XLSX, every trap named, nothing taken in silence (DIR-21 to DIR-25)."""

from grono.sources.organisation_files.checking import CheckedRow, Choices, Options, check_rows
from grono.sources.organisation_files.fields import Field, fields
from grono.sources.organisation_files.guessing import guess_columns
from grono.sources.organisation_files.problems import RowProblem
from grono.sources.organisation_files.reading import Limits, Row, Sheet, read_sheet

__all__ = [
    "CheckedRow",
    "Choices",
    "Field",
    "Limits",
    "Options",
    "Row",
    "RowProblem",
    "Sheet",
    "check_rows",
    "fields",
    "guess_columns",
    "read_sheet",
]
