"""What is found, by whom, in which order; and nothing by a field one may not see (DIR-14, DIR-46, DIR-47)."""

import pytest

from grono.portal.directory.actions import (
    change_reach,
    index_again,
    keep_certificate,
    keep_product,
    remove_organisation,
    remove_product,
    set_visibility,
)
from grono.portal.directory.activity import read_code
from grono.portal.directory.facets import facet_counts
from grono.portal.directory.filters import FACETS, Wanted
from grono.portal.directory.finding import PARTS
from grono.portal.directory.kinds import Rung
from grono.portal.directory.profiles import profile
from grono.portal.directory.queries import (
    count_of_organisations,
    organisation_visible_to,
    organisations_found,
    removed_organisations_visible_to,
)
from grono.portal.directory.visibility import RULES
from grono.quantities import parse
from tests.portal.directory.factories import DAIRY, LODZ, MACHINES, make_organisation

MAIN_MACHINES = read_code("pkd2007", "28.30.Z", is_main=True)
CERTIFIED = {"scheme": "ISO  9001", "number": "", "valid_until": None, "evidence": ""}


@pytest.fixture
def three(db):
    make_organisation(
        "Mleczarnia Żubr", headcount=parse("312", "pl"), identifiers=(("nip", "9721237317"),),
        texts={("capability", "pl"): "Sery i masło na skalę przemysłową."},
    )  # fmt: skip
    make_organisation(
        "Łąka i Pole sp. z o.o.", codes=(MAIN_MACHINES, DAIRY.__class__(**DAIRY.__dict__ | {"is_main": False}))
    )
    make_organisation("Urząd Miasta Łodzi", type="local_government", seat=LODZ, codes=())


def names(reader, **wanted):
    return [one.legal_name for one in organisations_found(reader, Wanted(**wanted))]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Lodz", 1), ("łódź", 1), ("laka", 1), ("ŁĄKA", 1), ("mlecz", 1), ("972-123-73-17", 1), ("PL 972 123 73 17", 1),
        ("10.51", 2), ("1051Z", 2), ("dairies", 2), ("mleka serów", 2), ("białystok", 2), ("podlaskie", 2), ("maslo przemysl", 1),
        ("lipowa", 2), ("15-424", 2), ("czarnia", 0), ("9721237323", 0), ("%", 3), ("_", 3), ("", 3), ("sery łódź", 3),
    ],
)  # fmt: skip
def test_search_folds_both_sides_and_begins_at_words(people, three, text, count):
    assert len(names(people.visitor, text=text)) == count


def test_names_sort_with_l_stroke_after_l(people, three):
    make_organisation("Lubuska")
    assert names(people.visitor) == ["Lubuska", "Łąka i Pole sp. z o.o.", "Mleczarnia Żubr", "Urząd Miasta Łodzi"]
    assert names(people.visitor, sort="-name")[0] == "Urząd Miasta Łodzi"


def test_sorting_by_place_and_size_puts_the_unknown_last(people, three):
    assert names(people.visitor, sort="place")[-1] == "Urząd Miasta Łodzi"
    assert names(people.visitor, sort="-place")[0] == "Urząd Miasta Łodzi"
    assert names(people.visitor, sort="size")[0] == names(people.visitor, sort="-size")[0] == "Mleczarnia Żubr"


def test_or_within_a_facet_and_between_facets(people, three):
    assert len(names(people.visitor, type=("firm", "local_government"))) == 3
    assert names(people.visitor, type=("firm",), voivodeship=("10",)) == []
    assert names(people.visitor, helix=("government",)) == ["Urząd Miasta Łodzi"]
    assert len(names(people.visitor, division=("10",))) == 2
    assert len(names(people.visitor, powiat=("2061", "1061"))) == 3


@pytest.mark.parametrize("role", ["visitor", "coordinator"])
@pytest.mark.parametrize(
    "wanted",
    [Wanted(), Wanted(type=("firm",)), Wanted(voivodeship=("20",), text="mleko"), Wanted(section=("C",), size=("4",))],
)
def test_every_count_is_the_number_of_rows_of_its_click(people, three, role, wanted):
    reader = people[role]
    for facet, counts in facet_counts(reader, wanted).items():
        for value, count in counts.items():
            chosen = wanted.__class__(**{**wanted.__dict__, facet: (value,)})
            assert len(organisations_found(reader, chosen)) == count, (facet, value)


def test_facets_are_all_counted(people, three):
    assert set(facet_counts(people.visitor, Wanted())) == set(FACETS)


def test_chosen_value_without_rows_stays_visible(people, three):
    assert facet_counts(people.visitor, Wanted(voivodeship=("30",)))["voivodeship"]["30"] == 0


HIDDEN_WAYS = {
    "place": [{"text": "białystok"}, {"voivodeship": ("20",)}, {"powiat": ("2061",)}],
    "address": [{"text": "lipowa"}],
    "identifiers": [{"text": "9721237317"}],
    "activity": [{"text": "10.51"}, {"section": ("C",)}, {"division": ("10",)}],
    "headcount": [{"size": ("4",)}],
    "texts": [{"text": "masło"}],
    "products": [{"text": "twaróg"}, {"text": "quark"}],
    "certificates": [{"text": "ISO 9001"}, {"further": {"certificate": ("ISO 9001",)}}],
    "reach": [{"further": {"speaks": ("de",)}}],
}


