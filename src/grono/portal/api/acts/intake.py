"""Writing while organisations are brought in: lists, and look-ups in registers."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.http import QueryDict
from django.utils.translation import get_language, gettext_noop
from django.utils.translation import gettext as _

from grono.messages import GronoError
from grono.portal.api.acts.calls import refuse, require
from grono.portal.api.acts.operations import Act, Outcome
from grono.portal.intake import actions, looking_up, storage
from grono.portal.intake.actions import delete as delete_import
from grono.portal.intake.forms import ColumnsForm, FirmsForm, LookUpForm, UploadForm, WaiverForm
from grono.portal.intake.queries import (
    PERMISSION,
    entry_visible_to,
    import_visible_to,
    look_ups_of_list,
    mappings,
    open_warnings,
)
from grono.portal.intake.recorded import recorded_numbers
from grono.portal.intake.searching import ask_for_firms
from grono.portal.intake.wanted_firms import POWIAT_DIGITS, region_texts

if TYPE_CHECKING:
    from grono.portal.api.acts.calls import Call


def _upload(call: Call) -> Outcome:
    form = call.form(UploadForm, mappings=list(mappings()))
    given = form.cleaned_data
    try:
        file = storage.take_in(given["file"].name or "list", given["file"].chunks())
        one = actions.upload(by=call.by, file=file, source=given["source"], as_of=given["as_of"], options=form.options)
    except GronoError as error:
        refuse("file", error.in_language(get_language() or "en"))
    return _outcome(one)


def _outcome(one: Any) -> Outcome:
    return Outcome(one.public_id, ("intake:import", one.public_id), one.run.public_id if one.run else None)


def _columns(call: Call) -> Outcome:
    one = actions.release(by=call.by, one=import_visible_to(call.by, call["public_id"]))
    form = call.form(ColumnsForm, of=one)
    if name := form.cleaned_data["save_as"]:
        actions.save_mapping(by=call.by, name=name, options=form.options)
    return _outcome(actions.ask_for_check(by=call.by, one=one, options=form.options))


def _waive(call: Call) -> Outcome:
    one = import_visible_to(call.by, call["public_id"])
    given = call.form(WaiverForm).cleaned_data
    standing = open_warnings(one)
    if given["code"] not in standing:
        sentence = _("There are no such warnings to be waived. There are: %(names)s.")
        refuse("code", sentence % {"names": ", ".join(standing) or "–"})
    actions.waive(by=call.by, one=one, code=given["code"], reason=given["reason"])
    return Outcome(one.public_id, ("intake:import", one.public_id))


def _apply(call: Call) -> Outcome:
    one = import_visible_to(call.by, call["public_id"])
    call.only()
    return _outcome(actions.ask_to_apply(by=call.by, one=one))


def _undo(call: Call) -> Outcome:
    one = import_visible_to(call.by, call["public_id"])
    call.only()
    actions.undo(by=call.by, one=one)
    return Outcome(one.public_id, ("intake:import", one.public_id))


def _delete(call: Call) -> Outcome:
    delete_import(by=call.by, one=import_visible_to(call.by, call["public_id"]))
    return Outcome(page=("intake:list",))


def _look_up(call: Call) -> Outcome:
    call.only("register", "numbers", "recorded")
    if _recorded(call):
        list_id, run = looking_up.ask_recorded(by=call.by, numbers=recorded_numbers()), None
    else:
        lines = {**call.sent, "numbers": "\n".join(call.texts("numbers"))}
        given = replace(call, sent=lines).form(LookUpForm, besides=["recorded"]).cleaned_data
        list_id, run = looking_up.ask(by=call.by, register=given["register"], numbers=given["numbers"])
    return Outcome(list_id, ("intake:answers", list_id), run.public_id if run else None)


def _again(call: Call) -> Outcome:
    look_ups_of_list(call.by, call["list_id"])
    call.only()
    run = looking_up.ask_again(by=call.by, list_id=call["list_id"])
    return Outcome(call["list_id"], ("intake:answers", call["list_id"]), run.public_id)


def _take(call: Call) -> Outcome:
    entry = entry_visible_to(call.by, call["public_id"])
    call.only("take")
    outcome = looking_up.take_entry(by=call.by, entry=entry, chosen=call.texts("take"))
    note = _("Some values were not taken: a stronger or newer one stands. They are kept as conflicts.")
    return Outcome(
        entry.public_id, ("intake:answers", entry.look_up.list_id), notes=(note,) if outcome.conflicts else ()
    )


def _recorded(call: Call) -> bool:
    """Say whether the recorded answers are asked for."""
    if call.sent.get("recorded") and not settings.DEMONSTRATION:
        refuse("recorded", _("Recorded answers are there in the demonstration only."))
    return bool(call.sent.get("recorded"))


def _firms(call: Call) -> Outcome:
    call.only("code", "system", "region", "recorded")
    is_recorded = _recorded(call)
    data = QueryDict(mutable=True)
    data.setlist("code", call.texts("code"))
    data["system"], region = call.text("system"), call.text("region")
    data["region"] = region
    is_powiat = len(region) == POWIAT_DIGITS and region.isascii() and region.isdecimal()
    form = FirmsForm(data, region_names=region_texts(call.by, [region]) if is_powiat else {})
    require(form)
    one = ask_for_firms(by=call.by, wanted=form.wanted, is_recorded=is_recorded)
    return Outcome(one.public_id, ("intake:firms_found", one.public_id), one.run.public_id if one.run else None)


ACTS = [
    Act(
        "intake:firms",
        "/firm-searches",
        gettext_noop("Ask CEIDG for firms with these codes in this region"),
        _firms,
        PERMISSION,
        FirmsForm,
        {"recorded": gettext_noop("true, in the demonstration only: ask for the recorded answers.")},
    ),
    Act(
        "intake:upload",
        "/imports",
        gettext_noop("Send in a list of organisations (CSV or XLSX)"),
        _upload,
        PERMISSION,
        UploadForm,
    ),
    Act(
        "intake:columns",
        "/imports/{public_id}/columns",
        gettext_noop("Name the columns of a list and ask for the dry run"),
        _columns,
        PERMISSION,
        ColumnsForm,
        method="PUT",
        dynamic=gettext_noop(
            "column_ and the name of a field of the directory: the heading of the column that holds it."
        ),
    ),
    Act(
        "intake:waive",
        "/imports/{public_id}/waivers",
        gettext_noop("Waive the warnings of one kind, with a reason"),
        _waive,
        PERMISSION,
        further={
            "code": gettext_noop("Kind of the warnings, as the problems name it."),
            "reason": gettext_noop("Why they may stand."),
        },
    ),
    Act("intake:apply", "/imports/{public_id}/apply", gettext_noop("Bring a checked list in"), _apply, PERMISSION),
    Act("intake:undo", "/imports/{public_id}/undo", gettext_noop("Take a whole import back"), _undo, PERMISSION),
    Act(
        "intake:delete",
        "/imports/{public_id}",
        gettext_noop("Delete a list that was not brought in"),
        _delete,
        PERMISSION,
        method="DELETE",
    ),
    Act(
        "intake:look_up",
        "/look-ups",
        gettext_noop("Ask a register for numbers"),
        _look_up,
        PERMISSION,
        LookUpForm,
        {"recorded": gettext_noop("true, in the demonstration only: ask for the recorded answers.")},
    ),
    Act(
        "intake:again",
        "/look-ups/{list_id}/again",
        gettext_noop("Ask once more for the numbers without an answer"),
        _again,
        PERMISSION,
    ),
    Act(
        "intake:take",
        "/register-entries/{public_id}/take",
        gettext_noop("Take chosen values of a register over"),
        _take,
        PERMISSION,
        further={"take": gettext_noop("List of the fields whose values are taken over.")},
    ),
]
