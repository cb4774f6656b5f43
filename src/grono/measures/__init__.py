"""The statistics.

Arrays in, arrays out, one function for each measure of the literature, right at zero, at missing and at one region.
This floor knows NumPy and SciPy and nothing else.
"""

from grono.measures.coagglomeration import coagglomeration_group, coagglomeration_pair
from grono.measures.concentration import (
    EllisonGlaeser,
    ellison_glaeser,
    null_variance_of_raw_concentration,
    raw_concentration,
)
from grono.measures.diversity import (
    Variety,
    entropy,
    inverse_herfindahl,
    related_variety,
    relative_diversity,
    unrelated_variety,
    variety,
)
from grono.measures.growth import ShiftShare, growth, shift_share
from grono.measures.herfindahl import equivalent_number, herfindahl, herfindahl_normalised, maurel_sedillot
from grono.measures.inequality import (
    gini_lq_unweighted,
    hachman,
    hoover_concentration,
    hoover_specialisation,
    krugman_concentration,
    locational_gini_weighted,
    locational_gini_weighted_01,
)
from grono.measures.margins import Margins, margins
from grono.measures.plant_sizes import PlantSizes, sizes_from_bands, sizes_from_counts, sizes_from_plants
from grono.measures.quotients import litzenberger_sternberg, lq_additive, lq_log, lq_symmetric
from grono.measures.result import Measured, Reason
from grono.measures.shrinkage import Shrunk, paule_mandel
from grono.measures.specialisation import krugman_specialisation, location_quotient
from grono.measures.standardised import CutOff, lq_standardised, lq_standardised_log, standardised_cut_off
from grono.measures.stars import ECO_STARS, Star, Stars, StarScheme, eco_stars
from grono.measures.theil import TheilParts, theil_l, theil_l_by_group, theil_t, theil_t_by_group
from grono.measures.traded import OUR_CUTS, Basis, TradedCuts, TradedOrLocal, traded_or_local, traded_share_of_members
from grono.measures.uncertainty import LocationQuotientInterval, location_quotient_interval, shrunk_gamma

__all__ = [
    "ECO_STARS",
    "OUR_CUTS",
    "Basis",
    "CutOff",
    "EllisonGlaeser",
    "LocationQuotientInterval",
    "Margins",
    "Measured",
    "PlantSizes",
    "Reason",
    "ShiftShare",
    "Shrunk",
    "Star",
    "StarScheme",
    "Stars",
    "TheilParts",
    "TradedCuts",
    "TradedOrLocal",
    "Variety",
    "coagglomeration_group",
    "coagglomeration_pair",
    "eco_stars",
    "ellison_glaeser",
    "entropy",
    "equivalent_number",
    "gini_lq_unweighted",
    "growth",
    "hachman",
    "herfindahl",
    "herfindahl_normalised",
    "hoover_concentration",
    "hoover_specialisation",
    "inverse_herfindahl",
    "krugman_concentration",
    "krugman_specialisation",
    "litzenberger_sternberg",
    "location_quotient",
    "location_quotient_interval",
    "locational_gini_weighted",
    "locational_gini_weighted_01",
    "lq_additive",
    "lq_log",
    "lq_standardised",
    "lq_standardised_log",
    "lq_symmetric",
    "margins",
    "maurel_sedillot",
    "null_variance_of_raw_concentration",
    "paule_mandel",
    "raw_concentration",
    "related_variety",
    "relative_diversity",
    "shift_share",
    "shrunk_gamma",
    "sizes_from_bands",
    "sizes_from_counts",
    "sizes_from_plants",
    "standardised_cut_off",
    "theil_l",
    "theil_l_by_group",
    "theil_t",
    "theil_t_by_group",
    "traded_or_local",
    "traded_share_of_members",
    "unrelated_variety",
    "variety",
]
