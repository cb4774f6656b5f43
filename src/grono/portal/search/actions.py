"""Views that people keep: what they looked for, under a name of their own, and whether they are told of what is new there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from grono.portal.core.audit import audit, take_turn
from grono.portal.core.identifiers import new_public_id
from grono.portal.core.problems import RefusedError
from grono.portal.core.secret_tokens import digest_of, new_token
from grono.portal.search.finding import found_by
from grono.portal.search.frequencies import Frequency, PausedFor
from grono.portal.search.models import SavedView, SearchHead
from grono.portal.search.numbers import packed

if TYPE_CHECKING:
    from django.utils.functional import Promise

    from grono.portal.core.models import User

VERBS: dict[str, str | Promise] = {
    "search.save_view": _("View saved: %(object)s"),
    "search.change_view": _("Saved view changed: %(object)s"),
    "search.remove_view": _("Saved view removed: %(object)s"),
    "search.change_alert": _("How often a saved view is told of changed: %(object)s"),
    "search.pause_alert": _("Letters about a saved view paused: %(object)s"),
    "search.resume_alert": _("Letters about a saved view resumed: %(object)s"),
    "search.stop_alert": _("Letters about a saved view stopped by the link in a letter: %(object)s"),
    "search.send_alert": _("Letter about a saved view sent: %(object)s"),
    "search.make_feed": _("Private feed of a saved view made: %(object)s"),
    "search.revoke_feed": _("Private feed of a saved view revoked: %(object)s"),
}
MOST_VIEWS = 100
"""So many views one person keeps of one kind; a menu with more helps nobody."""


@transaction.atomic
def save_view(*, by: User, kind: str, name: str, query: str, frequency: str = "") -> SavedView:
    """Keep an address under a name; a name that is there already means the new address from now on.

    ``frequency`` says how often to tell of what is new; empty leaves it as it is, for a new view not at all. The same once more changes
    nothing: what has appeared meanwhile stands in the next letter.
    """
    take_turn()
    name = " ".join(name.split())
    stored = SavedView.objects.filter(user=by, kind=kind, name=name).first()
    if stored is None and SavedView.objects.filter(user=by, kind=kind).count() >= MOST_VIEWS:
        sentence = _("You keep %(number)s views. Remove one that you no longer need, then save this one.")
        raise RefusedError(sentence % {"number": MOST_VIEWS})
    if stored is None:
        stored = SavedView(public_id=new_public_id(), user=by, kind=kind, name=name, created_at=timezone.now())
        verb = "search.save_view"
    else:
        verb = "search.change_view"
    is_other = stored.query != query or stored.pk is None
    is_switched_on = stored.frequency == Frequency.NEVER and frequency not in ("", Frequency.NEVER)
    stored.query = query
    stored.frequency = frequency or stored.frequency
    if is_other or is_switched_on:
        _begin(stored)
    if frequency and stored.paused_for:
        stored.paused_for, stored.bounces, stored.checked_revision = "", 0, -1
    stored.save()
    audit(by=by, verb=verb, object=stored, after={"frequency": stored.frequency})
    return stored


def _begin(view: SavedView) -> None:
    """Take what is there now as known: nobody is told of it."""
    head = SearchHead.objects.filter(kind=view.kind).values_list("revision", flat=True).first()
    now = timezone.now()
    view.there = view.seen = packed(found_by(view))
    view.checked_at = view.seen_at = now
    view.checked_revision, view.checked_rights = head or 0, view.user.rights_version
    view.paused_for, view.bounces = "", 0


@transaction.atomic
def remove_view(*, by: User, view: SavedView) -> None:
    """Forget a saved view, and with it what its letters told of."""
    take_turn()
    audit(by=by, verb="search.remove_view", object=view)
    view.delete()


@transaction.atomic
def change_alert(*, by: User, view: SavedView, frequency: str) -> None:
    """Tell more or less often; what is there when letters are switched on is known, and in no letter."""
    take_turn()
    stored = SavedView.objects.select_related("user").get(pk=view.pk)
    before = stored.frequency
    if frequency == before:
        return
    if before == Frequency.NEVER:
        seen, seen_at = stored.seen, stored.seen_at
        _begin(stored)
        stored.seen, stored.seen_at = seen, seen_at
    stored.frequency = frequency
    stored.save()
    audit(
        by=by, verb="search.change_alert", object=stored, before={"frequency": before}, after={"frequency": frequency}
    )


@transaction.atomic
def pause_alert(*, by: User, view: SavedView, paused: bool) -> None:
    """Send nothing for the time being, or go on; what appeared meanwhile stands in the next letter."""
    take_turn()
    stored = SavedView.objects.get(pk=view.pk)
    if bool(stored.paused_for) == paused:
        return
    stored.paused_for, stored.bounces = PausedFor.PERSON if paused else "", 0
    stored.checked_revision = -1
    stored.save(update_fields=["paused_for", "bounces", "checked_revision"])
    audit(by=by, verb="search.pause_alert" if paused else "search.resume_alert", object=stored)


@transaction.atomic
def stop_alert(*, by: User | None, view: SavedView) -> None:
    """Stop the letters about a view, as the link in each of them does; they begin again only when its person switches them on."""
    take_turn()
    stored = SavedView.objects.get(pk=view.pk)
    if stored.frequency == Frequency.NEVER:
        return
    before = stored.frequency
    stored.frequency = Frequency.NEVER
    stored.save(update_fields=["frequency"])
    stored.alerts.filter(sent_at__isnull=True).delete()
    after = {"frequency": stored.frequency}
    audit(by=by, verb="search.stop_alert", object=stored, before={"frequency": before}, after=after)


def note_look(*, by: User, view: SavedView) -> None:  # noqa: ARG001  (looking changes nothing for anybody else, so no row says so)
    """Note what the person has looked at."""
    SavedView.objects.filter(pk=view.pk).update(seen=packed(found_by(view)), seen_at=timezone.now())


@transaction.atomic
def make_feed(*, by: User, view: SavedView) -> str:
    """Make the secret of a private feed and return it; the one before opens nothing any more."""
    take_turn()
    secret = new_token()
    view.feed_digest = digest_of(secret)
    view.save(update_fields=["feed_digest"])
    audit(by=by, verb="search.make_feed", object=view)
    return secret


@transaction.atomic
def revoke_feed(*, by: User, view: SavedView) -> None:
    """Make the private feed open nothing any more."""
    take_turn()
    if view.feed_digest is None:
        return
    view.feed_digest = None
    view.save(update_fields=["feed_digest"])
    audit(by=by, verb="search.revoke_feed", object=view)
