"""People, their posts, and the accounts that administer an organisation: three different things (DIR-5, DIR-6)."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from grono.portal.core.identifiers import new_public_id
from grono.portal.directory.kinds import PostRole, Rung


class Person(models.Model):
    """Someone who holds a post, with or without an account. In the audit chain by the identifier only."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    full_name = models.CharField(_("full name"), max_length=200)
    language = models.CharField(_("language of letters"), max_length=10, default="pl")
    account = models.OneToOneField(
        "core.User", null=True, blank=True, on_delete=models.SET_NULL, related_name="directory_person"
    )
    is_invented = models.BooleanField(_("invented for the demonstration"), default=False)
    created_at = models.DateTimeField(_("entered"), default=timezone.now, editable=False)

    class Meta:  # noqa: D106
        verbose_name = _("person in the directory")
        verbose_name_plural = _("people in the directory")
        ordering = ["full_name", "id"]
        constraints = [models.CheckConstraint(condition=~Q(full_name=""), name="person_has_a_name")]

    def __str__(self) -> str:
        return self.full_name

    @property
    def audit_name(self) -> str:
        """Return what stands in the audit chain instead of the name."""
        return self.public_id


class Post(models.Model):
    """What a person does in an organisation, from one day to another; leaving closes it, nothing is deleted."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    organisation = models.ForeignKey("directory.Organisation", on_delete=models.CASCADE, related_name="posts")
    person = models.ForeignKey("directory.Person", on_delete=models.CASCADE, related_name="posts")
    role = models.CharField(_("role"), max_length=20, choices=PostRole)
    title = models.CharField(_("title of the post"), max_length=200, blank=True)
    title_language = models.CharField(_("language of the title"), max_length=10, default="pl")
    email = models.EmailField(_("e-mail address at work"), max_length=254, blank=True)
    phone = models.CharField(_("telephone at work"), max_length=40, blank=True)
    rung = models.PositiveSmallIntegerField(_("who sees the person"), choices=Rung, default=Rung.MEMBERS)
    contact_rung = models.PositiveSmallIntegerField(_("who may see the contact"), choices=Rung, default=Rung.MEMBERS)
    since = models.DateField(_("from"), null=True, blank=True)
    until = models.DateField(_("to"), null=True, blank=True)

    class Meta:  # noqa: D106
        verbose_name = _("post")
        verbose_name_plural = _("posts")
        ordering = ["organisation", "role", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "person", "role"],
                condition=Q(until__isnull=True),
                name="one_open_post_of_a_kind",
            ),
            models.CheckConstraint(
                condition=Q(since__isnull=True) | Q(until__isnull=True) | Q(until__gte=F("since")),
                name="post_ends_after_it_begins",
            ),
            models.CheckConstraint(condition=Q(role__in=PostRole.values), name="role_of_a_post_is_known"),
            # Public needs a recorded consent (DIR-15, DIR-44), which this table does not hold.
            models.CheckConstraint(
                condition=Q(rung__lte=Rung.REGISTERED, contact_rung__lte=F("rung")), name="contact_no_wider_than_person"
            ),
        ]

    def __str__(self) -> str:
        return self.public_id

    @property
    def audit_name(self) -> str:
        """Return what stands in the audit chain instead of the person's name."""
        return self.public_id


class Administrator(models.Model):
    """An account that administers an organisation, from one moment to another."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    organisation = models.ForeignKey("directory.Organisation", on_delete=models.CASCADE, related_name="administrators")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="administered")
    since = models.DateTimeField(_("since"), default=timezone.now)
    until = models.DateTimeField(_("until"), null=True, blank=True)
    appointed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    reason = models.CharField(_("how the identity was checked"), max_length=500, blank=True)
    reminded_at = models.DateTimeField(_("reminded that there is only one"), null=True, blank=True)

    class Meta:  # noqa: D106
        verbose_name = _("administrator of an organisation")
        verbose_name_plural = _("administrators of organisations")
        ordering = ["organisation", "since", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "user"],
                condition=Q(until__isnull=True),
                name="administers_an_organisation_once",
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")), name="administrator_ends_after_beginning"
            ),
        ]
        indexes = [models.Index(fields=["user", "until"], name="administered_by")]

    def __str__(self) -> str:
        return f"{self.organisation_id}: {self.user_id}"

    @property
    def audit_name(self) -> str:
        """Return what stands in the audit chain instead of the person's name."""
        return self.public_id


class AdministratorInvitation(models.Model):
    """Someone asked to administer an organisation too; it counts once they accept."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    organisation = models.ForeignKey(
        "directory.Organisation", on_delete=models.CASCADE, related_name="administrator_invitations"
    )
    email = models.EmailField(_("e-mail address"), max_length=254)
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(_("invited"), default=timezone.now)
    is_handover = models.BooleanField(pgettext_lazy("invitation", "hand-over"), default=False)
    accepted_at = models.DateTimeField(_("accepted"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("withdrawn or declined"), null=True, blank=True)

    class Meta:  # noqa: D106
        verbose_name = _("invitation of an administrator")
        verbose_name_plural = _("invitations of administrators")
        ordering = ["organisation", "at", "id"]
        constraints = [
            models.UniqueConstraint(
                "organisation",
                Lower("email"),
                condition=Q(accepted_at__isnull=True, withdrawn_at__isnull=True),
                name="one_open_invitation_of_an_address",
            ),
            models.CheckConstraint(
                condition=Q(accepted_at__isnull=True) | Q(withdrawn_at__isnull=True), name="accepted_or_withdrawn"
            ),
        ]

    def __str__(self) -> str:
        return self.public_id

    @property
    def audit_name(self) -> str:
        """Return what stands in the audit chain instead of the address."""
        return self.public_id


class ContactReveal(models.Model):
    """Who was shown the telephone or the e-mail address of a post, and when (DIR-15)."""

    post = models.ForeignKey("directory.Post", on_delete=models.CASCADE, related_name="reveals")
    what = models.CharField(_("what was shown"), max_length=10, choices=[("email", "email"), ("phone", "phone")])
    seen_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(_("when"), default=timezone.now)

    class Meta:  # noqa: D106
        verbose_name = _("contact shown")
        verbose_name_plural = _("contacts shown")
        ordering = ["-at", "-id"]

    def __str__(self) -> str:
        return f"{self.post_id}: {self.what}"
