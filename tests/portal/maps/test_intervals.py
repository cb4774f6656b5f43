"""What an interval speaks of is said wherever one is shown; so is how surely chance has no part."""

import pytest
from django.utils.translation import override

from grono.clustermap.variants import INTERVAL_LABELS
from grono.portal.maps.pages.chance import concentration_facts
from grono.portal.maps.pages.forms_of_numbers import LogAxis
from grono.portal.maps.pages.intervals import bounds_fields, interval_field, interval_field_beside, interval_words
from tests.portal.maps.factories import make_drawn


@pytest.fixture(autouse=True)
def _english():
    with override("en"):
        yield


def test_every_kind_of_interval_has_words():
    words = [interval_words(kind) for kind in INTERVAL_LABELS]
    assert words[0] == interval_words(None) == ""
    assert len(set(words)) == len(INTERVAL_LABELS)


def test_column_stands_only_where_the_rows_say_it():
    assert interval_field([{"lower": 1.0}, {"interval": None}]) == []
    (field,) = interval_field([{"interval": None}, {"interval": "imputations"}])
    assert [field.value({"interval": kind}) for kind in ("imputations", None)] == ["what the hidden cells could be", ""]


def test_column_beside_a_drawing_stands_only_where_bars_show_more_than_the_error():
    assert interval_field_beside([{"interval": "error"}, {"interval": None}]) == []
    assert len(interval_field_beside([{"interval": "error"}, {"interval": "error_and_imputations"}])) == 1


def test_bounds_of_links_stand_only_where_cells_are_hidden():
    assert bounds_fields([{"value": 1.0}]) == []
    labels = [field.label for field in bounds_fields([{"lower": 0.1, "upper": 0.2, "interval": "imputations"}])]
    assert labels == ["Lower bound", "Upper bound", "The interval shows"]


@pytest.mark.parametrize(("kind", "said"), [("error", False), ("error_and_imputations", True), ("imputations", True)])
def test_drawing_says_when_its_bars_cover_hidden_cells(kind, said):
    axis = LogAxis([{"location_quotient": 2.0, "lower": 1.0, "upper": 3.0, "interval": kind}])
    assert ("hidden cells" in axis.explained(has_intervals=True)) == said


def test_industry_says_how_surely_it_is_concentrated(people):
    map_ = make_drawn(people.analyst, published=True, further=True)

    class Measures:
        @staticmethod
        def of_industry(_code):
            values = {"ellison_glaeser_p": 0.9, "ellison_glaeser_q": 0.95, "ellison_glaeser_p_dispersed": 0.0001}
            return {name: {"value": value} for name, value in values.items()}

    class Found:
        further = Measures

    high, low = concentration_facts(map_, Found, "10.51")
    assert (high.value, low.value) == ("90%", "<\N{NO-BREAK SPACE}0.1%")
    assert "95%" in high.detail
    assert "ellison_glaeser_p_dispersed" in low.href
