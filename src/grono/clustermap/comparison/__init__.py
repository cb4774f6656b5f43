"""The same map drawn again: compared where it can be, refused where it cannot."""

from grono.clustermap.comparison.comparing import CLASSES, Comparison, IncomparableMapsError, compare
from grono.clustermap.comparison.correspondence import (
    Converted,
    Correspondence,
    NoCorrespondenceError,
    converted,
    read_correspondence,
)

__all__ = [
    "CLASSES",
    "Comparison",
    "Converted",
    "Correspondence",
    "IncomparableMapsError",
    "NoCorrespondenceError",
    "compare",
    "converted",
    "read_correspondence",
]
