"""Industries and regions as codes.

NACE with labels in many languages, the shapes of national codes, NUTS, TERYT and outlines, and the nearest existing
code for one that does not exist.
"""

from grono.classifications.columns import LeadingZeros, resolve_all
from grono.classifications.correspondence import (
    EDITIONS,
    Candidates,
    Correspondence,
    Correspondences,
    load_correspondence,
)
from grono.classifications.industries import Classification, Resolution, UnknownCode
from grono.classifications.labels import Label, Labels, load_labels
from grono.classifications.names import fold
from grono.classifications.regions import (
    NUTS_VINTAGES,
    NutsRegion,
    RegionScheme,
    nuts_region,
    recognise_regions,
    region_name,
)
from grono.classifications.registry import CLASSIFICATIONS, UnknownClassification, get_classification
from grono.classifications.voivodeships import VOIVODESHIPS, Voivodeship, outlines_for, teryt_level, voivodeship

__all__ = [
    "CLASSIFICATIONS",
    "EDITIONS",
    "NUTS_VINTAGES",
    "VOIVODESHIPS",
    "Candidates",
    "Classification",
    "Correspondence",
    "Correspondences",
    "Label",
    "Labels",
    "LeadingZeros",
    "NutsRegion",
    "RegionScheme",
    "Resolution",
    "UnknownClassification",
    "UnknownCode",
    "Voivodeship",
    "fold",
    "get_classification",
    "load_correspondence",
    "load_labels",
    "nuts_region",
    "outlines_for",
    "recognise_regions",
    "region_name",
    "resolve_all",
    "teryt_level",
    "voivodeship",
]
