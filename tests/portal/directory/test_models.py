"""Each constraint of the directory, by breaking it (DIR-1 to DIR-5, DIR-9, DIR-11, DIR-13)."""

from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from grono.portal.directory.kinds import Rung
from grono.portal.directory.models import (
    ActivityCode,
    Establishment,
    FieldVisibility,
    Identifier,
    Organisation,
    OrganisationText,
    Person,
    Post,
)
from grono.quantities import exact, to_data
from tests.portal.directory.factories import make_organisation

pytestmark = pytest.mark.django_db


def refused(constraint):
    return _Refused(constraint)


class _Refused:
    def __init__(self, constraint):
        self.constraint = constraint

    def __enter__(self):
        self.atomic = transaction.atomic()
        self.atomic.__enter__()

    def __exit__(self, kind, error, trace):
        self.atomic.__exit__(kind, error, trace)
        assert kind is not None, f"{self.constraint} let it through"
        assert issubclass(kind, IntegrityError)
        return True


WRONG_ORGANISATIONS = {
    "sole_trader_is_a_firm": {"natural_person": True, "type": "school"},
    "year_and_size_need_a_headcount": {"headcount_year": 2025},
    "size_needs_a_headcount": {"size_band": 1},
    "founded_is_a_year": {"founded": 19},
    "organisation_type_is_known": {"type": "shop"},
    "turnover_year_needs_a_turnover": {"turnover_year": 2025},
    "declared_status_is_known": {"declared_status": "tiny"},
    "declaration_without_a_status": {"declared_on": "2026-01-01"},
}


@pytest.mark.parametrize("constraint", WRONG_ORGANISATIONS)
def test_wrong_organisation(constraint):
    values = {"legal_name": "A", "type": "firm", "source": "test"} | WRONG_ORGANISATIONS[constraint]
    with refused(constraint):
        Organisation.objects.create(**values)


def test_year_beside_a_headcount_is_allowed():
    Organisation.objects.create(
        legal_name="A", type="firm", source="test", headcount=to_data(exact(3)), headcount_year=2025, size_band=1
    )


def test_source_key_once_but_empty_often():
    for _turn in range(2):
        Organisation.objects.create(legal_name="A", type="firm", source="test")
    Organisation.objects.create(legal_name="A", type="firm", source="test", source_key="x")
    with refused("source_key_once"):
        Organisation.objects.create(legal_name="B", type="firm", source="test", source_key="x")


def test_identifier_of_one_live_organisation():
    first, second = make_organisation("A"), make_organisation("B")
    Identifier.objects.create(organisation=first, scheme="nip", value="9721237317", is_live=False)
    Identifier.objects.create(organisation=second, scheme="nip", value="9721237317")
    with refused("identifier_of_one_live_organisation"):
        Identifier.objects.filter(organisation=first).update(is_live=True)


@pytest.mark.parametrize("values", [{"scheme": "pesel", "value": "1"}, {"scheme": "nip", "value": ""}])
def test_identifier_of_a_known_register_with_a_value(values):
    organisation = make_organisation()
    with refused("identifier"):
        Identifier.objects.create(organisation=organisation, **values)


def test_identifier_once_for_each_organisation():
    organisation = make_organisation()
    Identifier.objects.create(organisation=organisation, scheme="vat", value="HU12892312", is_live=False)
    with refused("identifier_once_for_each_organisation"):
        Identifier.objects.create(organisation=organisation, scheme="vat", value="HU12892312", is_live=False)


def test_one_seat_at_a_time():
    organisation = make_organisation()
    Establishment.objects.create(organisation=organisation, is_seat=True, place="Dawna", until="2020-01-01")
    Establishment.objects.create(organisation=organisation, place="Oddział")
    with refused("one_seat_at_a_time"):
        Establishment.objects.create(organisation=organisation, is_seat=True, place="Druga")


