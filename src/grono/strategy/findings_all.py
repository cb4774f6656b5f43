"""All findings of a card: contradictions and gaps, each with its cells and a proposed repair (STR-31, STR-32).

Findings that need more than the card (a status set by hand, how an indicator is summed, links to outcomes) are in
:mod:`grono.strategy.findings_use`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from grono.strategy.findings_texts import extra_values, jammed_bodies, unclosed_quotes, unsplit_cells
from grono.strategy.findings_values import (
    declared_none,
    funding_findings,
    outputs_before_their_stage,
    points_findings,
    unknown_roles,
    zero_indicators,
)

if TYPE_CHECKING:
    from grono.strategy.card import TaskCard
    from grono.strategy.finding import Finding

_RULES = (
    outputs_before_their_stage,
    points_findings,
    funding_findings,
    zero_indicators,
    declared_none,
    unknown_roles,
    jammed_bodies,
    unsplit_cells,
    extra_values,
    unclosed_quotes,
)
"""Contradictions first, then gaps, then matters of writing."""


def findings(card: TaskCard) -> tuple[Finding, ...]:
    """Return every finding of a card; an empty tuple means that none of the rules found anything, not that the card is right."""
    return tuple(finding for rule in _RULES for finding in rule(card))
