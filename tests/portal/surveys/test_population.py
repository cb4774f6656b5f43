"""Whom a wave asks is written down when it opens, whoever comes or changes afterwards (DIR-17)."""

import pytest

from grono.portal.directory.actions import change_organisation, remove_organisation
from grono.portal.directory.queries import POPULATIONS
from grono.portal.surveys import actions
from grono.portal.surveys.models import Invitation
from grono.portal.surveys.populations import invited
from tests.portal.directory.factories import make_entry, make_organisation
from tests.portal.surveys.factories import make_wave

pytestmark = pytest.mark.django_db


def test_population_is_frozen_when_the_wave_opens(people):
    stays, changes, leaves = (make_organisation(name) for name in ("Zostaje", "Zmienia", "Odchodzi"))
    wave = make_wave(population="directory:firm")
    keys = POPULATIONS.members(people.coordinator, wave.population)
    actions.open_wave(by=None, wave=wave, invited=invited(people.coordinator, keys, languages=["pl"]))
    make_organisation("Przychodzi")
    change_organisation(by=people.coordinator, organisation=changes, entry=make_entry("Zmienia", type="school"))
    remove_organisation(by=people.coordinator, organisation=leaves)
    asked = set(Invitation.objects.filter(wave=wave).values_list("organisation__legal_name", flat=True))
    assert asked == {stays.legal_name, changes.legal_name, leaves.legal_name}
