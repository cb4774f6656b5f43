"""The published reports of a strategy with what stands in them, read whole, or again for the parts somebody acted on."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from grono.portal.monitoring.models import Report
from grono.portal.monitoring.queries import evidence_of, published_reports, values_of

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import date

    from grono.portal.core.following import Act
    from grono.portal.monitoring.models import Evidence, Value
    from grono.portal.strategies.models import Strategy

BESIDE_REPORTS = {
    "monitoring.open_period",
    "monitoring.appoint_holder",
    "monitoring.end_holding",
    "monitoring.send_reminder",
    "monitoring.make_document",
}
"""Acts of the monitoring on other things than a report: they leave every published report as it is."""


@dataclass(frozen=True)
class Published:
    """Reports in order of time, and by their keys the values and the evidence of each."""

    reports: Sequence[Report] = ()
    values: Mapping[int, Sequence[Value]] = field(default_factory=dict)
    evidence: Mapping[int, list[Evidence]] = field(default_factory=dict)

    def keys_of(self, parts: Collection[str]) -> set[str]:
        """Return the keys of everything that reports about some parts give values of."""
        return {value.key for one in self.reports if one.node_key in parts for value in self.values.get(one.pk, ())}


class Renewed(NamedTuple):
    """What is published now, and the keys of the parts that were read again."""

    published: Published
    parts: set[str]


def published_of(
    strategy: Strategy, known_on: date | None = None, *, parts: Collection[str] | None = None
) -> Published:
    """Return what had been published by the end of a day, or by now; of some parts, or of all."""
    reports = published_reports(strategy, known_on, parts=parts)
    return Published(reports, values_of(reports), evidence_of(reports))


def renewed(before: Published, strategy: Strategy, acts: Sequence[Act]) -> Renewed | None:
    """Return what is published after some acts, read again only where they touched it; nothing for an act of which that is not known."""
    heard = [act for act in acts if act.verb.startswith("monitoring.") and act.verb not in BESIDE_REPORTS]
    if any(act.object_type != Report._meta.label for act in heard):  # noqa: SLF001 - Django's public door to a model's name
        return None
    touched = {act.object_public_id for act in heard}
    parts = set(Report.objects.filter(public_id__in=touched).values_list("node_key", flat=True))
    parts |= {one.node_key for one in before.reports if one.public_id in touched}
    if not parts:
        return Renewed(before, parts)
    now = published_of(strategy, parts=parts)
    kept = [one for one in before.reports if one.node_key not in parts]
    reports = sorted([*kept, *now.reports], key=lambda report: (report.period.last_day, report.pk))
    pks = {one.pk for one in kept}
    values = {pk: one for pk, one in before.values.items() if pk in pks} | dict(now.values)
    evidence = {pk: one for pk, one in before.evidence.items() if pk in pks} | dict(now.evidence)
    return Renewed(Published(reports, values, evidence), parts)
