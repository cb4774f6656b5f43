"""p-values of the index of Ellison and Glaeser, as an analysis of a map."""

import pyarrow as pa
import pytest

from grono.clustermap import Parameters, ReadingOptions, Specification, draw
from grono.clustermap.catalogue.allocation import CELLS_DRAWN, FEWEST_DRAWS, draws_for
from grono.measures.plant_allocation import PlantGroups
from tests.clustermap.factories import employees_table, size_bands_table

CHOSEN = Specification(ReadingOptions(), parameters=Parameters(), analyses=("allocation",))


def p_values(found, variant="ellison_glaeser_p"):
    rows = found.measures.to_pylist()
    return {row["industry"]: row["value"] for row in rows if row["variant"] == variant}


def test_p_values_of_the_year_of_the_map():
    found = draw(employees_table(), specification=CHOSEN, size_bands=size_bands_table())
    p = p_values(found)
    assert set(p) == {"10.51", "28.30", "62.01"}
    assert p["10.51"] < 0.05  # 800 of 1 000 stand in the smallest region
    assert found.run["analyses"]["allocation"]["allocations"] == 999
    q = p_values(found, "ellison_glaeser_q")
    assert all(q[industry] >= p[industry] for industry in p)


def test_random_numbers_depend_on_the_code_not_on_the_place():
    """Leaving an industry out of the table of bands moves the p-value of no other."""
    bands = size_bands_table()
    fewer = bands.filter(pa.compute.not_equal(bands["industry"], "10.51"))
    whole, part = (draw(employees_table(), specification=CHOSEN, size_bands=one) for one in (bands, fewer))
    assert p_values(part)["28.30"] == p_values(whole)["28.30"]
    assert p_values(part)["10.51"] is None


def test_plants_counted_in_the_table_will_do():
    table = employees_table(years=(2019,)).append_column("plants", pa.array(["5"] * 9))
    assert p_values(draw(table, specification=CHOSEN))["10.51"] < 0.05


def test_nothing_without_plants():
    found = draw(employees_table(), specification=CHOSEN)
    assert p_values(found) == {}


@pytest.mark.parametrize(("count", "expected"), [(10, 999), (40_000, 999), (10_000_000, FEWEST_DRAWS)])
def test_draws_are_bounded(count, expected):
    groups = PlantGroups.of([0], [5], count)
    assert draws_for(groups, 3_000_000 if expected == FEWEST_DRAWS else 40) == expected
    assert CELLS_DRAWN > 0
