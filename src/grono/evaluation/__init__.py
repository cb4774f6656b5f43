"""Whether a policy worked.

Evaluation plans that are locked before anyone looks, counterfactual estimates with placebos, a verdict that says no more than the
data do, and network and triple-helix measures with a permutation null.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

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
    from grono.evaluation.synthetic_differences import (
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
    "differences": (
        "first_differences",
        "two_by_two",
        "two_way_fixed_effects",
    ),
    "estimate": (
        "Estimate",
        "Placebo",
    ),
    "evaluation": (
        "Evaluation",
        "evaluate",
    ),
    "networks": (
        "Network",
        "network",
    ),
    "networks_actors": (
        "Actor",
        "ROLES",
        "actors",
    ),
    "networks_change": (
        "NetworkChange",
        "compare_networks",
        "difference_of_changes",
    ),
    "networks_files": ("read_networks",),
    "networks_measures": (
        "MEASURES",
        "NetworkMeasures",
        "measure_network",
    ),
    "networks_null": (
        "ChanceOf",
        "chance_of_measures",
        "chance_of_survival",
    ),
    "networks_report": (
        "NetworkReport",
        "network_report",
    ),
    "panel": (
        "Panel",
        "read_panel",
    ),
    "plan": (
        "Plan",
        "plan_from_data",
    ),
    "plan_words": ("METHODS",),
    "pretrends": (
        "Pretrend",
        "wald",
    ),
    "regression": (
        "Coefficient",
        "coefficient",
    ),
    "staggered": (
        "aggregate",
        "group_time_effects",
        "multiplier_bootstrap",
    ),
    "synthetic": (
        "SyntheticControl",
        "synthetic_control",
    ),
    "synthetic_differences": (
        "SyntheticDifferences",
        "jackknife_error",
        "placebo_estimates",
        "synthetic_differences",
    ),
    "triple_helix": (
        "RegionalSynergy",
        "first_order_bias",
        "presence_table",
        "regional_synergy",
        "side_counts",
        "side_shares",
        "synergy",
    ),
    "triple_helix_files": (
        "HelixTable",
        "read_presence",
        "read_units",
    ),
    "triple_helix_null": (
        "SynergyTest",
        "TooFewUnitsError",
        "synergy_test",
        "units_needed",
    ),
    "triple_helix_report": (
        "HelixReport",
        "helix_report",
    ),
    "verdict": (
        "Verdict",
        "VerdictName",
    ),
    "weights": ("simplex_weights",),
    "words": (
        "caveats",
        "digits_for",
        "verdict_sentence",
    ),
}
"""Where each name is at home. A module is read when something of it is asked for: who only names a method does not wait for SciPy."""

_HOME_OF = {name: module for module, names in _HOMES.items() for name in names}


def __getattr__(name: str) -> Any:
    """Return a public name from the module where it is at home."""
    if name not in _HOME_OF:
        msg = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(msg)
    return getattr(import_module(f"{__name__}.{_HOME_OF[name]}"), name)
