"""Relatedness and complexity: which industries go together, and which regions have what few others have (MAP-24 to MAP-28)."""

from grono.measures.relatedness.complexity import Complexity, complexity_with_fixed_industries, economic_complexity
from grono.measures.relatedness.density import relatedness_density, relatedness_density_relative
from grono.measures.relatedness.fitness import Fitness, fitness
from grono.measures.relatedness.links import Links, related_links
from grono.measures.relatedness.null_model import NullModel, null_model
from grono.measures.relatedness.panel import panel_measures
from grono.measures.relatedness.panel_complexity import PanelComplexity
from grono.measures.relatedness.panel_year import PanelYear
from grono.measures.relatedness.presence import (
    Presence,
    presence,
    presence_by_probability,
    presence_by_quotient,
    presence_per_head,
)
from grono.measures.relatedness.proximity import ProximityVariant, co_occurrence, proximity
from grono.measures.relatedness.reflections import Reflections, reflections

__all__ = [
    "Complexity",
    "Fitness",
    "Links",
    "NullModel",
    "PanelComplexity",
    "PanelYear",
    "Presence",
    "ProximityVariant",
    "Reflections",
    "co_occurrence",
    "complexity_with_fixed_industries",
    "economic_complexity",
    "fitness",
    "null_model",
    "panel_measures",
    "presence",
    "presence_by_probability",
    "presence_by_quotient",
    "presence_per_head",
    "proximity",
    "reflections",
    "related_links",
    "relatedness_density",
    "relatedness_density_relative",
]
