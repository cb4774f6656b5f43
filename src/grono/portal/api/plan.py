"""Operations on the plan of a strategy: read in any of its views, with its log, and changed by an authority."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest
from django.utils.translation import gettext as said
from django.utils.translation import gettext_noop as _
from ninja import Path, Query, Router

from grono.messages import GronoError
from grono.portal.api import plan_schemas as schemas
from grono.portal.api.answers import language, paged, part_of, reader_of
from grono.portal.api.asking import Asked  # noqa: TC001 - Ninja reads it
from grono.portal.api.errors import Refusal, WrongParameters, WrongParametersError
from grono.portal.api.writing import may_write
from grono.portal.core.problems import RefusedError, sentences_of
from grono.portal.strategies.changes import Authority, Change
from grono.portal.strategies.kinds import TEXT_FIELDS, AuthorityKind
from grono.portal.strategies.log_queries import check_of_log, log_of
from grono.portal.strategies.plan_cells import content_of
from grono.portal.strategies.plan_queries import plan_of
from grono.portal.strategies.queries import strategy_visible_to
from grono.portal.strategies.row_queries import cells_with_versions
from grono.portal.strategies.submitting import submit_changes
from grono.portal.strategies.values import decoded
from grono.quantities import parse, to_data
from grono.quantities.codec import end_text
from grono.strategy import PlanView

if TYPE_CHECKING:
    from collections.abc import Mapping

    from grono.portal.strategies.models import PlanFact
    from grono.quantities import Quantity
    from grono.strategy import Programme

router = Router()
REFUSED = {404: Refusal, 422: WrongParameters}
REFUSED_TO_WRITE = {401: Refusal, **REFUSED}
PUBLIC_ID = Path(..., description=_("Identifier, as the list answers it."))
NEVER_SEEN = -1
"""A version that no cell has: what the sender saw is not what stands there."""


@router.get(
    "/strategies/{public_id}/plan",
    response={200: schemas.Plan, **REFUSED},
    url_name="strategy_plan",
    summary=_("Plan of a strategy, as adopted or as revised, on a day, as known on a day"),
)
def one_plan(request: HttpRequest, asked: Query[schemas.WantedPlan], public_id: str = PUBLIC_ID) -> dict[str, Any]:
    """Return the plan in one view."""
    reader = reader_of(request)
    strategy = strategy_visible_to(reader, public_id)
    return _plan(plan_of(reader, strategy, PlanView(asked.view), on=asked.on, known_on=asked.known_on))


def _plan(plan: Programme) -> dict[str, Any]:
    return {
        "strategy": plan.key,
        "view": plan.view.value,
        "on": plan.in_force_on,
        "known_on": plan.known_on,
        "resolution": plan.resolution or None,
        "language": plan.language,
        "parts": [
            {
                "public_id": one.key,
                "parent": one.parent,
                "kind": one.kind.value,
                "number": one.number_text,
                "title": one.title,
                "lead": one.lead_post or None,
                "points": _values(one.points),
                "is_draft": one.is_draft,
                "aid_relevant": one.aid_relevant,
            }
            for one in plan.nodes
        ],
        "indicators": [
            {
                "public_id": one.key,
                "part": one.node,
                "kind": one.kind.value,
                "name": one.name_text,
                "unit": one.unit or None,
                "direction": one.direction.value if one.direction else None,
                **{name: _values(getattr(one, name)) for name in ("baseline", "targets", "path", "unspecified")},
            }
            for one in plan.indicators
        ],
        "funding": [
            {
                "public_id": one.key,
                "part": one.node,
                "source": one.source_text,
                "group": one.group_text or None,
                "share": None if one.share is None else end_text(one.share),
                "amounts": _values(one.amounts),
            }
            for one in plan.funding
        ],
    }


def _values(values: Mapping[str, Quantity]) -> dict[str, dict[str, Any]]:
    return {period: to_data(value) for period, value in sorted(values.items())}


@router.get(
    "/strategies/{public_id}/plan/log",
    response={200: schemas.Log, **REFUSED},
    url_name="strategy_plan_log",
    summary=_("Log of a plan, the first entry first"),
)
def plan_log(request: HttpRequest, asked: Query[schemas.WantedLog], public_id: str = PUBLIC_ID) -> dict[str, Any]:
    """Return the log with everything that its hashes cover."""
    reader = reader_of(request)
    found = log_of(reader, strategy_visible_to(reader, public_id)).order_by("number")
    return paged(request, asked, found.count(), [_entry(one) for one in part_of(found, asked)])


def _entry(one: PlanFact) -> dict[str, Any]:
    subject: Any = one.subject
    content = content_of(one, subject.public_id)
    return {**content, "previous_hash": one.previous_hash, "hash": one.hash}


@router.get(
    "/strategies/{public_id}/plan/log/check",
    response={200: schemas.LogCheck, **REFUSED},
    url_name="strategy_plan_log_check",
    summary=_("Whether the chain of the log holds"),
)
def plan_log_check(request: HttpRequest, asked: Query[Asked], public_id: str = PUBLIC_ID) -> dict[str, Any]:  # noqa: ARG001
    """Check the chain of hashes from the first entry on."""
    reader = reader_of(request)
    checked = check_of_log(reader, strategy_visible_to(reader, public_id))
    broken = checked.broken.in_language(language()) if checked.broken else None
    return {"holds": checked.holds, "entries": checked.entries, "last_hash": checked.last_hash, "broken": broken}


@router.post(
    "/strategies/{public_id}/plan",
    response={200: schemas.Amended, **REFUSED_TO_WRITE},
    url_name="strategy_plan",
    summary=_("Change values of a plan: all or none"),
    auth=may_write,
)
def amend(
    request: HttpRequest,
    sent: schemas.PlanAmendment,
    asked: Query[Asked],  # noqa: ARG001
    public_id: str = PUBLIC_ID,
) -> dict[str, Any]:
    """Change the draft, or an adopted plan by its authority."""
    user: Any = request.user
    strategy = strategy_visible_to(user, public_id)
    if not user.can("strategies.adopt_plan" if sent.authority else "strategies.edit_plan"):
        raise Http404
    cells = {place: (cell.value, cell.version) for place, cell in cells_with_versions(user, strategy).items()}
    changes = _changes(sent.changes, cells)
    authority = sent.authority and Authority(
        AuthorityKind(sent.authority),
        sent.reference,
        sent.decided_on,
        sent.valid_from or sent.decided_on,
        sent.reason,
    )
    try:
        return {"changed": submit_changes(by=user, strategy=strategy, authority=authority or None, changes=changes)}
    except RefusedError as refusal:
        raise WrongParametersError({"changes": str(refusal)}) from refusal


def _changes(
    sent: list[schemas.PlanChange], cells: Mapping[tuple[str, str, str, str], tuple[str, int]]
) -> list[Change]:
    changes, problems = [], {}
    for number, one in enumerate(sent, 1):
        try:
            value, seen = _read(one.value, one.field), _read(one.seen, one.field)
        except GronoError as error:
            sentence = " ".join(part.in_language(language()) for part in sentences_of(error))
            problems[f"changes.{number}"] = sentence
            continue
        stored, version = cells.get((one.kind, one.subject, one.field, one.period), ("", 0))
        same = (decoded(stored) if stored else None) == seen
        changes.append(Change(one.kind, one.subject, one.field, value, one.period, version if same else NEVER_SEEN))
    places = [(one.subject, one.field, one.period) for one in changes]
    if len(set(places)) != len(places):
        problems["changes"] = said("One value is changed twice. Send each value once.")
    if problems:
        raise WrongParametersError(problems)
    return changes


def _read(text: str | None, field: str) -> Quantity | str | None:
    if text is None or field in TEXT_FIELDS:
        return text
    return parse(text, language())
