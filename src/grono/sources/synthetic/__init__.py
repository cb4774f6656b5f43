"""A synthetic economy with planted clusters, for the demonstration and for tests of what a map must find."""

from grono.sources.synthetic.economy import SyntheticEconomy, synthetic_economy
from grono.sources.synthetic.money import synthetic_cluster_members, synthetic_flows, synthetic_indicators
from grono.sources.synthetic.places import synthetic_points
from grono.sources.synthetic.plan import PlantedCluster, planted_clusters

__all__ = [
    "PlantedCluster",
    "SyntheticEconomy",
    "planted_clusters",
    "synthetic_cluster_members",
    "synthetic_economy",
    "synthetic_flows",
    "synthetic_indicators",
    "synthetic_points",
]
