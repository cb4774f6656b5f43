"""The fixed words and line forms of the legacy task card, used for reading and for writing."""

from __future__ import annotations

import re

from grono.strategy.card import IndicatorKind

ADDRESSEES = "Adresaci"
RATIONALE = "Uzasadnienie"
DESCRIPTION = "Opis zadania"
STAGES = "Etapy realizacji zadania"
EXECUTOR = "Realizator"
BODIES = "Podmioty współpracujące"
INDICATORS = "Mierniki dla realizacji zadania"
TOTAL_COST = "Planowany całkowity koszt realizacji"
BUDGET = "Budżet zadania"
HEADINGS = (ADDRESSEES, RATIONALE, DESCRIPTION, STAGES, EXECUTOR, BODIES, INDICATORS, TOTAL_COST, BUDGET)
"""Headings in the order of the card; each stands once, alone on its line."""

STAGES_HEADER = "Etapy realizacji Rok"
BODIES_HEADER = "Nazwa Zakres współpracy"
INDICATORS_HEADER = "Typ Wskaźnik Źródło"
FUNDING_HEADER = "Źródło finansowania Środki"

GROUP_HEADINGS = {
    IndicatorKind.OUTPUT: "Wskaźniki produktu:",
    IndicatorKind.OUTCOME: "Wskaźniki rezultatu:",
    IndicatorKind.IMPACT: "Wskaźniki oddziaływania:",
    IndicatorKind.CONTEXT: "Wskaźniki kontekstowe:",
}
ROW_INDENT = "\u00a0 "
"""A no-break space and a space before each indicator."""
DECLARED_NONE = "Brak"

GOAL = re.compile(r"Cel (\S+) - (.*) - szef celu (.*)")
OBJECTIVE = re.compile(r"(\d+)\. (.*) - koordynator (.*)")
TASK = re.compile(r"(\d+)\. (.*)")
YEARS = re.compile(r"\d{4}(?: \d{4})*")
STAGE_CELL = re.compile(r"(?:(\d+(?:,\d+)?)/(\d+(?:,\d+)?)%|-)")
INDICATOR_VALUE = re.compile(r"\d+(?:,\d+)?|-")
PLAIN_NUMBER = re.compile(r"\d+(?:,\d+)?")
FUNDING_LINE = re.compile(r"(.*) (\d+(?:,\d+)?)%")


def stage_row(years: int) -> re.Pattern[str]:
    """Return the form of a stage with its cells."""
    cell = r"(?:\d+(?:,\d+)?/\d+(?:,\d+)?%|-)"
    return re.compile(rf"(\d+)\. (.*?)((?: {cell}){{{years}}})")
