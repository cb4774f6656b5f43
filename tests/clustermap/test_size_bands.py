"""Size bands as offices publish them: with totals, regions, gaps and repetitions (MAP-5)."""

import pyarrow as pa
import pytest

from grono.clustermap import Parameters, Specification, draw
from grono.messages import InputError
from tests.clustermap.factories import employees_table


def bands(*rows):
    """Rows of (region, industry, band, plants); every industry that is not named has forty plants nationally."""
    named = {row[1] for row in rows}
    rest = [("TOTAL", code, "1 to 49", "40") for code in ("10.51", "28.30", "62.01") if code not in named]
    table = [*rows, *rest]
    return pa.table(
        {
            name: [str(row[place]) for row in table]
            for place, name in enumerate(("region", "industry", "band", "plants"))
        }
    )


def industry(map_, code="10.51"):
    return next(row for row in map_.industries.to_pylist() if row["industry"] == code)


def rule(map_, region="PL84", code="10.51"):
    rows = map_.candidates.to_pylist()
    return next(row for row in rows if (row["region"], row["industry"], row["rule"]) == (region, code, "plants"))


def test_totals_are_not_added_to_their_parts():
    parts = [("PL22", "10.51", "1 to 49", 10), ("PL84", "10.51", "1 to 49", 30)]
    whole = draw(employees_table(), size_bands=bands(*parts, ("TOTAL", "10.51", "1 to 49", 40)))
    summed = draw(employees_table(), size_bands=bands(*parts, ("PL91", "10.51", "1 to 49", 0)))
    assert industry(whole)["plants"] == 40
    assert industry(whole)["herfindahl"] == pytest.approx(1 / 40)
    assert industry(summed)["plants"] == 40


def test_regions_are_added_up_where_there_is_no_total():
    rows = {"region": [], "industry": [], "band": [], "plants": []}
    for region, plants in (("PL22", 10), ("PL84", 30)):
        for code in ("10.51", "28.30", "62.01"):
            for name, value in zip(rows, (region, code, "1 to 49", str(plants)), strict=True):
                rows[name].append(value)
    assert industry(draw(employees_table(), size_bands=pa.table(rows)))["plants"] == 40


def test_plants_of_the_region_answer_the_rule():
    map_ = draw(employees_table(), size_bands=bands(("TOTAL", "10.51", "1 to 49", 40), ("PL84", "10.51", "1 to 49", 1)))
    assert (rule(map_)["value"], rule(map_)["passed"]) == (1, False)
    lists = {(line["region"], line["industry"]) for line in map_.shortlist.to_pylist() if line["list"] == "candidate"}
    assert ("PL84", "10.51") not in lists


def test_plants_of_the_nation_answer_the_rule_only_when_even_they_are_too_few():
    many = draw(employees_table(), size_bands=bands())
    few = draw(employees_table(), size_bands=bands(("TOTAL", "10.51", "1 to 49", 4)))
    assert rule(many)["passed"] is None
    assert rule(few)["passed"] is False


def test_repeated_rows_are_refused_with_their_rows():
    with pytest.raises(InputError) as caught:
        draw(employees_table(), size_bands=bands(("PL84", "10.51", "1 to 49", 5), ("PL84", "10.51", "1 to 49", 5)))
    assert [(problem.code, problem.row) for problem in caught.value.problems] == [("duplicate-key", 3)]


def test_rows_without_a_figure_are_named():
    map_ = draw(
        employees_table(), size_bands=bands(("TOTAL", "10.51", "1 to 49", 40), ("TOTAL", "10.51", "50 to 99", "c"))
    )
    assert [problem.code for problem in map_.problems] == ["size-bands-without-figure"]


def test_what_is_not_specialised_is_not_listed_apart():
    strict = Specification(parameters=Parameters(least_location_quotient=20, few_plants_employees=500))
    map_ = draw(employees_table(), size_bands=bands(("TOTAL", "10.51", "1 to 49", 4)), specification=strict)
    assert map_.shortlist.num_rows == 0
