"""From the source to the value that counts: nothing is taken over unseen, nothing is overwritten."""

import datetime
from dataclasses import replace

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from grono.messages import GronoError
from grono.portal.bindings.actions import (
    bind_indicator,
    choose_peers,
    keep_arrival,
    refresh_binding,
    remove_binding,
    take_over,
)
from grono.portal.bindings.comparing import Compared
from grono.portal.bindings.models import Arrival, Binding, TakenValue
from grono.portal.bindings.queries import as_figures, bindings_visible_to, every_value, latest_arrival, taken_values
from grono.portal.bindings.reading import read_source
from grono.portal.bindings.running import arrive, read_and_draw
from grono.portal.bindings.stored import transformation_of, transformation_to_data
from grono.portal.core.models import AuditEntry, BackgroundRun
from grono.portal.core.problems import RefusedError
from grono.portal.core.visitor import Visitor
from grono.portal.maps.actions import withdraw_map
from grono.portal.monitoring.executed import executed_of
from grono.portal.monitoring.standing_queries import standings_of
from grono.quantities import exact, missing, suppressed
from grono.strategy.series import Combine, Figure, SourceSeries, Transformation
from tests.portal.bindings.factories import make_arrived, make_bound, make_indicator, make_taken, map_wish, unwatched
from tests.portal.maps.factories import make_drawn
from tests.portal.monitoring.factories import make_period, make_plan, make_published

pytestmark = pytest.mark.django_db


def keep(binding, values, *, published=None):
    series = SourceSeries((), "Second reading", published=published or datetime.date(2026, 11, 1))
    found = {"20": {one.period: one for one in values}}
    return keep_arrival(by=None, binding=binding, series=series, found=found, names={})


def test_values_of_a_map_arrive_with_its_date_and_every_year(people):
    """The small map has 4000 people in dairies of Podlaskie in 2020 and 4030 in 2024, and nothing in between."""
    _strategy, _indicator, binding, arrival = make_arrived(people)
    own = Compared(binding, arrival).own
    assert (own[2020].quantity, own[2024].quantity, own[2022].quantity) == (exact(4000), exact(4030), missing())
    assert arrival.source_date == timezone.localdate()
    assert Compared(binding, arrival).nation[2020].quantity == exact(4000 + 340 + 380 + 420)
    assert arrival.names["20"]["pl"] == "Podlaskie"


def test_a_measure_of_the_map_arrives_as_the_map_has_it(people):
    wanted = map_wish(make_drawn(people.analyst, published=True), measure="location_quotient")
    _strategy, _indicator, binding, arrival = make_arrived(people, wanted=wanted)
    value = Compared(binding, arrival).own[2024].quantity
    cell, region, industry, whole = 4030, 4030 + 4 * 300 + 25 * 10 + 4 * 30, 4030 + 370 + 410 + 450, 0
    whole = sum(
        4030 if (place, number) == (0, 0) else 3000 if (place, number) == (3, 4) else 330 + 40 * place + 25 * number
        for place in range(4)
        for number in range(5)
    )
    assert float(value.midpoint) == pytest.approx((cell / region) / (industry / whole), abs=1e-6)


def test_nothing_counts_before_it_is_taken_over(people):
    strategy, indicator, binding, arrival = make_arrived(people)
    assert indicator.key not in executed_of(strategy).measured
    assert list(bindings_visible_to(Visitor())) == []
    assert take_over(by=people.analyst, binding=binding, arrival=arrival) == 2
    measured = executed_of(strategy).measured[indicator.key]
    assert [(one.year, one.value.quantity) for one in measured] == [(2020, exact(4000)), (2024, exact(4030))]
    assert measured[0].value.source_date == timezone.localdate()
    assert list(bindings_visible_to(Visitor())) == [binding]
    with pytest.raises(RefusedError, match="already"):
        take_over(by=people.analyst, binding=binding, arrival=arrival)


def test_a_second_reading_is_told_apart_and_the_first_stays_as_known_on_its_day(people):
    strategy, indicator, binding, _arrival = make_taken(people)
    long_ago = timezone.now() - datetime.timedelta(days=30)
    TakenValue.objects.update(recorded_at=long_ago)
    second = keep(
        binding, [Figure(2020, exact(3990), "r"), Figure(2024, suppressed(), "c"), Figure(2025, exact(4100), "p")]
    )
    assert take_over(by=people.analyst, binding=binding, arrival=second) == 3
    now = as_figures(taken_values(strategy)[indicator.key].values())
    assert (now[2020].quantity, now[2024].quantity, now[2025].flag) == (exact(3990), suppressed(), "p")
    then = taken_values(strategy, (long_ago + datetime.timedelta(days=1)).date())[indicator.key]
    assert {year: one.content for year, one in then.items()}.keys() == {2020, 2024}
    assert every_value(strategy, indicator.key).count() == 5


