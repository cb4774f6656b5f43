"""What the list says about a search, where the things found are, and the facets of other apps (DIR-46, DIR-47, LNG-7)."""

from dataclasses import replace
from decimal import Decimal

import pytest

from grono.portal.directory import area, further_facets
from grono.portal.directory.actions import index_again, set_visibility
from grono.portal.directory.entries import Seat
from grono.portal.directory.filters import Wanted, wanted_from
from grono.portal.directory.further_facets import FurtherFacet
from grono.portal.directory.kinds import Rung
from grono.portal.directory.queries import organisations_found
from tests.portal.directory.factories import BIALYSTOK, make_organisation

PLACED = replace(BIALYSTOK, latitude=Decimal("53.13"), longitude=Decimal("23.16"), point_method="declared")


def shown(people, query, role="visitor"):
    return people.client(role).get(f"/en/directory/?{query}").content.decode()


def test_the_list_says_what_it_took_for_a_typing_error(people):
    make_organisation("Mleczarstwo Podlaskie")
    page = shown(people, "q=mleczarsto")
    assert "<mark>Mleczarstwo</mark> Podlaskie" in page
    assert "Nothing contains “mleczarsto”; shown is what contains “mleczarstwo”" in page


def test_the_list_says_that_not_all_words_were_found(people):
    make_organisation("Mleczarnia")
    make_organisation("Łąka")
    assert "Nothing contains all the words" in shown(people, "q=mleczarnia+łąka+tokarka")


def test_words_that_met_are_marked_in_the_name_or_in_a_piece_of_the_text(people):
    """LNG-7: by offsets, everything escaped."""
    make_organisation("Tartak & Młyn")
    make_organisation(
        "Zakład <b>",
        texts={("capability", "pl"): "Pracujemy od dawna. " * 5 + "Naprawiamy młyny & tartaki. " + "I tyle. " * 9},
    )
    page = shown(people, "q=młynem")
    assert "Tartak &amp; <mark>Młyn</mark></a>" in page
    assert "Zakład &lt;b&gt;</a>" in page
    assert "Naprawiamy <mark>młyny</mark> &amp; tartaki" in page
    assert '<span lang="pl">… ' in page
    assert "<mark>" not in shown(people, "")


def test_squares_of_the_map_count_and_narrow(people):
    make_organisation("Here", seat=PLACED)
    make_organisation("Without position", seat=Seat(place="Nigdzie", teryt="1061011"))
    found = organisations_found(people.visitor, Wanted())
    assert found.counts[area.KEY] == {"5:530:230": 1, "1:531:231": 1}
    narrowed = organisations_found(people.visitor, Wanted(area=("1:531:231",)))
    assert [one.legal_name for one in narrowed] == ["Here"]
    page = shown(people, "area=1:531:231")
    assert "square of the map 53.1–53.2° N, 23.1–23.2° E" in page
    assert "Without position" not in page


def test_circles_of_the_map_are_links_for_the_keyboard_too(people):
    make_organisation("Here", seat=PLACED)
    page = shown(people, "")
    assert 'role="group" aria-label="A map of Poland' in page
    assert 'area=5%3A530%3A230" rel="nofollow" aria-label="1 organisation"' in page


def test_a_hidden_address_is_in_no_square(people):
    made = make_organisation("Here", seat=PLACED)
    set_visibility(by=people.coordinator, organisation=made, rungs={"address": Rung.REGISTERED})
    assert not organisations_found(people.visitor, Wanted()).counts[area.KEY]
    assert not organisations_found(people.visitor, Wanted(area=("5:530:230",)))
    assert organisations_found(people.member, Wanted()).counts[area.KEY]
    assert "Where they are" not in shown(people, "")
    assert "Where they are" in shown(people, "", role="member")


def test_a_square_that_does_not_exist_is_left_out(rf):
    assert wanted_from(rf.get("/", {"area": ["7:1:2", "5:x:1", "", "5:530:230"]}).GET).area == ("5:530:230",)


@pytest.fixture
def teams(monkeypatch, people):
    """Return two organisations, the first of team red, which is a facet of another app."""
    monkeypatch.setattr(further_facets, "_facets", {})
    made = [make_organisation("First"), make_organisation("Second")]
    facet = FurtherFacet(
        "team", "Team", lambda keys: {made[0].pk: ["red"]}, lambda values, language: dict.fromkeys(values, "Red team")
    )
    further_facets.register_facet(facet)
    index_again(by=None)
    return made


def test_a_facet_of_another_app_counts_narrows_and_is_named(people, teams):
    found = organisations_found(people.visitor, Wanted(further={"team": ("red",)}))
    assert [one.legal_name for one in found] == ["First"]
    assert found.counts["team"] == {"red": 1}
    page = shown(people, "team=red")
    assert page.count("Red team") >= 2
    assert "Second" not in page


def test_the_address_holds_a_facet_of_another_app(people, teams, rf):
    wanted = wanted_from(rf.get("/", {"team": "red", "q": "first"}).GET)
    assert wanted.query() == "q=first&team=red"
    assert wanted.toggled("team", "red").query() == "q=first"


def test_a_saved_view_leads_back_to_its_list(people):
    make_organisation("First")
    client = people.client("member")
    answer = client.post("/en/directory/views/save/", {"view-name": "Mine", "view-query": "type=firm&nonsense=1"})
    assert answer.url == "/en/directory/?type=firm"
    page = client.get(answer.url).content.decode()
    assert 'href="/en/directory/?type=firm">Mine</a>' in page
    assert "The view “Mine” is saved." in page


def test_a_view_without_a_name_is_not_saved(people):
    client = people.client("member")
    client.post("/en/directory/views/save/", {"view-name": " ", "view-query": ""})
    assert "Give the view a name" in client.get("/en/directory/").content.decode()
