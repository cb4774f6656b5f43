import re

import pytest

from grono.messages import message
from grono.portal.strategies.models import StrategyState
from grono.portal.strategies.pages.anchors import anchor_of
from grono.strategy.finding import indicator_cell, stage_cell
from tests.portal.strategies.factories import TEXT, make_card, make_leszno, make_strategy, read_text

pytestmark = pytest.mark.django_db
TAGS = re.compile(r"<[^>]+>")


def page(client, address, language="en"):
    response = client.get(f"/{language}/strategies/{address}")
    assert response.status_code == 200
    return response.content.decode()


def words(html):
    return " ".join(TAGS.sub(" ", html).split())


@pytest.fixture
def leszno(client):
    card = make_leszno()
    return page(client, f"cards/{card.public_id}/")


def test_card_of_leszno_shows_its_progress(leszno):
    text = words(leszno)
    for figure in ("49/55 89.09%", "17/25 68.00%", "20/20 100.00%", "86/100 86.00%", "66/80", "82.50%", "53.33%"):
        assert figure in text
    assert "86/100 points done/planned as of 31 December 2013" in text
    assert "14 of its 30 points are lacking: 46.67" in text
    assert "2011, 2012, 2013 red" in text
    assert "points done ÷ points planned since the beginning = 86/100 = 86%" in text


def test_card_of_leszno_shows_forecast_money_and_links(leszno):
    text = words(leszno)
    assert "In May 2013 at 10 points a year" in text
    assert "In August 2014, after the end of the plan at 5.33 points a year" in text
    assert "Program Urbact Z budżetu projektu 80% no total cost" in text
    assert "Lokalna Grupa Wsparcia 2. Utworzenie Lokalnej Grupy Wsparcia. suggested" in text
    assert "Historical document" in text


def test_four_kinds_of_nothing_are_four_on_the_page(client):
    card = make_card(TEXT.replace("100 000,01 zł", "").replace("Urząd - 3", "Urząd - 0"))
    text = words(page(client, f"cards/{card.public_id}/"))
    assert "Urząd not planned 0" in text  # `-` and zero
    assert "no data: the card leaves it empty" in text  # missing
    assert "The card declares that there are none: Brak" in text


def test_findings_of_leszno_lead_to_cells_and_back(leszno):
    assert "Findings: 11" in leszno
    identifiers = set(re.findall(r' id="([^"]+)"', leszno))
    linked = set(re.findall(r'href="#([^"]+)"', leszno))
    assert linked <= identifiers
    assert {"indicator-2-2011", "stage-4", "body-5", "task-title", "total-cost", "funding", "kind-impact"} <= linked
    assert {f"finding-{order}" for order in range(1, 12)} <= linked | {"finding-1"} <= identifiers


def test_identifiers_of_a_page_are_unique(leszno):
    identifiers = re.findall(r' id="([^"]+)"', leszno)
    assert len(identifiers) == len(set(identifiers))


def test_words_of_the_card_carry_their_language(leszno):
    assert '<h1 id="task-title" lang="pl">1. Współpraca w ramach' in leszno
    assert '<span lang="pl">Wypracowanie Lokalnego Planu Działań.</span>' in leszno
    assert '<span lang="pl">WPiR</span>' in leszno
    assert '<p  lang="pl">Osoby chcące rozpocząć' in leszno


def test_amounts_follow_from_a_total(client):
    card = make_card()
    text = words(page(client, f"cards/{card.public_id}/", "pl"))
    assert "Miasto Z budżetu projektu 50% 50 000,01" in text.replace("\xa0", " ")
    assert "Razem 100% 100 000,01" in text.replace("\xa0", " ")


def test_text_of_a_card_is_escaped(client):
    html = page(client, f"cards/{make_card().public_id}/")
    assert "Budowa &lt;hali&gt;" in html
    assert "<hali>" not in html


def test_picture_stands_on_the_page_once_drawn(client):
    card = make_leszno()
    assert "is being drawn" in page(client, f"cards/{card.public_id}/")
    card = make_leszno(drawn=True)
    html = page(client, f"cards/{card.public_id}/", "pl")
    assert "Do końca roku 2013 wykonano 86 z 100" in html
    assert "<svg" in html[html.index("figure-picture") :]


def test_text_page_proves_identity(client):
    card = make_leszno()
    html = page(client, f"cards/{card.public_id}/text/")
    assert "identical to the byte: yes" in html
    assert "5db30bce990b07f39f6b86eff12ab6978f680d2a6c6f8b1a5417d8487de8828a" in html
    assert 'lang="pl" translate="no"' in html
    assert "3,483 bytes" in html
    assert "line break on the card" in html


