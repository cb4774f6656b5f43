"""The contradictions and gaps of a whole plan, each with its cells, its repair, and the way to where it is repaired."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.urls import reverse

from grono.portal.strategies.pages.findings import TITLES
from grono.portal.strategies.pages.wording import sentence

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.utils.functional import Promise
    from django.utils.safestring import SafeString

    from grono.portal.strategies.models import Strategy
    from grono.portal.strategies.standing import Known
    from grono.strategy import Finding, Programme

MOST_OF_A_KIND = 20
"""So many findings of one kind stand on the page; the others are counted."""


_BESIDE = {"F-THEORY": "theory", "F-GREEN-LATE": "statuses"}
"""Findings that are repaired in a list of further parts, and in which one."""


@dataclass(frozen=True)
class PlanFinding:
    """One finding: its sentence, the cells it names, and where it is repaired."""

    text: SafeString
    cells: Sequence[SafeString]
    place: str
    subject: str


@dataclass
class PlanGroup:
    """All findings of one code."""

    code: str
    title: str | Promise
    repair: SafeString
    findings: list[PlanFinding] = field(default_factory=list)
    more: int = 0


def plan_groups(strategy: Strategy, plan: Programme, known: Known, *, may_edit: bool) -> list[PlanGroup]:
    """Return what contradicts or lacks in a plan and in what was reported of it, by code and repair."""
    groups: dict[tuple[str, str], PlanGroup] = {}
    places = _places(plan)
    for one in known.findings:
        repair = sentence(one.repair, strategy.language)
        group = groups.setdefault((one.code, repair), PlanGroup(one.code, TITLES.get(one.code, one.code), repair))
        if len(group.findings) == MOST_OF_A_KIND:
            group.more += 1
            continue
        cells = [sentence(cell, strategy.language) for cell in one.cells]
        text = sentence(one.message, strategy.language)
        place = _place(strategy, one, places, may_edit=may_edit)
        group.findings.append(PlanFinding(text, cells, place, one.subject))
    return list(groups.values())


def _places(plan: Programme) -> dict[str, tuple[str, str]]:
    """Return key of a row → its kind and the part on whose page it stands."""
    stages = {one.key: ("node", one.parent or one.key) for one in plan.nodes if one.kind == "stage"}
    parts = {one.key: ("node", one.key) for one in plan.nodes if one.kind != "stage"}
    return parts | stages | {one.key: ("indicator", one.node) for one in plan.indicators}


def _place(strategy: Strategy, one: Finding, places: dict[str, tuple[str, str]], *, may_edit: bool) -> str:
    """Return where a finding is repaired: the form of the row for who may, else the page of its part."""
    if "address" in one.details:
        return str(one.details["address"])
    if one.code in _BESIDE:
        kind = _BESIDE[one.code]
        address = reverse("strategies:parts", args=[strategy.public_id])
        return reverse("strategies:part_add", args=[strategy.public_id, kind]) if may_edit else f"{address}#{kind}"
    key = next((str(one.details[name]) for name in ("stage", "task", "part", "indicator") if name in one.details), "")
    if key not in places:
        return ""
    kind, part = places[key]
    if may_edit:
        return reverse("strategies:plan_row", args=[strategy.public_id, kind, key])
    return reverse("strategies:plan_node", args=[strategy.public_id, part])
