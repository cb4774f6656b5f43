"""An industry of few plants, all in one small region: no interval is claimed, and nothing judged stands behind it."""

import pyarrow as pa
import pytest

from grono.clustermap import Parameters, ReadingOptions, Specification, draw
from grono.measures import Reason

REGIONS = ("A", "B", "C", "D")
CELLS = {
    "mining": (120, 0, 0, 0),
    "wood": (500, 100, 80, 90),
    "food": (100, 3000, 2800, 400),
    "shops": (600, 2600, 3000, 3500),
    "tools": (60, 200, 250, 2400),
}
PLANTS = {"mining": 9, "wood": 200, "food": 250, "shops": 400, "tools": 300}


def table():
    rows = [
        (region, industry, str(figure), str(PLANTS[industry] * figure // sum(figures)))
        for industry, figures in CELLS.items()
        for region, figure in zip(REGIONS, figures, strict=True)
    ]
    names = ("region", "industry", "employees", "plants")
    return pa.table(dict(zip(names, map(list, zip(*rows, strict=True)), strict=True)))


@pytest.fixture(scope="module")
def found():
    chosen = Specification(
        ReadingOptions(classification="none"), parameters=Parameters(acceptability_draws=1000, least_employees=50)
    )
    return draw(table(), specification=chosen)


def of(found, variant, industry):
    rows = found.measures.to_pylist()
    return [row for row in rows if row["variant"] == variant and row["industry"] == industry]


def test_gamma_at_its_limit_is_flagged_and_has_no_interval(found):
    (gamma,) = of(found, "ellison_glaeser_shrunk", "mining")
    assert gamma["value"] == 0.999
    assert "gamma_at_limit" in gamma["flags"]
    for row in of(found, "location_quotient", "mining"):
        assert (row["lower"], row["upper"], row["interval"]) == (None, None, None)
        assert "gamma_at_limit" in row["flags"]
    wood = of(found, "location_quotient", "wood")
    assert all(row["lower"] < row["upper"] and "gamma_at_limit" not in row["flags"] for row in wood)


def test_it_stands_behind_every_line_that_was_judged(found):
    lines = [line for line in found.shortlist.to_pylist() if line["list"] == "candidate"]
    assert [line["industry"] for line in lines][-1] == "mining"
    assert {line["industry"] for line in lines} >= {"wood", "tools", "mining"}
    assert lines[-1]["location_quotient"] == max(line["location_quotient"] for line in lines)
    assert lines[-1]["lower"] is None


def test_it_is_weighed_by_no_bound_and_no_gamma(found):
    rows = [row for row in found.further["criteria"].to_pylist() if row["industry"] == "mining"]
    assert {row["criterion"] for row in rows if row["value"] is None} >= {"lower_location_quotient", "ellison_glaeser"}
    (line,) = [
        row
        for row in found.further["acceptability"].to_pylist()
        if row["industry"] == "mining" and row["scope"] == "all"
    ]
    assert "no_interval" in line["flags"]


def test_the_limit_has_a_reason_of_its_own():
    assert Reason.GAMMA_AT_LIMIT.label == "missing(gamma_at_limit)"
