"""Schemas of evaluations."""

from __future__ import annotations

from datetime import datetime  # noqa: TC003 - pydantic reads it
from typing import Any

from django.utils.translation import gettext_noop as _
from ninja import Field, Schema

from grono.portal.api.answers import Text, page_of


class ResultEntry(Schema):
    """A result of an evaluation in the list."""

    public_id: str = Field(description=_("Identifier in addresses."))
    plan: str = Field(description=_("Identifier of the plan it follows from."))
    question: Text = Field(description=_("What was asked."))
    outcome: str = Field(description=_("What is measured, in the language of the question."))
    method: str = Field(description=_("Method of the plan."), examples=["synthetic_control"])
    verdict: str = Field(
        description=_("What may be said: effect, no_detectable_effect or not_identifiable."), examples=["effect"]
    )
    sentence: str = Field(description=_("The verdict as a sentence, in the language asked for."))
    effect: float = Field(description=_("Mean effect on the treated, in units of the outcome."))
    interval: list[float] | None = Field(
        description=_("Interval at the level 1 − α of the plan; null where none can be given.")
    )
    p_value: float | None = Field(description=_("p of the plan's test; null where none can be given."))
    is_synthetic: bool = Field(description=_("Whether the figures are invented for the demonstration."))
    published_at: datetime | None = Field(description=_("When it was published."))
    page: str = Field(description=_("Address of the page for people."))


class GoalOfPlan(Schema):
    """The goal of a strategy that a plan was locked with."""

    strategy: str = Field(description=_("Identifier of the strategy."))
    goal: str = Field(description=_("Key of the goal in the plan of the strategy."))


class GoalEvaluation(GoalOfPlan):
    """A plan of evaluation of a goal, with the verdict of its newest published result."""

    plan: str = Field(description=_("Identifier of the plan."))
    question: Text = Field(description=_("What was asked."))
    locked_at: datetime | None = Field(description=_("When it was locked; null for a draft."))
    sha256: str = Field(description=_("SHA-256 the plan was locked with; empty for a draft."))
    is_intact: bool = Field(description=_("Whether the stored plan still gives that hash."))
    result: str | None = Field(description=_("Identifier of the newest published result; null where there is none."))
    verdict: str | None = Field(description=_("Its verdict; null where nothing is known of an effect."))
    sentence: str | None = Field(description=_("The verdict as a sentence, in the language asked for."))


class GoalEvaluations(Schema):
    """The evaluations of the goals of a strategy."""

    strategy: str = Field(description=_("Identifier of the strategy."))
    items: list[GoalEvaluation] = Field(description=_("The plans, the newest first."))


class ResultDetails(ResultEntry):
    """One result with everything that came out."""

    reasons: list[str] = Field(description=_("Why the verdict is what it is, in the language asked for."))
    caveats: list[str] = Field(description=_("What has to be read beside the verdict, in the language asked for."))
    plan_sha256: str = Field(description=_("SHA-256 the plan was locked with."))
    table_sha256: str = Field(description=_("SHA-256 of the file of the table."))
    source: str = Field(description=_("Where the figures come from."))
    version: str = Field(description=_("Version of Grono that computed it."))
    result: dict[str, Any] = Field(description=_("Everything that came out: series, placebos, weights, diagnostics."))


class PlanDetails(Schema):
    """A plan of an evaluation."""

    public_id: str = Field(description=_("Identifier in addresses."))
    question: Text = Field(description=_("What was asked."))
    locked_at: datetime | None = Field(description=_("When it was locked; null for a draft."))
    sha256: str = Field(description=_("SHA-256 the plan was locked with; empty for a draft."))
    is_intact: bool = Field(description=_("Whether the stored plan still gives that hash."))
    about: GoalOfPlan | None = Field(description=_("The goal that it was locked with; null where it belongs to none."))
    plan: dict[str, Any] = Field(description=_("The plan, every field named."))
    results: list[str] = Field(description=_("Identifiers of its results, the newest first."))
    page: str = Field(description=_("Address of the page for people."))


Results = page_of(ResultEntry, "EvaluationResults")
