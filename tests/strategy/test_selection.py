"""The selection of industries against the shortlist of its map."""

import doctest

from hypothesis import given
from hypothesis import strategies as st

from grono.strategy import selection
from grono.strategy.selection import MapShortlist, SelectionStep, selection_findings

LINES = {("20", "10.51"), ("20", "31.09"), ("24", "25.62")}
MAPS = {"m": MapShortlist("Map of 2024", LINES)}


def step(name="dairy", *, map_key="m", region="20", industry="10.51", rejected=False):
    return SelectionStep(name, name, map_key, region, industry, rejected)


def test_examples_run():
    assert doctest.testmod(selection).failed == 0


def test_an_entry_that_is_not_on_the_shortlist_names_both():
    found = selection_findings([step("machines", industry="28.30")], MAPS)["machines"]
    said = found.in_language("en")
    assert "“machines” (region 20, industry 28.30) is not on the shortlist of the map “Map of 2024”." in said
    assert "On the shortlist of this region: 10.51, 31.09." in said
    assert [cell.in_language("en") for cell in found.cells] == [
        "the step of the selection “machines”",
        "the shortlist of the map “Map of 2024”",
    ]
    assert "nie ma na krótkiej liście mapy „Map of 2024”" in found.in_language("pl")


def test_what_has_no_codes_or_another_region_is_told_so():
    found = selection_findings([step("a", industry=""), step("b", region="99")], MAPS)
    assert "not to a line of its shortlist" in found["a"].in_language("en")
    assert "Write the codes of region and industry" in found["b"].in_language("en")


@given(st.lists(st.sampled_from(sorted(LINES)), max_size=5))
def test_lines_of_the_shortlist_are_never_found_fault_with(lines):
    steps = [step(str(place), region=region, industry=industry) for place, (region, industry) in enumerate(lines)]
    assert selection_findings(steps, MAPS) == {}


def test_rejected_unlinked_and_hidden_are_not_judged():
    steps = [step("a", industry="x", rejected=True), step("b", map_key=""), step("c", map_key="hidden")]
    assert selection_findings(steps, MAPS) == {}
