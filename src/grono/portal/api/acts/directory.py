"""Writing in the directory: entries, what they show, codes, administrators, history."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import get_language, gettext_noop
from django.utils.translation import gettext as _

from grono.portal.api.acts.calls import refuse
from grono.portal.api.acts.operations import Act, Outcome
from grono.portal.core.queries import user_with_address
from grono.portal.directory import actions
from grono.portal.directory.activity import read_code
from grono.portal.directory.attention import invitation_with, post_to_reveal
from grono.portal.directory.conflicts import conflict_of
from grono.portal.directory.details import DETAIL_PARTS
from grono.portal.directory.field_rules import rule_now
from grono.portal.directory.forms import OrganisationForm, VisibilityForm
from grono.portal.directory.history import change_of
from grono.portal.directory.kinds import CodeSystem, Decision
from grono.portal.directory.ladder_forms import FieldRuleForm
from grono.portal.directory.profile_forms import AppointmentForm, InvitationForm, WordsForm
from grono.portal.directory.queries import organisation_kept_by, organisation_visible_to, suggestion_of
from grono.portal.directory.submitting import make_seat
from grono.portal.directory.views.coding import suggest

if TYPE_CHECKING:
    from grono.portal.api.acts.calls import Call
    from grono.portal.directory.models import Organisation

KEEP, EDIT = "directory.keep_own_organisation", "directory.edit_organisations"
CODE_ACTS = {"confirm": actions.confirm_code, "main": actions.make_code_main, "remove": actions.remove_code}
CONTACTS = ("email", "phone")


def _kept(call: Call) -> Organisation:
    return organisation_kept_by(call.by, call["public_id"], DETAIL_PARTS)


def _page(one: Organisation, route: str = "organisation") -> Outcome:
    return Outcome(one.public_id, (f"directory:{route}", one.public_id))


def _one_of(call: Call, name: str, values: Any) -> str:
    value = call.text(name)
    if value not in values:
        refuse(name, _("Write one of these: %(values)s.") % {"values": ", ".join(values)})
    return value


def _add(call: Call) -> Outcome:
    form = call.form(OrganisationForm)
    try:
        return _page(actions.enter_organisation(by=call.by, entry=form.entry()))
    except actions.DuplicateIdentifierError as refusal:
        refuse(refusal.scheme, str(refusal))


def _edit(call: Call) -> Outcome:
    one = organisation_visible_to(call.by, call["public_id"])
    form = call.form(OrganisationForm, organisation=one)
    try:
        actions.change_organisation(by=call.by, organisation=one, entry=form.entry())
    except actions.DuplicateIdentifierError as refusal:
        refuse(refusal.scheme, str(refusal))
    return _page(one)


def _visibility(call: Call) -> Outcome:
    one = _kept(call)
    rungs = call.form(VisibilityForm, organisation=one).cleaned_data
    actions.set_visibility(by=call.by, organisation=one, rungs=rungs)
    return _page(one, "visibility")


def _field_rule(call: Call) -> Outcome:
    found = rule_now(call.by, call["whose"], call["field"])
    alone = found.natural_person
    form = call.form(FieldRuleForm, field=found.field, natural_person=alone, rule=found.rule)
    reason = form.cleaned_data["reason"]
    actions.set_field_rule(by=call.by, field=found.field, natural_person=alone, rungs=form.rungs, reason=reason)
    return Outcome(page=("directory:ladder",))


def _remove(call: Call) -> Outcome:
    one = organisation_visible_to(call.by, call["public_id"])
    actions.remove_organisation(by=call.by, organisation=one)
    return _page(one)


def _restore(call: Call) -> Outcome:
    one = organisation_visible_to(call.by, call["public_id"])
    call.only()
    actions.restore_organisation(by=call.by, organisation=one)
    return _page(one)


def _suggest(call: Call) -> Outcome:
    one = _kept(call)
    own = next((row for row in one.texts.all() if row.language == get_language()), None)
    given = call.form(WordsForm, initial={"text": own.text if own else "", "language": get_language()}).cleaned_data
    kept = suggest(call.by, one, given["text"], given["language"])
    return Outcome(kept.public_id, ("directory:codes", one.public_id))


def _choose(call: Call) -> Outcome:
    one = _kept(call)
    call.only("suggestion", "code", "typed", "system")
    suggestion = suggestion_of(one, call.text("suggestion"))
    offered = {row["code"] for row in suggestion.offered} if suggestion else set()
    system = _one_of(call, "system", CodeSystem.values) if "system" in call.sent else CodeSystem.PKD_2007
    wrong = sorted(set(call.texts("code")) - offered)
    if wrong:
        refuse("code", _("Not proposed: %(codes)s. Send such codes as “typed”.") % {"codes": ", ".join(wrong)})
    chosen = [read_code(CodeSystem.NACE_2, code) for code in call.texts("code")]
    typed = " ".join(call.texts("typed")).replace(",", " ").split()
    chosen += [read_code(system, code) for code in typed]
    if chosen:
        actions.choose_codes(by=call.by, organisation=one, codes=chosen, suggestion=suggestion)
    note = _("Nothing was chosen, so nothing has changed.")
    return Outcome(one.public_id, ("directory:codes", one.public_id), notes=() if chosen else (note,))


def _change_code(call: Call) -> Outcome:
    one = _kept(call)
    call.only("act", "system", "code")
    act = CODE_ACTS[_one_of(call, "act", CODE_ACTS)]
    act(by=call.by, organisation=one, system=call.text("system"), code=call.text("code"))
    return _page(one, "codes")


def _confirm_number(call: Call) -> Outcome:
    one = _kept(call)
    call.only("scheme", "value")
    scheme, value = call.text("scheme"), call.text("value")
    actions.confirm_number(by=call.by, organisation=one, scheme=scheme, value=value)
    return _page(one, "keep")


def _make_seat(call: Call) -> Outcome:
    call.only()
    make_seat(by=call.by, public_id=call["public_id"], row_id=call["row_id"])
    return Outcome(call["row_id"], ("directory:rows", call["public_id"], "places"))


def _invite(call: Call) -> Outcome:
    one = _kept(call)
    given = call.form(InvitationForm, initial={"language": get_language()}).cleaned_data
    actions.invite_administrator(by=call.by, organisation=one, **given)
    return _page(one, "administrators")


def _leave(call: Call) -> Outcome:
    one = _kept(call)
    call.only()
    actions.leave_administration(by=call.by, organisation=one)
    return _page(one)


def _answer_invitation(call: Call) -> Outcome:
    invitation = invitation_with(call["public_id"])
    call.only("answer")
    for_reader = invitation.email.lower() == call.by.email.lower()
    if not for_reader:
        organisation_kept_by(call.by, invitation.organisation.public_id)
    if for_reader and call.text("answer") == "accept":
        actions.accept_administration(by=call.by, invitation=invitation)
    else:
        actions.decline_administration(by=call.by, invitation=invitation)
    return Outcome(invitation.public_id, ("directory:mine",))


def _appoint(call: Call) -> Outcome:
    one = organisation_visible_to(call.by, call["public_id"])
    given = call.form(AppointmentForm).cleaned_data
    user = user_with_address(given["email"])
    if user is None:
        refuse("email", _("Nobody has an account with this address. Let them be invited first."))
    actions.appoint_administrator(by=call.by, organisation=one, user=user, reason=given["reason"])
    return _page(one)


def _undo(call: Call) -> Outcome:
    one = _kept(call)
    change = change_of(one, call["change"])
    call.only()
    actions.undo_change(by=call.by, organisation=one, change=change)
    return _page(one, "history")


def _settle(call: Call) -> Outcome:
    one = _kept(call)
    conflict = conflict_of(one, call["conflict"])
    call.only("decision")
    decision = _one_of(call, "decision", Decision.values)
    actions.settle_conflict(by=call.by, organisation=one, conflict=conflict, decision=decision)
    return Outcome(conflict.public_id, ("directory:conflicts", one.public_id))


def _reveal(call: Call) -> Outcome:
    one = organisation_visible_to(call.by, call["public_id"])
    post = post_to_reveal(call.by, one, call["post"])
    call.only("what")
    what = _one_of(call, "what", CONTACTS)
    value = actions.reveal_contact(by=call.by, post=post, what=what)
    return Outcome(one.public_id, ("directory:organisation", one.public_id), shown_once=value)


ONE = "/organisations/{public_id}"
ACTS = [
    Act("directory:add", "/organisations", gettext_noop("Enter an organisation"), _add, EDIT, OrganisationForm),
    Act(
        "directory:edit",
        ONE,
        gettext_noop("Change what is entered about an organisation"),
        _edit,
        EDIT,
        OrganisationForm,
        method="PUT",
    ),
    Act(
        "directory:field_rule",
        "/field-rules/{whose}/{field}",
        gettext_noop("Change who may see a field: its default and its allowed range"),
        _field_rule,
        "directory.set_field_rules",
        FieldRuleForm,
        method="PUT",
    ),
    Act("directory:remove", ONE, gettext_noop("Remove an organisation"), _remove, EDIT, method="DELETE"),
    Act("directory:restore", ONE + "/restore", gettext_noop("Bring a removed organisation back"), _restore, EDIT),
    Act(
        "directory:visibility",
        ONE + "/visibility",
        gettext_noop("Choose who sees which field"),
        _visibility,
        KEEP,
        method="PUT",
        dynamic=gettext_noop("Name of a field → rung: 0 hidden, 1 members, 2 registered, 3 public."),
    ),
    Act(
        "directory:codes",
        ONE + "/code-suggestions",
        gettext_noop("Have activity codes proposed for one's own words"),
        _suggest,
        KEEP,
        WordsForm,
    ),
    Act(
        "directory:choose_codes",
        ONE + "/codes",
        gettext_noop("Take activity codes into a profile"),
        _choose,
        KEEP,
        further={
            "suggestion": gettext_noop("Identifier of a proposal."),
            "code": gettext_noop("List of classes that it proposed."),
            "typed": gettext_noop("List of codes of one's own."),
            "system": gettext_noop("Classification of the typed codes; without it PKD 2007."),
        },
    ),
    Act(
        "directory:change_code",
        ONE + "/codes/changes",
        gettext_noop("Confirm a code, make it the main one, or take it out"),
        _change_code,
        KEEP,
        further={
            "act": gettext_noop("confirm, main or remove."),
            "system": gettext_noop("Classification of the code."),
            "code": gettext_noop("The code."),
        },
    ),
    Act(
        "directory:confirm_number",
        ONE + "/numbers/confirmations",
        gettext_noop("Confirm a number that a register has matched"),
        _confirm_number,
        KEEP,
        further={
            "scheme": gettext_noop("Register: nip, regon, krs, vat or lei."),
            "value": gettext_noop("The number, without separators."),
        },
    ),
    Act(
        "directory:make_seat",
        ONE + "/rows/places/{row_id}/seat",
        gettext_noop("Make an establishment the seat"),
        _make_seat,
        KEEP,
    ),
    Act(
        "directory:administrators",
        ONE + "/administrators",
        gettext_noop("Invite somebody to administer an organisation"),
        _invite,
        KEEP,
        InvitationForm,
    ),
    Act(
        "directory:leave",
        ONE + "/administrators/leave",
        gettext_noop("Stop administering an organisation"),
        _leave,
        KEEP,
    ),
    Act(
        "directory:appoint",
        ONE + "/administrators/appoint",
        gettext_noop("Appoint an administrator after an identity check"),
        _appoint,
        "directory.appoint_administrators",
        AppointmentForm,
    ),
    Act(
        "directory:answer_invitation",
        "/administrator-invitations/{public_id}",
        gettext_noop("Accept or decline an invitation, or withdraw one"),
        _answer_invitation,
        KEEP,
        further={"answer": gettext_noop("accept or decline.")},
    ),
    Act("directory:undo", ONE + "/history/{change}/undo", gettext_noop("Undo a change"), _undo, KEEP),
    Act(
        "directory:settle",
        ONE + "/conflicts/{conflict}",
        gettext_noop("Choose which of two values stands where a source disagrees"),
        _settle,
        KEEP,
        further={"decision": gettext_noop("kept or offered.")},
    ),
    Act(
        "directory:reveal",
        ONE + "/posts/{post}/contact",
        gettext_noop("Show a contact of a person; the person learns of it"),
        _reveal,
        KEEP,
        further={"what": gettext_noop("email or phone.")},
    ),
]
