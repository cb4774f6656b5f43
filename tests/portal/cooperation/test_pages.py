"""Pages of studies: from files to words, figures and files again; what is wrong is said at once (STR-42, STR-44, STR-45)."""

import csv
import io
from dataclasses import fields

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from grono.evaluation.networks_measures import NetworkMeasures
from grono.evaluation.networks_null import ChanceOf
from grono.evaluation.triple_helix_words import SIDE_TITLES
from grono.portal.cooperation.files import _CHANCE, _MEASURES, SIDES
from grono.portal.cooperation.models import Study
from grono.portal.core.models import BackgroundRun
from tests.portal.cooperation.factories import BESIDE, NODES, PROJECTS, TIES, make_network, make_projects, measured

pytestmark = pytest.mark.django_db
FACTS = {"title": "Sieć mebli", "source": "Ankieta", "language": "pl", "seed": "7"}


def sent(**texts):
    return FACTS | {name: SimpleUploadedFile(f"{name}.csv", text.encode()) for name, text in texts.items()}


def text_of(response):
    return response.content.decode()


def test_a_network_is_loaded_and_shown_as_the_work_in_the_background(people):
    client = people.client("analyst")
    answer = client.post("/pl/cooperation/networks/new/", sent(ties=TIES, organisations=NODES, beside=BESIDE))
    study = Study.objects.get()
    assert answer["Location"].endswith(f"/{BackgroundRun.objects.get().public_id}/")
    assert (study.seed, study.title, study.created_by) == (7, "Sieć mebli", people.analyst)
    assert [file["name"] for file in study.content["files"]] == ["ties.csv", "organisations.csv", "beside.csv"]
    page = client.get(f"/pl/cooperation/{study.public_id}/")
    assert "To badanie nie zostało jeszcze zmierzone" in text_of(page) or "Słowami" in text_of(page)


def test_every_problem_of_the_files_stands_in_the_table_and_nothing_is_stored(people):
    wrong = sent(ties=TIES.replace("Cis,Dąb", "Cisy,"), organisations=NODES + "Bez,,klub\n")
    answer = people.client("analyst").post("/pl/cooperation/networks/new/", wrong)
    page = text_of(answer)
    assert answer.status_code == 200
    assert "<title>Błąd: Zmierz sieć" in answer.content.decode()
    for said in ("komórka jest pusta", "Czy chodziło o „Cis”?", "jest już w wierszu 3"):
        assert said in page
    assert not Study.objects.exists()


def test_a_file_without_its_columns_and_one_that_is_too_large(people, monkeypatch):
    client, address = people.client("analyst"), "/pl/cooperation/networks/new/"
    assert "pierwszy koniec powiązania" in text_of(client.post(address, sent(ties="x,y\na,b\n")))
    monkeypatch.setattr("grono.portal.cooperation.forms.LARGEST_FILE", 10)
    assert "tutaj wczytujemy najwyżej" in text_of(client.post(address, sent(ties=TIES)))
    monkeypatch.undo()
    monkeypatch.setattr("grono.portal.cooperation.reading.MOST_ORGANISATIONS", 2)
    assert "portal mierzy najwyżej 2" in text_of(client.post(address, sent(ties=TIES)))
    assert not Study.objects.exists()


@pytest.mark.parametrize(("language", "said"), [("pl", "Powiązania (2020): 2; z nich nadal istnieje (2024): 1 (50%)"), ("en", "Ties of 2020: 2; of these still there in 2024: 1 (50%)")])  # fmt: skip
def test_a_network_says_its_results_in_words_before_its_figures(people, client, language, said):
    study = measured(make_network(people.analyst, is_synthetic=True), published=True)
    page = text_of(client.get(f"/{language}/cooperation/{study.public_id}/")).split("<main")[1]
    assert (
        page.index(said)
        < page.index('class="figure-picture')
        < page.index("In figures" if language == "en" else "W liczbach")
    )
    assert "Aster" in page
    assert ("zmyślone" if language == "pl" else "invented") in page
    assert "style=" not in page


def test_a_network_without_organisations_leaves_out_what_needs_them(people, client):
    study = measured(make_network(people.analyst, nodes="", beside=""), published=True)
    page = text_of(client.get(f"/en/cooperation/{study.public_id}/"))
    assert "E–I index" in page
    assert "Gatekeeper" not in page


def test_projects_show_shares_and_both_traps_and_no_verdict(people, client):
    study = measured(make_projects(people.analyst), published=True)
    page = text_of(client.get(f"/en/cooperation/{study.public_id}/"))
    assert "Projects: 55; with one side 60%, with two 20%, with all three 20%." in page
    assert "nobody co-operates" in page
    assert "small places always look like synergy" in page
    assert "mbit" in page
    assert "Łódź" in page


def rows(client, study, name, language="en"):
    answer = client.get(f"/{language}/cooperation/{study.public_id}/{name}.csv")
    return list(csv.reader(io.StringIO(b"".join(answer.streaming_content).decode())))


def test_files_hold_what_the_page_shows(people, client):
    study = measured(make_network(people.analyst), published=True)
    assert ["density", "0.2", "0.3"] in rows(client, study, "measures")
    assert ["Cis", "Dąb", "2024"] in rows(client, study, "ties")
    assert rows(client, study, "organisations")[1][:3] == ["Aster", "meble", "industry"]
    assert rows(client, study, "chance")[0][:3] == ["measure", "rule", "observed"]
    projects = measured(make_projects(people.analyst), published=True)
    assert ["UIG", "11"] in rows(client, projects, "projects")
    assert [row[0] for row in rows(client, projects, "regions")] == ["region", "Leszno", "Łódź"]
    assert client.get(f"/en/cooperation/{projects.public_id}/ties.csv").status_code == 404


def test_publishing_and_withdrawing(people, client):
    study = measured(make_network(people.analyst, nodes="", beside=""))
    address, analyst = reverse("cooperation:study", args=[study.public_id]), people.client("analyst")
    assert client.get(address).status_code == 404
    analyst.post(reverse("cooperation:publish", args=[study.public_id]))
    assert client.get(address).status_code == 200
    analyst.post(reverse("cooperation:withdraw", args=[study.public_id]))
    assert client.get(address).status_code == 404
    waiting = make_network(people.analyst)
    page = analyst.post(f"/pl/cooperation/{waiting.public_id}/publish/", follow=True)
    assert "nie ma czego publikować" in text_of(page)


def test_projects_from_a_form(people):
    people.client("analyst").post(reverse("cooperation:new_projects"), sent(projects=PROJECTS))
    assert Study.objects.get().content["regions"]["Łódź"]["UIG"] == 2


@pytest.mark.parametrize("name", ["list", "study"])
def test_pages_cost_few_queries_whatever_there_is(people, assert_query_count, name):
    studies = [
        measured(make_network(people.analyst, nodes="", beside="", title=str(n)), published=True) for n in range(2)
    ]
    client = people.client("member")
    address = (
        reverse("cooperation:list") if name == "list" else reverse("cooperation:study", args=[studies[0].public_id])
    )
    assert_query_count(f"cooperation {name}", client, address)
    measured(make_network(people.analyst, nodes="", beside="", title="3"), published=True)
    assert_query_count(f"cooperation {name}", client, address)


def test_files_name_every_measure_in_their_own_order():
    assert list(_MEASURES) == [field.name for field in fields(NetworkMeasures)]
    assert list(_CHANCE) == [field.name for field in fields(ChanceOf)]
    assert set(SIDES) == set(SIDE_TITLES)
