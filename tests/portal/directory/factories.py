"""Organisations for tests; every value can be replaced."""

from grono.portal.directory.actions import enter_organisation
from grono.portal.directory.activity import read_code
from grono.portal.directory.entries import Entry, Seat

BIALYSTOK = Seat(place="Białystok", teryt="2061011", street="Lipowa 1", postal_code="15-424")
LODZ = Seat(place="Łódź", teryt="1061011", street="Piotrkowska 104", postal_code="90-926")
DAIRY, MACHINES = read_code("pkd2007", "10.51.Z", is_main=True), read_code("pkd2007", "28.30.Z")


def make_entry(name="Mleczarnia Próbna", **values):
    defaults = {"type": "firm", "source": "test", "source_year": 2026, "seat": BIALYSTOK, "codes": (DAIRY,)}
    return Entry(legal_name=name, **defaults | values)


def make_organisation(name="Mleczarnia Próbna", **values):
    return enter_organisation(by=None, entry=make_entry(name, **values))
