"""The answer of ``grono card check --json``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from grono.quantities import QuantityError
from grono.strategy import (
    card_amounts,
    card_to_data,
    findings,
    progress,
    splits,
    stage_forecast,
    suggested_links,
)
from grono.strategy.summary import finding_to_data, number_to_data, progress_to_data

if TYPE_CHECKING:
    from grono.strategy import Forecast, TaskCard


def card_as_json(card: TaskCard, language: str) -> dict[str, Any]:
    """Return a card with everything that was computed from it, as values for JSON.

    Percentages are rounded half up to two decimals; sentences are in the language asked for.
    """
    reached = progress_to_data(progress(card), language)
    for stage in reached["stages"]:
        stage["forecast"] = _forecast(stage_forecast(card, stage["stage"]), language)
    return {
        "card": card_to_data(card),
        **reached,
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
        "findings": [finding_to_data(finding, language) for finding in findings(card)],
    }


def _forecast(forecast: Forecast | None, language: str) -> dict[str, Any] | None:
    if forecast is None:
        return None
    return {
        "remaining": number_to_data(forecast.remaining),
        "month_at_last_pace": forecast.last_pace.month,
        "month_at_mean_pace": forecast.mean_pace.month,
        "required_per_year": None if forecast.required is None else number_to_data(forecast.required),
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
