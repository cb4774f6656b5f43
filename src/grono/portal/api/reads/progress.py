"""Reading one part of a monitored strategy and one indicator: points by year, findings, forecasts, the whole series of values."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_noop as _
from ninja import Path, Query

from grono.portal.api.answers import Choice, Text, language, list_of, reader_of, text
from grono.portal.api.errors import WrongParametersError
from grono.portal.api.monitoring import PUBLIC_ID, REFUSED, AskedOf, computed_from, router
from grono.portal.api.reads.reading import choice, shape
from grono.portal.api.strategy_schemas import CardFinding, Points, Status
from grono.portal.monitoring.forms.keeping import NOT_YET
from grono.portal.monitoring.kinds import Role
from grono.portal.monitoring.pages.forecasts import stage_forecasts
from grono.portal.monitoring.queries import periods_of
from grono.portal.monitoring.standing import stage_points
from grono.portal.monitoring.standing_queries import standings_of
from grono.portal.monitoring.together import basis_of, over_the_periods
from grono.portal.strategies.queries import strategy_visible_to
from grono.quantities import missing, to_data
from grono.strategy import findings, progress_to_target
from grono.strategy.summary import finding_to_data, number_to_data, points_to_data, status_to_data

if TYPE_CHECKING:
    from collections.abc import Iterator

    from grono.portal.monitoring.executed import Measured
    from grono.portal.monitoring.owning import Part
    from grono.portal.monitoring.standing import IndicatorStanding, Standings
    from grono.portal.strategies.models import Strategy
    from grono.strategy import Together

KEY = Path(..., description=_("Identifier of the part or the indicator, as the plan answers it."))

YearPoints = shape(
    "YearPoints",
    year=(int, _("Year.")),
    in_year=(Points, _("Points done and planned in the year.")),
    to_date=(Points, _("Points done and planned since the beginning.")),
)
StageEntry = shape(
    "MonitoredStage",
    key=(str, _("Identifier of the part of the plan.")),
    name=(Text, _("Number and title.")),
    planned=(dict[str, float], _("Year → points planned.")),
    done=(dict[str, float], _("Year → points reported as done.")),
)
Pace = shape(
    "Pace",
    points_a_year=(float, _("Points a year.")),
    done_on=(
        datetime.date | None,
        _("Day on which the rest would be done; null: never. Only its month says something."),
    ),
    after_the_plan=(bool, _("Whether that is after the end of the plan, or never.")),
)
BandEntry = shape(
    "ProbabilityBand",
    probability=(
        float,
        _("Share of the courses that lie within."),
    ),
    earliest_years=(float | None, _("Years until then at the earliest; null: never.")),
    latest_years=(float | None, _("Years until then at the latest; null: never.")),
)
StageForecast = shape(
    "StageForecast",
    stage=(str, _("Identifier of the stage.")),
    lacking=(float, _("Points that are left.")),
    last_pace=(Pace, _("At the pace of the last year.")),
    mean_pace=(Pace, _("At the mean pace.")),
    required=(float | None, _("Points a year needed to finish in time; null when the plan is over.")),
    bands=(list_of(BandEntry), _("Probability bands; empty with too few readings.")),
    reason=(str | None, _("Why there are no bands, in the language asked for.")),
)
PartDetails = shape(
    "MonitoredPart",
    key=(str, _("Identifier of the part of the plan.")),
    name=(Text, _("Number and title.")),
    owner=(str | None, _("Post that answers for it; null where nobody is named.")),
    status=(Status, _("Status with its reason.")),
    points=(list_of(YearPoints), _("Points by year, up to the year of the period.")),
    stages=(list_of(StageEntry), _("Its stages.")),
    findings=(list_of(CardFinding), _("What contradicts or lacks in it.")),
    forecasts=(list_of(StageForecast), _("When the rest of each unfinished stage would be done.")),
    page=(str, _("Address of the page for people.")),
)
ReadingEntry = shape(
    "IndicatorReading",
    period=(str, _("The period in words.")),
    year=(int, _("Year at whose end it stands.")),
    role=(Choice, _("What the figure says.")),
    quantity=(dict[str, Any], _("The quantity, as honest as it was typed.")),
    flag=(str, _("Flag of the source.")),
    numerator=(dict[str, Any] | None, _("Numerator from which it is computed.")),
    denominator=(dict[str, Any] | None, _("Denominator from which it is computed.")),
    organisations=(int | None, _("Organisations counted by their tax numbers; null where none are named.")),
    source=(str, _("Source of the value.")),
    source_date=(datetime.date | None, _("The source's own date.")),
    progress=(dict[str, Any] | None, _("Progress to target as a share; null for what is only expected.")),
)
PeriodsTogether = shape(
    "PeriodsTogether",
    value=(dict[str, Any], _("Value of the periods; missing where the rule cannot be followed.")),
    counted=(int, _("Periods that could be counted.")),
    items=(int, _("Periods with a value.")),
    formula=(str, _("How they are put together, in the language asked for.")),
)
IndicatorDetails = shape(
    "IndicatorSeries",
    key=(str, _("Identifier of the indicator.")),
    name=(Text, _("Name.")),
    unit=(str | None, _("Unit.")),
    baseline=(dict[str, Any] | None, _("Where it started.")),
    target=(dict[str, Any] | None, _("Where it is to be.")),
    target_year=(int | None, _("When the target is due.")),
    status=(Status | None, _("Status with its reason; null where there is no target to judge by.")),
    over_periods=(PeriodsTogether | None, _("The periods put together; null where the indicator does not say how.")),
    readings=(list_of(ReadingEntry), _("Every published value in order of time.")),
    page=(str, _("Address of the page for people.")),
)


def _standings(request: HttpRequest, asked: AskedOf, public_id: str) -> tuple[Strategy, Standings]:
    reader = reader_of(request)
    strategy = strategy_visible_to(reader, public_id)
    if asked.known_on is not None and asked.known_on > timezone.localdate():
        raise WrongParametersError({"known_on": str(NOT_YET)})
    period = get_object_or_404(periods_of(reader, strategy), public_id=asked.period) if asked.period else None
    return strategy, standings_of(reader, strategy, known_on=asked.known_on, period=period)


@router.get(
    "/monitoring/{public_id}/parts/{key}",
    response={200: PartDetails, **REFUSED},
    url_name="monitoring_part",
    summary=_("One part of a strategy: points by year, findings, forecasts"),
)
def one_part(request: HttpRequest, asked: Query[AskedOf], public_id: str = PUBLIC_ID, key: str = KEY) -> dict[str, Any]:
    """Return how a part stands, year by year, and when the rest would be done."""
    strategy, standings = _standings(request, asked, public_id)
    part = standings.parts.by_key.get(key)
    if part is None:
        raise Http404
    return {
        "key": key,
        "name": text(part.name, strategy.language),
        "owner": part.owner or None,
        "status": status_to_data(standings.of_part(part).status, language()),
        "points": list(_points(standings, part)),
        "stages": [_stage(standings, stage, strategy.language) for stage in part.stages],
        "findings": [
            finding_to_data(one, language()) for one in (findings(standings.card_of(part)) if part.stages else ())
        ],
        "forecasts": [_forecast(*found) for found in stage_forecasts(standings, part)],
        "page": request.build_absolute_uri(reverse("monitoring:part", args=[strategy.public_id, key])),
    }


def _points(standings: Standings, part: Part) -> Iterator[dict[str, Any]]:
    years = {year for stage in part.stages for year in stage_points(stage)}
    years |= {year for stage in part.stages for year in standings.executed.done.get(stage.key, {})}
    for year in sorted(year for year in years if year <= standings.year):
        yield {
            "year": year,
            "in_year": points_to_data(standings.points(part, year, year)),
            "to_date": points_to_data(standings.points(part, None, year)),
        }


def _stage(standings: Standings, stage: Any, of_strategy: str) -> dict[str, Any]:
    done = standings.executed.done.get(stage.key, {})
    return {
        "key": stage.key,
        "name": text(f"{stage.number_text}. {stage.title}", of_strategy),
        "planned": {str(year): number_to_data(points) for year, points in sorted(stage_points(stage).items())},
        "done": {str(year): number_to_data(points) for year, points in sorted(done.items()) if year <= standings.year},
    }


def _forecast(stage: Any, lacking: Any, line: Any) -> dict[str, Any]:
    return {
        "stage": stage.key,
        "lacking": number_to_data(lacking),
        **{
            name: {
                "points_a_year": number_to_data(pace.pace),
                "done_on": pace.day,
                "after_the_plan": pace.after_horizon,
            }
            for name, pace in (("last_pace", line.last_pace), ("mean_pace", line.mean_pace))
        },
        "required": None if line.required is None else number_to_data(line.required),
        "bands": [
            {"probability": one.probability, "earliest_years": one.earliest, "latest_years": one.latest}
            for one in line.bands
        ],
        "reason": line.reason.in_language(language()) if line.reason else None,
    }


@router.get(
    "/monitoring/{public_id}/indicators/{key}",
    response={200: IndicatorDetails, **REFUSED},
    url_name="monitoring_indicator",
    summary=_("One indicator of a strategy with its whole series"),
)
def one_indicator(
    request: HttpRequest, asked: Query[AskedOf], public_id: str = PUBLIC_ID, key: str = KEY
) -> dict[str, Any]:
    """Return every published value of an indicator with its source, its flag and its date."""
    strategy, standings = _standings(request, asked, public_id)
    pair = next(((part, one) for part in standings.parts for one in part.indicators if one.key == key), None)
    if pair is None:
        raise Http404
    standing = standings.of_indicator(*pair)
    found = [*standings.executed.measured.get(key, ()), *standings.executed.expected.get(key, ())]
    return {
        "key": key,
        "name": text(standing.indicator.name_text, strategy.language),
        "unit": standing.indicator.unit or None,
        "baseline": to_data(standing.baseline) if standing.baseline else None,
        "target": to_data(standing.target) if standing.target else None,
        "target_year": standing.target_year,
        "status": status_to_data(standing.status, language()) if standing.status else None,
        "over_periods": _together(over_the_periods(standings, standing.indicator)),
        "readings": [_reading(standing, one) for one in sorted(found, key=lambda one: (one.year, one.value.role))],
        "page": request.build_absolute_uri(reverse("monitoring:indicator", args=[strategy.public_id, key])),
    }


def _together(found: Together | None) -> dict[str, Any] | None:
    if found is None:
        return None
    formula = found.formula.in_language(language())
    return {"value": to_data(found.value), "counted": found.counted, "items": found.items, "formula": formula}


def _reading(standing: IndicatorStanding, one: Measured) -> dict[str, Any]:
    value = one.value
    reached = progress_to_target(standing.baseline or missing(), standing.target or missing(), value.quantity)
    return {
        "period": one.when,
        "year": one.year,
        "role": choice(Role, value.role),
        "quantity": to_data(value.quantity),
        "flag": value.flag,
        **computed_from(basis_of(one)),
        "source": value.source_text,
        "source_date": value.source_date,
        "progress": None if value.role == Role.EXPECTED else to_data(reached),
    }