def test_text_page_says_when_the_checksum_differs(client):
    card = make_card()
    card.sha256 = "0" * 64
    card.save()
    assert "identical to the byte: no" in page(client, f"cards/{card.public_id}/text/")


def test_download_is_identical_to_the_byte(client):
    card = make_card()
    response = client.get(f"/en/strategies/cards/{card.public_id}/card.txt")
    assert response.content == TEXT.encode()
    assert response["Content-Disposition"] == 'attachment; filename="task-card-II-2-4.txt"'
    assert response["Content-Type"] == "text/plain; charset=utf-8"


@pytest.mark.parametrize(
    ("table", "line"),
    [
        ("stages", "1,Projekt inkubatora,2021,not planned,not planned"),
        ("years", "2021,40,80,60,100,0.6,red,STR-24"),
        ("indicators", "output indicators,Liczba lokali,Urząd,2020,not planned"),
        ("indicators", "impact indicators,declared to have none,,,"),
    ],
)
def test_figures_as_csv(client, table, line):
    card = make_card()
    response = client.get(f"/en/strategies/cards/{card.public_id}/{table}.csv")
    assert line in b"".join(response).decode()


def test_unknown_table_is_not_found(client):
    card = make_card()
    assert client.get(f"/en/strategies/cards/{card.public_id}/secrets.csv").status_code == 404


def test_strategy_shows_goals_objectives_tasks(client):
    strategy = make_strategy()
    text = words(page(client, f"{strategy.public_id}/"))
    assert "Goal II: Silna gospodarka" in text
    assert "Objective 2: Współpraca" in text
    assert "progress 60% (unweighted mean, 1 of 1 with data)" in text
    assert "4. Inkubator 60% 60/100 2020–2021 red" in text


def test_list_is_empty_then_full(client):
    assert "No strategy yet" in page(client, "")
    make_leszno()
    text = words(page(client, ""))
    assert "Strategia rozwoju Leszna" in text
    assert "1 task card · 2009–2013 · historical document" in text


def test_drafts_are_not_listed_for_visitors(client, people):
    make_strategy(StrategyState.DRAFT)
    assert "No strategy yet" in page(client, "")
    assert "draft" in page(people.client("task_owner"), "")


def test_home_counts_published_strategies(client):
    assert "Strategies</a>" not in client.get("/en/").content.decode().split("<main")[1]
    make_strategy()
    assert "1 task card" in words(client.get("/en/").content.decode())


UNTIDY = (
    TEXT.replace("Szkoła Druga udział w radzie", "Szkoła Druga „współpraca")
    .replace("Liczba lokali Urząd", "Liczba lokali Gmina 7")
    .replace("100 000,01 zł", "dużo")
    .replace("Unia 50%", "„Unia 60%")
    .replace("20/20% -", "30/20% -")
)


def test_every_finding_of_an_untidy_card_leads_somewhere(client):
    html = page(client, f"cards/{make_card(UNTIDY).public_id}/")
    for code in ("F-UNSPLIT", "F-TOTAL", "F-SHARE-SUM", "F-OVER", "F-EXTRA-VALUE", "F-QUOTE", "F-NONE", "F-KIND"):
        assert f"<code>{code}</code>" in html
    findings = html[html.index('id="findings"') :].partition("</section>")[0]
    assert set(re.findall(r'href="#([^"]+)"', findings)) <= set(re.findall(r' id="([^"]+)"', html))
    assert {"stage-1-2020", "body-2", "source-2"} <= set(re.findall(r'href="#([^"]+)"', findings))
    assert "not split off" in html
    assert "not split: nothing tells where" in page(client, f"cards/{make_card(UNTIDY).public_id}/text/")


def test_card_without_a_plan_has_no_percentage(client):
    card = make_card(TEXT.replace("20/20% -", "- -").replace("- 40/80%", "- -"))
    text = words(page(client, f"cards/{card.public_id}/"))
    assert "Progress of the task not planned" in text
    assert "before its term" in text
    assert "no data on any of its tasks" in page(client, f"{card.strategy.public_id}/")


def test_cell_that_no_row_has_leads_nowhere():
    card = read_text().file.card
    for cell in (stage_cell("9"), indicator_cell("Nic", 2020), message("something else")):
        assert anchor_of(cell, card) == ""
