"""The p-value of Moran's I against its definition, and its gaps."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grono.measures.randomness import stream
from grono.measures.result import Reason
from grono.measures.space import moran, moran_p_value, weights_from_pairs
from grono.measures.space.kernels import first_of_permutations
from tests.measures.space.examples import random_weights


@given(st.integers(0, 10_000), st.booleans())
@settings(max_examples=15)
def test_moran_p_value_by_the_definition(seed, equal):
    random = np.random.default_rng(seed)
    weights, values = random_weights(random, 8, equal=equal, density=0.5), random.integers(0, 4, 8).astype(float)
    if values.max() == values.min():
        return
    order = first_of_permutations(stream(4, "regions").random((50, 8)), 8)
    observed = moran(values, weights).value.value[0]
    drawn = [moran(values[one], weights).value.value[0] for one in order]
    expected = (sum(one >= observed - 1e-9 for one in drawn) + 1) / 51
    assert moran_p_value(values, weights, seed=4, permutations=50).value[0] == pytest.approx(expected)


def test_gaps_of_the_p_value_of_moran():
    values = np.array([[1, np.nan, 0.1, 1], [2, 1, 0.1, np.nan], [4, np.nan, 0.1, 3]])
    found = moran_p_value(values, weights_from_pairs([(0, 1), (1, 2)], 3), seed=1)
    assert found.reason.tolist() == [Reason.PRESENT, Reason.ONE_REGION, Reason.CONSTANT, Reason.NO_NEIGHBOUR]
