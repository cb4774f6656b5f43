"""Nothing forgotten: every measure a map holds is explained."""

import pytest

from grono.clustermap import Companions, draw, variant_texts
from grono.sources.synthetic import synthetic_economy


@pytest.fixture(scope="module")
def whole_map():
    economy = synthetic_economy(seed=1)
    return draw(economy.employees, size_bands=economy.size_bands, companions=Companions())


def test_every_measure_of_a_map_is_explained(whole_map):
    found = set(whole_map.measures["variant"].unique().to_pylist())
    unexplained = sorted(found - set(variant_texts()))
    assert not unexplained, f"Add rows to src/grono/clustermap/data/variants/*.csv for {unexplained}"
