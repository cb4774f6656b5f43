"""Cluster maps: a pipeline of named steps from observations to a ranked shortlist.

Each step takes and returns tables with a written column contract; a map is a stored run that can be repeated and
compared.
"""

from grono.clustermap.drawing import Progress, UnknownPeriodError, draw
from grono.clustermap.observations import Observations, ReadingOptions, read_observations
from grono.clustermap.parameters import Parameters, parameter_texts
from grono.clustermap.result import TABLES, ClusterMap
from grono.clustermap.rounding import rounding_grids
from grono.clustermap.specification import Specification
from grono.clustermap.storage import StoredMapError, read_map, read_record, write_record, write_tables

__all__ = [
    "TABLES",
    "ClusterMap",
    "Observations",
    "Parameters",
    "Progress",
    "ReadingOptions",
    "Specification",
    "StoredMapError",
    "UnknownPeriodError",
    "draw",
    "parameter_texts",
    "read_map",
    "read_observations",
    "read_record",
    "rounding_grids",
    "write_record",
    "write_tables",
]
