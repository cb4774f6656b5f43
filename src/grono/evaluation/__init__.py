"""Whether a policy worked.

Evaluation plans that are locked before anyone looks, counterfactual estimates with placebos, a verdict that says no more than the
data do, and network and triple-helix measures with a permutation null.

``import grono.evaluation`` is cheap: a module, and with it SciPy, is imported when one of its names is first used.
No module may bear one of these names, or it would stand in its place once imported.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from grono.evaluation.differences import first_differences, two_by_two, two_way_fixed_effects
    from grono.evaluation.estimate import Estimate, Placebo
    from grono.evaluation.evaluation import Evaluation, evaluate
    from grono.evaluation.networks import Network, network
    from grono.evaluation.networks_actors import ROLES, Actor, actors
    from grono.evaluation.networks_change import NetworkChange, compare_networks, difference_of_changes
    from grono.evaluation.networks_files import read_networks
    from grono.evaluation.networks_measures import MEASURES, NetworkMeasures, measure_network
    from grono.evaluation.networks_null import ChanceOf, chance_of_measures, chance_of_survival
    from grono.evaluation.networks_report import NetworkReport, network_report
    from grono.evaluation.panel import Panel, read_panel
    from grono.evaluation.plan import Plan, plan_from_data
    from grono.evaluation.plan_words import METHODS
    from grono.evaluation.pretrends import Pretrend, wald
    from grono.evaluation.regression import Coefficient, coefficient
    from grono.evaluation.staggered import aggregate, group_time_effects, multiplier_bootstrap
    from grono.evaluation.synthetic import SyntheticControl, synthetic_control
    from grono.evaluation.synthetic_difference_in_differences import (
        SyntheticDifferences,
        jackknife_error,
        placebo_estimates,
        synthetic_differences,
    )
    from grono.evaluation.triple_helix import (
        RegionalSynergy,
        first_order_bias,
        presence_table,
        regional_synergy,
        side_counts,
        side_shares,
        synergy,
    )
    from grono.evaluation.triple_helix_files import HelixTable, read_presence, read_units
    from grono.evaluation.triple_helix_null import SynergyTest, TooFewUnitsError, synergy_test, units_needed
    from grono.evaluation.triple_helix_report import HelixReport, helix_report
    from grono.evaluation.verdict import Verdict, VerdictName
    from grono.evaluation.weights import simplex_weights
    from grono.evaluation.words import caveats, digits_for, verdict_sentence

__all__ = [
    "MEASURES",
    "METHODS",
    "ROLES",
    "Actor",
    "ChanceOf",
    "Coefficient",
    "Estimate",
    "Evaluation",
    "HelixReport",
    "HelixTable",
    "Network",
    "NetworkChange",
    "NetworkMeasures",
    "NetworkReport",
    "Panel",
    "Placebo",
    "Plan",
    "Pretrend",
    "RegionalSynergy",
    "SynergyTest",
    "SyntheticControl",
    "SyntheticDifferences",
    "TooFewUnitsError",
    "Verdict",
    "VerdictName",
    "actors",
    "aggregate",
    "caveats",
    "chance_of_measures",
    "chance_of_survival",
    "coefficient",
    "compare_networks",
    "difference_of_changes",
    "digits_for",
    "evaluate",
    "first_differences",
    "first_order_bias",
    "group_time_effects",
    "helix_report",
    "jackknife_error",
    "measure_network",
    "multiplier_bootstrap",
    "network",
    "network_report",
    "placebo_estimates",
    "plan_from_data",
    "presence_table",
    "read_networks",
    "read_panel",
    "read_presence",
    "read_units",
    "regional_synergy",
    "side_counts",
    "side_shares",
    "simplex_weights",
    "synergy",
    "synergy_test",
    "synthetic_control",
    "synthetic_differences",
    "two_by_two",
    "two_way_fixed_effects",
    "units_needed",
    "verdict_sentence",
    "wald",
]

_HOMES = {
    "MEASURES": "networks_measures",
    "METHODS": "plan_words",
    "ROLES": "networks_actors",
    "Actor": "networks_actors",
    "ChanceOf": "networks_null",
    "Coefficient": "regression",
    "Estimate": "estimate",
    "Evaluation": "evaluation",
    "HelixReport": "triple_helix_report",
    "HelixTable": "triple_helix_files",
    "Network": "networks",
    "NetworkChange": "networks_change",
    "NetworkMeasures": "networks_measures",
    "NetworkReport": "networks_report",
    "Panel": "panel",
    "Placebo": "estimate",
    "Plan": "plan",
    "Pretrend": "pretrends",
    "RegionalSynergy": "triple_helix",
    "SynergyTest": "triple_helix_null",
    "SyntheticControl": "synthetic",
    "SyntheticDifferences": "synthetic_difference_in_differences",
    "TooFewUnitsError": "triple_helix_null",
    "Verdict": "verdict",
    "VerdictName": "verdict",
    "actors": "networks_actors",
    "aggregate": "staggered",
    "caveats": "words",
    "chance_of_measures": "networks_null",
    "chance_of_survival": "networks_null",
    "coefficient": "regression",
    "compare_networks": "networks_change",
    "difference_of_changes": "networks_change",
    "digits_for": "words",
    "evaluate": "evaluation",
    "first_differences": "differences",
    "first_order_bias": "triple_helix",
    "group_time_effects": "staggered",
    "helix_report": "triple_helix_report",
    "jackknife_error": "synthetic_difference_in_differences",
    "measure_network": "networks_measures",
    "multiplier_bootstrap": "staggered",
    "network": "networks",
    "network_report": "networks_report",
    "placebo_estimates": "synthetic_difference_in_differences",
    "plan_from_data": "plan",
    "presence_table": "triple_helix",
    "read_networks": "networks_files",
    "read_panel": "panel",
    "read_presence": "triple_helix_files",
    "read_units": "triple_helix_files",
    "regional_synergy": "triple_helix",
    "side_counts": "triple_helix",
    "side_shares": "triple_helix",
    "simplex_weights": "weights",
    "synergy": "triple_helix",
    "synergy_test": "triple_helix_null",
    "synthetic_control": "synthetic",
    "synthetic_differences": "synthetic_difference_in_differences",
    "two_by_two": "differences",
    "two_way_fixed_effects": "differences",
    "units_needed": "triple_helix_null",
    "verdict_sentence": "words",
    "wald": "pretrends",
}


def __getattr__(name: str) -> object:
    """Import the module of a name at its first use."""
    if name in _HOMES:
        return getattr(import_module(f"grono.evaluation.{_HOMES[name]}"), name)
    message = f"module 'grono.evaluation' has no attribute {name!r}"
    raise AttributeError(message)