WRONG_PLACES = {
    "latitude_alone": {"latitude": Decimal(52)},
    "position_without_method": {"latitude": Decimal(52), "longitude": Decimal(17)},
    "method_without_position": {"point_method": "declared"},
    "position_off_the_earth": {"latitude": Decimal(95), "longitude": Decimal(17), "point_method": "declared"},
    "ends_before_it_begins": {"since": "2020-01-02", "until": "2020-01-01"},
    "teryt_of_six_digits": {"teryt": "306301"},
    "teryt_with_a_letter": {"teryt": "306301A"},
    "simc_has_seven_digits": {"simc": "95646"},
    "ulic_has_five_digits": {"ulic": "1234"},
    "nuts_region_without_its_version": {"nuts3": "PL711"},
    "activity_without_its_classification": {"activity_code": "10.51.Z"},
    "year_without_a_headcount": {"headcount_year": 2025},
}


@pytest.mark.parametrize("case", WRONG_PLACES)
def test_wrong_establishment(case):
    organisation = make_organisation()
    with refused(case):
        Establishment.objects.create(organisation=organisation, **WRONG_PLACES[case])


def test_voivodeship_and_powiat_follow_the_code():
    seat = make_organisation().establishments.get()
    assert (seat.voivodeship, seat.powiat) == ("20", "2061")
    seat.teryt = "1061011"
    seat.save()
    seat.refresh_from_db()
    assert (seat.voivodeship, seat.powiat) == ("10", "1061")


WRONG_POSTS = {
    "one_open_post_of_a_kind": {},
    "role_of_a_post_is_known": {"role": "boss"},
    "post_ends_after_it_begins": {"role": "sales", "since": "2020-01-02", "until": "2020-01-01"},
    "public_needs_a_consent": {"role": "sales", "rung": 3},
    "contact_no_wider_than_person": {"role": "sales", "rung": 1, "contact_rung": 2},
}


@pytest.mark.parametrize("case", WRONG_POSTS)
def test_wrong_post(case):
    organisation, person = make_organisation(), Person.objects.create(full_name="Jan Próbny")
    values = {"organisation": organisation, "person": person, "role": "contact"}
    first = Post.objects.create(**values)
    assert (first.rung, first.contact_rung) == (Rung.MEMBERS, Rung.MEMBERS)
    with refused(case):
        Post.objects.create(**values | WRONG_POSTS[case])


def test_one_person_holds_posts_in_several_organisations_and_again_where_they_left():
    person = Person.objects.create(full_name="Jan Próbny")
    for name in ("A", "B"):
        one = make_organisation(name)
        Post.objects.create(organisation=one, person=person, role="contact", until="2020-01-01")
        Post.objects.create(organisation=one, person=person, role="contact", since="2021-01-01")
    assert person.posts.filter(until=None).count() == 2


CODE = {"nace_class": "28.30", "division": "28", "section": "C"}


@pytest.mark.parametrize(
    "values",
    [
        {"system": "pkd2007", "code": "28.30.Z", "is_main": True},
        {"system": "pkd2007", "code": "10.51.Z"},
        {"system": "sic", "code": "28.30.Z"},
        {"system": "pkd2007", "code": "28.30.Z", "since": "2020-01-02", "until": "2020-01-01"},
    ],
    ids=["second main", "same code", "unknown system", "ends before it begins"],
)
def test_wrong_activity_code(values):
    organisation = make_organisation()
    with refused("activity code"):
        ActivityCode.objects.create(organisation=organisation, **CODE | values)


def test_second_main_code_after_the_first_has_ended():
    organisation = make_organisation()
    organisation.codes.update(until="2020-01-01")
    ActivityCode.objects.create(organisation=organisation, system="pkd2007", code="28.30.Z", is_main=True, **CODE)
    assert organisation.codes.filter(is_main=True).count() == 2


@pytest.mark.parametrize("text", ["", "drugi"])
def test_text_once_in_each_language_and_never_empty(text):
    organisation = make_organisation(texts={("capability", "pl"): "pierwszy"})
    language = "pl" if text else "en"
    with refused("text"):
        OrganisationText.objects.create(organisation=organisation, kind="capability", language=language, text=text)


def test_visibility_once_for_each_field_on_a_known_rung():
    organisation = make_organisation()
    with refused("visibility_once_for_each_field"):
        FieldVisibility.objects.create(organisation=organisation, field="web", rung=3)
    with refused("rung_is_known"):
        FieldVisibility.objects.create(organisation=organisation, field="other", rung=7)
