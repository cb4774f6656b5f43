import csv

import pytest

from grono.classifications import outlines_for
from grono.portal.core.demonstration import address_of
from grono.portal.core.management.commands import load_demonstration  # noqa: F401  (registers every part)
from grono.portal.core.people import load_people
from grono.portal.core.queries import user_with_address
from grono.portal.directory import demonstration, invention
from grono.portal.directory.finding import KIND
from grono.portal.directory.kinds import HELIX_OF, Helix
from grono.portal.directory.models import Establishment, Identifier, Organisation, Person
from grono.portal.privacy.proving import person_proved, subjects_with_address
from grono.portal.privacy.queries import access_requests_visible_to
from grono.portal.regions import demonstration as places
from grono.portal.regions.models import Region
from grono.portal.search.finding import found_by
from grono.portal.search.queries import views_of
from tests.portal.directory.factories import make_organisation

FEW = 10
"""Invented firms of each region in these tests; the demonstration has hundreds, made in the same way."""


@pytest.fixture
def loaded(db, monkeypatch):
    few = {region: (FEW, voivodeships) for region, (_count, voivodeships) in invention.REGIONS.items()}
    monkeypatch.setattr(invention, "REGIONS", few)
    places.load()
    demonstration.load()


def test_loading_twice_changes_nothing(loaded):
    before = sorted(Organisation.objects.values_list("public_id", "changed_at"))
    demonstration.load()
    assert sorted(Organisation.objects.values_list("public_id", "changed_at")) == before


def test_searches_that_people_follow_find_something_and_come_once(loaded):
    load_people()
    for _time in range(2):
        demonstration.follow_searches()
    for role, name, _query, frequency in demonstration.SEARCHES:
        (view,) = views_of(user_with_address(address_of(role)), KIND)
        assert (view.name, view.frequency) == (name, frequency)
        assert found_by(view).size


def test_every_side_of_the_helix_is_there_and_nothing_invented_has_a_number(loaded):
    assert {HELIX_OF[kind] for kind in Organisation.objects.values_list("type", flat=True)} == set(Helix)
    assert Organisation.objects.filter(is_invented=True).count() == 64 + FEW * len(invention.REGIONS)
    assert not Identifier.objects.exists()


def test_invented_names_say_that_they_are_invented():
    names = [entry.legal_name.lower() for entry in demonstration.invented_organisations()]
    assert all("zmyśl" in name or "przykład" in name for name in names)


def test_named_organisations_say_where_they_come_from():
    entries = list(demonstration.named_organisations())
    assert all(
        entry.source and entry.source_year and not entry.is_invented and not entry.identifiers for entry in entries
    )
    leszno = [entry.legal_name for entry in entries if entry.source_key.startswith("demonstration:leszno")]
    assert len(leszno) == 7
    assert sum("slask" in entry.source_key for entry in entries) == 6


def test_named_organisations_stand_in_their_documents(seed):
    documents = {"leszno": "001", "lodz": "000", "slask": "002", "podlaskie": "003"}
    words = {
        "leszno-miasto": "Miasto Leszno",
        "lodz-uml": "Urząd Miasta Łodzi",
        "lodz-larr": "ŁARR S.A.",
        "lodz-liph": "Łódzka Izba Przemysłowo-Handlowa",
    }
    for entry in demonstration.named_organisations():
        key = entry.source_key.removeprefix("demonstration:")
        text = seed(documents[key.partition("-")[0]]).read_text("utf-8")
        first = words.get(
            key, entry.legal_name.split()[-1][:5] if key.startswith("slask") else entry.legal_name.split()[0][:6]
        )
        assert first.lower() in text.lower(), entry.legal_name


def test_every_place_is_a_known_gmina(loaded):
    codes = set(Establishment.objects.exclude(teryt="").values_list("teryt", flat=True))
    assert codes <= set(Region.objects.filter(scheme="teryt", level=3).values_list("code", flat=True))


def _inside(longitude, latitude, polygon):
    inside = False
    for (x1, y1), (x2, y2) in zip(polygon, polygon[1:] + polygon[:1], strict=True):
        if (y1 > latitude) != (y2 > latitude) and longitude < (x2 - x1) * (latitude - y1) / (y2 - y1) + x1:
            inside = not inside
    return inside


def test_every_position_lies_in_its_voivodeship(loaded):
    features = {
        feature["id"]: feature["geometry"]
        for feature in outlines_for([f"{n:02d}" for n in range(2, 33, 2)])["features"]
    }
    for place in Establishment.objects.exclude(latitude=None):
        rings = features[place.voivodeship]["coordinates"]
        polygons = [ring[0] for ring in rings] if features[place.voivodeship]["type"] == "MultiPolygon" else [rings[0]]
        assert any(_inside(float(place.longitude), float(place.latitude), polygon) for polygon in polygons), place


CITIES_LISTED_BY_DELEGATION = {"1061011", "3064011"}  # TERC 2025 lists only the delegations of Łódź and Poznań


def test_codes_and_names_agree_with_the_register(shared_data, loaded):
    with (shared_data / "poland" / "TERC_2025-01-01.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file, delimiter=";"))
    register = {row["WOJ"] + row["POW"] + row["GMI"] + row["RODZ"]: row["NAZWA"] for row in rows}
    for region in Region.objects.filter(scheme="teryt", level__gte=2).exclude(code__in=CITIES_LISTED_BY_DELEGATION):
        name = region.names["pl"].removeprefix("powiat ").removesuffix(" (miasto na prawach powiatu)")
        assert register[region.code] == name


def test_activity_codes_stand_in_the_official_list(shared_data):
    with (shared_data / "classifications" / "pkd_2007_pl.csv").open(encoding="utf-8-sig", newline="") as file:
        official = {row[1] for row in csv.reader(file)}
    used = {code.code for entry in demonstration.invented_organisations() for code in entry.codes}
    assert used <= official


def test_somebody_waits_who_asked_from_the_address_of_an_office(db, settings):
    settings.DEMONSTRATION = True
    load_people()
    one = make_organisation("Firma Wymyślona")
    for name in ("Ola", "Jan"):
        person = Person.objects.create(full_name=f"{name} Wymyślone", is_invented=True)
        one.posts.create(person=person, role="contact", email=f"{name}@example.org")
    for _turn in range(2):
        demonstration.ask_from_an_office()
    [waiting] = access_requests_visible_to(user_with_address(address_of("administrator")))
    found = subjects_with_address(waiting.email)
    assert len(found) == 2
    assert person_proved(waiting.email, found) is None
