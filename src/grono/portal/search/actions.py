"""Views that people keep: what they looked for, under a name of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from grono.portal.core.audit import audit, take_turn
from grono.portal.core.identifiers import new_public_id
from grono.portal.core.problems import RefusedError
from grono.portal.search.models import SavedView

if TYPE_CHECKING:
    from django.utils.functional import Promise

    from grono.portal.core.models import User

VERBS: dict[str, str | Promise] = {
    "search.save_view": _("View saved: %(object)s"),
    "search.change_view": _("Saved view changed: %(object)s"),
    "search.remove_view": _("Saved view removed: %(object)s"),
}
MOST_VIEWS = 100
"""So many views one person keeps of one kind; a menu with more helps nobody."""


@transaction.atomic
def save_view(*, by: User, kind: str, name: str, query: str) -> SavedView:
    """Keep an address under a name; a name that is there already means the new address from now on."""
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
    stored.query = query
    stored.save()
    audit(by=by, verb=verb, object=stored)
    return stored


@transaction.atomic
def remove_view(*, by: User, view: SavedView) -> None:
    """Forget a saved view."""
    take_turn()
    audit(by=by, verb="search.remove_view", object=view)
    view.delete()
