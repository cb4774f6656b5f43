"""The rule page: what can be decided, and that nothing decidable is forgotten."""

import pytest
from django.http import QueryDict

from grono.clustermap import Parameters, Specification, analysis_texts, parameter_texts
from grono.portal.maps.forms.rule import ANALYSIS_OF_RULE, CANDIDATE_RULE, PLACES, TRADED_RULE, WHOLE_CHOICES, RuleForm
from grono.portal.maps.forms.rule import OfferedAnalysis as Offered
from grono.portal.maps.forms.weights import initial_weights, weights_asked, words_of_weights
from grono.portal.maps.models import FURTHER_KINDS
from grono.portal.maps.steps import TITLES, title_of_step
from grono.portal.maps.table_words import OPENS, ROLE_TITLES
from grono.portal.maps.table_words import TITLES as TABLE_TITLES
from grono.portal.maps.understanding import roles_of
from tests.portal.maps.factories import make_draft
from tests.portal.maps.test_pages import RULE, address, text

OFFERED = [Offered("distance", "Distances", "", True, "", True), Offered("links", "Links", "", False, "Flows", False)]


def form(**given):
    data = QueryDict(mutable=True)
    for name, value in given.items():
        data.setlist(name, value if isinstance(value, list) else [value])
    initial = {**Parameters().as_record(), "seed": 1}
    return RuleForm(data, initial=initial, years=[2020, 2024], texts=parameter_texts(), analyses=OFFERED)


def test_every_parameter_has_a_place():
    for name, text_ in parameter_texts().items():
        known = text_.rule in {CANDIDATE_RULE, TRADED_RULE, *ANALYSIS_OF_RULE} or name == PLACES
        assert known, f"Say in ANALYSIS_OF_RULE under which analysis {name} ({text_.rule}) stands."


def test_analyses_of_rules_exist():
    assert set(ANALYSIS_OF_RULE.values()) <= set(analysis_texts())


def test_whole_choices_fill_their_range():
    for name, number in WHOLE_CHOICES.items():
        text_ = parameter_texts()[name]
        assert (text_.minimum, text_.maximum) == (0, number - 1)


def test_every_table_and_column_has_a_name():
    assert set(TABLE_TITLES) - set(OPENS) == {"employees", "size_bands"}
    assert set(OPENS) == set(FURTHER_KINDS)
    for kind in TABLE_TITLES:
        assert set(roles_of(kind)) <= set(ROLE_TITLES)


def test_every_analysis_is_named_while_it_runs():
    others = {str(title_of_step("report")), *map(str, TITLES.values())}
    titles = [str(title_of_step(name)) for name in analysis_texts()]
    assert len(set(titles)) == len(titles)
    assert not others & set(titles)


def test_what_is_left_empty_keeps_its_value():
    given = form(**{**RULE, "seed": "", "acceptability_draws": ""})
    assert given.is_valid(), given.errors
    assert given.parameters() == {**Parameters().as_record(), "least_location_quotient": 1.5}
    assert given.seed() == 1


def test_only_possible_analyses_can_be_chosen():
    assert form(**RULE, analysis=["distance"]).is_valid()
    assert not form(**RULE, analysis=["links"]).is_valid()
    nothing = form(**RULE)
    assert nothing.is_valid()
    assert nothing.analyses() == []


def test_clusters_are_tried_from_fewest_to_most():
    wrong = form(**RULE, fewest_clusters="9", most_clusters="3")
    assert not wrong.is_valid()
    assert "most_clusters" in wrong.errors


def test_page_shows_the_rule_first_and_what_an_analysis_lacks(people):
    map_ = make_draft(people.analyst)
    shown = text(people.client("analyst").get(address(map_, "rule")))
    assert shown.index("Lowest location quotient") < shown.index("Distances between plants") < shown.index("Draws of")
    assert "Needs the table “Plants with coordinates”." in shown
    assert "Smallest traded part" in shown[shown.index("Settings of the analyses") :]


def test_analyses_choice_and_seed_are_stored(people):
    map_ = make_draft(people.analyst)
    client = people.client("analyst")
    sent = {**RULE, "analysis": ["specialisation", "space"], "seed": "12", "shortlist_places": "2"}
    assert client.post(address(map_, "rule"), sent).status_code == 302
    map_.refresh_from_db()
    chosen = map_.specification
    assert (chosen["analyses"], chosen["seed"]) == (["specialisation", "space"], 12)
    assert chosen["parameters"]["shortlist_places"] == 2


def test_weights_in_an_order_are_kept_in_the_specification():
    given = form(**RULE, weights="order", place_growth="2", place_employees="1")
    assert given.is_valid(), given.errors
    assert given.weights() == {"intervals": {}, "orders": [["employees", "growth"]]}
    assert Specification.of({**Specification().as_record(), "weights": given.weights()}).weights.orders


def test_weights_within_ranges_are_shares():
    given = form(**RULE, weights="ranges", low_growth="10", high_growth="40", high_employees="50")
    assert given.is_valid(), given.errors
    assert given.weights()["intervals"] == {"growth": [0.1, 0.4], "employees": [0.0, 0.5]}


def test_without_a_rule_of_weights_every_set_counts():
    for given in (form(**RULE), form(**RULE, weights="every", place_growth="1", low_growth="10")):
        assert given.is_valid(), given.errors
        assert given.weights() == {}


def test_weights_that_cannot_be_are_refused_with_a_sentence():
    cases = {
        "weights": [
            {"weights": "ranges", "low_growth": "60", "low_employees": "50"},
            {"weights": "ranges", "low_growth": "60", "high_growth": "50"},
            {"weights": "order"},
            {"weights": "ranges"},
        ],
        "place_growth": [{"weights": "order", "place_employees": "1", "place_growth": "1"}],
        "low_growth": [{"weights": "ranges", "low_growth": "101"}],
    }
    for field, wrong in cases.items():
        for given in wrong:
            refused = form(**RULE, **given)
            assert list(refused.errors) == [field], given
            assert refused.folded_wrong()


@pytest.mark.parametrize(
    "weights",
    [
        {},
        {"intervals": {"growth": [0.1, 0.4]}, "orders": []},
        {"intervals": {}, "orders": [["growth", "employees"]]},
    ],
)
def test_weights_come_back_to_the_form_and_are_said_in_words(weights):
    fields = initial_weights(weights)
    assert weights_asked(fields) == weights
    assert words_of_weights(weights)


def test_page_of_the_rule_asks_for_the_weights(people):
    map_ = make_draft(people.analyst)
    page = people.client("analyst").post(
        address(map_, "rule"), {**RULE, "weights": "ranges", "low_growth": "60", "low_employees": "50"}
    )
    assert "No weights meet all intervals" in text(page)
    assert 'href="#id_weights_0"' in page.content.decode()
    assert 'id="id_weights_0"' in page.content.decode()
