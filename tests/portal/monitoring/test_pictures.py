"""Pictures are drawn in the background when figures change, and shown only beside the figures that they show."""

import datetime
from decimal import Decimal

import pytest
from django.utils.translation import override

from grono.portal.core.models import BackgroundRun
from grono.portal.core.runs import perform
from grono.portal.core.visitor import Visitor
from grono.portal.monitoring.drawing import draw_daily, draw_strategy
from grono.portal.monitoring.models import KeptPicture
from grono.portal.monitoring.pictures import Wanted, overview_pictures
from grono.portal.strategies.actions import record_resolution
from grono.portal.strategies.changes import Authority
from tests.portal.monitoring.factories import make_period, make_plan, make_published, part_named


@pytest.fixture
def strategy(db):
    return make_plan()


@pytest.fixture
def drawn(monkeypatch):
    """Draw nothing, and remember what would have been drawn."""
    seen = []

    def draw(wanted):
        seen.append(wanted)
        said = {"title": f"{wanted.name} {wanted.language}", "alternative": "Words.", "source": "Source: reports."}
        return said | {"heads": ["a"], "rows": [["1"]], "svg": "<svg></svg>", "narrow": ""}

    monkeypatch.setattr("grono.portal.monitoring.drawing.drawn", draw)
    return seen


def runs():
    return BackgroundRun.objects.filter(kind="monitoring.draw_pictures")


def test_publishing_has_the_pictures_drawn_and_pages_show_them(strategy, people):
    make_published(strategy, make_period(strategy), people)
    perform.call(runs().get().public_id)
    run = runs().get()
    assert (run.state, run.errors) == ("done", {})
    visitor, part = people.client("visitor"), part_named(strategy, "Inkubator", people.visitor)
    start = f"/en/monitoring/{strategy.public_id}/"
    overview = visitor.get(start).content.decode()
    assert "Work done against the plan, by the end of 2021" in overview
    assert "From baseline to target: where the indicators stood in 2021" in overview
    assert "being drawn" not in overview
    page = visitor.get(f"{start}parts/{part.node.key}/").content.decode()
    assert "Points done and planned" in page
    assert "Planned and done, by the end of 2021" in page
    page = visitor.get(f"{start}indicators/{part.indicators[0].key}/").content.decode()
    assert "Known only within limits" in page
    assert page.count("on-narrow") == 2
    polish = visitor.get(f"/pl/monitoring/{strategy.public_id}/").content.decode()
    assert polish.count("<figure") == 2
    plan = visitor.get(f"/en/strategies/{strategy.public_id}/plan/").content.decode()
    assert "Planned and done, by the end of 2021" in plan


def test_a_picture_of_other_figures_is_not_shown_and_forgotten(strategy, people, drawn):
    make_published(strategy, make_period(strategy), people)
    draw_strategy(Visitor(), strategy)
    before = set(KeptPicture.objects.values_list("digest", flat=True))
    make_published(strategy, make_period(strategy, 2022), people, done=(10, 40))
    page = people.client("visitor").get(f"/en/monitoring/{strategy.public_id}/").content.decode()
    assert "The pictures are being drawn anew" in page
    assert "work en" not in page
    count = draw_strategy(Visitor(), strategy)
    assert 0 < count < len(drawn)
    assert draw_strategy(Visitor(), strategy) == 0
    after = set(KeptPicture.objects.values_list("digest", flat=True))
    assert before & after
    assert after - before
    assert before - after


def test_one_waiting_run_serves_everyone_and_a_resolution_asks_too(strategy, people):
    make_published(strategy, make_period(strategy), people)
    make_published(strategy, make_period(strategy, 2022), people)
    assert runs().count() == 1
    runs().update(state="done")
    authority = Authority("resolution", "XI/1/2021", datetime.date(2021, 1, 1), datetime.date(2021, 1, 1))
    record_resolution(by=people.coordinator, strategy=strategy, authority=authority)
    assert runs().filter(state="waiting").count() == 1


def test_what_a_day_changes_is_drawn_daily(strategy, people, drawn):
    make_period(strategy)
    draw_daily(datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC))
    assert {wanted.name for wanted in drawn} == {"work", "way", "stages", "points"}
    assert {wanted.language for wanted in drawn} == {"pl", "en"}


def test_the_digest_changes_with_rows_language_and_year():
    first = Wanted("work", ((1, 2),), "pl", "2021")
    others = [Wanted("way", ((1, 2),), "pl", "2021"), Wanted("work", ((1, 3),), "pl", "2021"),
              Wanted("work", ((1, 2),), "en", "2021"), Wanted("work", ((1, 2),), "pl", "2022")]  # fmt: skip
    assert len({first.digest, *(one.digest for one in others)}) == 5
    assert Wanted("work", ((1, 2),), "pl", "2021").digest == first.digest


def test_many_tasks_are_drawn_goal_by_goal(strategy, people, monkeypatch):
    from grono.portal.monitoring.standing_queries import standings_of

    make_period(strategy)
    standings = standings_of(people.visitor, strategy)
    monkeypatch.setattr("grono.reports.strategy.pictures.MOST_GAUGES", 1)
    with override("en"):
        work = next(overview_pictures(standings, "en"))
    assert [row.name for row in work.rows] == ["I Silna gospodarka"]
    assert Decimal(str(float(work.rows[0].target.lower))) == 1
