"""The answer of ``grono card check --json``."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from grono.quantities import QuantityError, rounded_half_up
from grono.strategy import (
    card_amounts,
    card_to_data,
    findings,
    progress,
    splits,
    stage_forecast,
    suggested_links,
)

if TYPE_CHECKING:
    from grono.strategy import Finding, Forecast, Progress, Status, TaskCard


def card_as_json(card: TaskCard, language: str) -> dict[str, Any]:
    """Return a card with everything that was computed from it, as values for JSON.

    Percentages are rounded half up to two decimals; sentences are in the language asked for.
    """
    reached = progress(card)
    return {
        "card": card_to_data(card),
        "progress": [
            {
                "year": year.year,
                "in_year": _points(year.in_year),
                "to_date": _points(year.to_date),
                "status": _status(year.status, language),
            }
            for year in reached.years
        ],
        "stages": [
            {
                "stage": stage.number_text,
                **_points(stage.total),
                "forecast": _forecast(stage_forecast(card, stage.number_text), language),
            }
            for stage in reached.stages
        ],
        "total": _points(reached.total),
        "amounts": _amounts(card),
        "splits": [
            {
                "part": split.part,
                "order": split.order,
                "left": split.left,
                "right": split.right,
                "rule": split.rule.value,
            }
            for split in splits(card)
        ],
        "suggested_links": [{"indicator": link.indicator, "stage": link.stage} for link in suggested_links(card)],
        "findings": [_finding(finding, language) for finding in findings(card)],
    }


def _points(points: Progress) -> dict[str, Any]:
    percent = None if points.share is None else float(rounded_half_up(points.share * 100, 2))
    return {"done": _number(points.done), "planned": _number(points.planned), "percent": percent}


def _status(status: Status, language: str) -> dict[str, str]:
    return {
        "worst": status.worst.value,
        "best": status.best.value,
        "rule": status.rule,
        "label": status.label.in_language(language),
        "reason": status.reason.in_language(language),
    }


def _forecast(forecast: Forecast | None, language: str) -> dict[str, Any] | None:
    if forecast is None:
        return None
    return {
        "remaining": _number(forecast.remaining),
        "month_at_last_pace": forecast.last_pace.month,
        "month_at_mean_pace": forecast.mean_pace.month,
        "required_per_year": None if forecast.required is None else _number(forecast.required),
        "bands": [
            {"probability": band.probability, "earliest": band.earliest, "latest": band.latest}
            for band in forecast.bands
        ],
        "reason": forecast.reason.in_language(language) if forecast.reason else None,
    }


def _amounts(card: TaskCard) -> list[str] | None:
    try:
        amounts = card_amounts(card)
    except QuantityError:
        return None
    return None if amounts is None else [str(amount) for amount in amounts]


def _finding(finding: Finding, language: str) -> dict[str, Any]:
    return {
        "code": finding.code,
        "cells": [cell.in_language(language) for cell in finding.cells],
        "message": finding.message.in_language(language),
        "repair": finding.repair.in_language(language),
        "subject": finding.subject,
        "details": {
            name: _number(value) if isinstance(value, Fraction) else value for name, value in finding.details.items()
        },
    }


def _number(value: Fraction) -> int | float:
    return int(value) if value.denominator == 1 else float(value)
