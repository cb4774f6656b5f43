"""What an organisation tells of itself: each act keeps its history, and each change can be undone (DIR-3, DIR-5, DIR-11)."""

import datetime

import pytest
from django.utils.translation import override

from grono.portal.core.models import AuditEntry
from grono.portal.core.problems import RefusedError
from grono.portal.directory import actions
from grono.portal.directory.activity import read_code
from grono.portal.directory.models import Administrator, Establishment, FieldChange, Organisation
from grono.portal.directory.provenance import provenance_of
from grono.portal.directory.snapshots import snapshot
from grono.quantities import parse
from tests.portal.directory.factories import DAIRY, make_organisation

pytestmark = pytest.mark.django_db
LODZ = {"place": "Łódź", "teryt": "1061011", "street": "Piotrkowska 1"}


@pytest.fixture(autouse=True)
def _in_english():
    with override("en"):
        yield


@pytest.fixture
def own(people):
    """Return an organisation that the member administers."""
    one = make_organisation("Mleczarnia Swoja", founded=1990, texts={("capability", "pl"): "Sery"})
    Administrator.objects.create(organisation=one, user=people.member)
    return one


def seat(one):
    return one.establishments.get(is_seat=True, until=None)


def post_values(**values):
    return {"role": "sales", "email": "jan@example.org", "phone": "600 100 200", "rung": 1, "contact_rung": 1} | values


ACTS = {
    "founded": lambda by, one: actions.change_facts(by=by, organisation=one, facts={"founded": 1991}),
    "legal_name": lambda by, one: actions.change_facts(by=by, organisation=one, facts={"legal_name": "Nowa"}),
    "headcount": lambda by, one: actions.change_facts(
        by=by, organisation=one, facts={"headcount": parse("ok. 60", "pl"), "headcount_year": 2025}
    ),
    "texts.capability.en": lambda by, one: actions.change_texts(
        by=by, organisation=one, texts={("capability", "en"): "Cheese", ("capability", "pl"): ""}
    ),
    "countries": lambda by, one: actions.change_reach(
        by=by, organisation=one, countries=["DE", "CZ"], languages=["de"]
    ),
    "certificates": lambda by, one: actions.keep_certificate(
        by=by, organisation=one, values={"scheme": "ISO 9001", "number": "1", "valid_until": datetime.date(2027, 1, 1)}
    ),
    "products": lambda by, one: actions.keep_product(by=by, organisation=one, texts={"pl": ("Ser", "Dojrzewający")}),
    "codes": lambda by, one: actions.choose_codes(
        by=by, organisation=one, codes=[DAIRY, read_code("pkd2007", "28.30.Z")]
    ),
    "codes closed": lambda by, one: actions.remove_code(by=by, organisation=one, system="pkd2007", code="10.51.Z"),
    "places": lambda by, one: actions.keep_place(by=by, organisation=one, values=LODZ),
    "place changed": lambda by, one: actions.keep_place(
        by=by, organisation=one, public_id=seat(one).public_id, values={"street": "Nowa 2"}
    ),
    "posts": lambda by, one: actions.add_post(by=by, organisation=one, full_name="Jan Próbny", values=post_values()),
    "visibility.address": lambda by, one: actions.set_visibility(by=by, organisation=one, rungs={"address": 0}),
}


@pytest.mark.parametrize("act", ACTS)
def test_every_change_can_be_undone(people, own, act):
    before = snapshot(own)
    ACTS[act](people.member, own)
    rows = list(FieldChange.objects.order_by("pk"))
    assert rows
    assert all(row.by == people.member for row in rows)
    for row in reversed(rows):
        actions.undo_change(by=people.member, organisation=own, change=row)
    assert snapshot(own) == before
    assert all(FieldChange.objects.filter(undoes=row).count() == 1 for row in rows)


def test_change_is_recorded_once_with_its_source(people, own):
    actions.change_facts(by=people.member, organisation=own, facts={"founded": 1991})
    actions.change_facts(by=people.member, organisation=own, facts={"founded": 1991})
    [row] = FieldChange.objects.all()
    assert (row.field, row.before, row.after) == ("founded", 1990, 1991)
    assert provenance_of(own)["founded"].kind == "member"
    actions.change_facts(by=people.coordinator, organisation=own, facts={"founded": 1992})
    assert provenance_of(own)["founded"].kind == "coordinator"


def test_undoing_is_refused_when_a_newer_change_stands_on_it(people, own):
    for year in (1991, 1992):
        actions.change_facts(by=people.member, organisation=own, facts={"founded": year})
    older = FieldChange.objects.order_by("pk").first()
    with pytest.raises(RefusedError, match="newest"):
        actions.undo_change(by=people.member, organisation=own, change=older)
    assert Organisation.objects.get(pk=own.pk).founded == 1992


