import pytest
from django.urls import reverse

from grono.portal.api.organisation_schemas import FURTHER_FACETS
from grono.portal.directory.actions import change_reach, remove_organisation, set_visibility
from grono.portal.directory.filters import FACETS, wanted_from
from grono.portal.directory.further_facets import further_facets
from grono.portal.directory.kinds import Rung
from grono.portal.directory.queries import organisations_found
from grono.quantities import exact, more_than
from tests.portal.directory.factories import LODZ, MACHINES, make_organisation

QUERIES = (
    {},
    {"q": "mlecz"},
    {"type": "firm", "sort": "-name"},
    {"helix": ["business", "science"]},
    {"voivodeship": "20"},
    {"section": "C", "division": "28"},
    {"sort": "place"},
)


@pytest.fixture
def three(db):
    return [
        make_organisation("Mleczarnia Próbna", headcount=exact(80), headcount_year=2024),
        make_organisation("Żuraw", seat=LODZ, codes=(MACHINES,)),
        make_organisation("Łódzka Uczelnia", type="research_teaching", seat=LODZ, codes=()),
    ]


@pytest.mark.parametrize("query", QUERIES, ids=str)
def test_list_has_the_order_and_the_number_of_the_page(three, ask, client, query):
    found = ask("organisations", **query)
    page = client.get(reverse("directory:list"), query).context["page"]
    assert found["count"] == page.paginator.count
    assert [one["public_id"] for one in found["items"]] == [one.public_id for one in page]


@pytest.mark.parametrize("query", QUERIES, ids=str)
def test_facets_count_what_following_them_gives(three, ask, rf, people, query):
    facets = ask("organisations", **query)["facets"]
    counts = organisations_found(people.visitor, wanted_from(rf.get("/", query).GET)).counts
    assert list(facets) == [*FACETS, *FURTHER_FACETS]
    assert {name: {one["key"]: one["count"] for one in values} for name, values in facets.items()} == {
        name: counts[name] for name in facets
    }


def test_every_registered_facet_can_be_asked_for_and_narrows(three, ask, people):
    assert tuple(facet.key for facet in further_facets()) == FURTHER_FACETS
    change_reach(by=people.coordinator, organisation=three[0], countries=[], languages=["de"])
    assert ask("organisations")["facets"]["speaks"] == [{"key": "de", "label": "German", "count": 1}]
    assert [one["public_id"] for one in ask("organisations", speaks="de")["items"]] == [three[0].public_id]
    assert ask("organisations", speaks="fr")["count"] == 0


@pytest.mark.parametrize(
    "query", [{"area": "7:1:2"}, {"certificate": "x" * 101}, {"division": "nonsense no."}], ids=str
)
def test_value_that_cannot_be_is_refused_and_does_not_widen_the_answer(three, client, query):
    answer = client.get("/api/v1/organisations", query | {"language": "en"})
    assert answer.status_code == 422
    assert "There is no such value" in answer.json()["problems"][0]["message"]


def test_parts_follow_each_other(three, ask, client):
    first = ask("organisations", limit=2)
    second = client.get(first["next"]).json()
    assert (len(first["items"]), len(second["items"]), second["next"]) == (2, 1, None)


def test_words_are_in_the_language_asked_for(three, ask):
    polish = ask(f"organisations/{three[0].public_id}", language="pl")
    assert polish["type"] == {"key": "firm", "label": "firma"}
    assert polish["activities"][0]["label"] == {"text": "Przetwórstwo mleka i wyrób serów", "language": "pl"}
    english = ask(f"organisations/{three[0].public_id}", language="en")
    assert english["type"] == {"key": "firm", "label": "firm"}
    assert english["legal_name"] == {"text": "Mleczarnia Próbna", "language": "pl"}


def test_headcount_is_as_exact_as_its_source(db, ask):
    made = make_organisation(headcount=more_than(150), headcount_year=2024)
    found = ask(f"organisations/{made.public_id}")["headcount"]
    assert (found["value"]["lower"], found["value"]["lower_open"], found["value"]["upper"]) == ("150", True, None)
    assert found["year"] == 2024


def test_hidden_field_is_empty_and_named(three, people, ask):
    one = three[0]
    set_visibility(
        by=people.coordinator, organisation=one, rungs={"headcount": Rung.HIDDEN, "address": Rung.REGISTERED}
    )
    public = ask(f"organisations/{one.public_id}")
    assert public["headcount"] is None
    assert public["seat"]["street"] is None
    assert public["withheld"] == ["address", "headcount", "turnover"]
    member = ask(f"organisations/{one.public_id}", client=people.client("member"))
    assert (member["headcount"], member["seat"]["street"], member["withheld"]) == (None, "Lipowa 1", ["headcount"])
    coordinator = ask(f"organisations/{one.public_id}", client=people.client("coordinator"))
    assert coordinator["withheld"] == []
    assert coordinator["headcount"]["text"] == "80"
    assert ask("organisations", size="3")["count"] == 0


def test_removed_organisation_answers_as_one_that_does_not_exist(three, people, ask):
    remove_organisation(by=people.coordinator, organisation=three[0])
    assert ask(f"organisations/{three[0].public_id}", status=404) == ask("organisations/aaaaaaaaaaaa", status=404)
    assert ask("organisations")["count"] == 2


@pytest.mark.parametrize(
    ("name", "value"), [("voivodeship", "99"), ("helix", "sideways"), ("sort", "size;"), ("powiat", "x")]
)
def test_value_that_does_not_exist_is_refused_and_does_not_widen_the_answer(three, ask, name, value):
    refusal = ask("organisations", status=422, **{name: value})
    assert refusal["code"] == "wrong-parameters"
    assert [one["parameter"] for one in refusal["problems"]] == [name]
