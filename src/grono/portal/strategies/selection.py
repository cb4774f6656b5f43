"""Which steps of the selection stand on the shortlists of the published maps they are linked to."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _

from grono.portal.core.templatetags.grono import day
from grono.portal.maps.followers import Follower
from grono.portal.maps.queries import published_maps
from grono.portal.maps.results import results_of
from grono.portal.strategies.kinds import SelectionStage
from grono.portal.strategies.models import SelectionEntry
from grono.portal.strategies.queries import strategies_visible_to
from grono.strategy.selection import MapShortlist, SelectionStep, selection_findings

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from grono.portal.core.visitor import Reader
    from grono.portal.maps.models import ClusterMap
    from grono.strategy import Finding

CANDIDATE = "candidate"
"""The list of a map that is its shortlist; what rests on few plants stands apart."""


@dataclass(frozen=True)
class SelectionOnMaps:
    """Titles of the maps, ranks of the lines, and findings by step."""

    titles: Mapping[str, str] = field(default_factory=dict)
    ranks: Mapping[tuple[str, str, str], int] = field(default_factory=dict)
    findings: Mapping[str, Finding] = field(default_factory=dict)


def selection_on_maps(reader: Reader, rows: Sequence[Any]) -> SelectionOnMaps:
    """Return how the steps of a selection stand on the maps that the reader sees."""
    wanted = {row.map_public_id for row in rows if row.map_public_id}
    if not wanted:
        return SelectionOnMaps()
    maps = {one.public_id: one for one in published_maps(reader).filter(public_id__in=wanted)}
    ranks = {
        (key, line["region"], line["industry"]): line["rank"]
        for key, map_ in maps.items()
        for line in results_of(map_).shortlist
        if line["list"] == CANDIDATE
    }
    lists = {
        key: MapShortlist(map_.title, {(region, industry) for of_map, region, industry in ranks if of_map == key})
        for key, map_ in maps.items()
    }
    return SelectionOnMaps(
        {key: map_.title for key, map_ in maps.items()}, ranks, selection_findings([_step(row) for row in rows], lists)
    )


def followers_of_map(reader: Reader, map_: ClusterMap) -> list[Follower]:
    """Return the steps of the selections of visible strategies that name a map, the latest of each industry."""
    steps = SelectionEntry.objects.select_related("strategy").filter(
        map_public_id=map_.public_id, removed_at__isnull=True, strategy__in=strategies_visible_to(reader)
    )
    steps = steps.exclude(region="").exclude(industry="")
    latest = {
        (step.strategy_id, step.region, step.industry): step for step in steps.order_by("strategy", "order", "pk")
    }
    return [_follower(step) for step in latest.values()]


def _follower(step: SelectionEntry) -> Follower:
    stage = str(SelectionStage(step.stage).label)
    text = _("%(stage)s, %(day)s") % {"stage": stage, "day": day(step.day)} if step.day else stage
    strategy = step.strategy
    address = f"{reverse('strategies:parts', args=[strategy.public_id])}#selection"
    return Follower(strategy.title, strategy.language, address, text, step.region, step.industry)


def _step(row: Any) -> SelectionStep:
    rejected = row.stage == SelectionStage.REJECTED
    return SelectionStep(row.public_id, row.candidate, row.map_public_id, row.region, row.industry, rejected)
