"""What makes a member active: a dated definition, and a registry of who knows about activity (DIR-35).

An app above (events, offers, agreements) registers a provider in ``AppConfig.ready``::

    @register_activity("events")
    def attended(cluster, since, until, known_at):
        yield Activity(organisation_pk, "event", day, "Breakfast of engineers")

A provider answers what happened from ``since`` to ``until``, both included, as known at ``known_at`` (nothing: as known now).
"""

from __future__ import annotations

import datetime
import json
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from grono.portal.clusters.kinds import Standing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from grono.portal.clusters.ladder import Place
    from grono.portal.clusters.models import Cluster

    Provider = Callable[[Cluster, datetime.date, datetime.date, datetime.datetime | None], Iterable["Activity"]]

MONTHS_OF_A_YEAR = 12


@dataclass(frozen=True)
class Activity:
    """One thing that a member did or used; ``organisation`` is its primary key."""

    organisation: int
    kind: str
    on: datetime.date
    what: str = ""


@dataclass(frozen=True)
class Rule:
    """One way to be active: at least ``least`` entries of these kinds within the year."""

    kinds: tuple[str, ...]
    least: int


@dataclass(frozen=True)
class Definition:
    """What *active* means from a day on; one rule that holds is enough."""

    version: str
    valid_from: datetime.date
    lapses_after_months: int
    rules: tuple[Rule, ...]
    source: str

    def proof(self, activities: Iterable[Activity], since: datetime.date, until: datetime.date) -> list[Activity]:
        """Return what proves activity between two days, or nothing."""
        within = sorted(
            (one for one in activities if since <= one.on <= until), key=lambda one: (one.on, one.kind, one.what)
        )
        for rule in self.rules:
            found = [one for one in within if one.kind in rule.kinds]
            if len(found) >= rule.least:
                return found
        return []


@cache
def definitions() -> tuple[Definition, ...]:
    """Return the shipped definitions, the oldest first."""
    text = files("grono.portal.clusters").joinpath("data", "activity.json").read_text("utf-8")
    return tuple(sorted((_definition(one) for one in json.loads(text)), key=lambda one: one.valid_from))


def _definition(data: Mapping[str, object]) -> Definition:
    rules = tuple(Rule(tuple(rule["kinds"]), rule["least"]) for rule in data["rules"])  # type: ignore[attr-defined]
    return Definition(
        version=str(data["version"]),
        valid_from=datetime.date.fromisoformat(str(data["valid_from"])),
        lapses_after_months=int(str(data["lapses_after_months"])),
        rules=rules,
        source=str(data["source"]),
    )


def definition_on(day: datetime.date) -> Definition:
    """Return the definition in force on a day; before the first one, the first one."""
    found = [one for one in definitions() if one.valid_from <= day]
    return found[-1] if found else definitions()[0]


def months_before(day: datetime.date, months: int) -> datetime.date:
    """Return the day so many months earlier; of a shorter month its last day."""
    year, month = divmod(day.year * MONTHS_OF_A_YEAR + day.month - 1 - months, MONTHS_OF_A_YEAR)
    first_of_next = datetime.date(year + (month + 1) // MONTHS_OF_A_YEAR, (month + 1) % MONTHS_OF_A_YEAR + 1, 1)
    last = (first_of_next - datetime.timedelta(days=1)).day
    return datetime.date(year, month + 1, min(day.day, last))


def standing_of(
    place: Place, activities: Sequence[Activity], as_of: datetime.date, definition: Definition
) -> tuple[str, list[Activity]]:
    """Return where a member stands on a day, activity looked at, and what proves it.

    Active: a rule holds within the calendar year, up to the day. Lapsed: signed longer ago than the definition allows, and no rule holds
    in that time either. Otherwise signed.
    """
    if place.standing != Standing.SIGNED or place.signed_on is None:
        return place.standing, []
    proof = definition.proof(activities, as_of.replace(month=1, day=1), as_of)
    if proof:
        return Standing.ACTIVE.value, proof
    quiet_since = months_before(as_of, definition.lapses_after_months)
    if place.signed_on > quiet_since:
        return Standing.SIGNED.value, []
    lately = definition.proof(activities, quiet_since + datetime.timedelta(days=1), as_of)
    return (Standing.SIGNED.value, lately) if lately else (Standing.LAPSED.value, [])


_PROVIDERS: dict[str, Provider] = {}


def register_activity(name: str) -> Callable[[Provider], Provider]:
    """Register who knows about activity; the same name again replaces it."""

    def add(provider: Provider) -> Provider:
        _PROVIDERS[name] = provider
        return provider

    return add


def providers() -> tuple[str, ...]:
    """Return the names of all providers."""
    return tuple(sorted(_PROVIDERS))


def activities_in(
    cluster: Cluster, since: datetime.date, until: datetime.date, known_at: datetime.datetime | None = None
) -> dict[int, list[Activity]]:
    """Return organisation → everything its activity is known by, from all providers."""
    found = defaultdict(list)
    for name in providers():
        for one in _PROVIDERS[name](cluster, since, until, known_at):
            found[one.organisation].append(one)
    return dict(found)
