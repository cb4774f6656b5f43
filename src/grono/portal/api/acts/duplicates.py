"""Writing about duplicates: search, judge, merge, take apart again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import get_language, gettext_noop
from django.utils.translation import gettext as _

from grono.portal.api.acts.calls import refuse
from grono.portal.api.acts.operations import Act, Outcome
from grono.portal.directory.queries import organisation_visible_to
from grono.portal.directory.sameness import side_by_side
from grono.portal.duplicates.actions import (
    judge_different,
    judge_related,
    merge,
    open_by_hand,
    reopen_case,
    start_search,
    undo_merge,
)
from grono.portal.duplicates.forms import RELATIONS, ChoosingForm, JudgeForm
from grono.portal.duplicates.kinds import CaseState
from grono.portal.duplicates.pages.cases import LETTERS
from grono.portal.duplicates.pages.merges import to_choose
from grono.portal.duplicates.queries import JUDGE, case_of, case_visible_to, merge_visible_to, standing_entry

if TYPE_CHECKING:
    from grono.portal.api.acts.calls import Call

DECISIONS = ("different", "related", "reopen")


def _search(call: Call) -> Outcome:
    call.only("only_changed")
    run = start_search(by=call.by, only_changed=call.sent.get("only_changed") is True)
    return Outcome(run=run.public_id, page=("core:run", run.public_id))


def _open(call: Call) -> Outcome:
    one = organisation_visible_to(call.by, call["public_id"])
    call.only("other")
    other = standing_entry(call.by, call.text("other"))
    if other is None or other.pk == one.pk:
        refuse("other", _("Choose another entry of the directory, one that has not been removed."))
    open_by_hand(by=call.by, first=one, second=other)
    case = case_of(call.by, one, other)
    return Outcome(case.public_id, ("duplicates:case", case.public_id))


def _decide(call: Call) -> Outcome:
    case = case_visible_to(call.by, call["public_id"])
    call.only("decision", "relation", "note")
    decision = call.text("decision")
    if decision not in DECISIONS:
        refuse("decision", _("Write one of these: %(values)s.") % {"values": ", ".join(DECISIONS)})
    if decision == "related":
        given = call.form(JudgeForm, besides=["decision"]).cleaned_data
        relation, first_depends = RELATIONS[given["relation"]]
        judge_related(by=call.by, case=case, relation=relation, first_depends=first_depends, note=given["note"])
    elif decision == "different":
        judge_different(by=call.by, case=case, note=call.text("note"))
    else:
        reopen_case(by=call.by, case=case)
    return Outcome(case.public_id, ("duplicates:case", case.public_id))


def _merge(call: Call) -> Outcome:
    case = case_visible_to(call.by, call["public_id"])
    if case.state == CaseState.SAME:
        refuse("", _("These two entries are one already. Undo that merge first."))
    names = (case.first.public_id, case.second.public_id)
    stays = call.text("survivor") or names[0]
    if stays not in names:
        refuse("survivor", _("Write one of these: %(values)s.") % {"values": ", ".join(names)})
    turned = stays == names[1]
    survivor, other = (case.second, case.first) if turned else (case.first, case.second)
    letters = (LETTERS[1], LETTERS[0]) if turned else LETTERS
    rows = to_choose(side_by_side(call.by, survivor, other, get_language() or "en"))
    form = call.form(ChoosingForm, besides=["survivor"], rows=rows, letters=letters)
    done = merge(by=call.by, survivor=survivor, other=other, taken=form.taken())
    return Outcome(done.public_id, ("duplicates:merged", done.public_id))


def _undo(call: Call) -> Outcome:
    found = merge_visible_to(call.by, call["public_id"])
    call.only()
    undo_merge(by=call.by, merge=found)
    return Outcome(found.public_id, ("duplicates:merged", found.public_id))


ACTS = [
    Act(
        "duplicates:search",
        "/duplicate-searches",
        gettext_noop("Look for entries that may mean one organisation"),
        _search,
        JUDGE,
        further={"only_changed": gettext_noop("true: only among what has changed since the last search.")},
    ),
    Act(
        "duplicates:open",
        "/organisations/{public_id}/duplicates",
        gettext_noop("Open the case of an entry and another one by hand"),
        _open,
        JUDGE,
        further={"other": gettext_noop("Identifier of the other entry.")},
    ),
    Act(
        "duplicates:decide",
        "/duplicates/{public_id}/decision",
        gettext_noop("Judge a case: different, related, or open again"),
        _decide,
        JUDGE,
        JudgeForm,
        {"decision": gettext_noop("different, related or reopen.")},
    ),
    Act(
        "duplicates:merge",
        "/duplicates/{public_id}/merge",
        gettext_noop("Make the two entries of a case one"),
        _merge,
        JUDGE,
        further={"survivor": gettext_noop("Identifier of the entry that stays; without it the first one.")},
        dynamic=gettext_noop(
            "Each field that the case lists under “choices”: survivor or other, whose value stays; without it the better source decides."
        ),
    ),
    Act(
        "duplicates:undo", "/merges/{public_id}/undo", gettext_noop("Take two merged entries apart again"), _undo, JUDGE
    ),
]
