"""Writing what the pages of a plan write: its file, its parts, what is struck out, resolutions, further parts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from grono.portal.api.acts.calls import require
from grono.portal.api.acts.operations import Act, Outcome
from grono.portal.api.acts.problems import told
from grono.portal.strategies.actions import bring_back, strike_out
from grono.portal.strategies.authority_forms import AuthorityForm
from grono.portal.strategies.plan_file.bringing import bring_plan, look
from grono.portal.strategies.plan_file.forms import BringPlanForm
from grono.portal.strategies.plan_struck_out import struck_out_of
from grono.portal.strategies.queries import strategy_visible_to
from grono.portal.strategies.views.rows import row_of
from grono.reports.plan_file import read_plan_file

if TYPE_CHECKING:
    from grono.portal.api.acts.calls import Call
    from grono.portal.strategies.changes import Authority
    from grono.portal.strategies.models import Strategy
    from grono.reports.plan_file import PlanFile

AUTHORITY = {
    "authority": gettext_noop("resolution, order or correction."),
    "reference": gettext_noop("Number of the resolution or order, or the note."),
    "decided_on": gettext_noop("Date of the decision."),
    "valid_from": gettext_noop("In force from; by default from its own date."),
    "reason": gettext_noop("Reason; a correction needs one."),
}


def _bring(call: Call) -> Outcome:
    strategy = strategy_visible_to(call.by, call["public_id"])
    form = call.form(BringPlanForm, besides=["look", *AUTHORITY])
    with told("file"):
        file = read_plan_file(form.content())
        found = look(by=call.by, strategy=strategy, file=file)
    if found.adopted and not call.by.can("strategies.adopt_plan"):
        raise PermissionDenied
    changed, added = len(found.differences), len(found.new)
    if not _yes(call, "look"):
        changed, added = _brought(call, strategy, file, authority_of(call) if found.adopted else None)
    notes = (_("Values changed: %(count)s.") % {"count": changed}, _("Rows added: %(count)s.") % {"count": added})
    return Outcome(strategy.public_id, ("strategies:plan", strategy.public_id), notes=notes)


def _yes(call: Call, name: str) -> bool:
    return call.text(name) in {"yes", "true", "True"}


def _brought(call: Call, strategy: Strategy, file: PlanFile, authority: Authority | None) -> tuple[int, int]:
    brought = bring_plan(by=call.by, strategy=strategy, file=file, authority=authority)
    return brought.changed, brought.added


def authority_of(call: Call) -> Authority:
    """Return the authority that was sent, or refuse it field by field."""
    form = AuthorityForm({name: call.text(name) for name in AUTHORITY})
    require(form)
    return form.given()


def _strike(call: Call) -> Outcome:
    strategy = strategy_visible_to(call.by, call["public_id"])
    row: Any = row_of(call.by, strategy, _subject(call), call["row"])
    if not row.is_adopted:
        raise Http404
    form = call.form(AuthorityForm, besides=["bring_back"])
    back = any(one.row.public_id == row.public_id for one in struck_out_of(call.by, strategy))
    act = bring_back if back and _yes(call, "bring_back") else strike_out
    act(by=call.by, row=row, authority=form.given())
    return Outcome(row.public_id, ("strategies:plan", strategy.public_id))


def _subject(call: Call) -> str:
    if call["subject"] not in {"node", "indicator", "funding"}:
        raise Http404
    return call["subject"]


ACTS = [
    Act(
        "strategies:plan_bring",
        "/strategies/{public_id}/plan/file",
        gettext_noop("Bring the plan from a file: XLSX or a ZIP of CSV tables"),
        _bring,
        "strategies.edit_plan",
        BringPlanForm,
        {"look": gettext_noop("yes: answer what would change, and change nothing."), **AUTHORITY},
    ),
    Act(
        "strategies:plan_row_strike",
        "/strategies/{public_id}/plan/rows/{subject}/{row}/strike",
        gettext_noop("Strike an adopted row out of the plan by a decision, or bring it back by another"),
        _strike,
        "strategies.adopt_plan",
        AuthorityForm,
        {"bring_back": gettext_noop("yes: bring back what was struck out.")},
    ),
]
