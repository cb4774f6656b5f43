"""Consents and requests of people. A person stands here by the public identifier only, so that a row outlives its person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from grono.portal.core.identifiers import new_public_id
from grono.portal.privacy.kinds import TIME_TO_ANSWER, Channel, Proof, Way

if TYPE_CHECKING:
    import datetime


class Consent(models.Model):
    """What someone agreed to: purpose, version and language of the text, when and how; withdrawn likewise (DIR-44)."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    subject_public_id = models.CharField(_("person's identifier"), max_length=12, db_index=True)
    purpose = models.CharField(_("purpose"), max_length=40)
    text_version = models.PositiveSmallIntegerField(_("version of the text"))
    text_language = models.CharField(_("language of the text"), max_length=10)
    given_at = models.DateTimeField(_("given"), default=timezone.now)
    given_through = models.CharField(_("given through"), max_length=10, choices=Channel)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)
    withdrawn_through = models.CharField(_("withdrawn through"), max_length=10, choices=Channel, blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:  # noqa: D106
        verbose_name = _("consent")
        verbose_name_plural = _("consents")
        ordering = ["-given_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["subject_public_id", "purpose"],
                condition=Q(withdrawn_at__isnull=True),
                name="one_consent_in_force_for_a_purpose",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True, withdrawn_through="")
                | (Q(withdrawn_at__gte=F("given_at")) & ~Q(withdrawn_through="")),
                name="withdrawal_has_moment_and_channel",
            ),
        ]

    def __str__(self) -> str:
        return self.public_id


class ErasureRequest(models.Model):
    """Someone asked to be erased; answered within thirty days (DIR-45)."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    subject_public_id = models.CharField(_("person's identifier"), max_length=12, db_index=True)
    asked_at = models.DateTimeField(_("asked"), default=timezone.now)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:  # noqa: D106
        verbose_name = _("request for erasure")
        verbose_name_plural = _("requests for erasure")
        ordering = ["asked_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["subject_public_id"],
                condition=Q(answered_at__isnull=True),
                name="one_open_erasure_request_of_a_person",
            ),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True) | Q(answered_at__gte=F("asked_at")),
                name="erasure_is_answered_after_asking",
            ),
        ]

    def __str__(self) -> str:
        return self.public_id

    @property
    def way(self) -> Way:
        """Return how it came: an account asks for its own person, a link has none, a letter is noted by somebody else."""
        if self.asked_by is None:
            return Way.LINK
        return Way.ACCOUNT if self.asked_by.public_id == self.subject_public_id else Way.LETTER

    @property
    def answer_by(self) -> datetime.datetime:
        """Return the last moment for an answer."""
        return self.asked_at + TIME_TO_ANSWER


class AccessRequest(models.Model):
    """Someone asked from an address that does not prove who they are; the address is forgotten with the answer (DIR-45)."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    email = models.EmailField(_("e-mail address"), max_length=254, blank=True)
    language = models.CharField(_("language of letters"), max_length=10)
    asked_at = models.DateTimeField(_("asked"), default=timezone.now)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    subject_public_id = models.CharField(_("person's identifier"), max_length=12, blank=True, db_index=True)
    proof = models.CharField(_("how it is known who asks"), max_length=10, choices=Proof, blank=True)

    class Meta:  # noqa: D106
        verbose_name = _("request for access")
        verbose_name_plural = _("requests for access")
        ordering = ["asked_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["email"],
                condition=Q(answered_at__isnull=True),
                name="one_open_access_request_of_an_address",
            ),
            models.CheckConstraint(
                condition=(Q(answered_at__isnull=True, subject_public_id="") & ~Q(email=""))
                # A check that is neither true nor false lets a row through, so the null is named.
                | Q(answered_at__isnull=False, answered_at__gte=F("asked_at"), email=""),
                name="access_request_holds_an_address_or_an_answer",
            ),
            models.CheckConstraint(
                condition=Q(subject_public_id="", proof="") | (~Q(subject_public_id="") & ~Q(proof="")),
                name="access_is_given_to_whom_was_proved",
            ),
        ]

    def __str__(self) -> str:
        return self.public_id

    @property
    def answer_by(self) -> datetime.datetime:
        """Return the last moment for an answer."""
        return self.asked_at + TIME_TO_ANSWER
