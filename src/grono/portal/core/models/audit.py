from __future__ import annotations

from typing import Any, NoReturn

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from grono.portal.core.identifiers import new_public_id


class AppendOnlyError(TypeError):
    """An existing audit row was to be changed or deleted."""

    def __init__(self) -> None:
        super().__init__("Audit rows are only ever added. Write a new row that explains the correction.")


def _refuse(*_args: Any, **_kwargs: Any) -> NoReturn:
    raise AppendOnlyError


class AppendOnlyQuerySet(models.QuerySet["AuditEntry"]):
    """Refuses the ways round ``save`` and ``delete``."""

    update = _refuse
    delete = _refuse
    bulk_update = _refuse


class AuditEntry(models.Model):
    """Who did what to which object, when; chained by hashes (see ``core.audit``).

    The person is kept as an identifier, not as a name and not as a foreign key: the row stays as it was written, and a person can
    still be forgotten.
    """

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    number = models.PositiveBigIntegerField(_("number"), unique=True)
    at = models.DateTimeField(_("time"), default=timezone.now, db_index=True)
    by_public_id = models.CharField(_("person's identifier"), max_length=12, blank=True, db_index=True)
    verb = models.CharField(_("act"), max_length=80, db_index=True)
    object_type = models.CharField(_("kind of object"), max_length=80, db_index=True)
    object_public_id = models.CharField(_("object's identifier"), max_length=64, blank=True, db_index=True)
    object_name = models.CharField(_("object"), max_length=300, blank=True)
    before = models.JSONField(_("before"), default=dict, blank=True)
    after = models.JSONField(_("after"), default=dict, blank=True)
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:  # noqa: D106
        verbose_name = _("audit row")
        verbose_name_plural = _("audit rows")
        ordering = ["-number"]

    def __str__(self) -> str:
        return f"{self.number}: {self.by_public_id} {self.verb} {self.object_name}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Add the row; an existing row cannot be saved again."""
        if not self._state.adding:
            raise AppendOnlyError
        super().save(*args, force_insert=True, **{k: v for k, v in kwargs.items() if k != "force_insert"})

    delete = _refuse


class AuditHead(models.Model):
    """The end of the chain: one row, locked by each writer in turn, so that the chain never forks."""

    number = models.PositiveBigIntegerField(default=0)
    hash = models.CharField(max_length=64, default="0" * 64)

    class Meta:  # noqa: D106
        verbose_name = _("end of the audit chain")
        verbose_name_plural = _("end of the audit chain")
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="audit_chain_has_one_end")]

    def __str__(self) -> str:
        return str(self.number)