def test_only_what_was_seen_last_is_taken_over(people):
    _strategy, _indicator, binding, first = make_arrived(people)
    keep(binding, [Figure(2020, exact(1))])
    with pytest.raises(RefusedError, match="read again"):
        take_over(by=people.analyst, binding=binding, arrival=first)
    assert TakenValue.objects.count() == 0


def test_the_same_figures_arrive_once(people):
    _strategy, _indicator, binding, first = make_arrived(people)
    assert arrive(binding, people.analyst, unwatched).pk == first.pk
    assert Arrival.objects.count() == 1


def test_a_reported_value_stands_beside_and_counts(people):
    strategy = make_plan()
    make_published(strategy, make_period(strategy, 2024), people, jobs="80", statement="Oświadczam.")
    strategy, indicator, _binding, _arrival = make_taken(people, strategy=strategy)
    executed = executed_of(strategy)
    both = [one.value.quantity for one in executed.measured[indicator.key] if one.year == 2024]
    assert both == [exact(4030), exact(80)]
    assert executed.latest(indicator.key, 2024).value.quantity == exact(80)
    assert executed.latest(indicator.key, 2023).value.quantity == exact(4000)


def test_status_of_an_indicator_without_reports_follows_the_source(people):
    strategy = make_plan()
    period = make_period(strategy, 2024)
    _strategy, indicator, _binding, _arrival = make_taken(people, strategy=strategy)
    standings = standings_of(people.coordinator, strategy, period=period)
    found = next(one for goal in standings.goals for one in goal.indicators if one.indicator.key == indicator.key)
    assert found.status.worst == "green"


def test_a_removed_binding_leaves_its_values_and_can_be_made_anew(people):
    strategy, indicator, binding, arrival = make_taken(people)
    remove_binding(by=people.analyst, binding=binding)
    assert set(taken_values(strategy)[indicator.key]) == {2020, 2024}
    with pytest.raises(RefusedError, match="removed"):
        refresh_binding(by=people.analyst, binding=binding)
    with pytest.raises(RefusedError, match="removed"):
        take_over(by=people.analyst, binding=binding, arrival=arrival)
    make_bound(people, strategy=strategy)
    assert Binding.objects.filter(removed_at__isnull=True).count() == 1


def test_another_source_takes_nothing_back_of_the_first(people):
    strategy, indicator, first, _arrival = make_taken(people)
    remove_binding(by=people.analyst, binding=first)
    _strategy, _indicator, second = make_bound(people, strategy=strategy)
    arrival = keep(second, [Figure(2023, exact(9)), Figure(2024, exact(4031), "e" * 120)])
    assert take_over(by=people.analyst, binding=second, arrival=arrival) == 2
    standing = taken_values(strategy)[indicator.key]
    assert {year: one.arrival.binding_id for year, one in standing.items()} == {
        2020: first.pk, 2023: second.pk, 2024: second.pk,
    }  # fmt: skip
    assert standing[2024].flag == "e" * 120
    again = keep(second, [Figure(2024, exact(4031), "e" * 120)], published=datetime.date(2026, 11, 2))
    assert take_over(by=people.analyst, binding=second, arrival=again) == 1


def test_figures_of_other_regions_go_with_the_publication_of_their_map(people):
    map_ = make_drawn(people.analyst, published=True)
    strategy, indicator, binding, arrival = make_taken(people, wanted=map_wish(map_))
    assert latest_arrival(Visitor(), binding) == arrival
    withdraw_map(by=people.analyst, map_=map_)
    assert latest_arrival(Visitor(), binding) is None
    assert latest_arrival(people.analyst, binding) == arrival
    assert set(taken_values(strategy)[indicator.key]) == {2020, 2024}


