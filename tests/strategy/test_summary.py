from fractions import Fraction

import pytest

from grono.messages import message
from grono.strategy import Finding, Progress, progress
from grono.strategy.finding import stage_cell
from grono.strategy.summary import finding_to_data, number_to_data, points_to_data, progress_to_data
from tests.strategy.factories import PLAIN


@pytest.mark.parametrize(("number", "expected"), [(Fraction(86), 86), (Fraction(1, 8), 0.125), (Fraction(0), 0)])
def test_number_keeps_its_kind(number, expected):
    assert (number_to_data(number), type(number_to_data(number))) == (expected, type(expected))


@pytest.mark.parametrize(
    ("done", "planned", "percent", "reason"),
    [(49, 55, 89.09, None), (1, 800, 0.13, None), (0, 20, 0.0, None), (0, 0, None, "not-planned")],
)
def test_percentage_is_rounded_half_up_or_says_why_there_is_none(done, planned, percent, reason):
    found = points_to_data(Progress(Fraction(done), Fraction(planned)))
    assert found == {"done": done, "planned": planned, "percent": percent, "reason": reason}


@pytest.mark.parametrize("language", ["en", "pl"])
def test_progress_of_a_card(language):
    reached = progress(PLAIN)
    found = progress_to_data(reached, language)
    assert [year["year"] for year in found["progress"]] == [2020, 2021, 2022]
    assert found["progress"][0]["in_year"] == {"done": 20, "planned": 20, "percent": 100, "reason": None}
    assert [(stage["stage"], stage["title"], stage["done"]) for stage in found["stages"]] == [
        ("1", "Projekt inkubatora", 20),
        ("2", "Budowa", 80),
    ]
    assert found["total"]["percent"] == 100
    status = found["progress"][2]["status"]
    assert (status["worst"], status["best"], status["rule"]) == ("green", "green", "STR-24")
    assert status["label"] == reached.status.label.in_language(language)
    assert status["reason"] == reached.status.reason.in_language(language)


def test_finding_has_sentences_of_one_language_and_figures_for_programs():
    finding = Finding(
        "F-STAGE",
        (stage_cell("1"),),
        message("What."),
        message("Do."),
        "Budowa",
        {"sum": Fraction(5, 2), "unit": "points"},
    )
    found = finding_to_data(finding, "pl")
    assert found["cells"] == [stage_cell("1").in_language("pl")] != [stage_cell("1").in_language("en")]
    assert (found["code"], found["message"], found["repair"], found["subject"]) == ("F-STAGE", "What.", "Do.", "Budowa")
    assert found["details"] == {"sum": 2.5, "unit": "points"}
