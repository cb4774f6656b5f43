"""Constraints of the tables of maps."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from grono.portal.maps.models import ClusterMap, MapState, UploadedTable
from grono.portal.maps.queries import state_of
from tests.portal.maps.factories import make_draft, make_drawn


def refused(map_, **fields):
    with pytest.raises(IntegrityError), transaction.atomic():
        ClusterMap.objects.filter(pk=map_.pk).update(**fields)


def test_published_map_has_a_publisher(people):
    refused(make_drawn(people.analyst), published_at=timezone.now())


def test_publisher_needs_a_date(people):
    refused(make_drawn(people.analyst), published_by=people.analyst)


def test_map_that_is_not_drawn_cannot_be_published(people):
    refused(make_draft(people.analyst), published_at=timezone.now(), published_by=people.analyst)


def test_drawn_map_has_a_table(people):
    refused(make_drawn(people.analyst), table=None)


def test_removed_map_cannot_be_published(people):
    refused(make_drawn(people.analyst, published=True), deleted_at=timezone.now())


@pytest.mark.parametrize("fields", [{"kind": "rumours"}, {"size": 0}])
def test_table_is_of_a_known_kind_and_not_empty(people, fields):
    table = make_draft(people.analyst).table
    with pytest.raises(IntegrityError), transaction.atomic():
        UploadedTable.objects.filter(pk=table.pk).update(**fields)


def test_state_follows_from_dates(people):
    draft, drawn = make_draft(people.analyst), make_drawn(people.analyst, published=True)
    assert (state_of(draft), state_of(drawn)) == (MapState.DRAFT, MapState.PUBLISHED)
    drawn.published_at = None
    assert state_of(drawn) == MapState.DRAWN
    drawn.deleted_at = timezone.now()
    assert state_of(drawn) == MapState.REMOVED


def test_map_and_table_show_their_names(people):
    map_ = make_draft(people.analyst, title="Podlaskie")
    assert (str(map_), str(map_.table)) == ("Podlaskie", "employees.csv")
