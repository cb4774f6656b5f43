"""Reading what stands around an entry: its history, who sees what, its administrators, proposals of codes, saved views."""

from __future__ import annotations

import datetime
from typing import Any

from django.http import Http404, HttpRequest
from django.utils.translation import gettext_noop as _
from ninja import Path, Query, Router

from grono.portal.api.answers import Text, language, list_of, page_of, paged, part_of, reader_of, text
from grono.portal.api.asking import Asked, Paged  # noqa: TC001 - Ninja reads it
from grono.portal.api.errors import Refusal, WrongParameters
from grono.portal.api.organisations import router
from grono.portal.api.reads.reading import ABSENT, PUBLIC_ID, REFUSED, shape, worker
from grono.portal.directory.attention import administrators_of, invitations_of
from grono.portal.directory.conflicts import cases_of
from grono.portal.directory.details import DETAIL_PARTS
from grono.portal.directory.field_rules import SET_RULES, WHOSE, decisions_visible_to, rules_now
from grono.portal.directory.forms import VisibilityForm
from grono.portal.directory.history import changes_visible_to, shown_changes
from grono.portal.directory.queries import organisation_kept_by, organisation_visible_to, suggestion_of
from grono.portal.search.permissions import FOLLOW
from grono.portal.search.queries import all_views_of, shown_views

views_router = Router()
KEEP = "directory.keep_own_organisation"
Change = shape(
    "Change",
    public_id=(str, _("Identifier in addresses.")),
    at=(datetime.datetime, _("When it was changed.")),
    field=(str, _("What was changed, in words.")),
    before=(str | None, _("What stood before, in words.")),
    after=(str | None, _("What stands after, in words.")),
    who=(str, _("Who changed it, as far as the reader may know.")),
    source=(str | None, _("Source of the value.")),
    is_undone=(bool, _("Whether it was undone.")),
    is_undoing=(bool, _("Whether it undid another change.")),
)
Visibility = shape(
    "Visibility",
    values=(dict[str, int], _("Name of a field → rung: 0 hidden, 1 members, 2 registered, 3 public.")),
)
AdministratorEntry = shape(
    "AdministratorEntry",
    name=(str, _("Name of the person.")),
    since=(datetime.datetime, _("Since when.")),
    is_oneself=(bool, _("Whether it is whoever asks.")),
)
WaitingInvitation = shape(
    "WaitingInvitation",
    public_id=(str, _("Identifier in addresses.")),
    email=(str, _("Where it was sent.")),
    at=(datetime.datetime, _("When it was sent.")),
)
Administrators = shape(
    "Administrators",
    items=(list_of(AdministratorEntry), _("Who administers the organisation now.")),
    invitations=(list_of(WaitingInvitation), _("Invitations that wait for an answer.")),
)
Proposed = shape(
    "ProposedCode",
    code=(str, _("The code.")),
    label=(Text, _("Its name.")),
    reason=(str, _("Why it is proposed.")),
)
Proposal = shape(
    "Proposal",
    public_id=(str, _("Identifier in addresses.")),
    method=(str, _("How it was made, with the version.")),
    offered=(list_of(Proposed), _("The proposed classes, the likeliest first.")),
    chosen=(list[Any] | None, _("What was chosen of them.")),
)
ConflictField = shape(
    "ConflictField",
    field=(str, _("Name of the field.")),
    kept=(str | None, _("What stands in the profile.")),
    offered=(str | None, _("What the source says.")),
)
Conflict = shape(
    "Conflict",
    public_id=(str, _("Identifier in addresses.")),
    source=(str, _("Who says something else.")),
    as_of=(datetime.date, _("As of which day.")),
    fields=(list_of(ConflictField), _("What is decided at once.")),
)
Conflicts = shape("Conflicts", items=(list_of(Conflict), _("What waits for a decision.")))
View = shape(
    "SavedView",
    public_id=(str, _("Identifier in addresses.")),
    name=(str, _("Name of the view.")),
    query=(str, _("What is looked for, as in the address of the list.")),
    told=(str, _("What is looked for, in words.")),
    found=(int, _("How many there are now.")),
    new=(int, _("How many of them are new since the last look.")),
    frequency=(str, _("How often letters are sent: never, instant, daily or weekly.")),
    paused_for=(str | None, _("Why letters are paused: person, or bounces; null while they are not.")),
    last_sent=(datetime.datetime | None, _("When the last letter was sent.")),
    has_feed=(bool, _("Whether it has a private feed.")),
)
_RULE = {
    "field": (str, _("Key of the field.")),
    "whose": (str, _("organisations, or sole-traders.")),
    "default": (int, _("Rung unless the organisation chooses: 0 hidden, 1 members, 2 registered, 3 public.")),
    "least": (int, _("Lowest rung that an organisation may choose.")),
    "most": (int, _("Highest rung that an organisation may choose.")),
}
Rule = shape(
    "FieldRule", **_RULE, organisations=(dict[str, int], _("Rung → how many organisations of the directory stand on it.")),
)  # fmt: skip
RuleDecision = shape(
    "FieldRuleDecision",
    public_id=(str, _("Identifier in addresses.")),
    **_RULE,
    reason=(str, _("Reason.")),
    at=(datetime.datetime, _("When it was decided.")),
    by=(str | None, _("Who decided it.")),
    applied_at=(datetime.datetime | None, _("Since when it holds; null while it is carried out.")),
)
FieldRules = shape(
    "FieldRules",
    items=(list_of(Rule), _("The rules in force.")),
    decisions=(list_of(RuleDecision), _("What was decided, the newest first.")),
)
Views = shape("SavedViews", items=(list_of(View), _("The views that one keeps, by name.")))


