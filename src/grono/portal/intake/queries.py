"""What is read of imports and look-ups; each query knows who asks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Count
from django.http import Http404
from django.shortcuts import get_object_or_404

from grono.portal.core.queries import shown_state
from grono.portal.directory.taking_back import Taken, TakenBack, what_goes_back
from grono.portal.intake.kinds import RowOutcome
from grono.portal.intake.models import DuplicateCase, FirmSearch, Import, LookUp, Mapping, RegisterEntry

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from grono.portal.core.models import BackgroundRun
    from grono.portal.core.visitor import Reader
from grono.portal.intake.models import ImportProblem, ImportRow

PERMISSION = "intake.import_organisations"


def imports_visible_to(reader: Reader) -> QuerySet[Import]:
    """Return the imports for who may bring organisations in."""
    return Import.objects.select_related("owner", "run") if reader.can(PERMISSION) else Import.objects.none()


def import_visible_to(reader: Reader, public_id: str) -> Import:
    """Return one import, or answer 404."""
    return get_object_or_404(imports_visible_to(reader), public_id=public_id)


def import_of_run(run: BackgroundRun) -> Import:
    """Return the import that a run is for."""
    return Import.objects.get(public_id=run.subject_public_id)


def goes_on(one: Import) -> bool:
    """Say whether the background work of an import is waiting or being done."""
    return one.run is not None and shown_state(one.run) in ("waiting", "running")


def imports_named(name: str) -> bool:
    """Say whether a list of this name was uploaded; for loaders, not for pages."""
    return Import.objects.filter(original_name=name).exists()


def import_is_there(public_id: str) -> bool:
    """Say whether an import exists; for the addresses of runs."""
    return Import.objects.filter(public_id=public_id).exists()


def mappings() -> QuerySet[Mapping]:
    """Return the saved mappings."""
    return Mapping.objects.all()


def problem_kinds(one: Import) -> list[tuple[str, str, int]]:
    """Return kind, weight and number of the problems of a list."""
    rows = one.problems.order_by("severity", "code").values_list("code", "severity").annotate(number=Count("pk"))
    return [(code, severity, number) for code, severity, number in rows]


def problems_of_kind(one: Import, code: str) -> QuerySet[ImportProblem]:
    """Return the problems, of one kind or all."""
    rows = one.problems.all()
    return rows.filter(code=code) if code else rows


def rows_of_outcome(one: Import, outcome: str) -> QuerySet[ImportRow]:
    """Return the rows, of one outcome or all."""
    rows = one.rows.all()
    return rows.filter(outcome=outcome) if outcome else rows


def look_ups_visible_to(reader: Reader) -> QuerySet[LookUp]:
    """Return the look-ups for who may bring organisations in."""
    found = LookUp.objects.prefetch_related("entries", "duplicates")
    return found if reader.can(PERMISSION) else found.none()


def look_ups_of_list(reader: Reader, list_id: str) -> list[LookUp]:
    """Return the look-ups that were asked for together, or answer 404."""
    found = list(look_ups_visible_to(reader).filter(list_id=list_id).order_by("pk"))
    if not found:
        raise Http404
    return found


def entry_visible_to(reader: Reader, public_id: str) -> RegisterEntry:
    """Return one entry of a register, or answer 404."""
    rows = RegisterEntry.objects.filter(look_up__in=look_ups_visible_to(reader)).select_related("look_up")
    return get_object_or_404(rows, public_id=public_id)


def duplicate_cases(reader: Reader) -> QuerySet[DuplicateCase]:
    """Return the numbers that several entries of one register share, for people to judge."""
    rows = DuplicateCase.objects.select_related("look_up")
    return rows if reader.can(PERMISSION) else rows.none()


def open_warnings(one: Import) -> list[str]:
    """Return the kinds of warnings that nobody has waived."""
    codes = one.problems.filter(severity="warning").order_by().values_list("code", flat=True).distinct()
    return sorted(set(codes) - set(one.waived))


def taken_of(one: Import) -> list[Taken]:
    """Return what an import has done, as the directory takes it back."""
    rows = one.rows.filter(outcome__in=[RowOutcome.CREATED, RowOutcome.CHANGED], organisation_key__isnull=False)
    return [
        Taken(row.organisation_key or 0, row.outcome == RowOutcome.CREATED, row.changes, row.provenance)
        for row in rows.iterator(chunk_size=2_000)
    ]


def what_undoing_does(one: Import) -> TakenBack:
    """Return what comes back and what stays because it has changed since; nothing is written."""
    return what_goes_back(taken_of(one))


def firm_searches_visible_to(reader: Reader) -> QuerySet[FirmSearch]:
    """Return the searches for firms for who may bring organisations in."""
    found = FirmSearch.objects.select_related("answer", "run", "owner")
    return found if reader.can(PERMISSION) else found.none()


def firm_search_visible_to(reader: Reader, public_id: str) -> FirmSearch:
    """Return one search for firms, or answer 404."""
    return get_object_or_404(firm_searches_visible_to(reader), public_id=public_id)
