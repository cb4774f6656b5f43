"""Progress, status and findings of a card as values for JSON: what the command and the portal's API answer alike."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from grono.strategy.status import percent

if TYPE_CHECKING:
    from grono.strategy.execution import CardProgress, Progress
    from grono.strategy.finding import Finding
    from grono.strategy.status import Status

Data = dict[str, Any]


def number_to_data(value: Fraction) -> int | float:
    """Return a number as JSON has it: a whole number without a point.

    Examples
    --------
    >>> number_to_data(Fraction(86)), number_to_data(Fraction(1, 2))
    (86, 0.5)
    """
    return int(value) if value.denominator == 1 else float(value)


def points_to_data(points: Progress) -> Data:
    """Return done, planned and the percentage, rounded half up to two decimals; where nothing was planned, none and why."""
    share = points.share
    return {
        "done": number_to_data(points.done),
        "planned": number_to_data(points.planned),
        "percent": None if share is None else percent(share),
        "reason": "not-planned" if share is None else None,
    }


def status_to_data(status: Status, language: str) -> Data:
    """Return a status with its rule, and its word and reason in one language."""
    return {
        "worst": status.worst.value,
        "best": status.best.value,
        "rule": status.rule,
        "label": status.label.in_language(language),
        "reason": status.reason.in_language(language),
    }


def progress_to_data(reached: CardProgress, language: str) -> Data:
    """Return the progress of a card: ``progress`` by year, ``stages`` over all years, and ``total``."""
    return {
        "progress": [
            {
                "year": year.year,
                "in_year": points_to_data(year.in_year),
                "to_date": points_to_data(year.to_date),
                "status": status_to_data(year.status, language),
            }
            for year in reached.years
        ],
        "stages": [
            {"stage": stage.number_text, "title": stage.title, **points_to_data(stage.total)}
            for stage in reached.stages
        ],
        "total": points_to_data(reached.total),
    }


def finding_to_data(finding: Finding, language: str) -> Data:
    """Return a finding with its sentences in one language, and its figures in ``details``."""
    return {
        "code": finding.code,
        "cells": [cell.in_language(language) for cell in finding.cells],
        "message": finding.message.in_language(language),
        "repair": finding.repair.in_language(language),
        "subject": finding.subject,
        "details": {
            name: number_to_data(value) if isinstance(value, Fraction) else value
            for name, value in finding.details.items()
        },
    }
