from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from grono.portal.bindings.kinds import SourceKind
from grono.portal.core.identifiers import new_public_id


class Binding(models.Model):
    """Where an indicator takes its values from, and what is done to them on the way; a removed one is kept with what came.

    ``choice`` names the figures in the source, ``transformation`` is what :class:`grono.strategy.series.Transformation` holds, ``peers``
    are codes of places and ``peer_rule`` says how they were chosen.
    """

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    strategy = models.ForeignKey("strategies.Strategy", on_delete=models.PROTECT, related_name="+")
    indicator_key = models.CharField(_("indicator"), max_length=12)
    indicator_name = models.CharField(_("name of the indicator"), max_length=500)
    source = models.CharField(_("source"), max_length=10, choices=SourceKind)
    choice = models.JSONField(_("what is taken from the source"))
    transformation = models.JSONField(_("what is done to it"))
    place = models.CharField(_("code of the region"), max_length=20)
    peers = models.JSONField(_("peer regions"), default=list, blank=True)
    peer_rule = models.JSONField(_("how the peers were chosen"), default=dict, blank=True)
    is_invented = models.BooleanField(_("invented for the demonstration"), default=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("bound by")
    )
    created_at = models.DateTimeField(_("bound"), default=timezone.now)
    removed_at = models.DateTimeField(_("removed"), null=True, blank=True)

    class Meta:  # noqa: D106
        verbose_name = _("binding of an indicator")
        verbose_name_plural = _("bindings of indicators")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["indicator_key"], condition=Q(removed_at__isnull=True), name="indicator_is_bound_once"
            ),
            models.CheckConstraint(condition=Q(source__in=SourceKind.values), name="binding_source_is_known"),
            models.CheckConstraint(
                condition=~Q(indicator_key="") & ~Q(place=""), name="binding_has_indicator_and_place"
            ),
        ]

    def __str__(self) -> str:
        return self.indicator_name


class Arrival(models.Model):
    """What a source had on a day: every place with its values, after the transformation; it is never changed, only drawn anew.

    ``figures`` is place → list of (year, quantity in canonical JSON, flag).
    """

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    binding = models.ForeignKey("bindings.Binding", on_delete=models.PROTECT, related_name="arrivals")
    figures = models.JSONField(_("figures"))
    names = models.JSONField(_("names of the places"), default=dict, blank=True)
    unit = models.CharField(_("unit of the source"), max_length=100, blank=True)
    source_text = models.CharField(_("source"), max_length=500)
    source_date = models.DateField(_("date of the source"), null=True, blank=True)
    pictures = models.JSONField(_("pictures"), default=dict, blank=True)
    arrived_at = models.DateTimeField(_("arrived"), default=timezone.now)
    taken_at = models.DateTimeField(_("taken over"), null=True, blank=True)

    class Meta:  # noqa: D106
        verbose_name = _("figures that arrived")
        verbose_name_plural = _("figures that arrived")
        ordering = ["-arrived_at", "-pk"]
        constraints = [models.CheckConstraint(condition=~Q(source_text=""), name="arrival_names_its_source")]

    def __str__(self) -> str:
        return self.source_text


class TakenValue(models.Model):
    """A value of a year as it was taken over: added, never changed; a later one of the same year takes its place, and both stay."""

    arrival = models.ForeignKey("bindings.Arrival", on_delete=models.PROTECT, related_name="values")
    period = models.PositiveSmallIntegerField(_("period"))
    content = models.TextField(_("quantity in Grono's canonical JSON"))
    flag = models.TextField(_("flag of the source"), blank=True)
    recorded_at = models.DateTimeField(_("recorded"), default=timezone.now)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("taken over by"),
    )

    class Meta:  # noqa: D106
        verbose_name = _("value taken over")
        verbose_name_plural = _("values taken over")
        ordering = ["recorded_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["arrival", "period"], name="value_taken_once_from_an_arrival"),
            models.CheckConstraint(condition=~Q(content=""), name="taken_value_has_a_content"),
        ]

    def __str__(self) -> str:
        return str(self.period)
