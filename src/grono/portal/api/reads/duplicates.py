"""Reading cases of entries that may mean one organisation, and merges."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any, Literal

from django.http import HttpRequest  # noqa: TC002
from django.utils.translation import get_language
from django.utils.translation import gettext_noop as _
from ninja import Field, Query, Router

from grono.portal.api.answers import Choice, Text, list_of, page_of, paged, part_of, text
from grono.portal.api.asking import Asked, Paged
from grono.portal.api.reads.reading import ABSENT, PUBLIC_ID, REFUSED, choice, shape, worker
from grono.portal.directory.merging import blockers_between
from grono.portal.directory.sameness import side_by_side
from grono.portal.duplicates.kinds import CaseState, Relation, Verdict
from grono.portal.duplicates.pages.merges import to_choose
from grono.portal.duplicates.queries import (
    JUDGE,
    case_visible_to,
    cases_found,
    has_newer,
    merge_of,
    merge_visible_to,
    merges_visible_to,
    moved_by,
)

if TYPE_CHECKING:
    from grono.portal.duplicates.models import DuplicateCase, Merge

router = Router()
Party = shape(
    "Party",
    public_id=(str, _("Identifier of the organisation.")),
    legal_name=(Text, _("Its legal name.")),
)
CASE: dict[str, Any] = {
    "public_id": (str, _("Identifier in addresses.")),
    "first": (Party, _("One of the two entries.")),
    "second": (Party, _("The other entry.")),
    "state": (Choice, _("Where the case stands.")),
    "verdict": (Choice | None, _("What the search proposes.")),
    "score": (float | None, _("How likely the two are one, from 0 to 1.")),
    "shared": (list[str], _("Fields that both have in common.")),
}
Case = shape("DuplicateCase", **CASE)
Compared = shape(
    "ComparedField",
    field=(str, _("Key of the field.")),
    title=(str, _("Its name.")),
    outcome=(str, _("equal, similar, different, missing on a side, or hidden.")),
    first=(str | None, _("Value of the first entry, in words.")),
    second=(str | None, _("Value of the second entry, in words.")),
    better=(str, _("Whose value has the better source: first or second.")),
)
Blocker = shape(
    "Blocker", reason=(str, _("Why the two cannot be merged now.")), step=(str, _("What to do so that they can."))
)
CaseDetails = shape(
    "DuplicateCaseDetails",
    **CASE,
    relation=(Choice | None, _("How the two are related, where that was decided.")),
    note=(str | None, _("What the decision rests on.")),
    decided_at=(datetime.datetime | None, _("When it was decided.")),
    fields=(list_of(Compared), _("Both entries field by field.")),
    choices=(list[str], _("Fields of which a merge has to choose a value, when the first stays.")),
    blockers=(list_of(Blocker), _("What stands in the way of a merge.")),
    merge=(str | None, _("Identifier of the merge, where the two are one.")),
)
MERGE: dict[str, Any] = {
    "public_id": (str, _("Identifier in addresses.")),
    "survivor": (Party, _("The entry that stayed.")),
    "other": (Party, _("The entry that went.")),
    "at": (datetime.datetime, _("When they were merged.")),
    "undone_at": (datetime.datetime | None, _("When the merge was undone; null while it holds.")),
}
Merged = shape("MergeEntry", **MERGE)
MergeDetails = shape(
    "MergeDetails",
    **MERGE,
    taken=(list[str], _("Fields whose value came from the entry that went.")),
    moved=(dict[str, int], _("Table → how many rows the merge changed.")),
    left=(list[Any], _("After the undoing: what could not go back, or stays with the survivor.")),
    has_newer=(bool, _("Whether a newer merge rests on this one, which has to be undone first.")),
)


class WantedCases(Paged):
    """Which cases are wanted."""

    state: Literal["open", "same", "different", "related", "gone"] = Field(
        "open", description=_("Where the case stands.")
    )
    reason: str | None = Field(None, max_length=40, description=_("A field that both have in common."))
    verdict: Literal["same", "perhaps"] | None = Field(None, description=_("What the search proposes."))


@router.get(
    "/duplicates",
    response={200: page_of(Case, "DuplicateCases"), **REFUSED},
    url_name="duplicates",
    summary=_("Cases of entries that may mean one organisation, the likeliest first"),
)
def list_cases(request: HttpRequest, wanted: Query[WantedCases]) -> dict[str, Any]:
    """Return the cases of one state."""
    reader = worker(request, JUDGE)
    found = cases_found(reader, state=wanted.state, reason=wanted.reason or "", verdict=wanted.verdict or "")
    return paged(request, wanted, found.count(), [_case(one) for one in part_of(found, wanted)])


@router.get(
    "/duplicates/{public_id}",
    response={200: CaseDetails, **ABSENT},
    url_name="duplicate",
    summary=_("One case: both entries field by field, what a merge has to choose, what stands in its way"),
)
def one_case(request: HttpRequest, asked: Query[Asked], public_id: str = PUBLIC_ID) -> dict[str, Any]:  # noqa: ARG001
    """Return one case."""
    reader = worker(request, JUDGE)
    case = case_visible_to(reader, public_id)
    rows = list(side_by_side(reader, case.first, case.second, get_language() or "en"))
    merged = merge_of(reader, case)
    return {
        **_case(case),
        "relation": choice(Relation, case.relation),
        "note": case.note or None,
        "decided_at": case.decided_at,
        "fields": [
            {
                "field": row.field,
                "title": row.title,
                "outcome": row.outcome,
                "first": row.first.text or None if row.first.is_shown else None,
                "second": row.second.text or None if row.second.is_shown else None,
                "better": "second" if row.takes_second else "first",
            }
            for row in rows
        ],
        "choices": [row.field for row in to_choose(rows)],
        "blockers": [
            {"reason": str(one.reason), "step": str(one.step)} for one in blockers_between(case.first, case.second)
        ],
        "merge": merged.public_id if merged else None,
    }


@router.get(
    "/merges",
    response={200: page_of(Merged, "Merges"), **REFUSED},
    url_name="merges",
    summary=_("Merges, the newest first"),
)
def list_merges(request: HttpRequest, wanted: Query[Paged]) -> dict[str, Any]:
    """Return the merges."""
    found = merges_visible_to(worker(request, JUDGE))
    return paged(request, wanted, found.count(), [_merge(one) for one in part_of(found, wanted)])


@router.get(
    "/merges/{public_id}",
    response={200: MergeDetails, **ABSENT},
    url_name="merge",
    summary=_("One merge with what it changed"),
)
def one_merge(request: HttpRequest, asked: Query[Asked], public_id: str = PUBLIC_ID) -> dict[str, Any]:  # noqa: ARG001
    """Return one merge."""
    found = merge_visible_to(worker(request, JUDGE), public_id)
    return {
        **_merge(found),
        "taken": found.taken,
        "moved": moved_by(found),
        "left": found.left,
        "has_newer": has_newer(found),
    }


def _party(one: Any) -> dict[str, Any]:
    return {"public_id": one.public_id, "legal_name": text(one.legal_name, one.name_language)}


def _case(one: DuplicateCase) -> dict[str, Any]:
    return {
        "public_id": one.public_id,
        "first": _party(one.first),
        "second": _party(one.second),
        "state": choice(CaseState, one.state),
        "verdict": choice(Verdict, one.verdict),
        "score": one.score,
        "shared": [name for name in one.shared.split(",") if name],
    }


def _merge(one: Merge) -> dict[str, Any]:
    return {
        "public_id": one.public_id,
        "survivor": _party(one.survivor),
        "other": _party(one.other),
        "at": one.at,
        "undone_at": one.undone_at,
    }
