"""A number as honest as its source gave it.

Exact, a range, more than, about, missing, not planned, not applicable, suppressed, with one small algebra that never
pretends to know more.
"""

from grono.quantities.codec import from_data, from_json, to_data, to_json
from grono.quantities.comparison import Answer, equal, greater, greater_or_equal, less, less_or_equal
from grono.quantities.parsing import parse
from grono.quantities.showing import Style, display, in_sentence, reason_of, rounded_half_up
from grono.quantities.totals import Total, total
from grono.quantities.value import (
    AbsenceKind,
    Absent,
    Number,
    Quantity,
    QuantityError,
    Range,
    about,
    as_fraction,
    at_least,
    at_most,
    exact,
    interval,
    less_than,
    missing,
    more_than,
    not_applicable,
    not_planned,
    quantity,
    suppressed,
    whole_up,
    zero,
)

__all__ = [
    "AbsenceKind",
    "Absent",
    "Answer",
    "Number",
    "Quantity",
    "QuantityError",
    "Range",
    "Style",
    "Total",
    "about",
    "as_fraction",
    "at_least",
    "at_most",
    "display",
    "equal",
    "exact",
    "from_data",
    "from_json",
    "greater",
    "greater_or_equal",
    "in_sentence",
    "interval",
    "less",
    "less_or_equal",
    "less_than",
    "missing",
    "more_than",
    "not_applicable",
    "not_planned",
    "parse",
    "quantity",
    "reason_of",
    "rounded_half_up",
    "suppressed",
    "to_data",
    "to_json",
    "total",
    "whole_up",
    "zero",
]
