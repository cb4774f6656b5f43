from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from grono.portal.core.identifiers import new_public_id
from grono.portal.strategies.kinds import Level

TERYT = r"^[0-9]{2}([0-9]{2}([0-9]{3})?)?$"
"""A voivodeship, powiat or gmina of TERC."""


class StrategyState(models.TextChoices):
    """Who sees a strategy."""

    DRAFT = "draft", pgettext_lazy("state of a strategy", "draft")
    PUBLISHED = "published", pgettext_lazy("state of a strategy", "published")
    REMOVED = "removed", pgettext_lazy("state of a strategy", "removed")


class Strategy(models.Model):
    """A programme of goals, objectives and tasks; its parts stand on its task cards."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    title = models.TextField(_("title"))
    language = models.CharField(_("language of the texts"), max_length=8, default="pl")
    jst_teryt = models.CharField(_("TERYT code of the local government"), max_length=7, null=True, blank=True)  # noqa: DJ001
    source = models.CharField(_("source"), max_length=500)
    level = models.CharField(_("level"), max_length=15, choices=Level, default=Level.PROGRAMME)
    horizon_from = models.PositiveSmallIntegerField(_("from the year"), null=True, blank=True)
    horizon_to = models.PositiveSmallIntegerField(_("to the year"), null=True, blank=True)
    legal_basis = models.TextField(_("legal basis"), blank=True)
    consistent_with = models.JSONField(_("consistent with"), default=list, blank=True)
    summary = models.TextField(_("summary"), blank=True)
    state = models.CharField(_("state"), max_length=10, choices=StrategyState, default=StrategyState.DRAFT)
    created_at = models.DateTimeField(_("entered"), default=timezone.now)

    class Meta:  # noqa: D106
        verbose_name = _("strategy")
        verbose_name_plural = _("strategies")
        ordering = ["title", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=StrategyState.values), name="strategy_state_is_known"),
            models.CheckConstraint(condition=~Q(title="") & ~Q(source=""), name="strategy_has_title_and_source"),
            models.CheckConstraint(condition=~Q(language=""), name="strategy_has_a_language"),
            models.CheckConstraint(condition=Q(level__in=Level.values), name="strategy_level_is_known"),
            models.CheckConstraint(
                condition=Q(horizon_from__isnull=True)
                | Q(horizon_to__isnull=True)
                | Q(horizon_to__gte=models.F("horizon_from")),
                name="strategy_horizon_is_in_order",
            ),
            models.CheckConstraint(
                condition=Q(jst_teryt__isnull=True) | Q(jst_teryt__regex=TERYT), name="strategy_teryt_is_a_code"
            ),
        ]

    def __str__(self) -> str:
        return self.title
