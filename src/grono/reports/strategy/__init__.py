"""Documents of a strategy.

The monitoring report, the chapter for the council, the page for citizens, the list of article 10e: each as HTML, PDF/UA-1, DOCX and XLSX
from one set of values.
"""

from grono.reports.strategy.blocks import Document
from grono.reports.strategy.citizen import (
    INDICATORS,
    SENTENCES,
    CitizenIndicator,
    abbreviations,
    citizen_page,
    plain_sentences,
)
from grono.reports.strategy.completeness import completeness_list
from grono.reports.strategy.counting import Counts, GreyItem, counts, grey_items, not_due_yet, without_stages
from grono.reports.strategy.documents import FORMS, written
from grono.reports.strategy.figures import (
    AidSum,
    Check,
    Diagnosed,
    Evidence,
    GoalFigures,
    IndicatorFigures,
    Line,
    Money,
    PlanChange,
    PutTogether,
    Reading,
    StrategyFigures,
    TaskFigures,
)
from grono.reports.strategy.monitoring import council_chapter, monitoring_report
from grono.reports.strategy.paper import TooLongError

__all__ = [
    "FORMS",
    "INDICATORS",
    "SENTENCES",
    "AidSum",
    "Check",
    "CitizenIndicator",
    "Counts",
    "Diagnosed",
    "Document",
    "Evidence",
    "GoalFigures",
    "GreyItem",
    "IndicatorFigures",
    "Line",
    "Money",
    "PlanChange",
    "PutTogether",
    "Reading",
    "StrategyFigures",
    "TaskFigures",
    "TooLongError",
    "abbreviations",
    "citizen_page",
    "completeness_list",
    "council_chapter",
    "counts",
    "grey_items",
    "monitoring_report",
    "not_due_yet",
    "plain_sentences",
    "without_stages",
    "written",
]
