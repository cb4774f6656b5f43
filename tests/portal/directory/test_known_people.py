"""One person may hold posts in several organisations, and nobody is found whom the asker does not see (DIR-5, DIR-14, TRU-7)."""

import datetime

import pytest
from django.utils.translation import override

from grono.portal.core.problems import RefusedError
from grono.portal.directory import actions
from grono.portal.directory.kinds import Rung
from grono.portal.directory.known_people import people_like
from grono.portal.directory.models import Person, Post
from grono.portal.directory.submitting import NotAcceptedError, submit_row
from grono.portal.privacy.exporting import everything_about
from grono.portal.privacy.subjects import subject_with
from tests.portal.directory.factories import make_organisation

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _english():
    with override("en"):
        yield


NAME = "Jan Próbny"


def post_in(one, by, rung=Rung.MEMBERS, **values):
    given = {"role": "sales", "email": "jan@example.org", "phone": "600", "rung": rung, "contact_rung": Rung.HIDDEN}
    return actions.add_post(by=by, organisation=one, full_name=NAME, values=given | values)


def sent_values(rung):
    return {"role": "management", "rung": rung, "contact_rung": Rung.HIDDEN}


def kept_by(user, name):
    one = make_organisation(name)
    actions.appoint_administrator(by=None, organisation=one, user=user, reason="test")
    return one


@pytest.fixture
def two(people):
    return kept_by(people.member, "Mleczarnia"), kept_by(people.member, "Serownia")


def sent(**values):
    form = {"full_name": NAME, "role": "management", "title": "", "title_language": "pl", "email": "", "phone": ""}
    return form | {"rung": Rung.MEMBERS.value, "contact_rung": Rung.MEMBERS.value, "since": ""} | values


def add(people, one, **values):
    return people.client("member").post(f"/en/directory/{one.public_id}/profile/rows/people/add/", sent(**values))


def test_form_asks_whether_it_is_somebody_whom_one_sees(people, two):
    known = post_in(two[0], people.member).person
    page = add(people, two[1])
    html = page.content.decode()
    assert "Say who holds this post." in html
    assert "Jan Próbny (sales and exports, Mleczarnia)" in html
    assert f'value="{known.public_id}"' in html
    assert Post.objects.count() == 1


def test_same_person_gets_a_post_in_another_organisation(people, two):
    known = post_in(two[0], people.member).person
    assert add(people, two[1], person=known.public_id).status_code == 302
    assert Person.objects.count() == 1
    assert set(known.posts.values_list("organisation__legal_name", "role")) == {
        ("Mleczarnia", "sales"),
        ("Serownia", "management"),
    }


def test_somebody_else_of_the_same_name_is_entered_anew(people, two):
    post_in(two[0], people.member)
    assert add(people, two[1], person="new").status_code == 302
    assert Person.objects.filter(full_name=NAME).count() == 2


def test_address_at_work_is_compared_only_where_one_keeps_the_post(people, two):
    post_in(two[0], people.member, rung=Rung.REGISTERED)
    assert [str(one) for one in people_like(people.member, "J. Próbny", "JAN@example.org")]
    assert people_like(people.translator, "J. Próbny", "jan@example.org") == []
    assert [str(one) for one in people_like(people.translator, NAME, "")] == [
        "Jan Próbny (sales and exports, Mleczarnia)"
    ]


@pytest.mark.parametrize(("rung", "seen"), [(Rung.HIDDEN, 0), (Rung.MEMBERS, 0), (Rung.REGISTERED, 1)])
def test_nobody_is_found_whom_one_does_not_see(people, rung, seen):
    theirs = kept_by(people.analyst, "Obca")
    known = post_in(theirs, people.analyst, rung=rung).person
    assert len(people_like(people.member, NAME, "jan@example.org")) == seen
    mine = kept_by(people.member, "Swoja")
    if not seen:
        page = add(people, mine, person=known.public_id)
        assert page.status_code == 200, "an identifier that one does not see is not accepted"
        assert "Obca" not in page.content.decode()
        assert add(people, mine).status_code == 302
        assert Person.objects.count() == 2


