"""Who asks by letter is found by name or address, in a declared session alone; from there lead the dry run and the erasure."""

import pytest

from grono.portal.core.models import Sight
from grono.portal.core.session_actions import begin_session
from grono.portal.directory.models import Person
from grono.portal.privacy.finding import people_named
from tests.portal.conftest import make_user
from tests.portal.directory.factories import make_organisation

pytestmark = pytest.mark.django_db


@pytest.fixture
def known(people):
    """Return an account, a person of the directory and a sole trader."""
    return (
        make_user("lucja@example.org", name="Łucja Zmyślona"),
        Person.objects.create(full_name="Łukasz Zmyślony"),
        make_organisation("Zmyślona Zofia, szewc", natural_person=True),
    )


def test_everybody_is_found_by_a_part_of_the_name_or_the_address(people, known):
    def found(words):
        return [one.public_id for one in people_named(people.administrator, words)]

    assert sorted(found("zmyślon")) == sorted(one.public_id for one in known)
    assert found("łucja") == found("LUCJA@example.org") == [known[0].public_id]
    assert found("szewc") == [known[2].public_id]
    assert found("nobody") == found(" ") == []


def test_who_does_not_answer_requests_finds_nobody(people, known):
    assert people_named(people.coordinator, "Zmyślona") == []


def test_names_are_shown_in_a_declared_session_and_lead_to_the_dry_run(people, known):
    client, address = people.client("administrator"), "/en/privacy/requests/"
    led = client.get(address, {"q": "Łucja"})
    assert led["Location"].startswith("/en/declared-session/")
    begin_session(by=people.administrator, reason="letter of 3 May")
    page = client.get(address, {"q": "Łucja"}).content.decode()
    assert f"/en/privacy/people/{known[0].public_id}/" in page
    assert "lucja@example.org" in page  # of two with one name the address tells who is meant
    assert "Łukasz" not in page
    assert Sight.objects.filter(owner_public_id=known[0].public_id).exists()
    assert "Nobody is called that here" in client.get(address, {"q": "Nemo"}).content.decode()
