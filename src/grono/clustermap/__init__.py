"""Cluster maps: a pipeline of named steps from observations to a ranked shortlist.

Each step takes and returns tables with a written column contract; a map is a stored run that can be repeated and
compared.
"""

from grono.clustermap.analyses import AnalysisText, UnknownAnalysisError, analysis_texts
from grono.clustermap.drawing import UnknownPeriodError, draw
from grono.clustermap.parameters import Parameters, parameter_texts
from grono.clustermap.progress import Progress
from grono.clustermap.reading.companions import Companions
from grono.clustermap.reading.observations import Observations, ReadingOptions, read_observations
from grono.clustermap.reading.rounding import rounding_grids
from grono.clustermap.result import FURTHER_TABLES, INPUT_TABLES, TABLES, ClusterMap
from grono.clustermap.specification import Specification
from grono.clustermap.storage import StoredMapError, read_map, read_record, write_record, write_tables
from grono.clustermap.variants import VariantText, variant_texts

__all__ = [
    "FURTHER_TABLES",
    "INPUT_TABLES",
    "TABLES",
    "AnalysisText",
    "ClusterMap",
    "Companions",
    "Observations",
    "Parameters",
    "Progress",
    "ReadingOptions",
    "Specification",
    "StoredMapError",
    "UnknownAnalysisError",
    "UnknownPeriodError",
    "VariantText",
    "analysis_texts",
    "draw",
    "parameter_texts",
    "read_map",
    "read_observations",
    "read_record",
    "rounding_grids",
    "variant_texts",
    "write_record",
    "write_tables",
]
