"""Keeping searches of the directory under a name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import QueryDict
from django.utils.translation import gettext_noop

from grono.portal.api.acts.operations import Act, Outcome
from grono.portal.directory.filters import wanted_from
from grono.portal.directory.finding import KIND
from grono.portal.directory.views.saving import ViewForm
from grono.portal.search.actions import remove_view, save_view
from grono.portal.search.queries import view_of

if TYPE_CHECKING:
    from grono.portal.api.acts.calls import Call

SAVE = "directory.save_views"


def _save_view(call: Call) -> Outcome:
    given = call.form(ViewForm).cleaned_data
    query = wanted_from(QueryDict(given["query"])).query()
    view = save_view(by=call.by, kind=KIND, name=given["name"], query=query)
    return Outcome(view.public_id, ("directory:list",))


def _remove_view(call: Call) -> Outcome:
    view = view_of(call.by, call["public_id"])
    remove_view(by=call.by, view=view)
    return Outcome(page=("directory:list",))


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
        "directory:remove_view",
        "/views/{public_id}",
        gettext_noop("Forget a saved view"),
        _remove_view,
        SAVE,
        method="DELETE",
    ),
]
