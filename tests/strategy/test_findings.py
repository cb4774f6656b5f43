"""Findings of cards, each with its cells and its repair: STR-12, STR-17, STR-31, STR-32, and suggested links (STR-33)."""

from collections import Counter
from dataclasses import replace

import pytest

from grono.strategy import (
    Colour,
    CooperatingBody,
    FundingLine,
    GroupState,
    IndicatorGroup,
    IndicatorKind,
    OverTime,
    Stage,
    Temporal,
    ValueRole,
    change_row,
    expected_counted,
    findings,
    green_by_hand,
    outputs_without_outcome,
    read_card,
    split_body,
    stage_links,
    stock_summed,
    suggested_links,
)
from tests.strategy.factories import COMPLETE, PLAIN, cells, row, with_stages


def leszno(seed):
    return read_card(seed("001").read_bytes().decode())


def codes(card):
    return [finding.code for finding in findings(card)]


def test_leszno_has_exactly_the_findings_of_the_worked_example(seed, oracle):
    expected = oracle("strategy")["STR-E3"]["expected"]
    found = findings(leszno(seed))
    assert len(found) == expected["total"]
    assert Counter(finding.code for finding in found) == expected["counts"]
    for code in ("F-JAMMED", "F-QUOTE", "F-ZERO", "F-NONE", "F-KIND"):
        assert [finding.subject for finding in found if finding.code == code] == expected[code]
    details = next(finding.details for finding in found if finding.code == "F-STAGE")
    assert {name: details[name] for name in expected["F-STAGE"][0]} == expected["F-STAGE"][0]


def test_leszno_gets_the_suggested_links(seed, oracle):
    expected = oracle("strategy")["STR-E3"]["expected"]["suggested_links"]
    links = suggested_links(leszno(seed))
    assert [{"indicator": link.indicator, "stage": link.stage} for link in links] == expected


def test_the_contradiction_of_leszno_names_both_cells_and_the_repair(seed):
    finding = next(finding for finding in findings(leszno(seed)) if finding.code == "F-STAGE")
    assert [str(cell) for cell in finding.cells] == ["indicator “Lokalny Plan Działań”, year 2011", "stage 4"]
    text = finding.in_language("en")
    assert "is 1 in 2011" in text
    assert "had done only 16 of its 30 points" in text
    assert "Either complete the points of stage 4, or set the indicator to 0" in text


def test_a_complete_card_has_no_finding():
    assert findings(COMPLETE) == ()


BODIES = COMPLETE.cooperating
STAGES = COMPLETE.stages
MONEY = COMPLETE.funding


@pytest.mark.parametrize(
    ("card", "expected"),
    [
        (PLAIN, ["F-KIND", "F-KIND"]),
        (replace(COMPLETE, total_cost_text=""), ["F-SHARE"]),
        (replace(COMPLETE, total_cost_text="", funding=()), []),
        (replace(COMPLETE, total_cost_text="dużo"), ["F-TOTAL"]),
        (replace(COMPLETE, funding=(FundingLine("Gród", "50"), FundingLine("Unia", "50,01"))), []),
        (replace(COMPLETE, funding=(FundingLine("Gród", "50"), FundingLine("Unia", "50,02"))), ["F-SHARE-SUM"]),
        (with_stages(*STAGES, Stage("3", "Odbiór", cells("-", "-", "1/1"))), ["F-POINTS"]),
        (with_stages(STAGES[0], Stage("2", "Budowa", cells("-", "41/40", "40/40"))), ["F-OVER"]),
        (replace(COMPLETE, cooperating=(CooperatingBody("UrządSzkoła", "rada"), *BODIES)), ["F-JAMMED"]),
        (replace(COMPLETE, cooperating=(CooperatingBody("URZĄD Miasta", "rada"),)), []),
        (replace(COMPLETE, cooperating=(CooperatingBody("Urząd rada", None),)), ["F-UNSPLIT"]),
        (replace(COMPLETE, rationale='„a” „b" „c'), ["F-QUOTE"]),
        (replace(COMPLETE, rationale='„a” „b" c”'), []),
        (replace(COMPLETE, indicators=(IndicatorGroup(IndicatorKind.CONTEXT, GroupState.DECLARED_NONE),)), ["F-NONE"]),
        (change_row(COMPLETE, 1, lambda old: replace(old, value_texts=("0", "0", "0,0"))), ["F-ZERO"]),
        (change_row(COMPLETE, 1, lambda old: replace(old, value_texts=("0", "-", "0"))), []),
        (change_row(COMPLETE, 1, lambda old: replace(old, source_text=None)), ["F-UNSPLIT"]),
        (change_row(COMPLETE, 1, lambda old: replace(old, source_text="Urząd 7")), ["F-EXTRA-VALUE"]),
    ],
)
def test_each_rule_finds_its_case_and_no_other(card, expected):
    assert codes(card) == expected
    assert all(finding.cells and str(finding.repair) for finding in findings(card))


