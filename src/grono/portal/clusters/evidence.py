"""Where the values of criteria come from: a registry of functions, each answering one key for a cluster and a day.

An app above registers what it knows in ``AppConfig.ready``::

    @register_evidence("events.networking", unit="events")
    def held(case):
        return Found(Decimal(7), rows=[(day, title), ...])
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext, pgettext_lazy

from grono.portal.clusters.activity import activities_in
from grono.portal.clusters.kinds import COMMITTED
from grono.portal.clusters.queries import Moment, facts_of, members_of
from grono.portal.core.templatetags.grono import number, percent

if TYPE_CHECKING:
    import datetime
    from collections.abc import Callable, Sequence
    from decimal import Decimal

    from django.utils.functional import Promise

    from grono.portal.clusters.activity import Activity
    from grono.portal.clusters.models import Cluster, ClusterFact
    from grono.portal.clusters.queries import Member
    from grono.portal.core.visitor import Reader

    Text = str | Promise
    Function = Callable[["Case"], "Found"]

UNITS: dict[str, Text] = {
    "members": pgettext_lazy("unit", "members"),
    "firms": pgettext_lazy("unit", "firms"),
    "kinds": pgettext_lazy("unit", "kinds of organisations"),
    "years": pgettext_lazy("unit", "years"),
    "FTE": pgettext_lazy("unit", "FTE"),
    "%": "%",
    "services": pgettext_lazy("unit", "services and activities used"),
    "groups": pgettext_lazy("unit", "groups"),
    "initiatives": pgettext_lazy("unit", "initiatives"),
}


def unit_text(unit: str) -> str:
    """Return a unit in the reader's language."""
    return str(UNITS.get(unit, unit))


def _counted(unit: str, count: int) -> str:
    """Return the sentence for a whole number of a unit: each language has its own plural forms."""
    forms = {
        "members": ngettext("%(number)s member", "%(number)s members", count),
        "firms": ngettext("%(number)s firm", "%(number)s firms", count),
        "kinds": ngettext("%(number)s kind of organisations", "%(number)s kinds of organisations", count),
        "years": ngettext("%(number)s year", "%(number)s years", count),
        "services": ngettext("%(number)s service or activity used", "%(number)s services and activities used", count),
        "groups": ngettext("%(number)s group", "%(number)s groups", count),
        "initiatives": ngettext("%(number)s initiative", "%(number)s initiatives", count),
        "FTE": ngettext("%(number)s FTE", "%(number)s FTE", count),
    }
    return forms[unit]


def _with_decimals(unit: str) -> str:
    forms = {"years": pgettext("with decimals", "%(number)s years"), "FTE": pgettext("with decimals", "%(number)s FTE")}
    return forms.get(unit) or _("%(number)s %(unit)s") % {"number": "%(number)s", "unit": unit_text(unit)}


def with_unit(value: Decimal, unit: str) -> str:
    """Return a number with its unit, as the reader's language writes it; decimals have a form of their own (LNG-38)."""
    if unit == "%":
        return percent(value / 100, 1)
    if not unit:
        return number(value)
    is_whole = value == value.to_integral_value()
    return (_counted(unit, int(value)) if is_whole else _with_decimals(unit)) % {"number": number(value)}


@dataclass(frozen=True)
class Found:
    """A value with what it rests on; without a value, what is missing."""

    value: Decimal | None
    rows: Sequence[tuple[str, str]] = field(default_factory=tuple)
    missing: Text = ""


@dataclass(frozen=True)
class Case:
    """What an evidence function is asked about: a cluster on a day, by someone who may see it whole."""

    cluster: Cluster
    on: datetime.date
    reader: Reader

    @cached_property
    def everyone(self) -> list[Member]:
        """Return everyone on the ladder on the day."""
        return members_of(self.reader, self.cluster, Moment(self.on))

    @property
    def committed(self) -> list[Member]:
        """Return the committed members."""
        return [member for member in self.everyone if member.standing in COMMITTED]

    @cached_property
    def facts(self) -> dict[str, ClusterFact]:
        """Return the facts known for the day."""
        return facts_of(self.cluster, self.on)

    @cached_property
    def activities(self) -> dict[int, list[Activity]]:
        """Return what happened in the calendar year up to the day, by organisation."""
        return activities_in(self.cluster, self.on.replace(month=1, day=1), self.on)

    def fact(self, key: str) -> Any:
        """Return the value of a fact, or nothing."""
        return self.facts[key].value if key in self.facts else None


@dataclass(frozen=True)
class Evidence:
    """A registered function and the unit of its values."""

    function: Function
    unit: str


_EVIDENCE: dict[str, Evidence] = {}


def register_evidence(key: str, *, unit: str) -> Callable[[Function], Function]:
    """Register the function that answers a key; the same key again replaces it."""

    def add(function: Function) -> Function:
        _EVIDENCE[key] = Evidence(function, unit)
        return function

    return add


def is_known(key: str | None) -> bool:
    """Say whether somebody answers a key today."""
    return key in _EVIDENCE


def unit_of(key: str | None) -> str:
    """Return the unit of a key's values."""
    known = _EVIDENCE.get(key or "")
    return known.unit if known else ""


def find(key: str | None, case: Case) -> Found:
    """Return what is known, or that nobody knows yet."""
    known = _EVIDENCE.get(key or "")
    if known is None:
        return Found(None, missing=capability_of(key))
    return known.function(case)


CAPABILITIES: dict[str, Text] = {
    "events": gettext_lazy("The calendar of events will answer this."),
    "network": gettext_lazy("The network of contacts, agreements and projects will answer this."),
    "surveys": gettext_lazy("A survey wave that asks this question will answer it."),
    "strategies": gettext_lazy("A strategy linked to the cluster will answer this."),
    "outreach": gettext_lazy("News, mailings and good practices will answer this."),
    "posts": gettext_lazy("The posts of the team with their dates will answer this."),
}

LATER: dict[str, str] = {
    "team.training": "events",
    "team.stability": "posts",
    "contacts.personal": "network",
    "cooperation.inside": "network",
    "cooperation.outside": "network",
    "strategy.reviews": "strategies",
    "indicators.values": "strategies",
    "communication.items": "outreach",
    "practices.stories": "outreach",
    "survey.satisfaction": "surveys",
    "survey.turnover": "surveys",
    "survey.employment": "surveys",
    "survey.investment": "surveys",
    "events.networking": "events",
    "events.knowledge": "events",
    "agreements.outside": "network",
    "innovation.actors": "network",
}
"""Keys that no app answers yet → the capability that will."""


def capability_of(key: str | None) -> Text:
    """Return which capability will answer a key; nothing for what only people can say."""
    return CAPABILITIES[LATER[key]] if key in LATER else ""