def test_new_peers_are_drawn_into_what_everyone_sees_too(people, django_capture_on_commit_callbacks):
    _strategy, _indicator, binding, taken = make_taken(people)
    newer = keep(binding, [Figure(2024, exact(4031))])
    with django_capture_on_commit_callbacks(execute=False):
        run = choose_peers(by=people.analyst, binding=binding, peers=["14", "18", "24"], rule={})
    before = taken.pictures["en"]["svg"]
    read_and_draw(run, unwatched)
    for one in (taken, newer):
        one.refresh_from_db()
    assert taken.pictures["en"]["svg"] != before
    assert set(newer.pictures) == {"pl", "en"}


def test_an_indicator_is_bound_once(people):
    strategy, indicator, binding = make_bound(people)
    wanted = map_wish(make_drawn(people.analyst, published=True))
    with pytest.raises(RefusedError, match="bound already"):
        bind_indicator(by=None, strategy=strategy, indicator=indicator, wanted=wanted)
    with pytest.raises(IntegrityError), transaction.atomic():
        Binding.objects.create(
            strategy=strategy, indicator_key=indicator.key, source="bdl", choice={}, transformation={}, place="20"
        )
    assert binding.indicator_name == "Miejsca pracy"


def test_peers_are_others_and_each_once(people):
    _strategy, _indicator, binding, arrival = make_arrived(people)
    choose_peers(by=None, binding=binding, peers=["18", "20", "18", "14", "24"], rule={})
    binding.refresh_from_db()
    assert binding.peers == ["18", "14", "24"]
    year = next(one for one in Compared(binding, arrival).years if one.period == 2020)
    assert (year.n, year.lower_quartile, year.median, year.upper_quartile) == (3, 360, 380, 400)


def test_background_work_reads_and_draws_in_both_languages(people, django_capture_on_commit_callbacks):
    strategy, indicator = make_indicator(people)
    wanted = map_wish(make_drawn(people.analyst, published=True))
    with django_capture_on_commit_callbacks(execute=False):
        binding, run = bind_indicator(by=people.analyst, strategy=strategy, indicator=indicator, wanted=wanted)
    steps = []
    read_and_draw(run, lambda step, *_counts: steps.append(str(step)))
    arrival = latest_arrival(people.analyst, binding)
    assert set(arrival.pictures) == {"pl", "en"}
    assert "<svg" in arrival.pictures["pl"]["svg"]
    assert len(steps) == 2
    assert BackgroundRun.objects.get().kind == "bindings.read_source"


@pytest.mark.parametrize("broken", ["withdrawn", "place"])
def test_what_the_source_does_not_have_is_said(people, broken):
    map_ = make_drawn(people.analyst, published=broken != "withdrawn")
    wanted = map_wish(map_, place="20" if broken == "withdrawn" else "99")
    _strategy, _indicator, binding = make_bound(people, wanted=wanted)
    words = "published no longer" if broken == "withdrawn" else "no figure for the region “99”. It has 14, 18, 20, 24"
    with pytest.raises(GronoError, match=words):
        arrive(binding, people.analyst, unwatched)


def test_every_act_is_in_the_audit(people):
    _strategy, _indicator, binding, _arrival = make_taken(people)
    refresh_binding(by=None, binding=binding)
    choose_peers(by=None, binding=binding, peers=["18"], rule={})
    remove_binding(by=people.analyst, binding=binding)
    verbs = [one.verb for one in AuditEntry.objects.order_by("number") if one.verb.startswith("bindings.")]
    assert verbs == [f"bindings.{verb}" for verb in ("bind", "take_over", "refresh", "choose_peers", "remove")]


def test_a_transformation_survives_the_database():
    one = Transformation(("A",), Combine.SHARE, ("T",), Transformation().multiplier * 100, 1, non_negative_flow=True)
    assert transformation_of(transformation_to_data(one)) == one
    assert transformation_of(transformation_to_data(replace(one, parts=()))) != one


def test_recorded_answers_of_the_demonstration_are_invented_and_have_their_flags(people):
    _strategy, _indicator, binding = make_bound(people)
    binding.source, binding.choice = "bdl", {"variables": ["999001"], "level": 2, "recorded": "invented_bdl_wages.json"}
    series, names = read_source(binding, people.analyst, unwatched)
    flags = {(one.place, one.period): one.flag for one in series.observations if one.flag}
    assert (flags["20", 2020], flags["20", 2025], flags["26", 2020]) == ("3", "50", "4")
    assert "zmyślone" in series.source
    assert (series.published, names["20"]) == (datetime.date(2026, 5, 29), {"pl": "PODLASKIE"})
