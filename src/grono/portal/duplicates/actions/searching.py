"""The search for duplicates as background work: it opens cases, and closes those that are alike no more."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from grono.matching.duplicates import find_duplicates
from grono.portal.core.audit import audit, take_turn
from grono.portal.core.runs import start_run
from grono.portal.directory.duplicable import changed_since, duplicate_records
from grono.portal.duplicates.actions.judging import DECIDED
from grono.portal.duplicates.fingerprints import fingerprints
from grono.portal.duplicates.kinds import CaseState, Origin
from grono.portal.duplicates.models import DuplicateCase, DuplicateSearch

if TYPE_CHECKING:
    import datetime
    from collections.abc import Callable, Iterable

    from django.utils.functional import Promise

    from grono.matching.duplicates import DuplicatePair
    from grono.portal.core.models import BackgroundRun, User

VERBS: dict[str, str | Promise] = {
    "duplicates.start_search": _("Search for duplicates started: %(object)s"),
    "duplicates.keep_search": _("Search for duplicates finished: %(object)s"),
}
KIND = "duplicates.search"
SUBJECT = "directory"
"""What a search is about: all of the directory, which has no identifier of its own."""
READING, COMPARING, KEEPING = _("Reading the directory"), _("Comparing entries"), _("Keeping the cases")
AT_ONCE = 500
CHANGING = ("origin", "verdict", "score", "reasons", "shared", "state", "relation", "first_depends", "fingerprint",
            "decided_by", "decided_at")  # fmt: skip

Pair = tuple[int, int]


@transaction.atomic
def start_search(*, by: User, only_changed: bool = False) -> BackgroundRun:
    """Look for entries that may mean one organisation, in the whole directory or only among what changed since the last search."""
    run = start_run(by=by, kind=KIND, subject_public_id=SUBJECT, parameters={"only_changed": only_changed})
    audit(by=by, verb="duplicates.start_search", object=run)
    return run


def search_for_duplicates(
    *, by: User | None, progress: Callable[..., None], since: datetime.datetime | None = None
) -> DuplicateSearch:
    """Compare the directory, or what changed in it since a moment, and keep a case for each pair found."""
    read_at = timezone.now()
    progress(READING)
    records = duplicate_records()
    touching = None if since is None else changed_since(since)
    progress(COMPARING)
    found = find_duplicates(records, touching=touching, progress=lambda done, total: progress(COMPARING, done, total))
    progress(KEEPING, 0, len(found.pairs))
    with transaction.atomic():
        take_turn()
        _keep(found.pairs, whole=since is None)
        search = DuplicateSearch.objects.create(
            read_at=read_at,
            by=by,
            is_whole=since is None,
            entries=len(records),
            compared=found.compared,
            found=len(found.pairs),
            left_out=[[key[0], number] for key, number in found.left_out],
        )
        audit(by=by, verb="duplicates.keep_search", object=search, after={"found": search.found})
    return search


def _keep(pairs: Iterable[DuplicatePair], *, whole: bool) -> None:
    wanted = dict(_ordered(pair) for pair in pairs)
    known = {(case.first_id, case.second_id): case for case in DuplicateCase.objects.all()}
    digests = fingerprints(case for case in known.values() if case.state in DECIDED)
    new, changed = [], []
    for pair, values in wanted.items():
        case = known.get(pair)
        if case is None:
            new.append(DuplicateCase(first_id=pair[0], second_id=pair[1], origin=Origin.SEARCH, **values))
        elif case.state != CaseState.SAME:
            if case.state == CaseState.GONE or (case.state in DECIDED and case.fingerprint != digests[case.pk]):
                case.forget_decision()
            for name, value in values.items():
                setattr(case, name, value)
            changed.append(case)
    DuplicateCase.objects.bulk_create(new, batch_size=AT_ONCE)
    DuplicateCase.objects.bulk_update(changed, CHANGING, batch_size=AT_ONCE // 5)
    if whole:
        _let_go([case.pk for pair, case in known.items() if pair not in wanted])


def _let_go(keys: list[int]) -> None:
    """Close what only the search had found and finds no longer."""
    for start in range(0, len(keys), AT_ONCE):
        rows = DuplicateCase.objects.filter(pk__in=keys[start : start + AT_ONCE])
        rows.filter(state=CaseState.OPEN, origin=Origin.SEARCH).update(state=CaseState.GONE)


def _ordered(pair: DuplicatePair) -> tuple[Pair, dict[str, Any]]:
    first, second = int(pair.first), int(pair.second)
    turned = first > second
    reasons = [
        [one.field, one.outcome, *((one.second, one.first) if turned else (one.first, one.second))]
        for one in pair.comparisons
    ]
    equal = [str(one.field) for one in pair.comparisons if one.outcome == "equal"]
    values: dict[str, Any] = {
        "verdict": pair.verdict,
        "score": pair.score,
        "reasons": reasons,
        "shared": "".join(f",{name}" for name in equal) + ("," if equal else ""),
    }
    return (min(first, second), max(first, second)), values
