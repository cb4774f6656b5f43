"""The diagnosis beside the country: figures with source and date, one picture on the page and in the report."""

import pytest
from django.urls import reverse

from grono.portal.core.visitor import Visitor
from grono.portal.monitoring.drawing import draw_strategy
from grono.portal.monitoring.figures import figures_of
from grono.portal.strategies.models import DiagnosisItem
from grono.reports.strategy import monitoring_report
from tests.portal.monitoring.factories import make_plan

pytestmark = pytest.mark.django_db
GIVEN = {
    "statement_text": "Wydajność pracy poniżej średniej krajowej",
    "indicator_text": "wydajność pracy",
    "unit": "tys. zł",
    "own": "80,5",
    "comparator": "100",
    "comparator_text": "średnia w kraju",
    "comparator_source": "GUS, Bank Danych Lokalnych",
    "comparator_day": "2005-12-31",
    "comparator_precision": "year",
}


@pytest.fixture
def strategy():
    return make_plan()


def sent(people, strategy, **changed):
    address = reverse("strategies:part_add", args=[strategy.public_id, "diagnosis"]).replace("/en/", "/pl/")
    return people.client("editor").post(address, GIVEN | changed, follow=True).content.decode()


def test_figure_of_the_country_needs_its_source_and_its_date(people, strategy):
    page = sent(people, strategy, comparator_source="", comparator_day="")
    assert "Podaj, skąd pochodzi wartość porównywana." in page
    assert "jest wartość porównywana." in page
    assert not DiagnosisItem.objects.exists()
    sent(people, strategy, comparator="", comparator_source="", comparator_day="")
    assert DiagnosisItem.objects.get().comparator == ""


def test_page_and_report_show_the_same_picture_with_its_table(people, strategy):
    page = sent(people, strategy)
    assert "GUS, Bank Danych Lokalnych, 2005" in page
    assert "<figure" not in page
    draw_strategy(people.editor, strategy)
    address = reverse("strategies:parts", args=[strategy.public_id]).replace("/en/", "/pl/")
    shown = people.client("visitor").get(address).content.decode()
    assert "wydajność pracy: 80,5\u00a0tys. zł, poniżej kraju (100\u00a0tys. zł)." in shown
    report = monitoring_report(figures_of(Visitor(), strategy, "pl"), "pl")
    (picture,) = [one for one in report.pictures if one.name == "diagnosis"]
    assert picture.chart.title in shown
    assert picture.chart.alternative in shown
    (grid,) = [one for one in report.grids if one.caption == "Diagnoza"]
    assert [cell.text for cell in grid.rows[0]][1:4] == ["80,5", "100", "GUS, Bank Danych Lokalnych, 2005"]