def test_who_has_left_is_known_to_their_old_organisation_only(people, two):
    post = post_in(two[0], people.member, rung=Rung.REGISTERED, since=datetime.date(2020, 1, 1))
    actions.close_post(by=people.member, organisation=two[0], public_id=post.public_id, day=datetime.date(2026, 1, 2))
    assert people_like(people.translator, NAME, "") == []
    assert ["2020-01-01–2026-01-02" in str(one) for one in people_like(people.member, NAME, "")] == [True]
    page = people.client("member").get(f"/en/directory/{two[0].public_id}/profile/rows/people/").content.decode()
    assert "Posts that have ended" in page


def test_program_is_asked_the_same_question(people, two):
    known = post_in(two[0], people.member).person
    values = {"full_name": NAME, "role": "management"}
    with pytest.raises(NotAcceptedError) as caught:
        submit_row(by=people.member, public_id=two[1].public_id, kind="people", values=values)
    assert known.public_id in caught.value.problems["person"]
    submit_row(by=people.member, public_id=two[1].public_id, kind="people", values=values | {"person": known.public_id})
    assert known.posts.count() == 2


def test_page_and_api_name_the_other_posts_that_one_sees(people, two):
    known = post_in(two[0], people.member, rung=Rung.REGISTERED).person
    actions.add_post(
        by=people.member, organisation=two[1], full_name="", person=known, values=sent_values(Rung.REGISTERED)
    )
    for role, expected in (("member", 1), ("translator", 1), ("visitor", None)):
        client = people.client(role)
        html = client.get(f"/en/directory/{two[0].public_id}/").content.decode()
        found = client.get(f"/api/v1/organisations/{two[0].public_id}").json()["people"]
        assert ("Serownia</a>" in html) is (expected is not None)
        assert [len(one["others"]) for one in found] == ([] if expected is None else [expected])


def test_hidden_post_elsewhere_is_told_to_nobody_else(people, two):
    known = post_in(two[0], people.member, rung=Rung.REGISTERED).person
    actions.add_post(by=people.member, organisation=two[1], full_name="", person=known, values=sent_values(Rung.HIDDEN))
    html = people.client("translator").get(f"/en/directory/{two[0].public_id}/").content.decode()
    assert NAME in html
    assert "Serownia" not in html


def test_name_of_who_also_works_elsewhere_is_not_changed_from_one_side(people, two):
    mine = post_in(two[0], people.member, rung=Rung.REGISTERED)
    theirs = kept_by(people.analyst, "Obca")
    actions.add_post(by=people.analyst, organisation=theirs, full_name="", person=mine.person, values=sent_values(2))
    change = {"organisation": two[0], "public_id": mine.public_id, "values": sent_values(2)}
    with pytest.raises(RefusedError, match="only the operator"):
        actions.change_post(by=people.member, full_name="Jan Inny", **change)
    actions.change_post(by=people.member, full_name=NAME, **change)
    actions.change_post(by=people.coordinator, full_name="Jan Inny", **change)
    assert Person.objects.get().full_name == "Jan Inny"


def test_same_post_twice_is_refused(people, two):
    known = post_in(two[0], people.member).person
    page = add(people, two[0], person=known.public_id, role="sales")
    assert "already holds such a post" in page.content.decode()


def test_export_of_the_person_holds_all_posts_with_their_days(people, two):
    post = post_in(two[0], people.member)
    actions.add_post(by=people.member, organisation=two[1], full_name="", person=post.person, values=sent_values(1))
    actions.close_post(by=people.member, organisation=two[0], public_id=post.public_id)
    tables = everything_about(subject_with(post.person.public_id))
    rows = next(rows for name, rows in tables.items() if name.startswith("directory.Post"))
    assert {(row["organisation"], row["until"] is None) for row in rows} == {
        (two[0].public_id, False),
        (two[1].public_id, True),
    }
