"""The same map drawn again: compared where it can be, refused where it cannot."""

from grono.clustermap.comparison.comparing import CLASSES, Comparison, IncomparableMapsError, compare
from grono.clustermap.comparison.correspondence import (
    Converted,
    Correspondence,
    NoCorrespondenceError,
    converted,
    read_correspondence,
)
from grono.clustermap.comparison.differences import Difference, rule_differences

__all__ = [
    "CLASSES",
    "Comparison",
    "Converted",
    "Correspondence",
    "Difference",
    "IncomparableMapsError",
    "NoCorrespondenceError",
    "compare",
    "converted",
    "read_correspondence",
    "rule_differences",
]
