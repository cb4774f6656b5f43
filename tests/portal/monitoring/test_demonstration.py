import pytest
from django.core.cache import cache

from grono.portal.core.visitor import Visitor
from grono.portal.monitoring import demonstration
from grono.portal.monitoring.figures import figures_of
from grono.portal.monitoring.models import MadeDocument, Period, Report
from grono.portal.monitoring.queries import strategies_with_periods
from grono.portal.monitoring.standing_queries import standings_of
from grono.portal.strategies import demonstration as strategies
from tests.portal.conftest import make_user


@pytest.mark.django_db
def test_demonstration_reports_what_the_documents_say_and_can_be_loaded_twice(monkeypatch):
    monkeypatch.setattr(demonstration, "_documents", lambda _strategy, *, citizen: None)
    monkeypatch.setattr(strategies, "pictures_of", lambda _card: {})
    make_user("task_owner@example.org", "task_owner")
    strategies.load()
    for _time in range(2):
        demonstration.load()
        cache.clear()
    assert Period.objects.count() == 9
    assert sorted(Report.objects.filter(is_invented=True).values_list("state", flat=True)) == sorted(
        demonstration._STATES
    )
    assert Report.objects.filter(is_invented=False).count() == 6
    invented = Report.objects.filter(is_invented=True, state="published").last().period.strategy
    late = [one for one in figures_of(Visitor(), invented, "en").findings if one.code == "F-GREEN-LATE"]
    assert [str(cell) for cell in late[0].cells] == ["status of “Portal klastra” set by hand, 2025", "stage 2"]
    by_title = {strategy.title: strategy for strategy in strategies_with_periods(Visitor())}
    lodz = next(strategy for title, strategy in by_title.items() if "Łodzi" in title)
    found = [one for goal in standings_of(Visitor(), lodz).goals for one in goal.indicators if one.status is not None]
    assert [(one.status.worst.value, one.status.best.value, one.target_year) for one in found] == [("red", "red", 2010)]


@pytest.mark.django_db
def test_documents_of_a_programme_are_made_in_both_languages():
    strategies.load()
    found = next(one for one in strategies.shipped_programmes() if "Łodzi" in one["strategy"]["title"])
    strategy = demonstration.strategy_of_demonstration(found["strategy"]["title"], found["strategy"]["source"])
    demonstration._programme(strategy, found, demonstration.LODZ)
    made = MadeDocument.objects.all()
    assert {(one.kind, one.language) for one in made} >= {
        ("monitoring", "pl"),
        ("citizen", "en"),
        ("completeness", "pl"),
    }
    assert all(set(one.files) == {"html", "pdf", "docx", "xlsx"} for one in made)
