from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from grono.portal.core.identifiers import new_public_id
from grono.portal.core.roles import ROLES, permissions_in_session_of, permissions_of

if TYPE_CHECKING:
    from grono.portal.core.models.sessions import DeclaredSession


class UserManager(BaseUserManager["User"]):
    """Finds a user by e-mail whatever the letter case."""

    def get_by_natural_key(self, username: str | None) -> User:
        """Return the user with this e-mail address."""
        return self.get(email__iexact=username)


class User(AbstractBaseUser):
    """A person with an account; what the person may do comes from the roles."""

    public_id = models.CharField(
        _("public identifier"), max_length=12, unique=True, default=new_public_id, editable=False
    )
    email = models.EmailField(_("e-mail address"), max_length=254, unique=True)
    full_name = models.CharField(_("full name"), max_length=200)
    language = models.CharField(_("language of letters"), max_length=5, choices=settings.LANGUAGES, default="pl")
    is_active = models.BooleanField(_("may log in"), default=True)
    is_demonstration = models.BooleanField(_("invented for the demonstration"), default=False)
    created_at = models.DateTimeField(_("created"), default=timezone.now, editable=False)
    rights_version = models.PositiveIntegerField(_("number of changes of rights"), default=0, editable=False)
    """A session that was begun under another number takes a new key (TRU-10)."""

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["full_name"]

    class Meta:  # noqa: D106
        verbose_name = _("person")
        verbose_name_plural = pgettext_lazy("model", "people")
        ordering = ["full_name", "id"]
        constraints = [
            models.UniqueConstraint(Lower("email"), name="user_email_once_whatever_case"),
        ]

    def __str__(self) -> str:
        name = self.full_name or self.email
        role = ROLES.get(self.email.partition("@")[0]) if self.is_demonstration else None
        return f"{name} ({role.title})" if role and "(" not in name else name

    @property
    def audit_name(self) -> str:
        """Return what stands in the audit chain instead of the name, so that a person can be forgotten."""
        return self.public_id

    def get_full_name(self) -> str:
        """Return the name as other people see it."""
        return str(self)

    @cached_property
    def roles(self) -> frozenset[str]:
        """Return the person's roles, read once for each request."""
        return frozenset(self.role_assignments.values_list("role", flat=True))

    @cached_property
    def permissions(self) -> frozenset[str]:
        """Return the names of everything the person may do."""
        granted = permissions_of(self.roles, registered=self.is_active)
        more = permissions_in_session_of(self.roles)
        return granted | more if more and self.is_active and self.declared_session is not None else granted

    @cached_property
    def declared_session(self) -> DeclaredSession | None:
        """Return the declared session that runs, read once for each request; nobody else's roles have one."""
        if not permissions_in_session_of(self.roles):
            return None
        return self.declared_sessions.filter(ends_at__gt=timezone.now()).first()

    def can(self, permission: str) -> bool:
        """Say whether the person may do what ``permission`` names."""
        return permission in self.permissions

    def forget_roles(self) -> None:
        """Read the roles again at the next question."""
        for name in ("roles", "permissions", "declared_session"):
            self.__dict__.pop(name, None)


class RoleAssignment(models.Model):
    """One role of one person; who gave it, and when."""

    user = models.ForeignKey(
        "core.User", on_delete=models.CASCADE, related_name="role_assignments", verbose_name=_("person")
    )
    role = models.CharField(
        _("role"), max_length=30, choices=[(role.name, role.title) for role in ROLES.values() if role.given]
    )
    given_by = models.ForeignKey(
        "core.User", null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("given by")
    )
    given_at = models.DateTimeField(_("given"), default=timezone.now)

    class Meta:  # noqa: D106
        verbose_name = _("role of a person")
        verbose_name_plural = _("roles of people")
        ordering = ["user", "role"]
        constraints = [models.UniqueConstraint(fields=["user", "role"], name="role_once_for_each_person")]

    def __str__(self) -> str:
        return f"{self.user}: {self.role}"
