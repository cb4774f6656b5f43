"""Weights as people write them."""

import pytest

from grono.cli.map_weights import weight_rule
from grono.messages import GronoError


def test_orders_and_intervals():
    rule = weight_rule(["growth > employees>competitiveness", "growth=0.1..0.4", "employees = 0.2"])
    assert rule.orders == (("growth", "employees", "competitiveness"),)
    assert rule.intervals == {"growth": (0.1, 0.4), "employees": (0.2, 0.2)}


@pytest.mark.parametrize("text", ["growth", "growth=", "=0.1..0.2", "growth=a..b", "growth=0.1-0.2"])
def test_anything_else_is_refused_with_an_example(text):
    with pytest.raises(GronoError, match="neither an order"):
        weight_rule([text])
