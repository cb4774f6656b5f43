"""Suppressed cells: what they can be, what they probably are, and how much hangs on it."""

from grono.measures.suppression.bounds import BandBounds, Tightened, band_bounds, tighten
from grono.measures.suppression.cells import HiddenCells, HiddenOfTable, hidden_cells, hidden_of_table
from grono.measures.suppression.combining import Combined, Combining, IntervalKind, differ
from grono.measures.suppression.imputing import Imputations, impute
from grono.measures.suppression.pooling import pooled, pooled_interval
from grono.measures.suppression.programs import ExactBounds, exact_bounds
from grono.measures.suppression.raking import Raked, rake

__all__ = [
    "BandBounds",
    "Combined",
    "Combining",
    "ExactBounds",
    "HiddenCells",
    "HiddenOfTable",
    "Imputations",
    "IntervalKind",
    "Raked",
    "Tightened",
    "band_bounds",
    "differ",
    "exact_bounds",
    "hidden_cells",
    "hidden_of_table",
    "impute",
    "pooled",
    "pooled_interval",
    "rake",
    "tighten",
]
