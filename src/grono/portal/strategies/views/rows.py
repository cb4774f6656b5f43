"""A row of a plan by what an address says of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404

from grono.portal.strategies.row_queries import funding_visible_to, indicator_visible_to, node_visible_to

if TYPE_CHECKING:
    from grono.portal.core.visitor import Reader
    from grono.portal.strategies.models import Strategy

ROWS: dict[str, Any] = {"node": node_visible_to, "indicator": indicator_visible_to, "funding": funding_visible_to}


def row_of(reader: Reader, strategy: Strategy, subject: str, row: str) -> Any:
    """Return a row of this strategy, or answer 404."""
    found = ROWS[subject](reader, row)
    if (found.strategy_id if subject == "node" else found.node.strategy_id) != strategy.pk:
        raise Http404
    return found
