"""Dynamics as an analysis of a map: parts add up, entries are counted, one year says nothing."""

from collections import defaultdict

import pytest

from grono.clustermap import Specification, draw, variant_texts
from tests.clustermap.factories import REGIONS, employees_table

ONLY = Specification(analyses=("dynamics",))
CHANGES = {
    ("PL22", "10.51", 2019): "0",
    ("PL91", "28.30", 2021): "0",
    ("PL84", "62.01", 2020): "250",
}


@pytest.fixture(scope="module")
def drawn():
    return draw(employees_table(years=(2019, 2020, 2021), changes=CHANGES), specification=ONLY)


def values(drawn, *variants):
    found = defaultdict(dict)
    for row in drawn.measures.to_pylist():
        if row["variant"] in variants:
            found[row["variant"]][row["region"], row["industry"]] = row
    return found


def test_parts_of_both_variants_add_up_to_the_change(drawn):
    esteban = [f"shift_share_esteban_{part}" for part in ("competitive", "allocation", "new")]
    dynamic = [f"shift_share_dynamic_{part}" for part in ("national", "mix", "regional", "new")]
    found = values(drawn, *esteban, *dynamic, "shift_share_national", "shift_share_mix", "shift_share_regional")
    for region in REGIONS:
        industries = [key for key in found["shift_share_mix"] if key[0] == region]
        parts = {name: sum(cells[key]["value"] or 0 for key in industries) for name, cells in found.items()}
        change = sum(parts[name] for name in ("shift_share_national", "shift_share_mix", "shift_share_regional"))
        assert sum(parts[name] for name in dynamic) == pytest.approx(change)
        assert sum(parts[name] for name in (*esteban, "shift_share_national", "shift_share_mix")) == pytest.approx(
            change
        )


def test_cell_that_was_empty_is_new(drawn):
    found = values(drawn, "shift_share_esteban_competitive", "shift_share_esteban_new")
    row = found["shift_share_esteban_competitive"]["PL22", "10.51"]
    assert row["value"] is None
    assert "missing(new)" in row["flags"]
    assert found["shift_share_esteban_new"]["PL22", "10.51"]["value"] == 121


def test_entries_and_exits_are_counted_by_region_and_industry(drawn):
    found = values(
        drawn, "entry_exit", "region_entries", "region_survival_rate", "industry_exits", "industry_exit_rate"
    )
    assert found["entry_exit"]["PL22", "10.51"]["value"] == 1
    assert found["entry_exit"]["PL91", "28.30"]["value"] == -1
    assert found["region_entries"]["PL22", None]["value"] == 1
    assert found["region_survival_rate"]["PL91", None]["value"] == pytest.approx(2 / 3)
    assert found["industry_exits"][None, "28.30"]["value"] == 1
    assert found["industry_exit_rate"][None, "28.30"]["value"] == pytest.approx(1 / 3)
    assert drawn.run["analyses"]["dynamics"]["pairs"] == {"entered": 1, "left": 1, "survived": 7, "unknown": 0}


def test_one_year_has_no_dynamics():
    drawn = draw(employees_table(years=(2019,)), specification=ONLY)
    assert not [name for name in drawn.measures["variant"].unique().to_pylist() if "esteban" in name or "entry" in name]


def test_every_variant_is_explained(drawn):
    assert set(drawn.measures["variant"].unique().to_pylist()) <= set(variant_texts())