def tell_everything(people, organisation):
    """Let an organisation tell what it makes, what it is certified for, and in which languages one can talk to it."""
    texts = {"pl": ("Twaróg", "z mleka od krowy"), "en": ("Quark", "")}
    keep_product(by=people.coordinator, organisation=organisation, texts=texts)
    keep_certificate(by=people.coordinator, organisation=organisation, values=CERTIFIED)
    change_reach(by=people.coordinator, organisation=organisation, countries=["DE"], languages=["de", "pl"])


@pytest.mark.parametrize("field", HIDDEN_WAYS)
def test_hidden_field_finds_nothing_and_counts_nothing(people, field):
    organisation = make_organisation(
        headcount=parse("312", "pl"), identifiers=(("nip", "9721237317"),), texts={("capability", "pl"): "masło"}
    )
    tell_everything(people, organisation)
    assert all(names(people.visitor, **way) for way in HIDDEN_WAYS[field])
    set_visibility(by=people.coordinator, organisation=organisation, rungs={field: RULES[field].least})
    for way in HIDDEN_WAYS[field]:
        assert names(people.visitor, **way) == []
        assert names(people.coordinator, **way) == [organisation.legal_name]
    counts = organisations_found(people.visitor, Wanted()).counts
    for way in HIDDEN_WAYS[field]:
        assert all(not counts[facet] for facet in (*way, *way.get("further", ())) if facet in counts)
    shown = profile(people.visitor, organisation_visible_to(people.visitor, organisation.public_id))
    assert field in shown.hidden


def test_every_facet_and_every_searched_field_is_in_the_hidden_ways():
    facets = {facet for ways in HIDDEN_WAYS.values() for way in ways for facet in way}
    assert facets >= set(FACETS) - {"helix", "type"}
    never = {"web", "founded", "turnover"}  # not searched, sorted or counted
    assert set(RULES) - set(HIDDEN_WAYS) == never


def test_product_is_found_in_its_language_until_it_is_taken_out(people):
    organisation = make_organisation()
    tell_everything(people, organisation)
    assert names(people.visitor, text="twarogu krowy") == names(people.visitor, text="ISO 9001") != []
    remove_product(by=people.coordinator, organisation=organisation, public_id=organisation.products.get().public_id)
    assert names(people.visitor, text="twarogu krowy") == []


def test_hidden_place_and_size_do_not_sort(people):
    first = make_organisation("A", headcount=parse("5", "pl"))
    make_organisation("B", headcount=parse("300", "pl"), seat=LODZ)
    assert names(people.visitor, sort="place") == ["A", "B"]
    set_visibility(
        by=people.coordinator, organisation=first, rungs={"headcount": Rung.HIDDEN, "place": Rung.REGISTERED}
    )
    assert names(people.visitor, sort="place") == names(people.visitor, sort="size") == ["B", "A"]
    assert names(people.coordinator, sort="place") == names(people.coordinator, sort="size") == ["A", "B"]


def test_sole_traders_address_and_numbers_are_not_public(people):
    made = make_organisation("Jan Próbny", natural_person=True, identifiers=(("nip", "9721237317"),))
    visitor, coordinator = (
        profile(reader, organisation_visible_to(reader, made.public_id))
        for reader in (people.visitor, people.coordinator)
    )
    assert (visitor.identifiers, visitor.seat.street, visitor.seat.place) == ((), "", "Białystok")
    assert (coordinator.seat.street, len(coordinator.identifiers)) == ("Lipowa 1", 1)
    assert names(people.member, text="lipowa") == []


def test_registered_rung_is_for_everyone_with_an_account(people):
    made = make_organisation()
    set_visibility(by=people.coordinator, organisation=made, rungs={"address": Rung.REGISTERED})
    assert names(people.member, text="lipowa") == ["Mleczarnia Próbna"]
    assert names(people.visitor, text="lipowa") == []


def test_removed_organisation_is_seen_by_editors_only(people):
    made = make_organisation()
    remove_organisation(by=people.coordinator, organisation=made)
    assert list(removed_organisations_visible_to(people.coordinator)) == [made]
    assert not removed_organisations_visible_to(people.member).exists()
    assert organisation_visible_to(people.coordinator, made.public_id) == made
    assert count_of_organisations(people.visitor) == {}


def test_organisation_in_two_places_counts_once_in_each(people):
    made = make_organisation(codes=(MAIN_MACHINES, MACHINES.__class__(**MACHINES.__dict__ | {"code": "28.30.X"})))
    made.establishments.create(place="Łódź", teryt="1061011")
    made.establishments.create(place="Łódź", teryt="1061011")
    made.establishments.create(place="Leszno", teryt="3063011", until="2020-01-01")
    index_again(by=None)
    counts = facet_counts(people.visitor, Wanted())
    assert counts["voivodeship"] == {"20": 1, "10": 1}
    assert counts["division"] == {"28": 1}
    assert names(people.visitor, voivodeship=("30",)) == []


def test_parts_are_everything_a_profile_needs(people, django_assert_num_queries):
    made = make_organisation()
    read = organisation_visible_to(people.visitor, made.public_id)
    with django_assert_num_queries(0):
        profile(people.visitor, read)
    assert len(PARTS) == 5
