"""The structural indicators against their plain definitions, and a small map that has everything."""

import numpy as np
import pyarrow as pa
import pytest

from grono.clustermap import Parameters, ReadingOptions, Specification, draw
from grono.clustermap.reading.companions import Companions
from grono.clustermap.selection.competitive_indicators import _complexity_gain, _supplier_gaps
from grono.measures.relatedness import economic_complexity, presence
from tests.clustermap.factories import employees_table

THERE = presence([[1, 1, 1, 0], [1, 1, 0, 0], [1, 0, 0, 1], [0, 0, 1, 1]])
ANALYSES = ("competitiveness", "acceptability", "multiverse")


def test_complexity_gain_is_the_mean_with_it_less_the_mean_without():
    found, complexity = _complexity_gain(THERE), economic_complexity(THERE).pci.value
    for region, row in enumerate(THERE.matrix):
        own = np.flatnonzero(row)
        for industry in range(4):
            if industry not in own:
                assert np.isnan(found[region, industry])
                continue
            others = [complexity[one] for one in own if one != industry]
            assert found[region, industry] == pytest.approx(complexity[own].mean() - np.mean(others))


def test_supplier_gap_is_the_share_bought_of_what_the_region_lacks():
    buying = np.array([[0, 0.5, 0, 0], [0.2, 0, 0, 0], [0.8, 0.5, 0, 0], [0, 0, 1, 0]])
    found = _supplier_gaps(buying, THERE)
    assert found[0].tolist()[:3] == pytest.approx([0, 0, 1])
    assert found[1].tolist()[:3] == pytest.approx([0.8, 0.5, 1])
    assert np.isnan(found[:, 3]).all()


def counted_table(years=(2018, 2019, 2020, 2021)):
    """Employees with the plants they work in: ten employees a plant at first, one plant more each year."""
    rows = employees_table(years=years).to_pylist()
    for row in rows:
        row["plants"] = str(int(row["employees"]) // 10 + int(row["year"]) - years[0])
    return pa.Table.from_pylist(rows)


@pytest.fixture(scope="module")
def rich():
    industries = ("10.51", "28.30", "62.01")
    flows = [{"supplier": a, "user": b, "value": str(1 + (a < b))} for a in industries for b in industries]
    outputs = [{"industry": a, "value": "20"} for a in industries]
    companions = Companions(flows=pa.Table.from_pylist(flows), outputs=pa.Table.from_pylist(outputs))
    rule = Parameters(least_employees=50, least_probability=0.5, acceptability_draws=300)
    options = Specification(ReadingOptions(), parameters=rule, analyses=ANALYSES)
    return draw(counted_table(), companions=companions, specification=options)


def test_map_with_plants_and_flows_knows_entry_and_suppliers(rich):
    rows = {
        row["indicator"]: row
        for row in rich.further["competitiveness"].to_pylist()
        if (row["region"], row["industry"]) == ("PL84", "10.51")
    }
    plants = [
        int(row["plants"])
        for row in counted_table().to_pylist()
        if (row["region"], row["industry"]) == ("PL84", "10.51")
    ]
    assert rows["net_entry"]["value"] == pytest.approx((plants[-1] - plants[0]) / plants[0] / 3)
    # dairy buys as much of machinery, which the region has (LQ 1.05), as of software, which it has not
    assert rows["supplier_gaps"]["value"] == pytest.approx(0.5)
    assert rows["supplier_gaps"]["flags"] == "no_interval"


def test_plants_are_a_measure_and_the_mean_plant_can_be_taken_out(rich):
    dimensions = rich.run["analyses"]["multiverse"]["dimensions"]
    assert dimensions["measure"] == ["employees", "plants"]
    assert dimensions["largest_plant"] == ["kept", "removed"]
    row = next(row for row in rich.further["multiverse"].to_pylist() if row["industry"] == "10.51")
    assert row["region"] == "PL84"
    assert row["share"] == 1
    assert {one["region"] for one in rich.further["acceptability"].to_pylist() if one["scope"] == "all"} >= {"PL84"}
