from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from grono.portal.core.identifiers import new_public_id
from grono.portal.strategies.kinds import AuthorityKind, PlanField
from grono.portal.strategies.models.cards import SHA256

if TYPE_CHECKING:
    from django.db.models import Model

_ONE_SUBJECT = (
    Q(node__isnull=False, indicator__isnull=True, funding__isnull=True)
    | Q(node__isnull=True, indicator__isnull=False, funding__isnull=True)
    | Q(node__isnull=True, indicator__isnull=True, funding__isnull=False)
)


class PlanSubject(models.Model):
    """About what a value of the plan speaks: exactly one part, indicator or source of money; in which field and period."""

    strategy = models.ForeignKey("strategies.Strategy", on_delete=models.PROTECT, related_name="+")
    node = models.ForeignKey("strategies.Node", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    indicator = models.ForeignKey(
        "strategies.Indicator", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    funding = models.ForeignKey(
        "strategies.FundingLine", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    field = models.CharField(_("field"), max_length=15, choices=PlanField)
    period = models.CharField(_("period"), max_length=10, blank=True)
    value = models.TextField(_("value"))

    class Meta:  # noqa: D106
        abstract = True
        constraints = [
            models.CheckConstraint(condition=_ONE_SUBJECT, name="%(class)s_has_one_subject"),
            models.CheckConstraint(condition=Q(field__in=PlanField.values), name="%(class)s_field_is_known"),
            models.CheckConstraint(
                condition=Q(period="") | Q(period__regex=r"^[0-9]{4}$"), name="%(class)s_period_is_a_year"
            ),
            models.CheckConstraint(condition=~Q(value=""), name="%(class)s_has_a_value"),
        ]

    @property
    def subject_kind(self) -> str:
        """Return the kind of the subject: node, indicator or funding."""
        return next(kind for kind in ("node", "indicator", "funding") if getattr(self, f"{kind}_id") is not None)

    @property
    def subject(self) -> Model:
        """Return the subject."""
        found: Any = getattr(self, self.subject_kind)
        return found  # type: ignore[no-any-return]  # a model of one of three kinds


class PlanCell(PlanSubject):
    """The value of a field as it stands now: of a draft its only place, of an adopted plan a copy of the latest fact.

    ``version`` grows with each change, so that a second person who saw an older value is told.
    """

    version = models.PositiveIntegerField(_("number of the change"), default=1)
    changed_at = models.DateTimeField(_("changed"), default=timezone.now)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("changed by")
    )

    class Meta(PlanSubject.Meta):  # noqa: D106
        abstract = False
        verbose_name = _("value of the plan")
        verbose_name_plural = _("values of the plan")
        ordering = ["strategy", "pk"]
        constraints = [
            *PlanSubject.Meta.constraints,
            *(
                models.UniqueConstraint(
                    fields=[kind, "field", "period"],
                    condition=Q(**{f"{kind}__isnull": False}),
                    name=f"plan_cell_once_for_{kind}",
                )
                for kind in ("node", "indicator", "funding")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.field} {self.period}".strip()


class PlanFact(PlanSubject):
    """One entry of the log of the plan: added, never changed and never deleted, chained by hashes (STR-20, STR-21)."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    number = models.PositiveIntegerField(_("number in the log"))
    version = models.ForeignKey(
        "strategies.StrategyVersion", null=True, blank=True, on_delete=models.PROTECT, related_name="facts"
    )
    valid_time = models.DateField(_("in force from"))
    recorded_time = models.DateTimeField(_("recorded"))
    authority = models.CharField(_("authority"), max_length=15, choices=AuthorityKind)
    reference = models.CharField(_("resolution, order or note"), max_length=300)
    reason = models.TextField(_("reason"), blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("recorded by")
    )
    previous_hash = models.CharField(_("hash before"), max_length=64)
    hash = models.CharField(_("hash"), max_length=64)

    class Meta(PlanSubject.Meta):  # noqa: D106
        abstract = False
        verbose_name = _("fact of the plan")
        verbose_name_plural = _("facts of the plan")
        ordering = ["strategy", "number"]
        constraints = [
            *PlanSubject.Meta.constraints,
            models.UniqueConstraint(fields=["strategy", "number"], name="plan_fact_numbered_once"),
            models.CheckConstraint(
                condition=Q(authority__in=AuthorityKind.values), name="plan_fact_authority_is_known"
            ),
            models.CheckConstraint(condition=~Q(reference=""), name="plan_fact_names_its_authority"),
            models.CheckConstraint(
                condition=~Q(authority="correction") | ~Q(reason=""), name="plan_fact_correction_has_a_reason"
            ),
            models.CheckConstraint(
                condition=Q(hash__regex=SHA256) & Q(previous_hash__regex=SHA256), name="plan_fact_hashes_are_sha256"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.field} {self.period}".strip()
