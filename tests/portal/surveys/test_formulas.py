"""Formulas and links between versions (DIR-18)."""

import pytest

from grono.portal.surveys import actions
from grono.portal.surveys.definition import Choice, Question
from grono.portal.surveys.formulas import FormulaError, applied, check, converted, pairs
from grono.portal.surveys.links import brought_forward, earlier_concept
from grono.portal.surveys.queries import versions_between
from grono.quantities import about, display, exact, interval, to_data
from tests.portal.surveys.factories import make_version, quantity, texts

NUMBER = Question("turnover", "quantity", texts("Revenue"))
CHOICE = Question("size", "one", texts("Size"), choices=(Choice("small", texts("S")), Choice("large", texts("L"))))


def test_formula_is_carried_out_on_intervals_too():
    assert display(applied("x / 1000", interval(1500, 2500)), "en") == "1.5–2.5"
    assert display(applied("(x - 2) * 3", about(12)), "en") == "about 30"
    assert display(applied("-x + 0.1", exact(1)), "en") == "-0.9"


@pytest.mark.parametrize(
    "formula", ["", "y * 2", "x ** 2", "x * 1e9", "__import__('os')", "x.real", "x * 2; x", "x" * 300, "((("]
)
def test_anything_else_is_refused_with_a_sentence(formula):
    with pytest.raises(FormulaError, match="x \\* 1000"):
        applied(formula, exact(1))


def test_pairs_of_choices_merge_what_they_name():
    assert pairs("micro = small; tiny=small") == {"micro": "small", "tiny": "small"}
    link = {"kind": "convertible", "formula": "micro = small"}
    assert converted(link, CHOICE, "micro") == "small"
    assert converted(link, CHOICE, ["large", "micro"]) == ["large", "small"]


def test_formula_has_to_fit_its_question():
    check("x * 2", NUMBER)
    with pytest.raises(FormulaError, match="giant"):
        check("micro = giant", CHOICE)
    with pytest.raises(FormulaError, match="Only numbers and choices"):
        check("x", Question("words", "text", texts("Words")))


def test_broken_and_unknown_links_bring_nothing_forward():
    assert converted({"kind": "broken"}, NUMBER, quantity(1)) is None


@pytest.fixture
def chain(db):
    """Three versions: first to second in thousands, second to third the same."""
    first = make_version()
    second = actions.copy_version(by=None, version=first)
    links = dict(second.links) | {
        "headcount": {"kind": "convertible", "formula": "x * 1000"},
        "plan": {"kind": "broken"},
    }
    second = actions.change_links(by=None, version=second, links=links)
    third = actions.copy_version(by=None, version=second)
    return versions_between(first, third)


def test_answers_come_forward_through_all_versions(chain):
    assert earlier_concept(chain, "headcount") == "headcount"
    assert brought_forward(chain, "headcount", quantity(2)) == quantity(2000)
    assert brought_forward(chain, "headcount", to_data(about(2)))["approximate"]
    assert earlier_concept(chain, "plan") is None
    assert brought_forward(chain, "plan", "grow") is None


def test_link_to_what_is_not_there_is_refused(chain):
    second = chain[1]
    with pytest.raises(Exception, match="nowhere"):
        actions.change_links(by=None, version=second, links={"headcount": {"kind": "same", "from": "nowhere"}})
    with pytest.raises(Exception, match="another type"):
        actions.change_links(by=None, version=second, links={"headcount": {"kind": "same", "from": "offer"}})
