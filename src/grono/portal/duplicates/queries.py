"""Everything that is read of cases and merges; only who judges sees them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Count, F, Q
from django.http import Http404
from django.shortcuts import get_object_or_404

from grono.portal.directory.merging import merge_rules
from grono.portal.directory.queries import organisations_visible_to
from grono.portal.duplicates.images import OWN_APP, manager_of
from grono.portal.duplicates.kinds import CaseState
from grono.portal.duplicates.models import DuplicateCase, DuplicateSearch, Merge

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from grono.portal.core.visitor import Reader
    from grono.portal.directory.models import Organisation

JUDGE = "duplicates.judge"


def cases_visible_to(reader: Reader) -> QuerySet[DuplicateCase]:
    """Return the cases for who judges them; of entries that have left the directory only what was decided to be one."""
    if not reader.can(JUDGE):
        return DuplicateCase.objects.none()
    standing = Q(first__removed_at__isnull=True, second__removed_at__isnull=True)
    return DuplicateCase.objects.filter(standing | Q(state=CaseState.SAME)).select_related(
        "first", "second", "decided_by"
    )


def case_of(reader: Reader, one: Organisation, other: Organisation) -> DuplicateCase:
    """Return the case of two entries, or answer 404."""
    first, second = sorted((one.pk, other.pk))
    return get_object_or_404(cases_visible_to(reader), first=first, second=second)


def standing_entry(reader: Reader, public_id: str) -> Organisation | None:
    """Return an entry that can be compared, by its identifier."""
    return organisations_visible_to(reader).filter(public_id=public_id, removed_at__isnull=True).first()


def cases_found(
    reader: Reader, *, state: str = CaseState.OPEN, reason: str = "", verdict: str = ""
) -> QuerySet[DuplicateCase]:
    """Return the cases of a state that share a field, the likeliest first."""
    found = cases_visible_to(reader).filter(state=state)
    if reason:
        found = found.filter(shared__contains=f",{reason},")
    if verdict:
        found = found.filter(verdict=verdict)
    return found.order_by(F("score").desc(nulls_last=True), "pk")


def count_by_state(reader: Reader) -> dict[str, int]:
    """Return how many cases there are of each state, also of none."""
    rows = cases_visible_to(reader).order_by().values_list("state").annotate(number=Count("pk"))
    return dict.fromkeys(CaseState.values, 0) | dict(rows)


def count_by_reason(reader: Reader, state: str) -> dict[str, int]:
    """Return how many cases of a state share each field."""
    counts: dict[str, int] = {}
    for shared in cases_visible_to(reader).filter(state=state).order_by().values_list("shared", flat=True):
        for field in filter(None, shared.split(",")):
            counts[field] = counts.get(field, 0) + 1
    return counts


def case_visible_to(reader: Reader, public_id: str) -> DuplicateCase:
    """Return one case, or answer 404."""
    return get_object_or_404(cases_visible_to(reader), public_id=public_id)


def neighbours(reader: Reader, case: DuplicateCase) -> tuple[DuplicateCase | None, DuplicateCase | None]:
    """Return the open cases before and after one in the order of the list."""
    score = -1.0 if case.score is None else case.score
    found = cases_visible_to(reader).filter(state=CaseState.OPEN).exclude(pk=case.pk)
    level = Q(score=score) if case.score is not None else Q(score__isnull=True)
    lower = Q(score__lt=score) | (Q(score__isnull=True) if case.score is not None else Q(pk__in=[]))
    before = found.filter(Q(score__gt=score) | (level & Q(pk__lt=case.pk)))
    after = found.filter(lower | (level & Q(pk__gt=case.pk)))
    previous = before.order_by(F("score").asc(nulls_first=True), "-pk").first()
    return previous, after.order_by(F("score").desc(nulls_last=True), "pk").first()


def merges_visible_to(reader: Reader) -> QuerySet[Merge]:
    """Return the merges for who may undo them, the newest first."""
    if not reader.can(JUDGE):
        return Merge.objects.none()
    return Merge.objects.select_related("survivor", "other", "by", "undone_by", "case")


def merge_visible_to(reader: Reader, public_id: str) -> Merge:
    """Return one merge, or answer 404."""
    return get_object_or_404(merges_visible_to(reader), public_id=public_id)


def merge_of(reader: Reader, case: DuplicateCase) -> Merge | None:
    """Return the merge that made the entries of a case one."""
    return merges_visible_to(reader).filter(case=case, undone_at__isnull=True).first()


def moved_by(merge: Merge) -> dict[str, int]:
    """Return table → how many rows a merge changed."""
    rows = merge.rows.order_by().values_list("model").annotate(number=Count("pk"))
    return dict(rows)


def has_newer(merge: Merge) -> bool:
    """Say whether a newer merge stands on this one."""
    newer = Merge.objects.filter(undone_at__isnull=True, pk__gt=merge.pk)
    return newer.filter(Q(survivor=merge.survivor_id) | Q(other=merge.survivor_id)).exists()


def last_search(reader: Reader) -> DuplicateSearch | None:
    """Return the last finished search, for who judges."""
    if not reader.can(JUDGE):
        raise Http404
    return DuplicateSearch.objects.first()


def related_cases(reader: Reader, organisation: Organisation) -> list[DuplicateCase]:
    """Return what was decided to be related with an organisation, where both stand in the directory; everyone may know."""
    standing = organisations_visible_to(reader).order_by().values("pk")
    rows = DuplicateCase.objects.filter(Q(first=organisation) | Q(second=organisation), state=CaseState.RELATED)
    return list(rows.filter(first__in=standing, second__in=standing).select_related("first", "second").order_by("pk"))


def rows_by_relation(organisation: Organisation) -> dict[str, int]:
    """Return relation → how many rows belong to an organisation, of those that have some."""
    found = {}
    for relation in merge_rules():
        model, _dot, column = relation.rpartition(".")
        number = 0 if model.startswith(f"{OWN_APP}.") else manager_of(model).filter(**{column: organisation}).count()
        if number:
            found[relation] = number
    return found
