"""Keeping searches under a name, and being told of what they newly find."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import QueryDict
from django.utils.translation import gettext_noop

from grono.portal.api.acts.operations import Act, Outcome
from grono.portal.directory.filters import wanted_from
from grono.portal.directory.finding import KIND
from grono.portal.directory.views.saving import ViewForm
from grono.portal.search import actions
from grono.portal.search.forms import AlertForm, FeedForm, PauseForm
from grono.portal.search.permissions import FOLLOW
from grono.portal.search.queries import view_of
from grono.portal.search.views import address_of_feed

if TYPE_CHECKING:
    from grono.portal.api.acts.calls import Call

SAVE = "directory.save_views"
PAGE = ("search:views",)


def _save_view(call: Call) -> Outcome:
    given = call.form(ViewForm).cleaned_data
    query = wanted_from(QueryDict(given["query"])).query()
    view = actions.save_view(by=call.by, kind=KIND, name=given["name"], query=query, frequency=given["frequency"])
    return Outcome(view.public_id, ("directory:list",))


def _change(call: Call) -> Outcome:
    view = view_of(call.by, call["public_id"])
    frequency = call.form(AlertForm).cleaned_data["frequency"]
    actions.change_alert(by=call.by, view=view, frequency=frequency)
    return Outcome(view.public_id, PAGE)


def _pause(call: Call) -> Outcome:
    view = view_of(call.by, call["public_id"])
    actions.pause_alert(by=call.by, view=view, paused=call.form(PauseForm).cleaned_data["paused"])
    return Outcome(view.public_id, PAGE)


def _look(call: Call) -> Outcome:
    view = view_of(call.by, call["public_id"])
    actions.note_look(by=call.by, view=view)
    return Outcome(view.public_id, PAGE)


def _feed(call: Call) -> Outcome:
    view = view_of(call.by, call["public_id"])
    if call.form(FeedForm).cleaned_data["wanted"]:
        secret = actions.make_feed(by=call.by, view=view)
        return Outcome(view.public_id, PAGE, shown_once=address_of_feed(secret))
    actions.revoke_feed(by=call.by, view=view)
    return Outcome(view.public_id, PAGE)


def _remove_view(call: Call) -> Outcome:
    view = view_of(call.by, call["public_id"])
    actions.remove_view(by=call.by, view=view)
    return Outcome(page=PAGE)


ACTS = [
    Act(
        "directory:save_view",
        "/views",
        gettext_noop("Keep a search under a name"),
        _save_view,
        SAVE,
        ViewForm,
        {"query": gettext_noop("What is looked for, as in the address of the list.")},
    ),
    Act(
        "search:change",
        "/views/{public_id}/alert",
        gettext_noop("Say how often to write about a saved view"),
        _change,
        FOLLOW,
        AlertForm,
    ),
    Act(
        "search:pause",
        "/views/{public_id}/pause",
        gettext_noop("Pause or resume the letters about a saved view"),
        _pause,
        FOLLOW,
        PauseForm,
    ),
    Act("search:look", "/views/{public_id}/look", gettext_noop("Note that a saved view was looked at"), _look, FOLLOW),
    Act(
        "search:feed",
        "/views/{public_id}/feed",
        gettext_noop("Make the private feed of a saved view anew, or revoke it"),
        _feed,
        FOLLOW,
        FeedForm,
    ),
    Act(
        "search:remove",
        "/views/{public_id}",
        gettext_noop("Forget a saved view"),
        _remove_view,
        FOLLOW,
        method="DELETE",
    ),
]
