"""Measures of neighbouring regions: Moran's I, local Moran, Gi*, and regions joined across borders."""

from grono.measures.space.gi_star import gi_star
from grono.measures.space.global_moran import Moran, moran
from grono.measures.space.joined import JoinedRegions, joined_regions
from grono.measures.space.local_moran import LocalMoran, Quadrant, local_moran
from grono.measures.space.moran_permutation import moran_p_value
from grono.measures.space.permuting import NeighbourDraws, conditional_permutation
from grono.measures.space.weights import (
    SpatialWeights,
    nearest,
    weights_from_matrix,
    weights_from_pairs,
    within_distance,
)

__all__ = [
    "JoinedRegions",
    "LocalMoran",
    "Moran",
    "NeighbourDraws",
    "Quadrant",
    "SpatialWeights",
    "conditional_permutation",
    "gi_star",
    "joined_regions",
    "local_moran",
    "moran",
    "moran_p_value",
    "nearest",
    "weights_from_matrix",
    "weights_from_pairs",
    "within_distance",
]
