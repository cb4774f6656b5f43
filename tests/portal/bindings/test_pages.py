"""The pages of the bindings: from choosing a source to a value that stands beside its peers."""

import pytest

from grono.portal.bindings.actions import choose_peers, keep_pictures, remove_binding, take_over
from grono.portal.bindings.models import Arrival, Binding
from grono.portal.bindings.running import pictures_of
from grono.portal.core.models import BackgroundRun
from grono.portal.core.runs import perform
from grono.sources.gus_bdl import addresses
from tests.portal.bindings.factories import make_arrived, make_bound, make_indicator, make_taken
from tests.portal.bindings.samples import BDL
from tests.portal.maps.factories import make_drawn
from tests.portal.monitoring.factories import make_period, make_plan, make_published
from tests.sources.gus_bdl.answers import PODLASKIE, POLAND, SILESIA, page, variable
from tests.sources.office import Answer, Office

pytestmark = pytest.mark.django_db
JSON = {"Content-Type": "application/json; charset=utf-8"}


def address(strategy, indicator, rest="", language="en"):
    return f"/{language}/bindings/{strategy.public_id}/{indicator.key}/{rest}"


def text_of(answer):
    return answer.content.decode()


@pytest.fixture
def bank(monkeypatch):
    """The Local Data Bank on the loopback, with recorded answers."""
    office = Office()
    units = {
        "2": {
            PODLASKIE: ("PODLASKIE", [(2019, 100, 1), (2020, 0, 4), (2021, 120, 3)]),
            SILESIA: ("ŚLĄSKIE", [(2019, 9, 1)]),
        },
        "0": {POLAND: ("POLSKA", [(2019, 1000, 1), (2021, 1100, 1)])},
    }

    def answer(path, _headers):
        if "/variables/" in path:
            return Answer(variable(60270, unit="zł", years=(2019, 2020, 2021)), headers=JSON)
        level = path.partition("unit-level=")[2][0]
        return Answer(page(60270, units[level]), headers=JSON)

    office.answers = [answer]
    monkeypatch.setattr(addresses, "HOST", office.address)
    yield office
    office.close()


def test_way_from_the_bank_to_a_value_that_counts(people, client, bank, django_capture_on_commit_callbacks):
    strategy, indicator = make_indicator(people)
    analyst = people.client("analyst")
    assert "Take the values from…" in text_of(analyst.get(address(strategy, indicator)))
    with django_capture_on_commit_callbacks(execute=False):
        answer = analyst.post(address(strategy, indicator, "bind/bdl/"), BDL)
    assert "/runs/" in answer["Location"]
    perform.call(BackgroundRun.objects.get().public_id)
    shown = text_of(analyst.get(address(strategy, indicator)))
    assert "3 values wait to be taken over" not in shown
    assert "2 values wait to be taken over" in shown
    assert "no information, or confidential" in shown
    assert "with a footnote of GUS" in shown
    assert "published on 1 January 2026" in shown
    assert "values wait" not in text_of(client.get(address(strategy, indicator)))
    arrival = Arrival.objects.get()
    answer = analyst.post(address(strategy, indicator, f"take/{arrival.public_id}/"), follow=True)
    assert "2 values were taken over." in text_of(answer)
    assert "60270" in text_of(client.get(address(strategy, indicator)))
    status = text_of(client.get(f"/en/monitoring/{strategy.public_id}/indicators/{indicator.key}/"))
    assert "with a footnote of GUS" in status
    assert "Where the values come from" in status


def test_a_map_is_chosen_first_then_its_figures(people):
    strategy, indicator = make_indicator(people)
    analyst = people.client("analyst")
    bind = address(strategy, indicator, "bind/map/")
    assert "No map is published" in text_of(analyst.get(bind))
    map_ = make_drawn(people.analyst, published=True)
    assert f"?map={map_.public_id}" in text_of(analyst.get(bind))
    wrong = analyst.post(f"{bind}?map={map_.public_id}", {"measure": "employees", "place": "20", "industries": "10.52"})
    assert wrong.status_code == 422
    assert "The map has no industry “10.52”. It has, among others: 10.51." in text_of(wrong)
    cell = analyst.post(f"{bind}?map={map_.public_id}", {"measure": "location_quotient", "place": "20"})
    assert "Name the industry." in text_of(cell)
    data = {"measure": "employees", "place": "20", "industries": "10.51, 28.30", "multiplier": "1"}
    assert analyst.post(f"{bind}?map={map_.public_id}", data).status_code == 302
    assert Binding.objects.get().transformation["parts"] == ["10.51", "28.30"]
    again = analyst.post(f"{bind}?map={map_.public_id}", data)
    assert "bound already" in text_of(again)


@pytest.mark.parametrize(
    ("source", "data", "words"),
    [
        ("bdl", BDL | {"variables": "x"}, "is not the number of a variable"),
        ("bdl", BDL | {"combine": "share"}, "needs the variable of the whole"),
        ("bdl", BDL | {"multiplier": "0"}, "every value would be zero"),
        ("eurostat", {"dataset": "t", "filters": "unit", "place": "PL84"}, "is no filter"),
        ("eurostat", {"dataset": "t", "filters": "unit=THS", "place": "PL84", "part": "nace_r2"}, "Name the codes"),
        ("eurostat", {"dataset": "t", "filters": "unit=THS", "place": "PL84", "combine": "share"}, "code of the whole"),
    ],
)
def test_what_is_wrong_in_a_form_is_said(people, source, data, words):
    strategy, indicator = make_indicator(people)
    answer = people.client("analyst").post(address(strategy, indicator, f"bind/{source}/"), data)
    assert answer.status_code == 422
    assert words in text_of(answer)
    assert not Binding.objects.exists()