def early(*values, **more):
    """A card whose second stage is finished in its last year."""
    indicator = row("Budowa", *values, role=ValueRole.ACTUAL, **more)
    return replace(COMPLETE, indicators=(IndicatorGroup(IndicatorKind.OUTPUT, GroupState.LISTED, (indicator,)),))


@pytest.mark.parametrize(
    ("values", "year"),
    [((0, 1, 1), 2021), ((1, 0, 0), 2020), ((0, 0, 1), None), ((0, 2, 1), None), (("-", 1, 1), 2021)],
)
def test_an_output_before_its_stage_is_found_once(values, year):
    found = [finding.details["period"] for finding in findings(early(*values)) if finding.code == "F-STAGE"]
    assert found == ([] if year is None else [year])


def test_a_link_made_by_a_person_replaces_the_suggestion():
    card = early(1, 1, 1, stage="1")
    assert [(link.stage, link.suggested) for link in stage_links(card)] == [("1", False)]
    assert suggested_links(card) == ()
    assert codes(card) == []
    assert codes(early(1, 1, 1, stage="no such stage")) == []


def test_links_are_suggested_by_stems_and_only_for_outputs():
    stage = replace(STAGES[0], title="Utworzenie grupy roboczej")
    for name, count in (("Grupa robocza", 1), ("Grupa", 1), ("Grant", 0), ("G", 0), ("Gra", 0)):
        indicators = (IndicatorGroup(IndicatorKind.OUTPUT, GroupState.LISTED, (row(name, 1, 1, 1),)),)
        assert len(suggested_links(with_stages(stage, indicators=indicators))) == count, name
        outcomes = (replace(indicators[0], kind=IndicatorKind.OUTCOME),)
        assert suggested_links(with_stages(stage, indicators=outcomes)) == ()


def test_splitting_an_unsplit_body_ends_the_finding():
    card = replace(COMPLETE, cooperating=(CooperatingBody("Urząd rada", None),))
    assert codes(split_body(card, 1, "Urząd")) == []


def test_findings_about_the_use_of_values(seed):
    assert stock_summed("LGW", Temporal.STOCK, OverTime.SUM).code == "F-SUM-STOCK"
    assert stock_summed("LGW", Temporal.STOCK, OverTime.LAST) is None
    assert stock_summed("Kierunki", Temporal.FLOW, OverTime.SUM) is None
    assert expected_counted("Praca", [ValueRole.ACTUAL, ValueRole.EXPECTED]).code == "F-EXPECTED"
    assert expected_counted("Praca", [ValueRole.ACTUAL, ValueRole.ESTIMATE]) is None
    card = leszno(seed)
    assert green_by_hand(card, 2012, Colour.GREEN).details == {"year": 2012, "computed": "red"}
    assert green_by_hand(card, 2012, Colour.AMBER) is None
    assert green_by_hand(card, 2009, Colour.GREEN) is None
    lone = outputs_without_outcome(card, {"Lokalny Plan Działań"}, strategy_has_links=True)
    assert [finding.subject for finding in lone] == ["Lokalna Grupa Wsparcia"]
    assert list(outputs_without_outcome(card, set(), strategy_has_links=False)) == []
