"""How near to one another the plants of an industry stand: K-density of Duranton and Overman, M of Marcon and Puech.

``import grono.measures.distance`` is cheap: a module, and with it its kernels, is imported when one of its names is first used.
No module may bear one of these names, or it would stand in its place once imported.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from grono.measures.distance.colocation import k_density_colocation
    from grono.measures.distance.curves import DistanceCurves, Judgement, PairExcess, Verdict
    from grono.measures.distance.definition import exact_colocation, exact_k_density, silverman_bandwidth
    from grono.measures.distance.kd import KDensity, k_density
    from grono.measures.distance.m_between import MColocation, m_colocation
    from grono.measures.distance.m_industries import MFunction, m_function
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

_HOMES = {
    "DistanceCurves": "curves",
    "DistanceSettings": "reference",
    "Judgement": "curves",
    "KDensity": "kd",
    "KGround": "reference",
    "MColocation": "m_between",
    "MEffect": "m_rows",
    "MFunction": "m_industries",
    "MGround": "m_settings",
    "MJudgement": "m_rows",
    "MSettings": "m_settings",
    "PairExcess": "curves",
    "Verdict": "curves",
    "exact_colocation": "definition",
    "exact_k_density": "definition",
    "k_density": "kd",
    "k_density_colocation": "colocation",
    "k_ground": "reference",
    "m_colocation": "m_between",
    "m_function": "m_industries",
    "m_ground": "m_settings",
    "median_distance": "reference",
    "published_k_density": "published",
    "silverman_bandwidth": "definition",
}


def __getattr__(name: str) -> object:
    """Import the module of a name at its first use."""
    if name in _HOMES:
        return getattr(import_module(f"grono.measures.distance.{_HOMES[name]}"), name)
    message = f"module 'grono.measures.distance' has no attribute {name!r}"
    raise AttributeError(message)
