"""Whether a policy worked.

Evaluation plans, counterfactual estimates with placebos, and network and triple-helix measures with a permutation null.
"""

from grono.evaluation.networks import Network, network
from grono.evaluation.networks_actors import ROLES, Actor, actors
from grono.evaluation.networks_change import NetworkChange, compare_networks, difference_of_changes
from grono.evaluation.networks_measures import MEASURES, NetworkMeasures, measure_network
from grono.evaluation.networks_null import ChanceOf, chance_of_measures, chance_of_survival
from grono.evaluation.triple_helix import (
    RegionalSynergy,
    first_order_bias,
    presence_table,
    regional_synergy,
    side_counts,
    side_shares,
    synergy,
)
from grono.evaluation.triple_helix_null import SynergyTest, TooFewUnitsError, synergy_test, units_needed

__all__ = [
    "MEASURES",
    "ROLES",
    "Actor",
    "ChanceOf",
    "Network",
    "NetworkChange",
    "NetworkMeasures",
    "RegionalSynergy",
    "SynergyTest",
    "TooFewUnitsError",
    "actors",
    "chance_of_measures",
    "chance_of_survival",
    "compare_networks",
    "difference_of_changes",
    "first_order_bias",
    "measure_network",
    "network",
    "presence_table",
    "regional_synergy",
    "side_counts",
    "side_shares",
    "synergy",
    "synergy_test",
    "units_needed",
]
