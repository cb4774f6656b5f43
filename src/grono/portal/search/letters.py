"""Letters about what saved views newly find: each thing once for each view, under one Message-ID (EXC-30, TRU-26)."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import timedelta
from smtplib import SMTPDataError, SMTPException, SMTPNotSupportedError, SMTPRecipientsRefused
from typing import TYPE_CHECKING

import numpy as np
from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import override

from grono.portal.core.audit import audit, take_turn
from grono.portal.core.daily import NOT_BEFORE
from grono.portal.core.identifiers import new_public_id
from grono.portal.search.finding import found_by, may_be_told
from grono.portal.search.followed import followed_kinds
from grono.portal.search.frequencies import Frequency, PausedFor
from grono.portal.search.mails import alert_message
from grono.portal.search.models import Alert, AlertedObject, SavedView, SearchHead
from grono.portal.search.numbers import packed, unpacked

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from grono.portal.search.followed import Entry

    Long = NDArray[np.int64]

logger = logging.getLogger(__name__)
CLAIM_LASTS = timedelta(hours=1)
"""A letter taken up and not sent for so long was lost with its worker; it is sent again with the same Message-ID."""
MOST_IN_A_LETTER = 20
"""So many things are named; the letter leads to the others."""
REFUSED_FOR_GOOD = 500
"""Answers of a mail server from here on refuse for good; 4xx asks to try again (RFC 5321, 4.2.1)."""


@dataclass(frozen=True)
class Claimed:
    """A letter taken up: what it names, and how many things there are besides; ``found`` is everything the view finds."""

    alert: Alert
    view: SavedView
    entries: list[Entry]
    further: int
    found: Long


def write_alerts(now: datetime.datetime) -> int:
    """Write every letter that is due and return how many went out.

    Where the mail server does not answer, the others wait for the next time; a letter that cannot be written holds none of them up.
    """
    sent = 0
    for view in list(views_due(now)):
        try:
            sent += _write(view, now)
        except (SMTPException, OSError):
            logger.exception("The mail server does not take letters about saved views; they wait.")
            break
        except Exception:
            logger.exception("The letter about the saved view %s could not be written; it waits.", view.public_id)
    return sent


def views_due(now: datetime.datetime) -> Iterator[SavedView]:
    """Return the views to look at: where the index or the person's rights changed, where the day or the week is a new one."""
    revisions = dict(SearchHead.objects.values_list("kind", "revision"))
    lost = set(
        Alert.objects.filter(sent_at__isnull=True, claimed_at__lte=now - CLAIM_LASTS).values_list("view_id", flat=True)
    )
    rows = SavedView.objects.exclude(frequency=Frequency.NEVER).filter(paused_for="", user__is_active=True)
    # Those who ask the same stand side by side, so the index is asked once for them (``remembered``).
    for view in rows.select_related("user").defer("seen").order_by("kind", "query", "user_id", "pk"):
        if view.pk in lost or _is_due(view, revisions.get(view.kind, 0), timezone.localtime(now)):
            yield view


def _is_due(view: SavedView, revision: int, local: datetime.datetime) -> bool:
    if view.frequency == Frequency.INSTANT:
        return (view.checked_revision, view.checked_rights) != (revision, view.user.rights_version)
    if view.checked_at is None:
        return True
    if local.time() < NOT_BEFORE:
        return False
    last = timezone.localtime(view.checked_at).date()
    if view.frequency == Frequency.DAILY:
        return last < local.date()
    return last.isocalendar()[:2] < local.date().isocalendar()[:2]


def _write(view: SavedView, now: datetime.datetime) -> bool:
    if not may_be_told(view.user) or view.kind not in followed_kinds():
        return False
    revision = SearchHead.objects.filter(kind=view.kind).values_list("revision", flat=True).first() or 0
    claimed = claim_alert(view=view, found=found_by(view), revision=revision, now=now)
    if claimed is None:
        return False
    try:
        alert_message(claimed.alert, claimed.view, claimed.entries, claimed.further).send()
    except (SMTPRecipientsRefused, SMTPDataError, SMTPNotSupportedError) as refusal:
        if _is_for_good(refusal):
            note_bounce(view=claimed.view, alert=claimed.alert)
        else:
            release_alert(alert=claimed.alert)
        return False
    except Exception:
        release_alert(alert=claimed.alert)  # the next time need not wait until the claim is over
        raise
    note_sent(claimed=claimed, now=now)
    return True


