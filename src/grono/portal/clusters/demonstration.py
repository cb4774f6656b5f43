"""The clusters of the demonstration: invented ones, with invented members of the directory on each rung."""

from __future__ import annotations

import datetime
import json
from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.translation import override

from grono.portal.clusters.actions import (
    add_evidence,
    appoint_coordinator,
    enter_cluster,
    open_dossier,
    record_activities,
    record_steps,
    review_criterion,
    state_facts,
)
from grono.portal.clusters.actions.dossiers import NewEvidence
from grono.portal.clusters.actions.membership import NewActivity, NewStep
from grono.portal.clusters.criteria import criteria_set
from grono.portal.clusters.queries import criteria_of, source_keys
from grono.portal.core import demonstration
from grono.portal.core.queries import user_with_address
from grono.portal.core.visitor import Visitor
from grono.portal.directory.kinds import OrganisationType
from grono.portal.directory.queries import organisations_visible_to

if TYPE_CHECKING:
    from collections.abc import Sequence

    from grono.portal.clusters.models import Cluster
    from grono.portal.core.models import User
    from grono.portal.directory.models import Organisation

SOURCE = "Przykład wymyślony na potrzeby demonstracji"
STEPS = ("active", "lapsed", "signed", "left", "declared", "refused")
BATCHES = 3
"""Members join in so many groups, each on a day of its own."""


@dataclass(frozen=True)
class Calendar:
    """The days of the examples, counted back from today, so that the demonstration never grows old."""

    today: datetime.date

    def ago(self, days: int) -> datetime.date:
        """Return a day so many days ago."""
        return self.today - datetime.timedelta(days=days)

    def moment(self, day: datetime.date) -> datetime.datetime:
        """Return when the portal learned of something: a week later, but not after today."""
        known = min(day + datetime.timedelta(days=7), self.today)
        return timezone.make_aware(datetime.datetime.combine(known, datetime.time(0, 1)))


@demonstration.register("clusters", order=45)
def load() -> None:
    """Enter whichever cluster is not there yet."""
    with override("pl"):  # the examples are written in Polish
        _load()


def _load() -> None:
    known = source_keys()
    text = files("grono.portal.clusters").joinpath("data", "demonstration.json").read_text("utf-8")
    coordinator = user_with_address(demonstration.address_of("coordinator"))
    for described in json.loads(text):
        if f"demonstration:{described['key']}" not in known:
            cluster = _enter(described, coordinator)
            _fill(cluster, described, Calendar(timezone.localdate()))
            if described["key"] == "dairy" and coordinator is not None:
                _open_files(cluster, coordinator)


def _enter(described: dict[str, Any], coordinator: User | None) -> Cluster:
    plain = ("name", "acronym", "founded", "nuts2", "latitude", "longitude", "web", "email", "about")
    values = {name: described[name] for name in plain}
    cluster = enter_cluster(
        by=None,
        values={
            **values,
            "is_invented": True,
            "source": SOURCE,
            "source_year": timezone.localdate().year,
            "source_key": f"demonstration:{described['key']}",
        },
    )
    if described["coordinated"] and coordinator is not None:
        appoint_coordinator(by=None, cluster=cluster, user=coordinator)
    as_of = timezone.localdate().replace(month=1, day=1)
    state_facts(by=None, cluster=cluster, values=described["facts"], as_of=as_of, source=SOURCE)
    return cluster


def _members(described: dict[str, Any]) -> list[Organisation]:
    firms = organisations_visible_to(Visitor()).filter(
        is_invented=True,
        type=OrganisationType.FIRM,
        natural_person=False,
        codes__code__in=described["codes"],
        codes__is_main=True,
        establishments__is_seat=True,
        establishments__voivodeship=described["voivodeship"],
    )
    others = organisations_visible_to(Visitor()).filter(
        is_invented=True, type=OrganisationType.SCHOOL, establishments__voivodeship=described["voivodeship"]
    )
    wanted = sum(described[step] for step in STEPS)
    chosen_others = list(others.distinct().order_by("source_key", "pk")[: described["others"]])
    chosen_firms = list(firms.distinct().order_by("source_key", "pk")[: wanted - len(chosen_others)])
    return [*chosen_others, *chosen_firms]


