from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from grono.portal.core.identifiers import new_public_id
from grono.portal.monitoring.kinds import LetterKind


class Period(models.Model):
    """A span of time about which every owner reports, and the day by which."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    strategy = models.ForeignKey("strategies.Strategy", on_delete=models.PROTECT, related_name="periods")
    first_day = models.DateField(_("first day"))
    last_day = models.DateField(_("last day"))
    deadline = models.DateField(_("report by"))
    is_invented = models.BooleanField(_("invented for the demonstration"), default=False)
    opened_at = models.DateTimeField(_("opened"), default=timezone.now)

    class Meta:  # noqa: D106
        verbose_name = _("reporting period")
        verbose_name_plural = _("reporting periods")
        ordering = ["strategy", "last_day", "first_day"]
        constraints = [
            models.UniqueConstraint(fields=["strategy", "first_day", "last_day"], name="period_once_in_a_strategy"),
            models.CheckConstraint(condition=Q(last_day__gte=F("first_day")), name="period_days_are_in_order"),
            models.CheckConstraint(condition=Q(deadline__gte=F("last_day")), name="period_deadline_is_after_it"),
        ]

    def __str__(self) -> str:
        if self._is_of_whole_years:
            return str(self.year) if self.first_day.year == self.year else f"{self.first_day.year}–{self.year}"
        return f"{self.first_day.isoformat()}–{self.last_day.isoformat()}"

    @property
    def _is_of_whole_years(self) -> bool:
        return (self.first_day.month, self.first_day.day, self.last_day.month, self.last_day.day) == (1, 1, 12, 31)

    @property
    def is_calendar_year(self) -> bool:
        """Say whether it is one year from 1 January to 31 December, as the report on the state of the gmina is."""
        return self._is_of_whole_years and self.first_day.year == self.last_day.year

    @property
    def year(self) -> int:
        """Return the year of the plan at whose end the period stands."""
        return self.last_day.year


class Holder(models.Model):
    """Who holds a post of a strategy, from when to when: a lead is a post, persons hold it."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    strategy = models.ForeignKey("strategies.Strategy", on_delete=models.PROTECT, related_name="+")
    post = models.CharField(_("post"), max_length=300)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", verbose_name=_("person")
    )
    since = models.DateField(_("since"))
    until = models.DateField(_("until"), null=True, blank=True)

    class Meta:  # noqa: D106
        verbose_name = _("holder of a post")
        verbose_name_plural = _("holders of posts")
        ordering = ["strategy", "post", "since", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["strategy", "post", "user"], condition=Q(until__isnull=True), name="post_held_once_by_a_person"
            ),
            models.CheckConstraint(condition=~Q(post=""), name="holder_has_a_post"),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")), name="holder_days_are_in_order"
            ),
        ]

    def __str__(self) -> str:
        return self.post


class Reminder(models.Model):
    """A letter to a person about a period; each goes out once."""

    period = models.ForeignKey("monitoring.Period", on_delete=models.CASCADE, related_name="reminders")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(_("kind"), max_length=10, choices=LetterKind)
    claimed_at = models.DateTimeField(_("taken up"))
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)

    class Meta:  # noqa: D106
        verbose_name = _("reminder")
        verbose_name_plural = _("reminders")
        ordering = ["period", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["period", "user", "kind"], name="reminder_once"),
            models.CheckConstraint(condition=Q(kind__in=LetterKind.values), name="reminder_kind_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.period}"
