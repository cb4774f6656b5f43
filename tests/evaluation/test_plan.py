"""The plan and its hash: every change is another plan (STR-38)."""

import json
from hashlib import sha256

import pytest

from grono.evaluation import METHODS, plan_from_data
from grono.evaluation.plan_words import PAGES, aggregation_title, control_title, donor_rule_title
from grono.messages import InputError

GOOD = {"question": "Did it work?", "outcome": "jobs", "method": "synthetic_control", "treated": {"Leszno": "2011"}}


def sentences(**changed):
    with pytest.raises(InputError) as error:
        plan_from_data(GOOD | changed)
    return {problem.code: str(problem.message) for problem in error.value.problems}


def test_hash_is_that_of_the_canonical_text():
    plan = plan_from_data(GOOD | {"ring": ["B", "A"]})
    assert plan.sha256 == sha256(plan.canonical_json().encode()).hexdigest()
    assert list(json.loads(plan.canonical_json())) == sorted(plan.data())
    assert " " not in plan.canonical_json().replace("Did it work?", "")


def test_hash_does_not_depend_on_how_the_plan_was_written():
    first = plan_from_data(GOOD | {"ring": ["B", "A", "A"], "treated": {"Leszno": 2011}})
    second = plan_from_data(dict(reversed((GOOD | {"ring": ["A", "B"], "alpha": 0.05}).items())))
    assert first.sha256 == second.sha256
    assert plan_from_data(first.data()) == first
    assert plan_from_data(json.loads(first.canonical_json())).sha256 == first.sha256


@pytest.mark.parametrize(
    "changed",
    [
        {"alpha": 0.1},
        {"seed": 2},
        {"question": "Did it?"},
        {"treated": {"Leszno": "2012"}},
        {"method": "synthetic_differences"},
    ],
)
def test_every_change_changes_the_hash(changed):
    assert plan_from_data(GOOD | changed).sha256 != plan_from_data(GOOD).sha256


@pytest.mark.parametrize(
    ("changed", "code", "sentence"),
    [
        ({"question": " "}, "no-question", "Write what you want to know"),
        ({"outcome": ""}, "no-outcome", "Write what is measured"),
        ({"treated": {}}, "no-treated", 'such as {"Leszno": "2011"}'),
        ({"treated": ["Leszno"]}, "wrong-kind", "is not an object of units"),
        ({"alpha": "small"}, "wrong-kind", "“small” is not a number"),
        ({"seed": True}, "wrong-kind", "“True” is not a whole number"),
        ({"methods": "x"}, "unknown-field", 'no field "methods"'),
        ({"method": "magic"}, "unknown-choice", "“magic” is not one of difference_in_differences"),
        ({"donor_rule": "listed"}, "no-donors", "List the donors"),
        ({"donors": ["Leszno"], "donor_rule": "listed"}, "unit-twice", 'both treated and in "donors"'),
        ({"treated": {"Leszno": "2011", "Gniezno": "2012"}}, "several-beginnings", "(2011, 2012)"),
        (
            {"covariates": ["size"], "method": "synthetic_differences"},
            "covariates-unused",
            "Only the synthetic control",
        ),
        ({"treated": {"Leszno": "soon"}}, "not-a-period", "“soon” is not a period"),
        ({"first_period": "2011"}, "no-time-before", "Begin earlier."),
        ({"last_period": "2010"}, "no-time-after", "End later."),
        ({"alpha": 0.9}, "out-of-range", "0.9 is not between 0.001 and 0.5"),
        ({"draws": 5}, "out-of-range", "5 is not between 19 and"),
    ],
)
def test_each_fault_has_its_sentence(changed, code, sentence):
    assert sentence in sentences(**changed)[code]


def test_what_is_no_object_is_refused():
    with pytest.raises(InputError, match="A plan is a JSON object"):
        plan_from_data(["question"])


def test_all_faults_come_at_once():
    assert set(sentences(question="", outcome="", method="magic", alpha=2)) == {
        "no-question",
        "no-outcome",
        "unknown-choice",
        "out-of-range",
    }


def test_every_choice_has_words_and_a_page():
    assert set(PAGES) == set(METHODS)
    for title in (donor_rule_title("all"), aggregation_title("group"), control_title("never")):
        assert title.in_language("pl") != title.in_language("en")
