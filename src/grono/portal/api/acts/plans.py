"""Writing what the pages of a plan write: its file, its parts, what is struck out, resolutions, further parts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils.translation import get_language, gettext_noop
from django.utils.translation import gettext as _

from grono.messages import InputError
from grono.portal.api.acts.calls import require
from grono.portal.api.acts.operations import Act, Outcome
from grono.portal.api.errors import WrongParametersError
from grono.portal.strategies.actions import bring_back, strike_out
from grono.portal.strategies.plan_file.bringing import bring_plan, look
from grono.portal.strategies.plan_file.forms import BringPlanForm
from grono.portal.strategies.plan_forms import AuthorityForm
from grono.portal.strategies.plan_struck_out import struck_out_of
from grono.portal.strategies.queries import strategy_visible_to
from grono.portal.strategies.views.rows import row_of
from grono.reports.plan_file import read_plan_file

if TYPE_CHECKING:
    from grono.portal.api.acts.calls import Call
    from grono.portal.strategies.changes import Authority
    from grono.portal.strategies.models import Strategy
    from grono.reports.plan_file import PlanFile

_AUTHORITY = {
    "authority": gettext_noop("resolution, order or correction."),
    "reference": gettext_noop("Number of the resolution or order, or the note."),
    "decided_on": gettext_noop("Date of the decision."),
    "valid_from": gettext_noop("In force from; by default from its own date."),
    "reason": gettext_noop("Reason; a correction needs one."),
}


def _bring(call: Call) -> Outcome:
    strategy = strategy_visible_to(call.by, call["public_id"])
    form = call.form(BringPlanForm, besides=["look", *_AUTHORITY])
    try:
        file = read_plan_file(form.content())
        found = look(by=call.by, strategy=strategy, file=file)
        if found.adopted and not call.by.can("strategies.adopt_plan"):
            raise PermissionDenied
        changed, added = len(found.differences), len(found.new)
        if call.text("look") not in {"yes", "true", "True"}:
            changed, added = _brought(call, strategy, file, _authority(call) if found.adopted else None)
    except InputError as error:
        language = get_language() or "en"
        problems = {
            f"{one.column or 'file'}, {one.row or 1}": one.message.in_language(language) for one in error.problems
        }
        raise WrongParametersError(problems) from error
    notes = (_("Values changed: %(count)s.") % {"count": changed}, _("Rows added: %(count)s.") % {"count": added})
    return Outcome(strategy.public_id, ("strategies:plan", strategy.public_id), notes=notes)


def _brought(call: Call, strategy: Strategy, file: PlanFile, authority: Authority | None) -> tuple[int, int]:
    brought = bring_plan(by=call.by, strategy=strategy, file=file, authority=authority)
    return brought.changed, brought.added


def _authority(call: Call) -> Authority:
    form = AuthorityForm({name: call.text(name) for name in _AUTHORITY})
    require(form)
    return form.given()


def _strike(call: Call) -> Outcome:
    strategy = strategy_visible_to(call.by, call["public_id"])
    row: Any = row_of(call.by, strategy, _subject(call), call["row"])
    if not row.is_adopted:
        raise Http404
    form = call.form(AuthorityForm, besides=["bring_back"])
    back = any(one.row.public_id == row.public_id for one in struck_out_of(call.by, strategy))
    act = bring_back if back and call.text("bring_back") in {"yes", "true", "True"} else strike_out
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
        {"look": gettext_noop("yes: answer what would change, and change nothing."), **_AUTHORITY},
    ),
    Act(
        "strategies:plan_row_strike",
        "/strategies/{public_id}/plan/{subject}/{row}/strike",
        gettext_noop("Strike an adopted row out of the plan by a decision, or bring it back by another"),
        _strike,
        "strategies.adopt_plan",
        AuthorityForm,
        {"bring_back": gettext_noop("yes: bring back what was struck out.")},
    ),
]
