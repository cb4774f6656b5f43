"""A local industry is no candidate by its quotient alone (MAP-16, MAP-23)."""

import pyarrow as pa
import pytest

from grono.clustermap import Companions, Specification, draw
from tests.clustermap.factories import employees_table, size_bands_table


def members(traded):
    industries = ["10.51", "28.30", "62.01"]
    return pa.table({"cluster": ["A"] * 3, "industry": industries, "share": ["1"] * 3, "traded": traded})


def candidates(companions):
    specification = Specification(analyses=())
    map_ = draw(employees_table(), size_bands=size_bands_table(), companions=companions, specification=specification)
    rows = map_.shortlist.to_pylist()
    return {(row["region"], row["industry"]) for row in rows if row["list"] == "candidate"}, map_


@pytest.mark.parametrize("word", ["no", "local"])
def test_a_local_industry_is_left_out(word):
    without, _ = candidates(None)
    assert ("PL84", "10.51") in without
    found, map_ = candidates(Companions(cluster_members=members([word, "yes", "yes"])))
    assert found == {pair for pair in without if pair[1] != "10.51"}
    rules = [row for row in map_.candidates.to_pylist() if row["industry"] == "10.51" and row["rule"] == "traded"]
    assert rules
    assert all(row["passed"] is False for row in rules)


def test_a_definition_that_does_not_say_leaves_out_nobody():
    without, _ = candidates(None)
    found, _ = candidates(Companions(cluster_members=members(["", "", ""])))
    assert found == without
