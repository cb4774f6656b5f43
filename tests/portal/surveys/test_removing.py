"""What a coordinator takes out of a questionnaire can be put back where it stood."""

import pytest

from grono.portal.core.problems import RefusedError
from grono.portal.surveys import designing
from grono.portal.surveys.models import Version
from tests.portal.surveys.factories import make_definition, make_version


@pytest.mark.parametrize("concept", ["", "plan", "groups"])
def test_taking_out_and_putting_back_is_nothing(concept):
    whole = make_definition()
    kept = designing.Removed.of(whole, "people", concept, "en").as_data()
    without = designing.changed(whole, "remove", section="people", concept=concept)
    assert without != whole
    assert designing.put_back(without, designing.Removed.from_data(kept)) == whole


def test_nothing_is_put_back_beside_its_twin_or_into_a_section_that_is_gone():
    whole = make_definition()
    section, question = (designing.Removed.of(whole, "people", concept, "en") for concept in ("", "plan"))
    for removed in (section, question):
        with pytest.raises(RefusedError, match="has its key now"):
            designing.put_back(whole, removed)
    with pytest.raises(RefusedError, match="its section is gone"):
        designing.put_back(designing.changed(whole, "remove", section="people"), question)


@pytest.mark.django_db
def test_page_offers_to_put_back_what_was_removed_last(people):
    version = make_version()
    client, start = people.client("coordinator"), f"/en/surveys/questionnaires/{version.public_id}/"
    sent = {"section": "people", "concept": "plan", "revision": 0}
    client.post(f"{start}change/", {**sent, "act": "remove"})
    page = client.get(start).content.decode()
    assert "“What next?” was removed." in page
    assert Version.objects.get(pk=version.pk).definition.question("plan") is None
    client.post(f"{start}change/", {"act": "restore", "revision": 1})
    assert Version.objects.get(pk=version.pk).definition == version.definition
    assert "was removed" not in client.get(start).content.decode()
    again = client.post(f"{start}change/", {"act": "restore", "revision": 2}, follow=True)
    assert "no longer there" in again.content.decode()
