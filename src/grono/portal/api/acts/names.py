"""Writing lists of names, and of what codes of one edition became in another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import get_language, gettext_noop

from grono.messages import GronoError
from grono.portal.api.acts.calls import refuse
from grono.portal.api.acts.operations import Act, Outcome
from grono.portal.regions.actions import keep_names_for_confirmation, load_names, remove_names
from grono.portal.regions.forms import NamesForm
from grono.portal.regions.kinds import ListState
from grono.portal.regions.queries import PERMISSION, name_list_visible_to
from grono.portal.regions.reading import read_list

if TYPE_CHECKING:
    from grono.portal.api.acts.calls import Call


def _add(call: Call) -> Outcome:
    given = call.form(NamesForm).cleaned_data
    try:
        read = read_list(given["file"], kind=given["kind"], language=given["language"])
    except GronoError as error:
        refuse("file", error.in_language(get_language() or "en"))
    names = keep_names_for_confirmation(by=call.by, title=given["title"], source=given["source"], read=read)
    return Outcome(names.public_id, ("regions:list", names.public_id))


def _load(call: Call) -> Outcome:
    names = name_list_visible_to(call.by, call["public_id"])
    call.only()
    load_names(by=call.by, names=names)
    return Outcome(names.public_id, ("regions:list", names.public_id))


def _remove(call: Call) -> Outcome:
    names = name_list_visible_to(call.by, call["public_id"])
    was_draft = names.state == ListState.DRAFT
    remove_names(by=call.by, names=names)
    return (
        Outcome(page=("regions:lists",)) if was_draft else Outcome(names.public_id, ("regions:list", names.public_id))
    )


ACTS = [
    Act(
        "regions:list_add",
        "/name-lists",
        gettext_noop(
            "Send in a list of names, or of what codes became in another edition; it waits until it is taken into use"
        ),
        _add,
        PERMISSION,
        NamesForm,
    ),
    Act("regions:list_load", "/name-lists/{public_id}/load", gettext_noop("Take a list into use"), _load, PERMISSION),
    Act(
        "regions:list_remove",
        "/name-lists/{public_id}",
        gettext_noop("Take a list out of use, or delete one that was never in use"),
        _remove,
        PERMISSION,
        method="DELETE",
    ),
]