def test_a_table_of_eurostat_is_asked_for_with_own_region_and_country(people):
    strategy, indicator = make_indicator(people)
    data = {
        "dataset": "lfst", "filters": "unit=THS\nnace_r2=A,TOTAL\ngeo=PL84", "place": "PL84", "country": "PL",
        "part": "nace_r2", "combine": "share", "whole": "TOTAL", "multiplier": "100",
    }  # fmt: skip
    people.client("coordinator").post(address(strategy, indicator, "bind/eurostat/"), data)
    binding = Binding.objects.get()
    assert binding.choice["filters"] == {"unit": ["THS"], "nace_r2": ["A", "TOTAL"], "geo": ["PL84", "PL"]}
    assert (binding.transformation["parts"], binding.transformation["whole"]) == (["A"], ["TOTAL"])
    assert "lfst, geo=PL84,PL; nace_r2=A,TOTAL; unit=THS" in text_of(
        people.client("coordinator").get(address(strategy, indicator))
    )


@pytest.mark.parametrize(
    ("language", "sentence"),
    [("en", "This compares; it is no effect of the strategy"), ("pl", "To porównanie, a nie efekt strategii")],
)
def test_the_change_beyond_the_peers_is_said_and_drawn(people, client, language, sentence):
    strategy, indicator, binding, arrival = make_taken(people)
    choose_peers(by=None, binding=binding, peers=["14", "18", "24"], rule={})
    binding.refresh_from_db()
    keep_pictures(by=None, arrival=arrival, pictures=pictures_of(binding, arrival))
    shown = text_of(client.get(address(strategy, indicator, language=language)))
    assert sentence in shown
    assert "<figure" in shown
    assert 'lang="pl"' in shown


def test_peers_by_likeness_and_by_hand(people):
    strategy, indicator, binding, _arrival = make_arrived(people)
    coordinator = people.client("coordinator")
    peers = address(strategy, indicator, "peers/")
    assert "Regions that the source has" in text_of(coordinator.get(peers))
    unknown = coordinator.post(peers, {"how": "hand", "places": "14, 99"})
    assert "no other region “99”" in text_of(unknown)
    few = coordinator.post(peers, {"how": "hand", "places": "14, 18"})
    assert "at least 3 peers" in text_of(few)
    map_ = make_drawn(people.analyst, published=True)
    assert coordinator.post(peers, {"how": "likeness", "map": map_.public_id, "count": "3"}).status_code == 302
    binding.refresh_from_db()
    assert binding.peers[0] in ("14", "18")
    assert set(binding.peers) == {"14", "18", "24"}
    shown = text_of(coordinator.get(address(strategy, indicator)))
    assert "half of Krugman" in shown


def test_reported_and_taken_values_stand_side_by_side(people, client):
    strategy = make_plan()
    make_published(strategy, make_period(strategy, 2024), people, jobs="4000", statement="Oświadczam.")
    strategy, indicator, binding, _arrival = make_taken(people, strategy=strategy)
    shown = text_of(client.get(address(strategy, indicator)))
    assert "Reported − source" in shown
    assert "-30" in shown.replace("−", "-")
    remove_binding(by=people.analyst, binding=binding)
    after = text_of(client.get(address(strategy, indicator)))
    assert "this binding was removed on" in after
    assert "4,030" in after


def test_removing_asks_first_and_keeps_the_values(people, client):
    strategy, indicator, _binding, _arrival = make_taken(people)
    editor = people.client("editor")
    assert "stay, with source and day" in text_of(editor.get(address(strategy, indicator, "remove/")))
    assert "stay, marked" in text_of(editor.post(address(strategy, indicator, "remove/"), follow=True))
    rows = b"".join(client.get(address(strategy, indicator, "values.csv")).streaming_content).decode().splitlines()
    assert len(rows) == 3
    assert rows[1].startswith("2020,")


def test_taking_over_twice_is_refused_with_a_sentence(people):
    strategy, indicator, binding, arrival = make_arrived(people)
    take_over(by=None, binding=binding, arrival=arrival)
    answer = people.client("analyst").post(address(strategy, indicator, f"take/{arrival.public_id}/"), follow=True)
    assert "taken over already" in text_of(answer)


def test_the_list_names_bound_indicators_and_the_strategy_leads_there(people, client):
    strategy, indicator, _binding, _arrival = make_taken(people)
    shown = text_of(client.get(f"/en/bindings/{strategy.public_id}/"))
    assert indicator.name_text in shown
    assert "4,030" in shown
    assert f"/en/bindings/{strategy.public_id}/" in text_of(client.get(f"/en/strategies/{strategy.public_id}/"))
    bare = make_plan()
    assert f"/en/bindings/{bare.public_id}/" not in text_of(client.get(f"/en/strategies/{bare.public_id}/"))
    assert "not bound" in text_of(people.client("analyst").get(f"/en/bindings/{bare.public_id}/"))


def test_a_strategy_without_the_indicator_answers_404(people, client):
    strategy, _indicator, _binding = make_bound(people)
    assert client.get(f"/en/bindings/{strategy.public_id}/nothing/").status_code == 404


def test_query_counts_do_not_grow_with_the_bindings(people, client, assert_query_count):
    strategy, indicator, _binding, _arrival = make_taken(people)
    assert_query_count("bindings:indicator", client, address(strategy, indicator))
    assert_query_count("bindings:list", client, f"/en/bindings/{strategy.public_id}/")
    assert_query_count("bindings:indicator (analyst)", people.client("analyst"), address(strategy, indicator))
