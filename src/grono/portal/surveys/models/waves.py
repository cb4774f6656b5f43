from __future__ import annotations

import hashlib

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from grono.portal.core.identifiers import new_public_id
from grono.portal.surveys.definition import text_in
from grono.portal.surveys.kinds import REMINDER_DAYS, Standing, WaveState


def reminder_days() -> list[int]:
    """Return the days of reminders where the coordinator chooses none."""
    return list(REMINDER_DAYS)


def hashed(token: str) -> str:
    """Return what is stored of a link's secret; it has 192 random bits, so a plain hash cannot be guessed back."""
    return hashlib.sha256(token.encode()).hexdigest()


class Wave(models.Model):
    """A version asked of a population for one period (DIR-17)."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    version = models.ForeignKey("surveys.Version", on_delete=models.PROTECT, related_name="waves")
    previous = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="following", verbose_name=_("wave before")
    )
    titles = models.JSONField(_("title"), default=dict)
    period = models.CharField(_("reference period"), max_length=40)
    state = models.CharField(_("state"), max_length=10, choices=WaveState, default=WaveState.DRAFT)
    population = models.CharField(_("population"), max_length=200)
    population_label = models.JSONField(_("name of the population"), default=dict, blank=True)
    closes_on = models.DateField(_("last day for answers"))
    days_of_reminders = models.JSONField(_("days of reminders"), default=reminder_days)
    is_invented = models.BooleanField(_("invented for the demonstration"), default=False)
    created_at = models.DateTimeField(_("made"), default=timezone.now, editable=False)
    opened_at = models.DateTimeField(_("opened"), null=True, blank=True)
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)
    results = models.JSONField(_("results"), default=dict, blank=True)
    results_at = models.DateTimeField(_("results computed"), null=True, blank=True)
    published_at = models.DateTimeField(_("published"), null=True, blank=True)

    class Meta:  # noqa: D106
        verbose_name = _("wave")
        verbose_name_plural = _("waves")
        ordering = ["-created_at", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=WaveState.values), name="wave_state_is_known"),
            models.CheckConstraint(
                condition=Q(state=WaveState.DRAFT, opened_at__isnull=True, closed_at__isnull=True)
                | Q(state=WaveState.OPEN, opened_at__isnull=False, closed_at__isnull=True)
                | Q(state=WaveState.CLOSED, opened_at__isnull=False, closed_at__isnull=False),
                name="wave_dates_fit_its_state",
            ),
            models.CheckConstraint(
                condition=Q(published_at__isnull=True) | Q(state=WaveState.CLOSED),
                name="only_closed_waves_are_published",
            ),
        ]

    def __str__(self) -> str:
        title, _language = text_in(self.titles, get_language() or "en")
        return title or f"{self.version.questionnaire.key} {self.period}"

    @property
    def audit_name(self) -> str:
        """Return what stands in the audit chain."""
        return f"{self.version.questionnaire.key} {self.version.number}, {self.period}"


class Invitation(models.Model):
    """One organisation of the frozen population, and how far it has come (DIR-20)."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    wave = models.ForeignKey("surveys.Wave", on_delete=models.CASCADE, related_name="invitations")
    organisation = models.ForeignKey("directory.Organisation", on_delete=models.CASCADE, related_name="invitations")
    language = models.CharField(_("language"), max_length=10, default="pl")
    email = models.EmailField(_("e-mail address"), max_length=254, blank=True)
    size_band = models.PositiveSmallIntegerField(_("size at opening"), null=True, blank=True)
    section = models.CharField(_("section of activity at opening"), max_length=10, blank=True)
    standing = models.CharField(_("stands"), max_length=12, choices=Standing, default=Standing.WAITING)
    is_eligible = models.BooleanField(_("counted among those asked"), default=True)
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    sent_at = models.DateTimeField(_("invited"), null=True, blank=True)
    opened_at = models.DateTimeField(_("opened"), null=True, blank=True)
    started_at = models.DateTimeField(_("begun"), null=True, blank=True)
    completed_at = models.DateTimeField(_("completed"), null=True, blank=True)
    confirmed_at = models.DateTimeField(_("entries on behalf confirmed"), null=True, blank=True)

    class Meta:  # noqa: D106
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ["wave", "id"]
        constraints = [
            models.UniqueConstraint(fields=["wave", "organisation"], name="invited_once_in_each_wave"),
            models.CheckConstraint(condition=Q(standing__in=Standing.values), name="standing_is_known"),
            models.CheckConstraint(
                condition=~Q(standing=Standing.COMPLETE) | Q(completed_at__isnull=False), name="complete_has_a_date"
            ),
        ]
        indexes = [models.Index(fields=["wave", "standing"], name="invitation_by_standing")]

    def __str__(self) -> str:
        return str(self.organisation)

    @property
    def audit_name(self) -> str:
        """Return what stands in the audit chain: the organisation, a sole trader by its identifier only."""
        return self.organisation.audit_name


class Link(models.Model):
    """A personal link to the questionnaire, or to one section of it; only a hash of its secret is kept."""

    invitation = models.ForeignKey("surveys.Invitation", on_delete=models.CASCADE, related_name="links")
    secret = models.CharField(_("hash of the secret"), max_length=64, unique=True)
    section = models.CharField(_("only this section"), max_length=40, blank=True)
    created_at = models.DateTimeField(_("made"), default=timezone.now, editable=False)
    used_at = models.DateTimeField(_("last used"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True)

    class Meta:  # noqa: D106
        verbose_name = _("personal link")
        verbose_name_plural = _("personal links")
        ordering = ["invitation", "-created_at", "-id"]
        constraints = [models.CheckConstraint(condition=~Q(secret=""), name="link_has_a_secret")]

    def __str__(self) -> str:
        return f"{self.invitation_id}: {self.section or '*'}"


class Letter(models.Model):
    """One e-mail of a wave to one organisation; day 0 is the invitation. A row for each, so that none is sent twice."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    invitation = models.ForeignKey("surveys.Invitation", on_delete=models.CASCADE, related_name="letters")
    day = models.PositiveSmallIntegerField(_("day"))
    claimed_at = models.DateTimeField(_("taken up"))
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)

    class Meta:  # noqa: D106
        verbose_name = _("letter")
        verbose_name_plural = _("letters")
        ordering = ["invitation", "day"]
        constraints = [
            models.UniqueConstraint(fields=["invitation", "day"], name="letter_once_for_each_day"),
            models.CheckConstraint(
                condition=Q(sent_at__isnull=True) | Q(sent_at__gte=F("claimed_at")), name="letter_sent_after_claimed"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.invitation_id}: {self.day}"
