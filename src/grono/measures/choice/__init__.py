"""From many criteria to one order: how often a candidate comes first, whatever the weights and the errors.

Stochastic acceptability (SMAA) answers; TOPSIS and PROMETHEE II cross-check it; AHP only elicits weights.
"""

from grono.measures.choice.ahp import ElicitedWeights, ahp_weights
from grono.measures.choice.percentiles import PercentileInterval, mid_rank_percentile, percentile_interval
from grono.measures.choice.promethee import Flows, promethee
from grono.measures.choice.ranking import order_of_first
from grono.measures.choice.smaa import Acceptability, Criterion, SmaaOptions, normal_errors, smaa
from grono.measures.choice.standardisation import STANDARDISATIONS, Standardisation, standardised
from grono.measures.choice.topsis import topsis
from grono.measures.choice.weights import WeightRule, WeightsError, check_weights, draw_weights

__all__ = [
    "STANDARDISATIONS",
    "Acceptability",
    "Criterion",
    "ElicitedWeights",
    "Flows",
    "PercentileInterval",
    "SmaaOptions",
    "Standardisation",
    "WeightRule",
    "WeightsError",
    "ahp_weights",
    "check_weights",
    "draw_weights",
    "mid_rank_percentile",
    "normal_errors",
    "order_of_first",
    "percentile_interval",
    "promethee",
    "smaa",
    "standardised",
    "topsis",
]
