"""Reading one's own data, requests of others, and how far background work is."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest  # noqa: TC002
from django.utils.translation import gettext_noop as _
from ninja import Query, Router

from grono.portal.api.answers import Choice, Text, language, list_of, page_of, paged, part_of, text
from grono.portal.api.asking import Asked, Paged  # noqa: TC001 - Ninja reads it
from grono.portal.api.reads.reading import ABSENT, PUBLIC_ID, REFUSED, choice, shape, worker
from grono.portal.core.declared import note_owners, require_session, shown_address
from grono.portal.core.languages import in_this_language
from grono.portal.core.queries import run_visible_to, shown_state
from grono.portal.directory.attention import reveals_of
from grono.portal.directory.sights import sights_of
from grono.portal.privacy.erasing import plan
from grono.portal.privacy.fields import Erasure
from grono.portal.privacy.kinds import Way
from grono.portal.privacy.pages import consent_choices, sight_words
from grono.portal.privacy.proving import subjects_with_address
from grono.portal.privacy.queries import (
    access_request_visible_to,
    access_requests_visible_to,
    archives_of,
    consents_of,
    open_request_of,
    requests_visible_to,
    subject_visible_to,
)
from grono.portal.privacy.subjects import subject_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from grono.portal.core.models import BackgroundRun
    from grono.portal.privacy.erasing import Planned

router = Router()
OWN, ANSWER = "core.edit_own_account", "privacy.answer_requests"
ConsentEntry = shape(
    "ConsentEntry",
    purpose=(str, _("Key of the purpose.")),
    title=(str, _("The purpose in words.")),
    text=(Text, _("The text that one agrees to.")),
    version=(int, _("Version of the text.")),
    given_at=(datetime.datetime | None, _("When the consent in force was given; null without one.")),
)
Planned_ = shape(
    "PlannedErasure",
    where=(str, _("What kind of record it is.")),
    fields=(list[str], _("The fields of it.")),
    rows=(int, _("How many there are.")),
    becomes=(Choice, _("What becomes of them.")),
    purpose=(str, _("What they are kept for.")),
    basis=(str, _("On which basis.")),
)
Seen = shape(
    "SeenContact",
    at=(datetime.datetime, _("When.")),
    by=(str, _("Who has seen it.")),
    what=(str, _("email or phone.")),
    organisation=(str, _("Identifier of the organisation.")),
)
Sight = shape(
    "SightOfAdministrator",
    at=(datetime.datetime, _("When.")),
    by=(str, _("Who opened it.")),
    what=(str, _("What was opened, in the language asked for.")),
    reason=(str, _("The reason that was declared.")),
)
RUN: dict[str, Any] = {
    "public_id": (str, _("Identifier in addresses.")),
    "kind": (str, _("Kind of the work.")),
    "state": (Choice, _("How far it is.")),
    "step": (str | None, _("What it is doing, in the language asked for.")),
    "done": (int, _("How much of this step is done.")),
    "total": (int, _("How much there is to do in this step; 0 where that is not known.")),
    "errors": (list[str], _("What went wrong, in the language asked for.")),
    "created_at": (datetime.datetime, _("When it was asked for.")),
    "finished_at": (datetime.datetime | None, _("When it ended.")),
}
Run = shape("Run", **RUN)
Me = shape(
    "Me",
    public_id=(str, _("Identifier of the account.")),
    consents=(list_of(ConsentEntry), _("Every purpose that needs a consent, with its text.")),
    archives=(
        list_of(Run),
        _("Collections of everything about oneself; the file is given out on the page, after a new log-in."),
    ),
    erasure_asked_at=(datetime.datetime | None, _("When one asked to be erased, while the request waits.")),
    erasure=(list_of(Planned_), _("What would go and what would stay.")),
    seen=(list_of(Seen), _("Who has seen one's contacts, the last one first.")),
    sights=(list_of(Sight), _("What administrators opened in declared sessions, the last one first.")),
)
RequestEntry = shape(
    "ErasureRequestEntry",
    person=(str, _("Identifier of the person.")),
    asked_at=(datetime.datetime, _("When the person asked.")),
    way=(Choice, _("How the request came.")),
    answer_by=(datetime.datetime, _("By when it has to be answered.")),
    answered_at=(datetime.datetime | None, _("When it was answered; null while it waits.")),
)
ErasurePlan = shape(
    "ErasurePlan",
    person=(str, _("Identifier of the person.")),
    asked_at=(datetime.datetime | None, _("When the person asked, while the request waits.")),
    items=(list_of(Planned_), _("What would go and what would stay.")),
)
AccessEntry = shape(
    "AccessRequestEntry",
    public_id=(str, _("Identifier of the request.")),
    address=(str | None, _("The address that asked, whole in a declared session only; null once it is answered.")),
    asked_at=(datetime.datetime, _("When the person asked.")),
    answer_by=(datetime.datetime, _("By when it has to be answered.")),
    answered_at=(datetime.datetime | None, _("When it was answered; null while it waits.")),
)
Candidate = shape(
    "AccessCandidate",
    person=(str, _("Identifier of the person.")),
    name=(str, _("Name as it stands first.")),
)
AccessQuestion = shape(
    "AccessRequest",
    public_id=(str, _("Identifier of the request.")),
    address=(str | None, _("The address that asked; null once it is answered.")),
    people=(list_of(Candidate), _("Those at whom the address stands.")),
)
MOST_SEEN = 100


@router.get(
    "/me", response={200: Me, **REFUSED}, url_name="me", summary=_("What is kept about oneself, and one's consents")
)
def me(request: HttpRequest, asked: Query[Asked]) -> Any:  # noqa: ARG001
    """Return one's own consents, archives and request."""
    reader = worker(request, OWN)
    subject = subject_of(reader)
    waiting = open_request_of(subject)
    return {
        "public_id": reader.public_id,
        "consents": [_consent(one) for one in consent_choices(consents_of(subject))],
        "archives": [_run(one) for one in archives_of(reader)[:10]],
        "erasure_asked_at": waiting.asked_at if waiting else None,
        "erasure": _planned(plan(subject)),
        "seen": [
            {
                "at": row.at,
                "by": str(row.seen_by or ""),
                "what": row.what,
                "organisation": row.post.organisation.public_id,
            }
            for row in reveals_of(reader)[:MOST_SEEN]
        ],
        "sights": [
            {"at": one.at, "by": str(one.session.user), "what": sight_words(one), "reason": one.session.reason}
            for one in sights_of(reader)[:MOST_SEEN]
        ],
    }


