"""Links as an analysis of a map: strongest links, multipliers of wider industries, templates."""

import pyarrow as pa
import pytest

from grono.clustermap import Companions, Specification, draw, variant_texts
from grono.measures.industry_links import industry_links
from tests.clustermap.factories import employees_table

ONLY = Specification(analyses=("links",))
CODES = ("10", "28", "62", "99")
FLOWS = [[5, 1, 2, 0], [3, 9, 4, 0], [2, 4, 8, 0], [0, 0, 0, 0]]
OUTPUTS = {"10": 50, "28": 60, "62": 70, "99": 0}


def companions(flows=FLOWS):
    pairs = [(i, j) for i in range(4) for j in range(4)]
    table = pa.table({
        "supplier": [CODES[i] for i, _ in pairs], "user": [CODES[j] for _, j in pairs],
        "value": ["" if flows[i][j] is None else str(flows[i][j]) for i, j in pairs],
    })  # fmt: skip
    outputs = pa.table({"industry": list(OUTPUTS), "value": [str(value) for value in OUTPUTS.values()]})
    return Companions(flows=table, outputs=outputs)


@pytest.fixture(scope="module")
def drawn():
    return draw(employees_table(), specification=ONLY, companions=companions())


def test_links_are_those_of_the_arrays(drawn):
    rows = {(row["industry"], row["other"]): row for row in drawn.further["relatedness"].to_pylist()}
    expected = industry_links([row[:3] for row in FLOWS[:3]]).link.value
    assert {key: row["value"] for key, row in rows.items()} == pytest.approx(
        {(CODES[i], CODES[j]): expected[i, j] for i, j in ((0, 1), (0, 2), (1, 2))}
    )
    assert {row["measure"] for row in rows.values()} == {"input_output"}
    assert not any(row["flags"] for row in rows.values())


def test_multipliers_stand_at_the_industries_of_the_map(drawn):
    rows = [row for row in drawn.measures.to_pylist() if row["variant"] == "output_multiplier"]
    assert [row["industry"] for row in rows] == ["10.51", "28.30", "62.01"]
    assert all(1 < row["value"] < 2 for row in rows)
    assert {row["flags"] for row in rows} == {"of_wider_industry"}


def test_industry_without_output_is_set_aside_and_named(drawn):
    assert drawn.run["analyses"]["links"]["set_aside"] == ["99"]
    assert any("99" in warning["sentences"]["en"] for warning in drawn.run["warnings"])


def test_templates_name_their_members(drawn):
    found = drawn.run["analyses"]["links"]["templates"]
    assert {code for template in found for code in template["members"]} <= set(CODES[:3])
    assert found
    assert all(0 < template["explained"] <= 1 for template in found)


def test_missing_flow_makes_what_rests_on_it_partial():
    gaps = [row[:] for row in FLOWS]
    gaps[0][1] = None
    drawn = draw(employees_table(), specification=ONLY, companions=companions(gaps))
    rows = {(row["industry"], row["other"]): row for row in drawn.further["relatedness"].to_pylist()}
    assert ("10", "28") not in rows
    assert rows["10", "62"]["flags"] == "partial"
    flags = [row["flags"] for row in drawn.measures.to_pylist() if row["variant"] == "forward_multiplier"]
    assert all("partial" in text for text in flags)


def test_every_variant_is_explained(drawn):
    assert set(drawn.measures["variant"].unique().to_pylist()) <= set(variant_texts())
