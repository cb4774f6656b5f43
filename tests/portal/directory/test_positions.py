"""Where an establishment stands on the map, and how that is known (DIR-4)."""

import datetime
from dataclasses import replace
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils.translation import override

from grono.portal.core.models import AuditEntry
from grono.portal.directory import actions
from grono.portal.directory.entries import Entry, Seat
from grono.portal.directory.filters import Wanted
from grono.portal.directory.finding import look_for
from grono.portal.directory.locator import box_of, close_up
from grono.portal.directory.models import Establishment, Organisation
from grono.portal.directory.place_form import PlaceForm
from grono.portal.directory.positions import as_stated, middle_of, positioned
from grono.portal.directory.provenance import Source
from grono.portal.directory.taking_back import what_goes_back
from tests.portal.directory.factories import make_organisation
from tests.portal.directory.kept import make_kept

PLACE = {"place": "Białystok", "teryt": "2061011"}


def test_middles_of_towns_are_known_by_gmina_and_by_name():
    assert middle_of("Białystok", "2061011") == (Decimal("53.13000"), Decimal("23.16000"))
    assert middle_of("białystok", "2099011") == (Decimal("53.13300"), Decimal("23.16400"))
    assert middle_of("Nigdzie", "2061011") is None
    assert middle_of("Białystok", "") is None


def test_only_what_has_no_position_takes_the_middle():
    assert positioned(PLACE)["point_method"] == "centroid"
    said = {**PLACE, "latitude": Decimal(53), "longitude": Decimal(23), "point_method": "declared"}
    assert positioned(said) == said
    assert positioned({"place": "Nigdzie", "teryt": "2061011"}) == {"place": "Nigdzie", "teryt": "2061011"}


@pytest.mark.django_db
def test_an_entry_takes_the_middle_of_its_place_and_a_moved_one_that_of_the_new(people):
    one = make_organisation(seat=Seat(**PLACE))
    seat = one.establishments.get()
    assert (seat.latitude, seat.point_method) == (Decimal("53.13000"), "centroid")
    values = PlaceForm({"place": "Łódź", "teryt": "1061011"}, organisation=one, reader=None, row=seat)
    assert values.is_valid()
    actions.keep_place(by=people.coordinator, organisation=one, public_id=seat.public_id, values=values.values)
    seat.refresh_from_db()
    assert (seat.place, seat.point_method) == ("Łódź", "centroid")
    assert abs(seat.latitude - Decimal("51.77")) < Decimal("0.05")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("typed", "field", "sentence"),
    [
        (("23.16", "53.13"), "latitude", "have changed places"),
        (
            ("52.23", "21.01"),
            "longitude",
            "This point is not in the voivodeship of the TERYT code: Podlaskie lies between",
        ),
        (("53°07'N", "23.16"), "latitude", "is not a number of degrees"),
        (("95", "23.16"), "latitude", "from -90 to 90"),
        (("53.13", ""), "longitude", "Fill in this field too"),
    ],
)
def test_a_wrong_position_says_what_is_wrong(typed, field, sentence):
    data = PLACE | {"latitude": typed[0], "longitude": typed[1]}
    with override("en"):
        form = PlaceForm(data, organisation=make_organisation(), reader=None)
        assert sentence in " ".join(form.errors[field])


@pytest.mark.django_db
def test_degrees_are_read_as_maps_give_them():
    data = PLACE | {"latitude": "53,132512345°", "longitude": "23.168840001"}
    form = PlaceForm(data, organisation=make_organisation(), reader=None)
    assert form.is_valid()
    assert (form.values["latitude"], form.values["longitude"]) == (Decimal("53.13251"), Decimal("23.16884"))
    assert form.values["point_method"] == "declared"


def test_the_picture_shows_the_region_around_the_point():
    drawing = close_up("20", (23.16, 53.13), "Białystok")
    assert 'aria-label="Białystok"' in drawing
    assert 'cx="' in drawing
    assert 'visibility="hidden"' in close_up("", None, "")
    assert len(drawing) < 60_000
    assert box_of("20").holds(Decimal("23.16"), Decimal("53.13"))
    assert box_of("99") is None


@pytest.mark.django_db
def test_a_member_sets_the_position_on_its_page(people):
    one = make_kept(people)
    seat = one.establishments.get()
    with override("en"):
        address = reverse("directory:row", args=[one.public_id, "places", seat.public_id])
        shown = people.client("member").get(address).content.decode()
        people.client("member").post(address, PLACE | {"latitude": "53.12", "longitude": "23.15"})
        after = people.client("member").get(address).content.decode()
    assert "Now shown: middle of the place." in shown
    assert "data-position" in shown
    seat.refresh_from_db()
    assert (seat.latitude, seat.point_method) == (Decimal("53.12000"), "declared")
    assert "Now shown: declared by the organisation." in after


@pytest.fixture
def old_entry(people):
    """Return an organisation entered before the towns were known, by a list whose import can be taken back."""
    source = Source("file", "Old list", datetime.date(2026, 5, 3))
    entry = Entry("Mleczarnia Dawna", "firm", "Old list", seat=Seat(**PLACE))
    (taken,) = actions.enter_listed(
        by=people.coordinator, entries=[entry], forms=[""], source=source, progress=lambda _done: None
    )
    Establishment.objects.update(latitude=None, longitude=None, point_method="")
    actions.index_again(by=None)
    changes = {name: (None, as_stated(after)) for name, (_before, after) in taken.changes.items()}
    return Organisation.objects.get(), replace(taken, changes=changes)


@pytest.mark.django_db
def test_old_entries_take_the_middle_once_and_say_so(old_entry, people):
    one, _taken = old_entry
    assert not look_for(people.visitor, Wanted(), count=["area"]).counts["area"]
    assert (actions.place_in_middles(), actions.place_in_middles()) == (1, 0)
    seat = one.establishments.get()
    assert (seat.latitude, seat.point_method) == (Decimal("53.13000"), "centroid")
    assert look_for(people.visitor, Wanted(), count=["area"]).counts["area"]
    assert AuditEntry.objects.get(verb="directory.place_in_middles").after == {"establishments": 1}
    assert not one.changes.exists()


@pytest.mark.django_db
def test_what_has_a_position_is_closed_or_unknown_stays_as_it_is(people):
    said = make_organisation(seat=Seat(**PLACE, latitude=Decimal(53), longitude=Decimal(23), point_method="declared"))
    unknown = make_organisation("B", seat=Seat(place="Nigdzie", teryt="2061011"))
    assert actions.place_in_middles() == 0
    assert said.establishments.get().latitude == Decimal(53)
    assert unknown.establishments.get().latitude is None


@pytest.mark.django_db
def test_an_import_is_taken_back_whole_though_a_position_was_worked_out_since(old_entry):
    one, taken = old_entry
    actions.place_in_middles()
    assert what_goes_back([taken]).leaves == [one.pk]


@pytest.mark.django_db
def test_a_change_of_address_is_undone_though_a_position_was_worked_out_since(people):
    one = make_kept(people)
    seat = one.establishments.get()
    values = {"place": "Łódź", "teryt": "1061011", "latitude": None, "longitude": None, "point_method": ""}
    actions.keep_place(by=people.member, organisation=one, public_id=seat.public_id, values=values)
    change = one.changes.filter(field__startswith="places.").first()
    stated = as_stated(change.after)
    type(change).objects.filter(pk=change.pk).update(after=stated)
    change.refresh_from_db()
    actions.undo_change(by=people.member, organisation=one, change=change)
    assert one.establishments.get().place == "Białystok"
