"""The statistics.

Arrays in, arrays out, one function for each measure of the literature, right at zero, at missing and at one region.
This floor knows NumPy and SciPy and nothing else.
"""

from grono.measures.concentration import (
    EllisonGlaeser,
    ellison_glaeser,
    null_variance_of_raw_concentration,
    raw_concentration,
)
from grono.measures.growth import ShiftShare, growth, shift_share
from grono.measures.margins import Margins, margins
from grono.measures.plant_sizes import PlantSizes, sizes_from_bands, sizes_from_counts, sizes_from_plants
from grono.measures.result import Measured, Reason
from grono.measures.shrinkage import Shrunk, paule_mandel
from grono.measures.specialisation import krugman_specialisation, location_quotient
from grono.measures.uncertainty import LocationQuotientInterval, location_quotient_interval, shrunk_gamma

__all__ = [
    "EllisonGlaeser",
    "LocationQuotientInterval",
    "Margins",
    "Measured",
    "PlantSizes",
    "Reason",
    "ShiftShare",
    "Shrunk",
    "ellison_glaeser",
    "growth",
    "krugman_specialisation",
    "location_quotient",
    "location_quotient_interval",
    "margins",
    "null_variance_of_raw_concentration",
    "paule_mandel",
    "raw_concentration",
    "shift_share",
    "shrunk_gamma",
    "sizes_from_bands",
    "sizes_from_counts",
    "sizes_from_plants",
]
