"""Striking an adopted row out of the plan by a decision, and bringing it back by another: the plan keeps it as it was adopted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from grono.portal.core.problems import RefusedError
from grono.portal.strategies.actions.history import amend_plan
from grono.portal.strategies.changes import Change
from grono.portal.strategies.kinds import PlanField
from grono.portal.strategies.models import Node
from grono.portal.strategies.plan_cells import cells_of, kind_of
from grono.portal.strategies.values import as_text

if TYPE_CHECKING:
    from typing import Any

    from grono.portal.core.models import User
    from grono.portal.strategies.changes import Authority
    from grono.portal.strategies.models import PlanRow


@transaction.atomic
def strike_out(*, by: User | None, row: PlanRow, authority: Authority) -> None:
    """Strike a row out, with everything below it, from the day on which the decision is in force."""
    _move(by, row, authority, authority.reference)


@transaction.atomic
def bring_back(*, by: User | None, row: PlanRow, authority: Authority) -> None:
    """Let a row that was struck out hold again, from the day on which the decision is in force."""
    _move(by, row, authority, "")


def _move(by: User | None, row: PlanRow, authority: Authority, value: str) -> None:
    if not row.is_adopted:
        raise RefusedError(_("This part is a draft: remove it, no resolution is needed."))
    cell = cells_of(row).get((PlanField.STRUCK_OUT, ""))
    if bool(cell and as_text(cell.value)) == bool(value):
        raise RefusedError(_("This part was struck out already.") if value else _("This part is not struck out."))
    kind: Any = kind_of(row)
    change = Change(kind, row.public_id, PlanField.STRUCK_OUT, value, seen=cell.version if cell else 0)
    strategy = row.strategy if isinstance(row, Node) else row.node.strategy  # type: ignore[attr-defined]  # an indicator or a source of money
    amend_plan(by=by, strategy=strategy, authority=authority, changes=[change])
