"""Changes of a plan as programs send them: of the draft without an authority, of an adopted plan by one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from grono.portal.strategies.actions import amend_plan, change_draft

if TYPE_CHECKING:
    from collections.abc import Sequence

    from grono.portal.core.models import User
    from grono.portal.strategies.changes import Authority, Change
    from grono.portal.strategies.models import Strategy


def submit_changes(*, by: User, strategy: Strategy, authority: Authority | None, changes: Sequence[Change]) -> int:
    """Make all changes or none, and return how many values changed."""
    if authority is None:
        return change_draft(by=by, strategy=strategy, changes=changes)
    return amend_plan(by=by, strategy=strategy, authority=authority, changes=changes)
