"""Strategies that keep themselves honest.

Task cards read and written without loss, progress, status with its reason, and findings that name the cells which
contradict each other.
"""

from grono.strategy.aggregation import (
    OverTime,
    OverTree,
    Temporal,
    add_of_one_role,
    over_time,
    ratio_of_sums,
    union_count,
)
from grono.strategy.card import (
    CooperatingBody,
    FundingLine,
    GroupState,
    IndicatorGroup,
    IndicatorKind,
    IndicatorRow,
    Layout,
    NumberedTitle,
    Stage,
    StageCell,
    TaskCard,
    ValueRole,
)
from grono.strategy.documents import card_document, card_text_of, card_workbook
from grono.strategy.execution import CardProgress, Progress, StageProgress, YearProgress, execution_status, progress
from grono.strategy.files import (
    CardFile,
    FileForm,
    decode_card_text,
    encode_card_text,
    read_card_file,
    render_card_file,
)
from grono.strategy.finding import Finding, kind_label
from grono.strategy.findings_all import findings
from grono.strategy.findings_use import expected_counted, green_by_hand, outputs_without_outcome, stock_summed
from grono.strategy.forecasting import Forecast, PaceLine, forecast, stage_forecast
from grono.strategy.history import FIRST_HASH, ChainCheck, LogEntry, canonical_json, chained, check_chain, entry_hash
from grono.strategy.indicators import (
    Direction,
    indicator_status,
    linear_path,
    maintain_status,
    progress_to_target,
    range_status,
)
from grono.strategy.links import StageLink, stage_links, suggested_links
from grono.strategy.local_level import Band
from grono.strategy.milestones import MilestoneDate, infer_years
from grono.strategy.money import card_amounts, funding_amounts, total_cost
from grono.strategy.plan import Authority, PlanFact, PlanViews, plan_views
from grono.strategy.programme import (
    NodeKind,
    PlanView,
    Programme,
    ProgrammeFunding,
    ProgrammeIndicator,
    ProgrammeNode,
    WeightBasis,
    in_tree_order,
)
from grono.strategy.programme_progress import programme_findings, programme_roll_up, task_progress
from grono.strategy.reading import CardError, read_card
from grono.strategy.rendering import render_card
from grono.strategy.requirements import (
    ARTICLE_10E,
    OECD_2005,
    RECOMMENDATIONS,
    REQUIREMENTS,
    Completeness,
    completeness,
)
from grono.strategy.rollup import Child, RollUp, roll_up
from grono.strategy.splitting import Split, SplitRule, change_row, join_bodies, split_body, split_indicator, splits
from grono.strategy.status import RULES_VERSION, Colour, Status, Thresholds, without_owner, without_report
from grono.strategy.storage import card_from_data, card_from_json, card_to_data, card_to_json
from grono.strategy.theory import StatedStatus, TheoryLink
from grono.strategy.together import Basis, Contribution, Together, over_parts, over_periods
from grono.strategy.trends import Trend, TrendClass, trend

__all__ = [
    "ARTICLE_10E",
    "FIRST_HASH",
    "OECD_2005",
    "RECOMMENDATIONS",
    "REQUIREMENTS",
    "RULES_VERSION",
    "Authority",
    "Band",
    "Basis",
    "CardError",
    "CardFile",
    "CardProgress",
    "ChainCheck",
    "Child",
    "Colour",
    "Completeness",
    "Contribution",
    "CooperatingBody",
    "Direction",
    "FileForm",
    "Finding",
    "Forecast",
    "FundingLine",
    "GroupState",
    "IndicatorGroup",
    "IndicatorKind",
    "IndicatorRow",
    "Layout",
    "LogEntry",
    "MilestoneDate",
    "NodeKind",
    "NumberedTitle",
    "OverTime",
    "OverTree",
    "PaceLine",
    "PlanFact",
    "PlanView",
    "PlanViews",
    "Programme",
    "ProgrammeFunding",
    "ProgrammeIndicator",
    "ProgrammeNode",
    "Progress",
    "RollUp",
    "Split",
    "SplitRule",
    "Stage",
    "StageCell",
    "StageLink",
    "StageProgress",
    "StatedStatus",
    "Status",
    "TaskCard",
    "Temporal",
    "TheoryLink",
    "Thresholds",
    "Together",
    "Trend",
    "TrendClass",
    "ValueRole",
    "WeightBasis",
    "YearProgress",
    "add_of_one_role",
    "canonical_json",
    "card_amounts",
    "card_document",
    "card_from_data",
    "card_from_json",
    "card_text_of",
    "card_to_data",
    "card_to_json",
    "card_workbook",
    "chained",
    "change_row",
    "check_chain",
    "completeness",
    "decode_card_text",
    "encode_card_text",
    "entry_hash",
    "execution_status",
    "expected_counted",
    "findings",
    "forecast",
    "funding_amounts",
    "green_by_hand",
    "in_tree_order",
    "indicator_status",
    "infer_years",
    "join_bodies",
    "kind_label",
    "linear_path",
    "maintain_status",
    "outputs_without_outcome",
    "over_parts",
    "over_periods",
    "over_time",
    "plan_views",
    "programme_findings",
    "programme_roll_up",
    "progress",
    "progress_to_target",
    "range_status",
    "ratio_of_sums",
    "read_card",
    "read_card_file",
    "render_card",
    "render_card_file",
    "roll_up",
    "split_body",
    "split_indicator",
    "splits",
    "stage_forecast",
    "stage_links",
    "stock_summed",
    "suggested_links",
    "task_progress",
    "total_cost",
    "trend",
    "union_count",
    "without_owner",
    "without_report",
]
