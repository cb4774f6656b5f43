"""Input–output tables in the forms in which offices publish them, brought to flows and outputs with unit and year."""

from grono.sources.input_output.long import LongColumns, parse_long
from grono.sources.input_output.matrix import parse_matrix
from grono.sources.input_output.naio import input_output_from_eurostat
from grono.sources.input_output.table import InputOutputTable
from grono.sources.input_output.world import parse_world

__all__ = [
    "InputOutputTable",
    "LongColumns",
    "input_output_from_eurostat",
    "parse_long",
    "parse_matrix",
    "parse_world",
]