def test_changes_of_a_field_can_be_undone_one_after_the_other(people, own):
    for year in (1991, 1992):
        actions.change_facts(by=people.member, organisation=own, facts={"founded": year})
    older, newer = FieldChange.objects.order_by("pk")
    page = people.client("member").get(f"/en/directory/{own.public_id}/history/").content.decode()
    assert [f"/{row.public_id}/undo/" in page for row in (older, newer)] == [False, True]
    actions.undo_change(by=people.member, organisation=own, change=newer)
    actions.undo_change(by=people.member, organisation=own, change=older)
    assert Organisation.objects.get(pk=own.pk).founded == 1990
    with pytest.raises(RefusedError, match="newest"):
        actions.undo_change(by=people.member, organisation=own, change=newer.undone_by)


def test_text_in_the_field_of_another_language_is_saved_asked_about_and_moved(people, own):
    """LNG-9: a question with one click to change, never a refusal."""
    client, address = people.client("member"), f"/en/directory/{own.public_id}/profile/sections/texts/"
    english = "We make cheese and butter from the milk of our own cows and deliver it to shops in the region."
    page = client.post(address, {"capability_pl": english}, follow=True).content.decode()
    assert "looks like another language (English)" in page
    assert [(row.language, row.text) for row in own.texts.all()] == [("pl", english)]
    assert "looks like" not in client.post(address, {"move": "capability_pl"}, follow=True).content.decode()
    assert [(row.language, row.text) for row in own.texts.all()] == [("en", english)]
    client.post(address, {"capability_pl": english, "capability_en": english})
    assert "Move it to" not in client.get(address).content.decode()
    client.post(address, {"move": "capability_pl"})
    assert own.texts.count() == 2


def test_old_legal_name_becomes_a_former_name(people, own):
    actions.change_facts(by=people.member, organisation=own, facts={"legal_name": "Mleczarnia Nowa"})
    assert [row.name for row in own.former_names.all()] == ["Mleczarnia Swoja"]


def test_people_stand_in_the_audit_chain_by_identifier_only(people, own):
    post = actions.add_post(by=people.member, organisation=own, full_name="Jan Próbny", values=post_values())
    actions.change_post(
        by=people.member,
        organisation=own,
        public_id=post.public_id,
        full_name="Jan Inny",
        values=post_values(title="Szef"),
    )
    actions.close_post(by=people.member, organisation=own, public_id=post.public_id)
    written = " ".join(f"{row.object_name} {row.before} {row.after}" for row in AuditEntry.objects.all())
    assert not [word for word in ("Jan", "Próbny", "600", "example.org", "Szef", post.public_id) if word in written]
    assert {row.person_id for row in FieldChange.objects.filter(field__startswith="posts.")} == {post.person_id}


def test_leaving_closes_a_post_and_deletes_nothing(people, own):
    post = actions.add_post(by=people.member, organisation=own, full_name="Jan Próbny", values=post_values())
    actions.close_post(by=people.member, organisation=own, public_id=post.public_id, day=datetime.date(2026, 1, 2))
    assert own.posts.get().until == datetime.date(2026, 1, 2)
    again = actions.add_post(by=people.member, organisation=own, full_name="", person=post.person, values=post_values())
    with pytest.raises(RefusedError):
        actions.add_post(by=people.member, organisation=own, full_name="", person=again.person, values=post_values())


def test_seat_closes_only_after_it_has_moved(people, own):
    old = seat(own)
    with pytest.raises(RefusedError, match="seat"):
        actions.close_place(by=people.member, organisation=own, public_id=old.public_id)
    actions.keep_place(by=people.member, organisation=own, values=LODZ)
    new = Establishment.objects.get(organisation=own, place="Łódź")
    actions.move_seat(by=people.member, organisation=own, public_id=new.public_id)
    actions.close_place(by=people.member, organisation=own, public_id=old.public_id)
    assert seat(own) == new


def test_suggestion_and_choice_are_kept(people, own):
    offered = [{"code": "28.30", "label": "x", "reason": "y"}]
    one = actions.keep_suggestion(
        by=people.member, organisation=own, words=("maszyny", "pl"), method="words", offered=offered
    )
    actions.choose_codes(by=people.member, organisation=own, codes=[read_code("pkd2007", "28.30.Z")], suggestion=one)
    one.refresh_from_db()
    assert (one.offered, one.chosen) == (offered, ["pkd2007 28.30.Z"])
    assert own.codes.get(code="28.30.Z").origin == "confirmed"


def test_class_that_stands_there_as_a_subclass_is_confirmed_and_not_entered_twice(people, own):
    actions.choose_codes(by=people.member, organisation=own, codes=[read_code("nace2", "10.51")])
    assert [(row.code, row.origin) for row in own.codes.all()] == [("10.51.Z", "confirmed")]
