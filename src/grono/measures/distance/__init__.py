"""How near to one another the plants of an industry stand: K-density of Duranton and Overman, M of Marcon and Puech."""

from grono.measures.distance.colocation import k_density_colocation
from grono.measures.distance.curves import DistanceCurves, Judgement, PairExcess, Verdict
from grono.measures.distance.definition import exact_colocation, exact_k_density, silverman_bandwidth
from grono.measures.distance.kd import KDensity, k_density
from grono.measures.distance.m_colocation import MColocation, m_colocation
from grono.measures.distance.m_function import MFunction, m_function
from grono.measures.distance.m_rows import MEffect, MJudgement
from grono.measures.distance.m_settings import MGround, MSettings, m_ground
from grono.measures.distance.published import published_k_density
from grono.measures.distance.reference import DistanceSettings, KGround, k_ground, median_distance

__all__ = [
    "DistanceCurves",
    "DistanceSettings",
    "Judgement",
    "KDensity",
    "KGround",
    "MColocation",
    "MEffect",
    "MFunction",
    "MGround",
    "MJudgement",
    "MSettings",
    "PairExcess",
    "Verdict",
    "exact_colocation",
    "exact_k_density",
    "k_density",
    "k_density_colocation",
    "k_ground",
    "m_colocation",
    "m_function",
    "m_ground",
    "median_distance",
    "published_k_density",
    "silverman_bandwidth",
]
