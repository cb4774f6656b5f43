"""What background work found: kept once, published by a person, withdrawn again.

A model that is published so is a :class:`Found`; it adds the moment at which its result was there, whose name ``finished`` gives.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from grono import __version__
from grono.portal.core.audit import audit
from grono.portal.core.identifiers import new_public_id
from grono.portal.core.problems import RefusedError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.utils.functional import Promise

    from grono.portal.core.models import User


class Found(models.Model):
    """What came out of background work: who asked for it, by which version it was found, its result and pictures, its publication."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    version = models.CharField(_("version of Grono"), max_length=40, blank=True)
    result = models.JSONField(_("result"), null=True, blank=True)
    pictures = models.JSONField(_("pictures"), default=dict, blank=True)
    published_at = models.DateTimeField(_("published"), null=True, blank=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:  # noqa: D106
        abstract = True


FoundT = TypeVar("FoundT", bound=Found)


def _locked(found: FoundT) -> FoundT:
    return type(found)._default_manager.select_for_update().get(pk=found.pk)  # noqa: SLF001 - Django's documented name


@transaction.atomic
def keep_first_result(
    *, found: FoundT, finished: str, result: Mapping[str, Any], pictures: Mapping[str, Any]
) -> tuple[FoundT, bool]:
    """Keep what came out, and say whether it was kept: what has a result keeps its first one."""
    locked = _locked(found)
    if getattr(locked, finished) is not None:
        return locked, False
    locked.result, locked.pictures, locked.version = dict(result), dict(pictures), __version__
    setattr(locked, finished, timezone.now())
    locked.save(update_fields=["result", "pictures", "version", finished])
    return locked, True


@transaction.atomic
def publish_found(*, by: User | None, found: FoundT, finished: str, verb: str, too_early: str | Promise) -> FoundT:
    """Let everyone read what was found, whatever it says; refuse it while there is nothing."""
    locked = _locked(found)
    if getattr(locked, finished) is None:
        raise RefusedError(too_early)
    if locked.published_at is None:
        locked.published_at, locked.published_by = timezone.now(), by
        locked.save(update_fields=["published_at", "published_by"])
        audit(by=by, verb=verb, object=locked)
    return locked


@transaction.atomic
def withdraw_found(*, by: User, found: FoundT, verb: str) -> FoundT:
    """Take it from the public pages; it can be published again."""
    locked = _locked(found)
    if locked.published_at is not None:
        locked.published_at, locked.published_by = None, None
        locked.save(update_fields=["published_at", "published_by"])
        audit(by=by, verb=verb, object=locked)
    return locked