def _is_for_good(refusal: SMTPException) -> bool:
    """Say whether a mail server refuses an address, or the letter to it, for good."""
    if isinstance(refusal, SMTPRecipientsRefused):
        return all(code >= REFUSED_FOR_GOOD for code, _words in refusal.recipients.values())
    return not isinstance(refusal, SMTPDataError) or refusal.smtp_code >= REFUSED_FOR_GOOD


@transaction.atomic
def claim_alert(*, view: SavedView, found: Long, revision: int, now: datetime.datetime) -> Claimed | None:
    """Take up the letter that is due; nothing when nothing is new, the letters were stopped meanwhile, or another worker is at it."""
    take_turn()
    stored = SavedView.objects.select_related("user").filter(pk=view.pk).first()
    if stored is None or stored.frequency == Frequency.NEVER or stored.paused_for or not may_be_told(stored.user):
        return None
    waiting = stored.alerts.filter(sent_at__isnull=True).first()
    if waiting is not None:
        return _again(waiting, stored, found, now)
    stored.checked_at, stored.checked_revision, stored.checked_rights = now, revision, stored.user.rights_version
    stored.save(update_fields=["checked_at", "checked_revision", "checked_rights"])
    new = np.setdiff1d(found, _known(stored), assume_unique=True)
    entries = _entries(stored, new)
    if not entries:
        return None
    alert = Alert.objects.create(public_id=new_public_id(), view=stored, claimed_at=now)
    AlertedObject.objects.bulk_create(
        AlertedObject(view=stored, object_id=one.object_id, alert=alert) for one in entries
    )
    return Claimed(alert, stored, entries, int(new.size) - len(entries), found)


def _again(alert: Alert, view: SavedView, found: Long, now: datetime.datetime) -> Claimed | None:
    """Take a lost letter up again with what its person may still see of it; a thing that went from sight is told of when it is back."""
    if alert.claimed_at > now - CLAIM_LASTS:
        return None
    own = set(alert.told.values_list("object_id", flat=True))
    entries = _entries(view, np.intersect1d(found, np.asarray(sorted(own), dtype=np.int64)))
    alert.told.exclude(object_id__in=[one.object_id for one in entries]).delete()
    if not entries:
        alert.delete()
        return None
    alert.claimed_at = now
    alert.save(update_fields=["claimed_at"])
    new = np.setdiff1d(found, _known(view), assume_unique=True)
    return Claimed(alert, view, entries, int(new.size), found)


def _known(view: SavedView) -> Long:
    told = np.fromiter(view.told.values_list("object_id", flat=True), dtype=np.int64)
    return np.union1d(unpacked(view.there), told)


def _entries(view: SavedView, ids: Long) -> list[Entry]:
    with override(view.user.language):
        return followed_kinds()[view.kind].entries(view.user, ids.tolist(), MOST_IN_A_LETTER) if ids.size else []


@transaction.atomic
def release_alert(*, alert: Alert) -> None:
    """Give a letter back that could not be handed to the mail server; the next time takes its things up."""
    SavedView.objects.filter(pk=alert.view_id).update(checked_revision=-1, checked_at=None)
    Alert.objects.filter(pk=alert.pk, sent_at__isnull=True).delete()


@transaction.atomic
def note_sent(*, claimed: Claimed, now: datetime.datetime) -> None:
    """Note that a letter is on its way; what it named and what it led to are known from now on."""
    take_turn()
    view = SavedView.objects.filter(pk=claimed.view.pk).first()
    if view is None:
        return
    Alert.objects.filter(pk=claimed.alert.pk).update(sent_at=now)
    if claimed.further:
        view.there = packed(np.union1d(unpacked(view.there), claimed.found))
    view.bounces = 0
    view.save(update_fields=["there", "bounces"])
    audit(by=None, verb="search.send_alert", object=view, after={"things": len(claimed.entries) + claimed.further})


@transaction.atomic
def note_bounce(*, view: SavedView, alert: Alert) -> None:
    """Note that a letter came back; its things stand in the next one. After several in a row (``ALERT_BOUNCES``) the letters are paused."""
    take_turn()
    stored = SavedView.objects.filter(pk=view.pk).first()
    if stored is None:
        return
    Alert.objects.filter(pk=alert.pk).delete()
    stored.bounces += 1
    if stored.bounces >= settings.ALERT_BOUNCES and not stored.paused_for:
        stored.paused_for = PausedFor.BOUNCES
        audit(by=None, verb="search.pause_alert", object=stored, after={"bounces": stored.bounces})
    stored.save(update_fields=["bounces", "paused_for"])