@router.get(
    "/erasure-requests",
    response={200: page_of(RequestEntry, "ErasureRequests"), **REFUSED},
    url_name="erasure_requests",
    summary=_("Requests of people to be erased"),
)
def list_requests(request: HttpRequest, wanted: Query[Paged]) -> dict[str, Any]:
    """Return the requests, the oldest first."""
    found = requests_visible_to(worker(request, ANSWER))
    items = [
        {
            "person": one.subject_public_id,
            "asked_at": one.asked_at,
            "way": choice(Way, one.way),
            "answer_by": one.answer_by,
            "answered_at": one.answered_at,
        }
        for one in part_of(found, wanted)
    ]
    return paged(request, wanted, found.count(), items)


@router.get(
    "/access-requests",
    response={200: page_of(AccessEntry, "AccessRequests"), **REFUSED},
    url_name="access_requests",
    summary=_("Questions from addresses that prove nobody"),
)
def list_access_requests(request: HttpRequest, wanted: Query[Paged]) -> dict[str, Any]:
    """Return the requests, the oldest first."""
    reader = worker(request, ANSWER)
    found = access_requests_visible_to(reader)
    items = [
        {
            "public_id": one.public_id,
            "address": shown_address(reader, one.email) if one.email else None,
            "asked_at": one.asked_at,
            "answer_by": one.answer_by,
            "answered_at": one.answered_at,
        }
        for one in part_of(found, wanted)
    ]
    return paged(request, wanted, found.count(), items)


@router.get(
    "/access-requests/{public_id}",
    response={200: AccessQuestion, **ABSENT},
    url_name="access_request",
    summary=_("One question from an address that proves nobody"),
)
def one_access_request(request: HttpRequest, asked: Query[Asked], public_id: str = PUBLIC_ID) -> Any:  # noqa: ARG001
    """Return the address and the people at whom it stands."""
    reader = worker(request, ANSWER)
    found = access_request_visible_to(reader, public_id)
    require_session(reader)
    people = subjects_with_address(found.email) if found.email else []
    note_owners(request, (one.public_id for one in people))
    listed = [{"person": one.public_id, "name": one.name} for one in people]
    return {"public_id": found.public_id, "address": found.email or None, "people": listed}


@router.get(
    "/people/{public_id}/erasure",
    response={200: ErasurePlan, **ABSENT},
    url_name="person_erasure",
    summary=_("Dry run of somebody's erasure"),
)
def one_plan(request: HttpRequest, asked: Query[Asked], public_id: str = PUBLIC_ID) -> Any:  # noqa: ARG001
    """Return what would go and what would stay."""
    reader = worker(request, ANSWER)
    subject = subject_visible_to(reader, public_id)
    require_session(reader)
    waiting = open_request_of(subject)
    return {
        "person": subject.public_id,
        "asked_at": waiting.asked_at if waiting else None,
        "items": _planned(plan(subject)),
    }


@router.get("/runs/{public_id}", response={200: Run, **ABSENT}, url_name="run", summary=_("How far background work is"))
def one_run(request: HttpRequest, asked: Query[Asked], public_id: str = PUBLIC_ID) -> Any:  # noqa: ARG001
    """Return one run."""
    return _run(run_visible_to(worker(request, "core.see_own_runs"), public_id))


def _consent(one: dict[str, Any]) -> dict[str, Any]:
    words = one["text"]
    return {
        "purpose": one["purpose"],
        "title": str(one["title"]),
        "text": text(str(words.text), words.language),
        "version": words.version,
        "given_at": one["given"].given_at if one["given"] else None,
    }


def _planned(items: Iterable[Planned]) -> list[dict[str, Any]]:
    return [
        {
            "where": one.title,
            "fields": [str(field) for field in one.fields],
            "rows": one.number,
            "becomes": choice(Erasure, one.erasure),
            "purpose": str(one.purpose.title),
            "basis": one.purpose.article,
        }
        for one in items
    ]


def _run(one: BackgroundRun) -> dict[str, Any]:
    state = shown_state(one)
    return {
        "public_id": one.public_id,
        "kind": one.kind,
        "state": choice(type(state), state),
        "step": in_this_language(one.step) or None,
        "done": one.step_done,
        "total": one.step_total,
        "errors": one.errors.get(language(), []),
        "created_at": one.created_at,
        "finished_at": one.finished_at,
    }
