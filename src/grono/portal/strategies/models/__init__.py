from grono.portal.strategies.models.cards import SHA256, CardImport, CardState, CardText, TaskCard
from grono.portal.strategies.models.facts import PlanCell, PlanFact, PlanSubject
from grono.portal.strategies.models.further import (
    CompletenessRow,
    DiagnosisItem,
    FurtherPart,
    Milestone,
    PromotionItem,
    RecommendationCheck,
    SectorRole,
    SelectionEntry,
    StatedResult,
    StatedStatus,
    TheoryLink,
)
from grono.portal.strategies.models.plan import FundingLine, Indicator, Node, PlanRow, StrategyVersion
from grono.portal.strategies.models.strategies import TERYT, Strategy, StrategyState

__all__ = [
    "SHA256",
    "TERYT",
    "CardImport",
    "CardState",
    "CardText",
    "CompletenessRow",
    "DiagnosisItem",
    "FundingLine",
    "FurtherPart",
    "Indicator",
    "Milestone",
    "Node",
    "PlanCell",
    "PlanFact",
    "PlanRow",
    "PlanSubject",
    "PromotionItem",
    "RecommendationCheck",
    "SectorRole",
    "SelectionEntry",
    "StatedResult",
    "StatedStatus",
    "Strategy",
    "StrategyState",
    "StrategyVersion",
    "TaskCard",
    "TheoryLink",
]
