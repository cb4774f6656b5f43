from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from grono.portal.core.identifiers import new_public_id


class LogIn(models.Model):
    """One log-in of a person that may still be going on: from when, with which browser, and last used when (TRU-10)."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    user = models.ForeignKey("core.User", on_delete=models.CASCADE, related_name="log_ins", verbose_name=_("person"))
    session_key = models.CharField(_("key of the session"), max_length=40, db_index=True)
    browser = models.CharField(_("browser"), max_length=100, blank=True)
    began_at = models.DateTimeField(_("logged in"), default=timezone.now)
    used_at = models.DateTimeField(_("last used"), default=timezone.now)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)

    class Meta:  # noqa: D106
        verbose_name = _("log-in")
        verbose_name_plural = _("log-ins")
        ordering = ["-used_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(ended_at__gte=F("began_at")), name="log_in_ends_after_it_begins"
            ),
        ]

    def __str__(self) -> str:
        return self.public_id


class DeclaredSession(models.Model):
    """The time for which an administrator may see private data, with the reason that they declared (TRU-4)."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    user = models.ForeignKey(
        "core.User", on_delete=models.CASCADE, related_name="declared_sessions", verbose_name=_("person")
    )
    reason = models.CharField(_("reason"), max_length=300)
    began_at = models.DateTimeField(_("began"), default=timezone.now)
    ends_at = models.DateTimeField(_("ends"))

    class Meta:  # noqa: D106
        verbose_name = _("declared session")
        verbose_name_plural = _("declared sessions")
        ordering = ["-began_at", "-id"]
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="declared_session_has_a_reason"),
            models.CheckConstraint(
                condition=Q(ends_at__gte=F("began_at")), name="declared_session_ends_after_beginning"
            ),
        ]
        indexes = [models.Index(fields=["user", "ends_at"], name="declared_session_of_person")]

    def __str__(self) -> str:
        return self.public_id

    @property
    def seconds_left(self) -> int:
        """Return how long it still runs; a browser whose clock is wrong warns in time too."""
        return max(0, int((self.ends_at - timezone.now()).total_seconds()))


class Sight(models.Model):
    """What was opened in a declared session: the page, and whose it was; without an owner a list of many."""

    session = models.ForeignKey(
        "core.DeclaredSession", on_delete=models.CASCADE, related_name="sights", verbose_name=_("declared session")
    )
    page = models.CharField(_("page"), max_length=100)
    owner_public_id = models.CharField(_("owner's identifier"), max_length=64, blank=True, db_index=True)
    at = models.DateTimeField(_("when"), default=timezone.now)

    class Meta:  # noqa: D106
        verbose_name = _("sight in a declared session")
        verbose_name_plural = _("sights in declared sessions")
        ordering = ["-at", "-id"]

    def __str__(self) -> str:
        return f"{self.page} {self.owner_public_id}"
