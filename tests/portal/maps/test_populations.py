"""Firms of a map's shortlist as a population that a wave of a questionnaire may invite."""

import pytest

from grono.portal.directory.populations import UnknownPopulationError, members_of_population, populations_for
from tests.portal.directory.factories import DAIRY, LODZ, MACHINES, make_organisation
from tests.portal.maps.factories import make_drawn


def of_maps(reader):
    return {one.key.rpartition(":")[2]: one.key for one in populations_for(reader) if one.key.startswith("maps:")}


def test_firms_of_shortlisted_industries_in_the_region_are_its_population(people):
    make_drawn(people.analyst, published=True)
    dairy = make_organisation("Mleczarnia w regionie", codes=(DAIRY,))
    make_organisation("Mleczarnia gdzie indziej", codes=(DAIRY,), seat=LODZ)
    make_organisation("Maszyny w regionie", codes=(MACHINES,))
    keys = of_maps(people.coordinator)
    assert members_of_population(people.coordinator, keys["20"]) == [dairy.public_id]


def test_maps_that_a_reader_may_not_see_offer_nothing(people):
    make_drawn(people.analyst)
    assert of_maps(people.coordinator) == {}
    make_drawn(people.analyst, published=True)
    assert of_maps(people.member) == {}
    key = next(iter(of_maps(people.coordinator).values()))
    with pytest.raises(UnknownPopulationError):
        members_of_population(people.member, key)
