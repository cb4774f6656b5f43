"""What methods and rules of a plan are called."""

from __future__ import annotations

from typing import TYPE_CHECKING

from grono.messages import message

if TYPE_CHECKING:
    from grono.messages import Message

METHODS = {
    "difference_in_differences": message("Difference-in-differences"),
    "two_way_fixed_effects": message("Two-way fixed effects"),
    "first_differences": message("First differences"),
    "group_time_effects": message("Group-time effects (staggered adoption)"),
    "synthetic_control": message("Synthetic control"),
    "synthetic_differences": message("Synthetic difference-in-differences"),
}
"""Methods a plan can name, in the order in which they are offered."""

PAGES = {
    "difference_in_differences": "difference-in-differences",
    "two_way_fixed_effects": "difference-in-differences",
    "first_differences": "difference-in-differences",
    "group_time_effects": "staggered-adoption",
    "synthetic_control": "synthetic-control",
    "synthetic_differences": "synthetic-difference-in-differences",
}
"""The page of methods that has the formula of each."""


def donor_rule_title(rule: str) -> Message:
    """Return what a rule for donors is called."""
    return {
        "all": message("every unit that is never treated"),
        "outside_ring": message("every unit that is never treated, outside the spill-over ring"),
        "listed": message("the units the plan lists"),
    }[rule]


def aggregation_title(kind: str) -> Message:
    """Return what a mean of group-time effects is called."""
    return {
        "simple": message("all effects by the size of the groups"),
        "group": message("first by group"),
        "dynamic": message("first by time since the beginning"),
        "calendar": message("first by period"),
    }[kind]


def control_title(kind: str) -> Message:
    """Return what a comparison group is called."""
    return {"never": message("units never treated"), "not_yet": message("units not treated yet")}[kind]
