"""Partitions of industries into clusters: likenesses, ways to cut them, what makes a partition good, and whether it would be found again."""

from grono.measures.partition.found import NO_CLUSTER, Partition, PartitionSearch, SearchOptions
from grono.measures.partition.hierarchy import hierarchical
from grono.measures.partition.kmeans import Clustering, kmeans
from grono.measures.partition.material import Material
from grono.measures.partition.score import Score, partition_score
from grono.measures.partition.search import METHODS, TooFewIndustriesError, search_partition
from grono.measures.partition.similarity import profile_correlation, standardised_mean
from grono.measures.partition.stability import Stability, adjusted_rand, stability

__all__ = [
    "METHODS",
    "NO_CLUSTER",
    "Clustering",
    "Material",
    "Partition",
    "PartitionSearch",
    "Score",
    "SearchOptions",
    "Stability",
    "TooFewIndustriesError",
    "adjusted_rand",
    "hierarchical",
    "kmeans",
    "partition_score",
    "profile_correlation",
    "search_partition",
    "stability",
    "standardised_mean",
]
