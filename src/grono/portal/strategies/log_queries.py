"""Resolutions and the log of a plan, with the proof of its chain; every query knows the reader."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from grono.portal.strategies.kinds import PlanField
from grono.portal.strategies.models import PlanCell, PlanFact, StrategyVersion
from grono.portal.strategies.plan_cells import content_of
from grono.portal.strategies.queries import strategies_visible_to
from grono.portal.strategies.values import as_text
from grono.strategy import LogEntry, check_chain

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import QuerySet

    from grono.portal.core.visitor import Reader
    from grono.portal.strategies.models import Strategy
    from grono.strategy import ChainCheck


def versions_of(reader: Reader, strategy: Strategy) -> QuerySet[StrategyVersion]:
    """Return the resolutions of a strategy, the first one first."""
    visible = strategies_visible_to(reader).filter(pk=strategy.pk)
    return StrategyVersion.objects.select_related("recorded_by").filter(strategy__in=visible).order_by("number")


def log_of(reader: Reader, strategy: Strategy) -> QuerySet[PlanFact]:
    """Return the log of a plan, the newest entry first."""
    visible = strategies_visible_to(reader).filter(pk=strategy.pk)
    found = PlanFact.objects.filter(strategy__in=visible).select_related(
        "strategy", "version", "node", "indicator", "funding", "recorded_by"
    )
    return found.order_by("-number")


def check_of_log(reader: Reader, strategy: Strategy, last_hash: str | None = None) -> ChainCheck:
    """Return whether the chain of the log holds from its first entry on."""
    entries = (
        LogEntry(content_of(fact, _public_id(fact)), fact.previous_hash, fact.hash)
        for fact in log_of(reader, strategy).order_by("number").iterator(chunk_size=2000)
    )
    return check_chain(entries, last_hash)


def _public_id(fact: PlanFact) -> str:
    subject: Any = fact.subject
    return str(subject.public_id)


def with_titles(facts: Iterable[PlanFact]) -> list[PlanFact]:
    """Return facts of one strategy, each with the present title of its subject."""
    found = list(facts)
    if found:
        cells = PlanCell.objects.filter(strategy=found[0].strategy, field=PlanField.TITLE)
        titles = {(cell.subject_kind, getattr(cell, f"{cell.subject_kind}_id")): as_text(cell.value) for cell in cells}
        for one in found:
            one.subject_title = titles.get((one.subject_kind, getattr(one, f"{one.subject_kind}_id")), "")  # type: ignore[attr-defined]  # for the page alone
    return found
