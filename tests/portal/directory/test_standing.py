"""Who stands how to an organisation: the administrator sees all of their own, members of a common cluster one rung more (DIR-13)."""

import pytest

from grono.portal.directory import visibility
from grono.portal.directory.actions import set_visibility
from grono.portal.directory.filters import Wanted
from grono.portal.directory.kinds import Rung
from grono.portal.directory.models import Administrator, Organisation
from grono.portal.directory.permissions import administers, may_keep
from grono.portal.directory.profiles import profile, profiles
from grono.portal.directory.queries import organisations_administered_by, organisations_found
from grono.portal.directory.standing import rung_towards
from tests.portal.directory.factories import make_organisation

pytestmark = pytest.mark.django_db


@pytest.fixture
def pair(people):
    """Return an organisation of the member's and another one; texts and streets of both for members, years hidden."""
    own, other = (
        make_organisation("Mleczarnia Swoja", founded=1990),
        make_organisation("Mleczarnia Cudza", founded=1991),
    )
    for one in (own, other):
        set_visibility(by=people.coordinator, organisation=one, rungs={"address": Rung.MEMBERS, "founded": Rung.HIDDEN})
    Administrator.objects.create(organisation=own, user=people.member)
    return own, other


def test_administrator_sees_hidden_fields_of_their_own_only(people, pair):
    own, other = (Organisation.objects.get(pk=one.pk) for one in pair)
    assert profile(people.member, own).founded == 1990
    assert profile(people.member, other).founded is None
    assert [one.founded for one in profiles(people.member, [own, other])] == [1990, None]
    assert profile(people.translator, own).founded is None


def test_members_of_a_common_cluster_see_their_rung(people, pair, monkeypatch):
    own, other = pair
    monkeypatch.setattr(visibility, "_common_members", [])
    assert rung_towards(people.member, other) == Rung.REGISTERED
    visibility.register_common_members(
        lambda reader: Organisation.objects.filter(pk=other.pk if reader == people.member else 0).values_list(
            "pk", flat=True
        )
    )
    assert rung_towards(people.member, other) == Rung.MEMBERS
    assert rung_towards(people.member, own) == Rung.HIDDEN
    assert rung_towards(people.translator, other) == Rung.REGISTERED
    assert profile(people.member, other).seat.street == "Lipowa 1"
    assert profile(people.member, other).founded is None


def test_search_and_profile_agree_for_an_administrator(people, pair):
    found = organisations_found(people.member, Wanted(text="Lipowa"))
    assert [one.legal_name for one in found] == ["Mleczarnia Swoja"]
    assert not organisations_found(people.translator, Wanted(text="Lipowa"))


def test_administrators_of_the_past_have_no_rights(people, pair):
    own, other = pair
    assert administers(people.member, own)
    assert not administers(people.member, other)
    assert not administers(people.visitor, own)
    assert [one.pk for one in organisations_administered_by(people.member)] == [own.pk]
    row = Administrator.objects.get()
    row.until = row.since
    row.save()
    assert not administers(people.member, own)
    assert not organisations_administered_by(people.member)
    assert not may_keep(people.member, own)
    assert may_keep(people.coordinator, own)
