"""Work done and goal reached, part by part, each with its formula and its coverage (STR-22, STR-23)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from grono.portal.core.display import Cell, Column, Table
from grono.portal.strategies.kinds import PartKind
from grono.portal.strategies.pages.plan_words import named
from grono.portal.strategies.pages.wording import said, short_share
from grono.strategy import NodeKind

if TYPE_CHECKING:
    from grono.portal.strategies.models import Strategy
    from grono.portal.strategies.standing import Known, Reached
    from grono.strategy import Programme, RollUp


def progress_table(strategy: Strategy, plan: Programme, known: Known) -> Table | None:
    """Return goals, objectives and groups of actions with the work done below them and the indicators on their path."""
    parts = [one for one in plan.nodes if one.kind not in (NodeKind.TASK, NodeKind.STAGE)]
    if not parts or not (known.done or known.judged.reached):
        return None
    rolled, nodes = known.rolled, {one.key: one for one in plan.nodes}
    rows: list[list[object]] = [
        [
            Cell(
                named(one, nodes),
                reverse("strategies:plan_node", args=[strategy.public_id, one.key]),
                str(PartKind(one.kind).label),
                strategy.language,
            ),
            _work(rolled[one.key]),
            _reached(known.judged.reached.get(one.key)),
        ]
        for one in parts
    ]
    columns = [Column(_("Part of the strategy")), Column(_("Work done")), Column(_("Goal reached"))]
    note = _(
        "Two things that are never added: work done is the mean share of planned points, over the parts with data alone; goal reached counts "
        "the indicators that are on their path to the target."
    )
    return Table(_("Work done and goals reached"), columns, rows, note=note)


def _work(roll: RollUp) -> Cell:
    if not roll.children:
        return Cell("–", detail=_("no parts below that could be rolled up"))
    if roll.share is None:
        return Cell(None, detail=said(roll.label))
    return Cell(short_share(roll.share), detail=f"{said(roll.formula)}; {said(roll.label)}")


def _reached(found: Reached | None) -> Cell:
    if found is None or not found.items:
        return Cell("–", detail=_("no indicator with a target"))
    numbers = {"on_path": found.on_path, "items": found.items, "judged": found.judged}
    if not found.judged:
        return Cell(None, detail=_("on their path ÷ with a target; %(judged)s of %(items)s with data") % numbers)
    return Cell(
        _("%(on_path)s of %(items)s") % numbers,
        detail=_("on their path ÷ with a target; %(judged)s of %(items)s with data") % numbers,
    )
