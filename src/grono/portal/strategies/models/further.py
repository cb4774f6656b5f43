from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from grono.portal.core.identifiers import new_public_id
from grono.portal.strategies.kinds import (
    HandColour,
    Precision,
    Presence,
    PromotionKind,
    ResultRole,
    Role,
    SelectionStage,
)


class FurtherPart(models.Model):
    """What all further parts of a strategy have. A removed one is kept and can come back."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    strategy = models.ForeignKey("strategies.Strategy", on_delete=models.PROTECT, related_name="+")
    order = models.PositiveIntegerField(_("place in the order"), default=0, editable=False)
    edition = models.PositiveIntegerField(_("number of the change"), default=1, editable=False)
    source_text = models.CharField(_("source"), max_length=500, blank=True)
    removed_at = models.DateTimeField(_("removed"), null=True, blank=True, editable=False)
    created_at = models.DateTimeField(_("entered"), default=timezone.now, editable=False)

    class Meta:  # noqa: D106
        abstract = True
        ordering = ["strategy", "order", "pk"]


class SectorRole(FurtherPart):
    """A sector that the strategy names, and the role it gives it."""

    sector = models.CharField(pgettext_lazy("of an economy", "sector"), max_length=300)
    role = models.CharField(pgettext_lazy("of a sector", "role"), max_length=15, choices=Role)

    class Meta(FurtherPart.Meta):  # noqa: D106
        abstract = False
        verbose_name = _("role of a sector")
        verbose_name_plural = _("roles of sectors")
        constraints = [
            models.CheckConstraint(condition=Q(role__in=Role.values), name="sector_role_is_known"),
            models.CheckConstraint(condition=~Q(sector=""), name="sector_role_names_its_sector"),
        ]

    def __str__(self) -> str:
        return self.sector


class Milestone(FurtherPart):
    """A day in the life of a strategy, as exact as the source gives it; a year that was inferred says so."""

    day = models.DateField(_("date"))
    until = models.DateField(_("last day"), null=True, blank=True)
    precision = models.CharField(_("precision of the date"), max_length=10, choices=Precision, default=Precision.DAY)
    year_inferred = models.BooleanField(_("the year was inferred"), default=False)
    place = models.CharField(_("place"), max_length=200, blank=True)
    decision = models.TextField(_("what happened or was decided"))

    class Meta(FurtherPart.Meta):  # noqa: D106
        abstract = False
        verbose_name = _("milestone")
        verbose_name_plural = _("milestones")
        ordering = ["strategy", "day", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(precision__in=Precision.values), name="milestone_precision_is_known"),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=models.F("day")), name="milestone_days_are_in_order"
            ),
            models.CheckConstraint(condition=~Q(decision=""), name="milestone_says_what_happened"),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.decision}"


class SelectionEntry(FurtherPart):
    """One step of one industry in the selection; an industry that the source does not name has no name here either."""

    candidate = models.CharField(_("industry"), max_length=300, blank=True)
    stage = models.CharField(_("how far it came"), max_length=15, choices=SelectionStage)
    day = models.DateField(_("date"), null=True, blank=True)
    map_public_id = models.CharField(_("cluster map"), max_length=12, blank=True)
    region = models.CharField(_("code of the region"), max_length=20, blank=True)
    industry = models.CharField(_("code of the industry"), max_length=20, blank=True)
    note = models.TextField(_("note"), blank=True)

    class Meta(FurtherPart.Meta):  # noqa: D106
        abstract = False
        verbose_name = _("step of the selection")
        verbose_name_plural = _("steps of the selection")
        constraints = [
            models.CheckConstraint(condition=Q(stage__in=SelectionStage.values), name="selection_stage_is_known")
        ]

    def __str__(self) -> str:
        return self.candidate or self.public_id


class PromotionItem(FurtherPart):
    """To whom promotion speaks, what for and by which means."""

    kind = models.CharField(_("kind of promotion"), max_length=10, choices=PromotionKind)
    audience = models.TextField(_("audience"))
    aim = models.TextField(_("aim"), blank=True)
    tools = models.TextField(_("tools"), blank=True, help_text=_("One a line."))

    class Meta(FurtherPart.Meta):  # noqa: D106
        abstract = False
        verbose_name = _("item of the promotion plan")
        verbose_name_plural = _("items of the promotion plan")
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=PromotionKind.values), name="promotion_kind_is_known"),
            models.CheckConstraint(condition=~Q(audience=""), name="promotion_names_its_audience"),
        ]

    def __str__(self) -> str:
        return self.audience


class DiagnosisItem(FurtherPart):
    """A statement of the diagnosis, with the own value beside the one it is compared with."""

    statement_text = models.TextField(pgettext_lazy("of a diagnosis", "statement"))
    indicator_text = models.CharField(_("indicator"), max_length=300, blank=True)
    unit = models.CharField(_("unit"), max_length=100, blank=True)
    own = models.TextField(_("own value"), blank=True)
    comparator = models.TextField(_("value compared with"), blank=True)
    comparator_text = models.CharField(_("compared with"), max_length=300, blank=True)
    comparator_source = models.CharField(_("source of the figure compared with"), max_length=500, blank=True)
    comparator_day = models.DateField(_("date of the figure compared with"), null=True, blank=True)
    comparator_precision = models.CharField(_("precision of the date"), max_length=10, choices=Precision, blank=True)
    rank = models.CharField(pgettext_lazy("place in an order", "rank"), max_length=100, blank=True)

    class Meta(FurtherPart.Meta):  # noqa: D106
        abstract = False
        verbose_name = _("statement of the diagnosis")
        verbose_name_plural = _("statements of the diagnosis")
        constraints = [
            models.CheckConstraint(condition=~Q(statement_text=""), name="diagnosis_says_something"),
            models.CheckConstraint(
                condition=Q(comparator_precision__in=["", *Precision.values]), name="diagnosis_precision_is_known"
            ),
        ]

    def __str__(self) -> str:
        return self.statement_text


class StatedResult(FurtherPart):
    """A result as a document states it: nobody has reported it in Grono, and it is no value of the plan."""

    name_text = models.CharField(_("what was counted"), max_length=300)
    indicator = models.ForeignKey(
        "strategies.Indicator",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="stated_results",
        verbose_name=_("indicator"),
    )
    role = models.CharField(pgettext_lazy("of a value", "role"), max_length=10, choices=ResultRole)
    quantity = models.TextField(_("value"))
    unit = models.CharField(_("unit"), max_length=100, blank=True)
    when_text = models.CharField(_("when"), max_length=200, blank=True)

    class Meta(FurtherPart.Meta):  # noqa: D106
        abstract = False
        verbose_name = _("stated result")
        verbose_name_plural = _("stated results")
        constraints = [
            models.CheckConstraint(condition=Q(role__in=ResultRole.values), name="stated_result_role_is_known"),
            models.CheckConstraint(condition=~Q(name_text="") & ~Q(quantity=""), name="stated_result_is_not_empty"),
        ]

    def __str__(self) -> str:
        return self.name_text


class TheoryLink(FurtherPart):
    """A link of the theory of change: what an output should bring about, and under which assumption."""

    output = models.ForeignKey(
        "strategies.Indicator", on_delete=models.PROTECT, related_name="+", verbose_name=_("output")
    )
    outcome = models.ForeignKey(
        "strategies.Indicator", on_delete=models.PROTECT, related_name="+", verbose_name=_("outcome or impact")
    )
    assumption = models.TextField(_("assumption"))

    class Meta(FurtherPart.Meta):  # noqa: D106
        abstract = False
        verbose_name = _("link of the theory of change")
        verbose_name_plural = _("links of the theory of change")
        constraints = [
            models.CheckConstraint(condition=~Q(assumption=""), name="theory_link_has_an_assumption"),
            models.CheckConstraint(condition=~Q(output=models.F("outcome")), name="theory_link_leads_elsewhere"),
        ]

    def __str__(self) -> str:
        return self.assumption


class StatedStatus(FurtherPart):
    """A status that somebody set by hand for a task at the end of a year; the computed one stays beside it."""

    task = models.ForeignKey("strategies.Node", on_delete=models.PROTECT, related_name="+", verbose_name=_("task"))
    year = models.PositiveSmallIntegerField(_("year"))
    colour = models.CharField(_("status set by hand"), max_length=10, choices=HandColour)
    reason = models.TextField(_("reason"))

    class Meta(FurtherPart.Meta):  # noqa: D106
        abstract = False
        verbose_name = _("status set by hand")
        verbose_name_plural = _("statuses set by hand")
        ordering = ["strategy", "year", "order", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(colour__in=HandColour.values), name="stated_colour_is_known"),
            models.CheckConstraint(condition=~Q(reason=""), name="stated_status_has_a_reason"),
            models.CheckConstraint(condition=Q(year__gte=1900, year__lte=2200), name="stated_year_is_a_year"),
        ]

    def __str__(self) -> str:
        return f"{self.year}: {self.reason}"


class RecommendationCheck(FurtherPart):
    """Whether a strategy keeps to one of the sixteen recommendations for cluster policy of the OECD."""

    number = models.PositiveSmallIntegerField(_("number of the recommendation"))
    state = models.CharField(pgettext_lazy("of an item", "state"), max_length=10, choices=Presence)
    evidence = models.TextField(_("evidence"), blank=True)

    class Meta(FurtherPart.Meta):  # noqa: D106
        abstract = False
        verbose_name = _("check of a recommendation")
        verbose_name_plural = _("checks of recommendations")
        ordering = ["strategy", "number"]
        constraints = [
            models.CheckConstraint(condition=Q(number__gte=1, number__lte=16), name="recommendation_is_one_of_sixteen"),
            models.CheckConstraint(condition=Q(state__in=Presence.values), name="recommendation_state_is_known"),
            models.UniqueConstraint(fields=["strategy", "number"], name="recommendation_checked_once"),
        ]

    def __str__(self) -> str:
        return str(self.number)


class CompletenessRow(FurtherPart):
    """Whether a strategy of a gmina holds one of the nine things that article 10e asks for, and where."""

    number = models.PositiveSmallIntegerField(_("number of the requirement"))
    state = models.CharField(pgettext_lazy("of an item", "state"), max_length=10, choices=Presence)
    section = models.CharField(_("where in the document"), max_length=300, blank=True)

    class Meta(FurtherPart.Meta):  # noqa: D106
        abstract = False
        verbose_name = _("row of the completeness list")
        verbose_name_plural = _("rows of the completeness list")
        ordering = ["strategy", "number"]
        constraints = [
            models.CheckConstraint(condition=Q(number__gte=1, number__lte=9), name="requirement_is_one_of_nine"),
            models.CheckConstraint(condition=Q(state__in=Presence.values), name="requirement_state_is_known"),
            models.CheckConstraint(
                condition=Q(state="missing") | ~Q(section=""), name="requirement_says_where_it_is_met"
            ),
            models.UniqueConstraint(fields=["strategy", "number"], name="requirement_checked_once"),
        ]

    def __str__(self) -> str:
        return str(self.number)
