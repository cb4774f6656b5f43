"""The first page of the questionnaires, while there are none."""

import pytest

pytestmark = pytest.mark.django_db


def test_every_empty_part_says_what_it_is(people):
    page = people.client("coordinator").get("/en/surveys/").content.decode()
    assert "Questionnaires and their versions" in page
    assert "No questionnaire yet." in page
    assert "<strong></strong>" not in page
