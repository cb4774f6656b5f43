"""Reading imports with their problems and rows, and answers of registers."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any, Literal

from django.http import HttpRequest  # noqa: TC002
from django.utils.translation import gettext_noop as _
from ninja import Field, Path, Query, Router

from grono.portal.api.answers import Choice, language, list_of, page_of, paged, part_of
from grono.portal.api.asking import Asked, Paged
from grono.portal.api.reads.reading import ABSENT, PUBLIC_ID, REFUSED, choice, shape, worker
from grono.portal.intake.kinds import ImportState, RowOutcome
from grono.portal.intake.queries import (
    PERMISSION,
    firm_search_visible_to,
    import_visible_to,
    imports_visible_to,
    look_ups_of_list,
    open_warnings,
    problems_of_kind,
    rows_of_outcome,
)

if TYPE_CHECKING:
    from grono.portal.intake.models import Import, LookUp

router = Router()
IMPORT: dict[str, Any] = {
    "public_id": (str, _("Identifier in addresses.")),
    "file": (str, _("Name of the file.")),
    "sha256": (str, _("Checksum of the file.")),
    "source": (str, _("Who keeps the list.")),
    "as_of": (datetime.date, _("The day of which the list tells.")),
    "rows": (int, _("Rows of the list.")),
    "state": (Choice, _("How far the list is.")),
    "counts": (dict[str, int], _("What becomes of its rows: created, changed, unchanged, skipped, with errors.")),
    "run": (str | None, _("Identifier of the background work; /runs tells how far it is.")),
    "created_at": (datetime.datetime, _("When it was sent in.")),
}
ImportEntry = shape("ImportEntry", **IMPORT)
ImportDetails = shape(
    "ImportDetails",
    **IMPORT,
    header=(list[str], _("Headings of the list.")),
    columns=(dict[str, str], _("Field of the directory → heading of the column that holds it.")),
    code_system=(str | None, _("Edition of the activity codes.")),
    default_type=(str, _("Type where the list does not say.")),
    open_warnings=(list[str], _("Kinds of warnings that still have to be waived.")),
    waived=(dict[str, Any], _("Kind of warning → why it may stand, and who says so.")),
    applied_at=(datetime.datetime | None, _("When it was brought in.")),
    undone_at=(datetime.datetime | None, _("When it was taken back.")),
)
ImportProblem = shape(
    "ImportProblem",
    row=(int | None, _("Row of the file; null where it is about the whole list.")),
    column=(str | None, _("Heading of the column.")),
    code=(str, _("Kind of the problem, the same in every language.")),
    severity=(str, _("error or warning; a warning can be waived.")),
    value=(str | None, _("The value as it was read.")),
    nearest=(str | None, _("The nearest value that would be right.")),
    message=(str, _("What to write, in the language asked for.")),
)
ImportRow = shape(
    "ImportRow",
    row=(int, _("Row of the file.")),
    title=(str, _("The organisation, as the list names it.")),
    outcome=(Choice, _("What becomes of the row.")),
    organisation=(str | None, _("Identifier of the organisation in the directory.")),
    changes=(dict[str, Any], _("Field → before and after.")),
    conflicts=(dict[str, Any], _("Values that were not taken, because a stronger or newer one stands.")),
)
RegisterEntry = shape(
    "RegisterEntry",
    public_id=(str, _("Identifier in addresses.")),
    values=(dict[str, Any], _("What the register says, by field of the directory.")),
    evidence=(dict[str, Any], _("Checksum and time of the answer.")),
    taken_at=(datetime.datetime | None, _("When values were taken over.")),
    organisation=(str | None, _("Identifier of the organisation in the directory.")),
)
LookedUp = shape(
    "LookUp",
    register_key=(str, _("The register.")),
    number=(str, _("The number that was asked for.")),
    asked_at=(datetime.datetime | None, _("When it was asked; null while it waits.")),
    is_recorded=(bool, _("Whether the answer is a recorded one of the demonstration.")),
    refusal=(str | None, _("Why there is no answer, in the language asked for.")),
    entries=(list_of(RegisterEntry), _("The entries of the register; several are for people to judge.")),
)
LookUps = shape("LookUps", items=(list_of(LookedUp), _("What was asked for together.")))

FirmSearch = shape(
    "FirmSearch",
    public_id=(str, _("Identifier in addresses.")),
    codes=(list[str], _("The codes that were asked for.")),
    system=(str, _("Classification of the codes.")),
    region=(str, _("TERYT of the voivodeship or powiat.")),
    found=(int, _("Firms that the register knows there.")),
    refusal=(str | None, _("Why there is no answer, in the language asked for.")),
    run=(str | None, _("Identifier of the background work; /runs tells how far it is.")),
    list=(str | None, _("Identifier of the list of these firms, which is brought in like any other.")),
)


class WantedProblems(Paged):
    """Which problems are wanted."""

    code: str | None = Field(None, max_length=40, description=_("Only problems of this kind."))


class WantedRows(Paged):
    """Which rows are wanted."""

    outcome: Literal["created", "changed", "unchanged", "skipped"] | None = Field(
        None, description=_("Only rows of which this becomes.")
    )


@router.get(
    "/imports",
    response={200: page_of(ImportEntry, "Imports"), **REFUSED},
    url_name="imports",
    summary=_("Lists that were sent in, the newest first"),
)
def list_imports(request: HttpRequest, wanted: Query[Paged]) -> dict[str, Any]:
    """Return the imports."""
    found = imports_visible_to(worker(request, PERMISSION))
    return paged(request, wanted, found.count(), [_entry(one) for one in part_of(found, wanted)])


@router.get(
    "/imports/{public_id}",
    response={200: ImportDetails, **ABSENT},
    url_name="import",
    summary=_("One list: how far it is and what becomes of its rows"),
)
def one_import(request: HttpRequest, asked: Query[Asked], public_id: str = PUBLIC_ID) -> dict[str, Any]:  # noqa: ARG001
    """Return one import."""
    one = import_visible_to(worker(request, PERMISSION), public_id)
    return {
        **_entry(one),
        "header": one.header,
        "columns": one.columns,
        "code_system": one.code_system or None,
        "default_type": one.default_type,
        "open_warnings": open_warnings(one),
        "waived": one.waived,
        "applied_at": one.applied_at,
        "undone_at": one.undone_at,
    }


@router.get(
    "/imports/{public_id}/problems",
    response={200: page_of(ImportProblem, "ImportProblems"), **ABSENT},
    url_name="import_problems",
    summary=_("Everything that the dry run found"),
)
def problems(request: HttpRequest, wanted: Query[WantedProblems], public_id: str = PUBLIC_ID) -> dict[str, Any]:
    """Return the problems in the order of the file."""
    found = problems_of_kind(import_visible_to(worker(request, PERMISSION), public_id), wanted.code or "")
    items = [
        {
            "row": row.row,
            "column": row.column or None,
            "code": row.code,
            "severity": row.severity,
            "value": row.value or None,
            "nearest": row.nearest or None,
            "message": row.sentences.get(language(), ""),
        }
        for row in part_of(found, wanted)
    ]
    return paged(request, wanted, found.count(), items)


@router.get(
    "/imports/{public_id}/rows",
    response={200: page_of(ImportRow, "ImportRows"), **ABSENT},
    url_name="import_rows",
    summary=_("The rows of a list and what becomes of each"),
)
def rows(request: HttpRequest, wanted: Query[WantedRows], public_id: str = PUBLIC_ID) -> dict[str, Any]:
    """Return the rows in the order of the file."""
    found = rows_of_outcome(import_visible_to(worker(request, PERMISSION), public_id), wanted.outcome or "")
    items = [
        {
            "row": row.row,
            "title": row.title,
            "outcome": choice(RowOutcome, row.outcome),
            "organisation": row.organisation_public_id or None,
            "changes": row.changes,
            "conflicts": row.conflicts,
        }
        for row in part_of(found, wanted)
    ]
    return paged(request, wanted, found.count(), items)


@router.get(
    "/look-ups/{list_id}",
    response={200: LookUps, **ABSENT},
    url_name="look_ups",
    summary=_("What a register answered"),
)
def look_ups(
    request: HttpRequest,
    asked: Query[Asked],  # noqa: ARG001
    list_id: str = Path(..., description=_("Identifier that the question was answered with.")),
) -> dict[str, Any]:
    """Return the answers to what was asked together."""
    return {"items": [_looked_up(one) for one in look_ups_of_list(worker(request, PERMISSION), list_id)]}


@router.get(
    "/firm-searches/{public_id}",
    response={200: FirmSearch, **ABSENT},
    url_name="firm_search",
    summary=_("How a search for firms ended"),
)
def firm_search(request: HttpRequest, asked: Query[Asked], public_id: str = PUBLIC_ID) -> dict[str, Any]:  # noqa: ARG001
    """Return one search."""
    one = firm_search_visible_to(worker(request, PERMISSION), public_id)
    return {
        "public_id": one.public_id,
        "codes": one.codes,
        "system": one.system,
        "region": one.region,
        "found": one.found,
        "refusal": one.refusals.get(language()) or None,
        "run": one.run.public_id if one.run else None,
        "list": one.answer.public_id if one.answer else None,
    }


def _entry(one: Import) -> dict[str, Any]:
    return {
        "public_id": one.public_id,
        "file": one.original_name,
        "sha256": one.sha256,
        "source": one.source,
        "as_of": one.as_of,
        "rows": one.row_count,
        "state": choice(ImportState, one.state),
        "counts": one.counts,
        "run": one.run.public_id if one.run else None,
        "created_at": one.created_at,
    }


def _looked_up(one: LookUp) -> dict[str, Any]:
    return {
        "register_key": one.register,
        "number": one.number,
        "asked_at": one.asked_at,
        "is_recorded": one.is_recorded,
        "refusal": one.refusals.get(language()) or None,
        "entries": [
            {
                "public_id": entry.public_id,
                "values": entry.values,
                "evidence": entry.evidence,
                "taken_at": entry.applied_at,
                "organisation": entry.organisation_public_id or None,
            }
            for entry in one.entries.all()
        ],
    }
