"""Choices of the plan, with their words."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Level(models.TextChoices):
    """What a strategy steers."""

    PROGRAMME = "programme", pgettext_lazy("level of a strategy", "programme")
    OPERATIONAL = "operational", pgettext_lazy("level of a strategy", "operational plan")


class VersionKind(models.TextChoices):
    """What a resolution did with the plan."""

    ADOPTED = "adopted", pgettext_lazy("version of a strategy", "adopted")
    AMENDED = "amended", pgettext_lazy("version of a strategy", "amended")
    CONSOLIDATED = "consolidated", pgettext_lazy("version of a strategy", "consolidated text")


class AuthorityKind(models.TextChoices):
    """By what the plan was changed."""

    RESOLUTION = "resolution", _("resolution")
    ORDER = "order", pgettext_lazy("act of an authority", "order")
    CORRECTION = "correction", _("correction of an error")


class PartKind(models.TextChoices):
    """What a part of a strategy is."""

    GOAL = "goal", pgettext_lazy("part of a strategy", "goal")
    OBJECTIVE = "objective", pgettext_lazy("part of a strategy", "objective")
    TASK = "task", pgettext_lazy("part of a strategy", "task")
    STAGE = "stage", pgettext_lazy("part of a strategy", "stage")
    ACTION_GROUP = "action_group", pgettext_lazy("part of a strategy", "action group")


class Basis(models.TextChoices):
    """What weights rest on."""

    COST = "cost", pgettext_lazy("basis of weights", "cost")
    EXPERT = "expert", pgettext_lazy("basis of weights", "judgement of experts")
    EQUAL = "equal", pgettext_lazy("basis of weights", "all the same")
    NONE = "none", pgettext_lazy("basis of weights", "no weights")


class MeasureKind(models.TextChoices):
    """What an indicator measures."""

    OUTPUT = "output", _("output indicator")
    OUTCOME = "outcome", _("outcome indicator")
    IMPACT = "impact", _("impact indicator")
    CONTEXT = "context", _("context indicator")


class Better(models.TextChoices):
    """Which way an indicator should go."""

    UP = "up", _("more is better")
    DOWN = "down", _("less is better")
    RANGE = "range", _("a range is best")


class Refers(models.TextChoices):
    """What a value refers to."""

    STOCK = "stock", pgettext_lazy("kind of value", "stock: at the end of the period")
    FLOW = "flow", pgettext_lazy("kind of value", "flow: during the period")
    RATIO = "ratio", pgettext_lazy("kind of value", "ratio")
    EVENT = "event", pgettext_lazy("kind of value", "event: happens once")


class AcrossTime(models.TextChoices):
    """How periods are put together."""

    SUM = "sum", pgettext_lazy("aggregation", "sum")
    LAST = "last", pgettext_lazy("aggregation", "last value")
    MEAN = "mean", pgettext_lazy("aggregation", "mean")
    MAX = "max", pgettext_lazy("aggregation", "largest value")
    RATIO_OF_SUMS = "ratio_of_sums", pgettext_lazy("aggregation", "ratio of sums")
    NONE = "none", pgettext_lazy("aggregation", "not put together")


class AcrossTree(models.TextChoices):
    """How parts are put together."""

    SUM = "sum", pgettext_lazy("aggregation", "sum")
    UNION = "union", pgettext_lazy("aggregation", "each counted once")
    MEAN = "mean", pgettext_lazy("aggregation", "mean")
    RATIO_OF_SUMS = "ratio_of_sums", pgettext_lazy("aggregation", "ratio of sums")
    NONE = "none", pgettext_lazy("aggregation", "not put together")


class PlanField(models.TextChoices):
    """What the plan says about a part, an indicator or a source of money."""

    TITLE = "title", _("title")
    LEAD = "lead", pgettext_lazy("post", "lead")
    WEIGHT = "weight", _("weight")
    POINTS = "points", _("planned points")
    BASELINE = "baseline", _("baseline")
    TARGET = "target", _("target")
    PATH = "path", _("path to the target")
    UNSPECIFIED = "unspecified", _("value without a role")
    SHARE = "share", _("share")
    AMOUNT = "amount", _("planned amount")
    STRUCK_OUT = "struck_out", _("struck out")


TEXT_FIELDS = frozenset({PlanField.TITLE, PlanField.LEAD, PlanField.STRUCK_OUT})
"""Fields that hold a text; the others hold a quantity."""
YEARLY_FIELDS = frozenset(
    {PlanField.POINTS, PlanField.BASELINE, PlanField.TARGET, PlanField.PATH, PlanField.UNSPECIFIED}
)
"""Fields that hold a value for each year."""
FIELDS_OF = {
    "node": frozenset({PlanField.TITLE, PlanField.LEAD, PlanField.WEIGHT, PlanField.POINTS, PlanField.STRUCK_OUT}),
    "indicator": frozenset(
        {
            PlanField.TITLE,
            PlanField.BASELINE,
            PlanField.TARGET,
            PlanField.PATH,
            PlanField.UNSPECIFIED,
            PlanField.STRUCK_OUT,
        }
    ),
    "funding": frozenset({PlanField.TITLE, PlanField.SHARE, PlanField.AMOUNT, PlanField.STRUCK_OUT}),
}
"""What the plan may say about each kind of subject."""


class Role(models.TextChoices):
    """What a strategy gives a sector."""

    PRIORITY = "priority", pgettext_lazy("role of a sector", "priority")
    ADDITIONAL = "additional", pgettext_lazy("role of a sector", "additional")
    SUPPORTING = "supporting", pgettext_lazy("role of a sector", "supporting")


class Precision(models.TextChoices):
    """How much of a date the source gives."""

    DAY = "day", pgettext_lazy("precision of a date", "day")
    MONTH = "month", pgettext_lazy("precision of a date", "month")
    YEAR = "year", pgettext_lazy("precision of a date", "year")


class SelectionStage(models.TextChoices):
    """How far an industry came."""

    LONGLIST = "longlist", pgettext_lazy("selection of industries", "on the long list")
    SHORTLIST = "shortlist", pgettext_lazy("selection of industries", "on the short list")
    CHOSEN = "chosen", pgettext_lazy("selection of industries", "chosen")
    REJECTED = "rejected", pgettext_lazy("selection of industries", "not chosen")


class PromotionKind(models.TextChoices):
    """To whom promotion speaks."""

    INTERNAL = "internal", pgettext_lazy("promotion", "internal")
    EXTERNAL = "external", pgettext_lazy("promotion", "external")


class Presence(models.TextChoices):
    """Whether a strategy has what it is asked for."""

    PRESENT = "present", pgettext_lazy("item of a list", "present")
    PARTIAL = "partial", pgettext_lazy("item of a list", "partial")
    MISSING = "missing", pgettext_lazy("item of a list", "missing")


class HandColour(models.TextChoices):
    """A status that somebody sets by hand."""

    GREEN = "green", pgettext_lazy("status set by hand", "green")
    AMBER = "amber", pgettext_lazy("status set by hand", "amber")
    RED = "red", pgettext_lazy("status set by hand", "red")


class ResultRole(models.TextChoices):
    """What a stated result is; what is expected is never counted as achieved."""

    ACTUAL = "actual", pgettext_lazy("role of a value", "actual")
    ESTIMATE = "estimate", pgettext_lazy("role of a value", "estimate")
    EXPECTED = "expected", pgettext_lazy("role of a value", "expected")


class PlanView(models.TextChoices):
    """Which of its plans a strategy is shown by."""

    AS_REVISED = "as_revised", pgettext_lazy("view of a plan", "as revised")
    AS_ADOPTED = "as_adopted", pgettext_lazy("view of a plan", "as adopted")
    AS_EXECUTED = "as_executed", pgettext_lazy("view of a plan", "as executed")
