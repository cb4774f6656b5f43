"""Who sees which maps."""

import pytest
from django.http import Http404

from grono.portal.maps.permissions import may_change, may_publish
from grono.portal.maps.queries import (
    map_visible_to,
    maps_in_work,
    maps_visible_to,
    published_maps,
    removed_maps,
)
from tests.portal.conftest import ALL_ROLES, make_user
from tests.portal.maps.factories import make_draft, make_drawn

OUTSIDERS = [role for role in ALL_ROLES if role not in {"analyst", "administrator"}]


@pytest.mark.parametrize("role", OUTSIDERS)
def test_others_see_published_maps_only(people, role):
    published, hidden = make_drawn(people.analyst, published=True), make_drawn(people.analyst)
    assert list(maps_visible_to(people[role])) == [published]
    assert list(maps_in_work(people[role])) == list(removed_maps(people[role])) == []
    with pytest.raises(Http404):
        map_visible_to(people[role], hidden.public_id)


def test_analyst_sees_own_maps_and_administrator_all(people):
    other = make_user("other@example.org", "analyst")
    mine, theirs = make_draft(people.analyst), make_draft(other)
    assert list(maps_in_work(people.analyst)) == [mine]
    assert set(maps_in_work(people.administrator)) == {mine, theirs}
    assert list(published_maps(people.analyst)) == []


def test_only_owner_and_administrator_change_a_map(people):
    other = make_user("other@example.org", "analyst")
    map_ = make_drawn(people.analyst, published=True)
    able = {
        person.email
        for person in (people.analyst, other, people.administrator, people.member)
        if may_change(person, map_)
    }
    assert able == {"analyst@example.org", "administrator@example.org"}
    assert may_publish(people.analyst, map_)
    assert not may_publish(people.visitor, map_)


def test_newest_published_map_is_first(people):
    first, second = (make_drawn(people.analyst, published=True) for _ in range(2))
    assert list(published_maps(people.visitor)) == [second, first]
