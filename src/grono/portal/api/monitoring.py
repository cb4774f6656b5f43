"""Operations on what strategies do: statuses, and reports with their values."""

from __future__ import annotations

from datetime import date  # noqa: TC003 - Ninja reads it
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest  # noqa: TC002 - Ninja reads it
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_noop as _
from ninja import Path, Query, Router

from grono.portal.api import monitoring_schemas as schemas
from grono.portal.api.answers import language, reader_of, text
from grono.portal.api.asking import Asked
from grono.portal.api.errors import Refusal, WrongParameters, WrongParametersError
from grono.portal.monitoring.basis import from_stored
from grono.portal.monitoring.forms.keeping import NOT_YET
from grono.portal.monitoring.kinds import EvidenceKind
from grono.portal.monitoring.pages.report import part_for, shown_evidence
from grono.portal.monitoring.permissions import sees_numbers
from grono.portal.monitoring.queries import periods_of, report_visible_to
from grono.portal.monitoring.standing_queries import standings_of
from grono.portal.monitoring.together import put_together
from grono.portal.strategies.queries import strategy_visible_to
from grono.quantities import to_data
from grono.strategy.summary import points_to_data, status_to_data

if TYPE_CHECKING:
    from grono.portal.core.visitor import Reader
    from grono.portal.monitoring.models import Evidence
    from grono.strategy import Basis

router = Router()
REFUSED = {404: Refusal, 422: WrongParameters}
PUBLIC_ID = Path(..., description=_("Identifier, as the list answers it."))


class AskedOf(Asked):
    """Of which period, as known on which day."""

    period: str | None = schemas.optional(_("Identifier of a period; without it the last one due."))
    known_on: date | None = schemas.optional(_("Day as of which the figures are to be known."))


@router.get(
    "/monitoring/{public_id}",
    response={200: schemas.Standing, **REFUSED},
    url_name="monitoring",
    summary=_("How a strategy stands"),
)
def standing(request: HttpRequest, asked: Query[AskedOf], public_id: str = PUBLIC_ID) -> dict[str, Any]:
    """Return every task and indicator with its status and the reason, computed from published reports."""
    reader = reader_of(request)
    strategy = strategy_visible_to(reader, public_id)
    if asked.known_on is not None and asked.known_on > timezone.localdate():
        raise WrongParametersError({"known_on": str(NOT_YET)})
    period = get_object_or_404(periods_of(reader, strategy), public_id=asked.period) if asked.period else None
    found = standings_of(reader, strategy, known_on=asked.known_on, period=period)
    return {
        "strategy": strategy.public_id,
        "title": text(strategy.title, strategy.language),
        "period": found.period.public_id if found.period else None,
        "known_on": found.day,
        "tasks": [
            {
                "key": one.part.node.key,
                "name": text(one.part.name, strategy.language),
                "owner": one.part.owner or None,
                "in_period": points_to_data(one.in_period) if one.is_reported else None,
                "to_date": points_to_data(one.to_date) if one.was_reported else None,
                "status": status_to_data(one.status, language()),
            }
            for goal in found.goals
            for one in goal.parts
        ],
        "indicators": [
            {
                "key": one.indicator.key,
                "name": text(one.indicator.name_text, strategy.language),
                "unit": one.indicator.unit or None,
                "baseline": to_data(one.baseline) if one.baseline else None,
                "target": to_data(one.target) if one.target else None,
                "target_year": one.target_year,
                "latest": to_data(latest.value.quantity) if latest else None,
                "status": status_to_data(one.status, language()) if one.status else None,
            }
            for goal in found.goals
            for one in goal.indicators
            for latest in [found.executed.latest(one.indicator.key, found.year)]
        ],
        "together": [
            {
                "indicators": [each.key for each in one.indicators],
                "name": text(one.name, strategy.language),
                "unit": one.unit or None,
                "value": to_data(one.found.value),
                "counted": one.found.counted,
                "items": one.found.items,
                "formula": one.found.formula.in_language(language()),
            }
            for one in put_together(found)
        ],
        "page": request.build_absolute_uri(reverse("monitoring:strategy", args=[strategy.public_id])),
    }


@router.get(
    "/monitoring/reports/{public_id}",
    response={200: schemas.ReportDetails, **REFUSED},
    url_name="monitoring_report",
    summary=_("One report with its values"),
)
def one_report(request: HttpRequest, asked: Query[Asked], public_id: str = PUBLIC_ID) -> dict[str, Any]:  # noqa: ARG001
    """Return one report."""
    reader = reader_of(request)
    found = report_visible_to(reader, public_id)
    inside = sees_numbers(reader, part_for(reader, found), found.strategy_id)
    return {
        "public_id": found.public_id,
        "strategy": found.strategy.public_id,
        "period": found.period.public_id,
        "task": found.node_key,
        "title": text(found.title, found.strategy.language),
        "number": found.number,
        "state": found.state,
        "version": found.version,
        "sentence": found.sentence,
        "statement": found.statement,
        "reason": found.reason,
        "is_invented": found.is_invented,
        "published_at": found.published_at,
        "values": [
            {
                "kind": one.kind,
                "key": one.key,
                "role": one.role,
                "quantity": to_data(one.quantity),
                "typed": one.typed,
                "flag": one.flag,
                **computed_from(from_stored(one.basis)),
                "numbers": one.basis.get("numbers") if inside else None,
            }
            for one in found.values.all()
        ],
        "evidence": [_evidence(request, reader, one) for one in found.evidence.all()],
        "page": request.build_absolute_uri(reverse("monitoring:report", args=[found.public_id])),
    }


def computed_from(basis: Basis) -> dict[str, Any]:
    """Return what a value is computed from, without the numbers of the organisations."""
    ratio = basis.ratio
    return {
        "numerator": to_data(ratio[0]) if ratio else None,
        "denominator": to_data(ratio[1]) if ratio else None,
        "organisations": None if basis.numbers is None else len(basis.numbers),
    }


def _evidence(request: HttpRequest, reader: Reader, one: Evidence) -> dict[str, Any]:
    """Return a piece of evidence as the page shows it: what is not public without its name."""
    shown = shown_evidence(reader, one, mine=False)
    is_file = one.kind == EvidenceKind.FILE
    own = request.build_absolute_uri(reverse("api:v1:monitoring_evidence", args=[one.public_id]))
    return {
        "public_id": one.public_id,
        "title": shown["title"],
        "address": (own if is_file else one.url) if shown["href"] else None,
        "sha256": one.sha256 or None,
        "removed_at": one.removed_at,
    }
