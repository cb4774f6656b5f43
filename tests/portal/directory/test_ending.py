"""A post or an establishment ends on a chosen day; the profile as others see it shows people as the chosen rung sees them."""

import datetime

import pytest
from django.utils import timezone

from grono.portal.core.actions import make_token
from grono.portal.directory import actions
from grono.portal.directory.kinds import Rung
from grono.portal.directory.models import Person, Post
from tests.portal.directory.factories import make_organisation

pytestmark = pytest.mark.django_db
SINCE, TODAY = datetime.date(2020, 3, 1), timezone.localdate


@pytest.fixture
def post(db):
    return _post(make_organisation("Mleczarnia"))


def _post(organisation, person=None, **fields):
    person = person or Person.objects.create(full_name="Anna Nowak")
    values = {"role": "contact", "since": SINCE, "rung": Rung.REGISTERED, "contact_rung": Rung.HIDDEN} | fields
    return Post.objects.create(organisation=organisation, person=person, **values)


def address(post):
    return f"/en/directory/{post.organisation.public_id}/profile/rows/people/{post.public_id}/end/"


def closed(post):
    post.refresh_from_db()
    return post.until


def test_a_post_ends_on_the_chosen_day(people, post):
    client = people.client("coordinator")
    html = client.get(address(post)).content.decode()
    assert f'value="{TODAY().isoformat()}"' in html
    assert "Not before it began: 1 March 2020." in html
    assert client.post(address(post), {"until": "2024-06-30"}).status_code == 302
    assert closed(post) == datetime.date(2024, 6, 30)


@pytest.mark.parametrize(
    ("day", "sentence"),
    [
        ("2020-02-29", "It would end before it began on 1 March 2020. Choose that day or a later one."),
        ("2999-01-01", "This day is still to come. Close it on the day itself, or choose an earlier one."),
        ("", "error"),
    ],
)
def test_a_day_that_cannot_be_is_said_and_changes_nothing(people, post, day, sentence):
    html = people.client("coordinator").post(address(post), {"until": day}).content.decode()
    assert sentence in html
    assert closed(post) is None


def test_nobody_holds_one_post_twice_at_a_time(people, post):
    _post(post.organisation, post.person, since=datetime.date(2021, 1, 1), until=datetime.date(2022, 1, 1))
    sentence = "This person held this post from 1 January 2021 to 1 January 2022 already."
    assert sentence in people.client("coordinator").post(address(post), {"until": "2023-01-01"}).content.decode()
    assert closed(post) is None
    assert people.client("coordinator").post(address(post), {"until": "2021-01-01"}).status_code == 302
    values = {"role": "contact", "since": datetime.date(2020, 6, 1), "rung": 1, "contact_rung": 1}
    with pytest.raises(Exception, match="held this post from 1 March 2020 to 1 January 2021 already"):
        actions.add_post(
            by=people.coordinator, organisation=post.organisation, full_name="", values=values, person=post.person
        )


def test_the_api_ends_a_post_as_the_page_does(people, post):
    token = make_token(by=people.coordinator, name="x", scope="write")
    client, place = people.client("visitor"), f"/api/v1/organisations/{post.organisation.public_id}/rows/people/"
    headers = {"HTTP_AUTHORIZATION": f"Bearer {token}"}
    refused = client.delete(f"{place}{post.public_id}?until=2020-02-29&language=en", **headers)
    assert refused.status_code == 422
    assert "before it began on 1 March 2020" in str(refused.json())
    assert client.delete(f"{place}{post.public_id}?until=2024-06-30", **headers).status_code == 200
    assert closed(post) == datetime.date(2024, 6, 30)


def test_what_has_no_days_is_taken_out_without_one(people):
    one = make_organisation()
    values = {"scheme": "ISO 9001", "number": "", "valid_until": None, "evidence": ""}
    actions.keep_certificate(by=people.coordinator, organisation=one, values=values)
    row = one.certificates.get()
    client = people.client("coordinator")
    place = f"/en/directory/{one.public_id}/profile/rows/certificates/{row.public_id}/end/"
    assert "Last day" not in client.get(place).content.decode()
    assert client.post(place).status_code == 302
    assert not one.certificates.exists()


@pytest.mark.parametrize(
    ("viewer", "seen"), [("visitor", False), ("registered", True), ("member", True), ("own", True)]
)
def test_preview_shows_posts_elsewhere_as_the_chosen_rung_sees_them(people, post, viewer, seen):
    _post(make_organisation("Uczelnia"), post.person)
    _post(make_organisation("Ukryta"), post.person, rung=Rung.HIDDEN)
    _post(post.organisation, Person.objects.create(full_name="Jan Ukryty"), rung=Rung.HIDDEN)
    address = f"/en/directory/{post.organisation.public_id}/profile/preview/?as={viewer}"
    html = people.client("coordinator").get(address).content.decode()
    assert [name in html for name in ("Anna Nowak", "Uczelnia")] == [seen, seen]
    assert "Ukryta" not in html
    assert ("Jan Ukryty" in html) is (viewer == "own")
