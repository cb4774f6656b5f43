"""Invented firms say so, are the same each time, and stand in real places; exactly one seat on any day (DIR-4)."""

import datetime

import pytest
from django.db import IntegrityError, transaction

from grono.portal.directory.invention import REGIONS, inventions, towns
from grono.portal.directory.legal_forms import legal_forms
from grono.portal.directory.models import SeatMove
from tests.portal.directory.factories import make_organisation


def test_every_invented_firm_says_so_and_stands_in_a_real_place():
    found = list(inventions())
    places = {(town.name, town.teryt) for town in towns()}
    assert len(found) == sum(count for count, _voivodeships in REGIONS.values())
    assert all("firma zmyślona" in one.entry.legal_name and one.entry.is_invented for one in found)
    assert all(not one.entry.identifiers for one in found)
    assert {(one.entry.seat.place, one.entry.seat.teryt) for one in found} <= places
    assert {one.extra.legal_form for one in found} <= set(legal_forms())
    assert found[:50] == list(inventions())[:50]


@pytest.mark.django_db
def test_there_is_one_seat_on_any_day():
    one = make_organisation()
    seat = one.establishments.get()
    assert one.seat_moves.get().establishment == seat
    SeatMove.objects.create(organisation=one, establishment=seat, since=datetime.date(2020, 1, 1))
    with pytest.raises(IntegrityError), transaction.atomic():
        SeatMove.objects.create(organisation=one, establishment=seat, since=datetime.date(2020, 1, 1))
