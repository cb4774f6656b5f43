"""What people decide is recorded whole or not at all, and the sheet says the four things it should (MAP-47)."""

import pytest

from grono.clustermap import ReadingOptions, Specification, draw, read_map, write_record, write_tables
from grono.clustermap.selection.choice import Choice, choice_table, latest_choices, read_choices, with_choices
from grono.clustermap.selection.evidence_sheet import evidence_sheet
from grono.messages import InputError
from grono.sources.synthetic import synthetic_economy

NOVEMBER = {"map": "podlaskie-demonstration", "region": "20", "on": "2026-11-05", "by": "the board"}
CHOICES = [
    Choice(**NOVEMBER, industry="10.51", decision="chosen", reason="largest and growing", doubts="prices of milk"),
    Choice(**NOVEMBER, industry="28.30", decision="chosen", reason="suppliers at hand", data_missing="exports by firm"),
    Choice(**NOVEMBER, industry="16.10", decision="rejected", reason="little research"),
    Choice(
        **{**NOVEMBER, "on": "2026-07-28"},
        industry="14.13",
        decision="deferred",
        reason="figures of one year more are needed",
    ),
]


@pytest.fixture(scope="module")
def drawn():
    economy = synthetic_economy()
    specification = Specification(
        ReadingOptions(absent_means_zero=True), analyses=("competitiveness", "acceptability", "multiverse")
    )
    return draw(economy.employees, size_bands=economy.size_bands, specification=specification)


def sentences(part, language="en"):
    return [sentence.in_language(language) for sentence in part]


def test_choices_keep_their_order_and_come_back():
    table = choice_table(CHOICES)
    assert table["industry"].to_pylist() == ["14.13", "10.51", "16.10", "28.30"]
    assert sorted(read_choices(table), key=repr) == sorted(CHOICES, key=repr)


def test_last_decision_counts_and_the_first_stays():
    later = Choice(**NOVEMBER, industry="14.13", decision="rejected", reason="still shrinking")
    assert latest_choices([later, *CHOICES])["20", "14.13"] == later
    assert choice_table([later, *CHOICES]).num_rows == 5


def test_everything_wrong_is_said_at_once():
    wrong = [
        Choice(**{**NOVEMBER, "on": "5.11.2026", "by": " "}, industry="10.51", decision="liked", reason=""),
        *CHOICES[:1],
        *CHOICES[:1],
    ]
    with pytest.raises(InputError) as refused:
        choice_table(wrong)
    found = "\n".join(str(problem) for problem in refused.value.problems)
    assert len(refused.value.problems) == 5
    for part in (
        '"liked" is no decision. Use one of: chosen, rejected, deferred',
        '"5.11.2026" is not a date',
        "who decided",
        "no reason",
        "on the same day",
    ):
        assert part in found


def test_choice_is_stored_with_the_map(drawn, tmp_path):
    chosen = with_choices(drawn, CHOICES)
    write_record(chosen, tmp_path, write_tables(chosen, tmp_path).values())
    assert read_map(tmp_path).further["choice"].equals(chosen.further["choice"])


def test_sheet_of_a_chosen_candidate(drawn):
    sheet = evidence_sheet(with_choices(drawn, CHOICES), "20", "28.30")
    assert sheet.listed == "candidate"
    assert any("It is a candidate in" in sentence for sentence in sentences(sheet.why_in))
    assert any("one of the first 4 in" in sentence for sentence in sentences(sheet.why_in))
    assert "No data on: wages." in sentences(sheet.data_missing)
    assert sentences(sheet.decided) == [
        "Chosen on 2026-11-05 by the board, on the map podlaskie-demonstration: suppliers at hand",
        "Data that were said to be missing: exports by firm",
    ]


def test_sheet_of_a_weak_candidate_says_why_perhaps_wrong(drawn):
    sheet = evidence_sheet(drawn, "20", "14.13", CHOICES)
    doubts = sentences(sheet.why_perhaps_wrong)
    assert any(sentence.startswith("It has shrunk by") for sentence in doubts)
    assert any("fewer people work in it" in sentence for sentence in doubts)
    assert "Most other ways to draw the map would lose it." in doubts
    assert any(sentence.startswith("What most often removes it") for sentence in doubts)


def test_sheet_of_what_is_no_candidate_names_the_rule(drawn):
    failed = next(
        row for row in drawn.candidates.to_pylist() if row["passed"] is False and row["rule"] == "probability_above_one"
    )
    sheet = evidence_sheet(drawn, failed["region"], failed["industry"])
    assert any(
        "It fails a rule of the candidates: the probability of a quotient above 1" in one
        for one in sentences(sheet.why_perhaps_wrong)
    )
    unknown = evidence_sheet(drawn, "20", "99.99")
    assert (unknown.listed, unknown.why_in) == (None, ())
    headings = [str(heading) for heading, _ in unknown.sections()]
    assert headings == ["Why it is in", "Why this is perhaps wrong", "What data is missing", "Who decided"]
    assert all(said for _, said in unknown.sections())


def test_sheet_of_a_bare_map_says_which_analyses_it_lacks():
    economy = synthetic_economy()
    bare = draw(economy.employees, specification=Specification(ReadingOptions(absent_means_zero=True), analyses=()))
    sheet = evidence_sheet(bare, "20", "10.51")
    missing = sentences(sheet.data_missing)
    assert 'The analysis "multiverse" was not made on this map.' in missing
    assert any("an interval of the location quotient" in sentence for sentence in missing)
    assert any(
        "nothing tells a cluster from one large plant" in sentence for sentence in sentences(sheet.why_perhaps_wrong)
    )


def test_every_sentence_of_every_sheet_can_be_said_in_polish(drawn):
    for line in drawn.shortlist.slice(0, 30).to_pylist():
        sheet = evidence_sheet(drawn, line["region"], line["industry"], CHOICES)
        for heading, said in sheet.sections():
            assert heading.in_language("pl")
            assert all("%(" not in sentence for sentence in sentences(said, "pl"))
