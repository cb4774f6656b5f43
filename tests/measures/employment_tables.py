"""Random tables of employees for property tests: small, with zeros, with gaps."""

import numpy as np
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

modest = settings(max_examples=30)
"""Thirty tables for each property: there are many properties, and a shared machine may pause at any of them."""

COUNT = st.integers(0, 90).map(float)

counts = arrays(np.float64, st.tuples(st.integers(2, 6), st.integers(2, 6)), elements=st.integers(0, 500).map(float))
"""Complete tables, regions × industries, with zeros and now and then an empty line."""

with_gaps = arrays(
    np.float64, st.tuples(st.integers(1, 6), st.integers(1, 5)), elements=st.one_of(COUNT, COUNT, st.just(np.nan))
)
"""Tables of one or more regions and industries in which a third of the cells is missing."""

positive = arrays(np.float64, st.tuples(st.integers(2, 6), st.integers(2, 6)), elements=st.integers(1, 500).map(float))
"""Complete tables without a zero."""


def table_beside(part, whole_of_region, whole_of_industry, total):
    """One cell, row or column against the rest, as worked examples give them: regions × (the industry, the rest)."""
    part, region = np.asarray(part, dtype=float), np.asarray(whole_of_region, dtype=float)
    known = np.column_stack([part, region - part])
    rest = [whole_of_industry - part.sum(), total - region.sum() - whole_of_industry + part.sum()]
    return np.vstack([known, rest]) if np.any(rest) else known
