"""Active is computed by a dated definition and typed by nobody (DIR-34, DIR-35)."""

import datetime

import pytest

from grono.portal.clusters import activity
from grono.portal.clusters.activity import (
    Activity,
    activities_in,
    definition_on,
    definitions,
    months_before,
    providers,
    register_activity,
    standing_of,
)
from grono.portal.clusters.kinds import ActivityKind
from grono.portal.clusters.ladder import Place

TODAY = datetime.date(2026, 11, 22)
SIGNED = Place(1, "signed", datetime.date(2024, 3, 1), "full", datetime.date(2024, 3, 1))


def one(kind, on, what=""):
    return Activity(1, kind, datetime.date.fromisoformat(on), what)


@pytest.mark.parametrize(
    ("activities", "expected"),
    [
        ([], "lapsed"),
        ([one("fee", "2026-02-01")], "active"),
        ([one("service", "2026-02-01")], "lapsed"),
        ([one("service", "2026-02-01"), one("event", "2026-05-01")], "active"),
        ([one("initiative", "2026-11-22", "Zielone hale")], "active"),
        ([one("fee", "2026-11-23")], "lapsed"),
        ([one("fee", "2025-12-01")], "signed"),
        ([one("fee", "2025-11-22")], "lapsed"),
        ([one("fee", "2025-11-23")], "signed"),
    ],
)
def test_standing_follows_the_shipped_definition(activities, expected):
    found, proof = standing_of(SIGNED, activities, TODAY, definition_on(TODAY))
    assert found == expected
    assert bool(proof) == (expected == "active" or bool(activities and expected == "signed"))


def test_member_of_this_year_is_signed_before_anything_is_known_of_it():
    fresh = Place(1, "signed", datetime.date(2026, 3, 1), "full", datetime.date(2026, 3, 1))
    assert standing_of(fresh, [], TODAY, definition_on(TODAY)) == ("signed", [])


@pytest.mark.parametrize("standing", ["declared", "left", "refused"])
def test_activity_makes_nobody_a_member(standing):
    place = Place(1, standing, datetime.date(2024, 3, 1), "full")
    assert standing_of(place, [one("fee", "2026-02-01")], TODAY, definition_on(TODAY)) == (standing, [])


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        ("2026-11-22", 12, "2025-11-22"),
        ("2024-02-29", 12, "2023-02-28"),
        ("2026-03-31", 1, "2026-02-28"),
        ("2026-01-15", 1, "2025-12-15"),
        ("2026-12-31", 6, "2026-06-30"),
    ],
)
def test_months_before_keeps_to_the_calendar(day, months, expected):
    assert months_before(datetime.date.fromisoformat(day), months) == datetime.date.fromisoformat(expected)


def test_definitions_name_only_kinds_that_exist_and_their_source():
    for definition in definitions():
        assert definition.source
        assert {kind for rule in definition.rules for kind in rule.kinds} <= set(ActivityKind.values)
        assert all(rule.least >= 1 for rule in definition.rules)


def test_apps_above_may_register_what_they_know(monkeypatch):
    monkeypatch.setattr(activity, "_PROVIDERS", {})

    @register_activity("sample")
    def sample(cluster, since, until, known_at):
        yield Activity(7, "event", since, cluster)

    assert providers() == ("sample",)
    assert activities_in("the cluster", TODAY, TODAY) == {7: [Activity(7, "event", TODAY, "the cluster")]}