@views_router.get(
    "/field-rules",
    response={200: FieldRules, **REFUSED},
    url_name="field_rules",
    summary=_("Who may see which field: defaults and allowed ranges in force, and what was decided"),
)
def field_rules(request: HttpRequest, asked: Query[Asked]) -> Any:  # noqa: ARG001
    """Return the rules of the ladder for who may change them."""
    reader = worker(request, SET_RULES)
    items = [
        {
            "field": one.field,
            "whose": one.whose,
            "default": int(one.rule.default),
            "least": int(one.rule.least),
            "most": int(one.rule.most),
            "organisations": {str(int(rung)): number for rung, number in one.counts.items()},
        }
        for one in rules_now(reader)
    ]
    decisions = [
        {
            "public_id": row.public_id,
            "field": row.field,
            "whose": WHOSE[row.natural_person],
            "default": row.default,
            "least": row.least,
            "most": row.most,
            "reason": row.reason,
            "at": row.at,
            "by": str(row.by) if row.by else None,
            "applied_at": row.applied_at,
        }
        for row in decisions_visible_to(reader)
    ]
    return {"items": items, "decisions": decisions}


@router.get(
    "/organisations/{public_id}/history",
    response={200: page_of(Change, "History"), 404: Refusal, 422: WrongParameters},
    url_name="organisation_history",
    summary=_("Who changed what, as far as the reader may see the fields"),
)
def history(request: HttpRequest, wanted: Query[Paged], public_id: str = PUBLIC_ID) -> dict[str, Any]:
    """Return the changes, the newest first."""
    reader = reader_of(request)
    one = organisation_visible_to(reader, public_id)
    found = changes_visible_to(reader, one)
    items = [
        {
            "public_id": row.public_id,
            "at": row.at,
            "field": row.field,
            "before": row.before or None,
            "after": row.after or None,
            "who": row.who,
            "source": row.source or None,
            "is_undone": row.is_undone,
            "is_undoing": row.is_undoing,
        }
        for row in shown_changes(reader, one, part_of(found, wanted), language())
    ]
    return paged(request, wanted, found.count(), items)


@router.get(
    "/organisations/{public_id}/conflicts",
    response={200: Conflicts, **ABSENT},
    url_name="organisation_conflicts",
    summary=_("Where sources say something else than the profile, for who keeps it"),
)
def conflicts(request: HttpRequest, asked: Query[Asked], public_id: str = PUBLIC_ID) -> Any:  # noqa: ARG001
    """Return what waits for a decision."""
    one = organisation_kept_by(worker(request, KEEP), public_id, DETAIL_PARTS)
    items = [
        {
            "public_id": case.public_id,
            "source": case.source,
            "as_of": case.as_of,
            "fields": [
                {"field": row.title, "kept": row.kept or None, "offered": row.offered or None} for row in case.fields
            ],
        }
        for case in cases_of(one, language())
    ]
    return {"items": items}


@router.get(
    "/organisations/{public_id}/visibility",
    response={200: Visibility, **ABSENT},
    url_name="organisation_visibility",
    summary=_("Who sees which field, for who keeps the profile"),
)
def visibility(request: HttpRequest, asked: Query[Asked], public_id: str = PUBLIC_ID) -> Any:  # noqa: ARG001
    """Return the rungs."""
    form = VisibilityForm(organisation=organisation_kept_by(worker(request, KEEP), public_id, DETAIL_PARTS))
    return {"values": {name: int(form[name].value()) for name in form.fields}}


@router.get(
    "/organisations/{public_id}/administrators",
    response={200: Administrators, **ABSENT},
    url_name="organisation_administrators",
    summary=_("Administrators of an organisation, for who keeps it"),
)
def administrators(request: HttpRequest, asked: Query[Asked], public_id: str = PUBLIC_ID) -> Any:  # noqa: ARG001
    """Return who administers it, and whom it has invited."""
    reader = worker(request, KEEP)
    one = organisation_kept_by(reader, public_id)
    return {
        "items": [
            {"name": str(row.user), "since": row.since, "is_oneself": row.user == reader}
            for row in administrators_of(one)
        ],
        "invitations": [{"public_id": row.public_id, "email": row.email, "at": row.at} for row in invitations_of(one)],
    }


@router.get(
    "/organisations/{public_id}/code-suggestions/{suggestion}",
    response={200: Proposal, **ABSENT},
    url_name="organisation_suggestion",
    summary=_("Activity codes that were proposed for one's own words"),
)
def suggestion(
    request: HttpRequest,
    asked: Query[Asked],  # noqa: ARG001
    public_id: str = PUBLIC_ID,
    suggestion: str = Path(..., description=_("Identifier of a proposal.")),
) -> Any:
    """Return what was proposed."""
    found = suggestion_of(organisation_kept_by(worker(request, KEEP), public_id), suggestion)
    if found is None:
        raise Http404
    return {
        "public_id": found.public_id,
        "method": found.method,
        "offered": [
            {"code": row["code"], "label": text(row["label"], row["language"]), "reason": row["reason"]}
            for row in found.offered
        ],
        "chosen": found.chosen,
    }


@views_router.get(
    "/views",
    response={200: Views, **REFUSED},
    url_name="views",
    summary=_("Searches that one keeps under a name"),
)
def saved_views(request: HttpRequest, asked: Query[Asked]) -> Any:  # noqa: ARG001
    """Return the views by name."""
    found = shown_views(all_views_of(worker(request, FOLLOW)))
    items = [
        {
            "public_id": one.view.public_id,
            "name": one.view.name,
            "query": one.view.query,
            "told": one.told,
            "found": one.found,
            "new": one.new,
            "frequency": one.view.frequency,
            "paused_for": one.view.paused_for or None,
            "last_sent": one.last_sent,
            "has_feed": one.view.feed_digest is not None,
        }
        for one in found
    ]
    return {"items": items}
