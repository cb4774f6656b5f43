"""The first page of the questionnaires, while there are none."""

import pytest

from tests.portal.surveys.factories import make_open

pytestmark = pytest.mark.django_db


def test_every_empty_part_says_what_it_is(people):
    page = people.client("coordinator").get("/en/surveys/").content.decode()
    assert "Questionnaires and their versions" in page
    assert "No questionnaire yet." in page
    assert "<strong></strong>" not in page


def test_rows_of_waves_and_versions_become_cards_on_a_narrow_screen(people):
    make_open()
    html = people.client("coordinator").get("/en/surveys/").content.decode()
    assert html.count('<table class="stacked">') == 2