def _fill(cluster: Cluster, described: dict[str, Any], calendar: Calendar) -> None:
    """Put the members on their rungs; with fewer organisations in the directory the last rungs stay empty."""
    rest, groups = _members(described), {}
    for step in STEPS:
        groups[step], rest = rest[: described[step]], rest[described[step] :]
    filling = Filling(cluster, calendar)
    filling.join_in_batches([*groups["active"], *groups["lapsed"], *groups["left"]], first=1500)
    lately = [*groups["signed"], *groups["declared"], *groups["refused"]]
    filling.step(lately, "declared", 150, "list intencyjny")
    filling.step(groups["signed"], "signed", 80, "umowa o przystąpieniu")
    filling.step(groups["left"], "left", 200, "pismo o wystąpieniu")
    filling.step(groups["refused"], "refused", 60, "uchwała zarządu klastra")
    filling.step(groups["active"][-1:], "kind_changed", 100, "uchwała", kind="associate")
    filling.be_active(groups["active"], groups["lapsed"])


@dataclass(frozen=True)
class Filling:
    """A cluster while its members are being made up."""

    cluster: Cluster
    calendar: Calendar

    def join_in_batches(self, members: Sequence[Organisation], *, first: int) -> None:
        """Let members declare and sign long ago, in groups."""
        for number in range(BATCHES):
            batch, ago = members[number::BATCHES], first - 300 * number
            self.step(batch, "declared", ago, f"list intencyjny nr {number + 1}")
            self.step(batch, "signed", ago - 60, f"umowa nr {number + 1}")

    def step(self, members: Sequence[Organisation], step: str, ago: int, evidence: str, *, kind: str = "") -> None:
        """Record a step so many days ago."""
        on = self.calendar.ago(ago)
        recorded_at = self.calendar.moment(on)
        new = NewStep(step, on, kind, f"{evidence} (przykład)", recorded_at=recorded_at)
        record_steps(by=None, cluster=self.cluster, organisations=members, step=new)

    def be_active(self, active: Sequence[Organisation], lapsed: Sequence[Organisation]) -> None:
        """Record what makes the active ones active, and the last sign of life of the lapsed ones."""
        this_year = self.calendar.today.replace(month=1, day=1)
        two_thirds = len(active) * 2 // 3
        self.activity(active[:two_thirds], "fee", this_year)
        self.activity(lapsed, "fee", self.calendar.ago(700))
        initiative = "Zielone chłodnie (przykład)" if "Mlecz" in self.cluster.name else "Wspólny projekt (przykład)"
        self.activity(active[two_thirds:], "initiative", this_year, initiative)
        self.activity(active[::3], "event", this_year, "Spotkanie noworoczne (przykład)")
        self.activity(active[::4], "service", this_year, "Badania w laboratorium (przykład)")

    def activity(self, members: Sequence[Organisation], kind: str, on: datetime.date, what: str = "") -> None:
        """Record an activity."""
        new = NewActivity(kind, on, what, recorded_at=self.calendar.moment(on))
        record_activities(by=None, cluster=self.cluster, organisations=members, activity=new)


PAGES = {
    "4.1.2": ("Strategia klastra (strona przykładowa)", "https://dairy.example.org/strategia"),
    "4.1.3": ("Plan wdrożenia (strona przykładowa)", "https://dairy.example.org/plan"),
    "4.6.2": ("Strona klastra po angielsku (przykład)", "https://dairy.example.org/en/"),
    "2.4": ("Regulamin zarządu klastra (strona przykładowa)", "https://dairy.example.org/regulamin"),
}


def _open_files(cluster: Cluster, coordinator: User) -> None:
    """Open one label file that is half full, and a small one whose conditions are known."""
    for key in ("ecei-gold", "kkk"):
        content = criteria_set(key)
        if content is None:
            continue
        opened = open_dossier(by=coordinator, cluster=cluster, content=content, reference_date=timezone.localdate())
        for row in criteria_of(opened):
            if key == "ecei-gold" and row.code in PAGES:
                title, address = PAGES[row.code]
                add_evidence(by=coordinator, criterion=row, new=NewEvidence(title, address=address))
                note = "Przejrzane przez koordynatora (przykład)."
                review_criterion(by=coordinator, criterion=row, judgement="met", note=note)
