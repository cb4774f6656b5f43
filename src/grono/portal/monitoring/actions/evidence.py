"""What stands behind the figures: files and addresses added and removed; a removed file stays known by its checksum."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from grono.portal.clusters.storage import forget, take_in
from grono.portal.core.audit import audit, take_turn
from grono.portal.core.problems import RefusedError
from grono.portal.monitoring.actions.reports import part_of
from grono.portal.monitoring.kinds import WRITABLE, EvidenceKind
from grono.portal.monitoring.models import Evidence

if TYPE_CHECKING:
    from grono.portal.clusters.storage import Upload
    from grono.portal.core.models import User
    from grono.portal.monitoring.models import Report


@transaction.atomic
def add_evidence(
    *, by: User | None, report: Report, title: str, url: str = "", upload: Upload | None = None, **described: Any
) -> Evidence:
    """Add a file or an address to a report that is being written."""
    take_turn()
    report.refresh_from_db()
    if report.state not in WRITABLE:
        raise RefusedError(_("Evidence is added while the report is written; this one has been handed in."))
    part_of(by=by, report=report)
    if (upload is None) == (not url):
        raise RefusedError(_("Choose a file or write an address: exactly one of them."))
    kept: dict[str, Any] = {"kind": EvidenceKind.ADDRESS, "url": url}
    if upload is not None:
        stored = take_in(upload)
        kept = {
            "kind": EvidenceKind.FILE, "stored_name": stored.stored_name, "original_name": stored.original_name,
            "media_type": stored.media_type, "size": stored.size, "sha256": stored.sha256,
        }  # fmt: skip
    same = _same(report, title, kept, described)
    if same is not None:
        if upload is not None:
            forget(kept["stored_name"])
        return same
    evidence = Evidence.objects.create(report=report, title=title, added_by=by, **kept, **described)
    audit(by=by, verb="monitoring.add_evidence", object=report, after={"evidence": title, "sha256": evidence.sha256})
    return evidence


def _same(report: Report, title: str, kept: dict[str, Any], described: dict[str, Any]) -> Evidence | None:
    """Return the same document described in the same way: a button pressed twice adds it once."""
    known = {"url": kept.get("url", ""), "sha256": kept.get("sha256", ""), **described}
    return Evidence.objects.filter(report=report, title=title, removed_at__isnull=True, **known).first()


@transaction.atomic
def remove_evidence(*, by: User | None, evidence: Evidence) -> Evidence:
    """Remove a piece of evidence: the file goes, its name and checksum stay."""
    take_turn()
    locked = (
        Evidence.objects.select_for_update(of=("self",)).select_related("report__period__strategy").get(pk=evidence.pk)
    )
    if locked.removed_at is not None:
        raise RefusedError(_("This evidence was already removed."))
    if not (by is None or by.can("monitoring.approve")):
        if locked.report.state not in WRITABLE:
            raise RefusedError(_("The report has been handed in; only an approver removes its evidence now."))
        part_of(by=by, report=locked.report)
    locked.removed_at = timezone.now()
    locked.save(update_fields=["removed_at"])
    audit(
        by=by,
        verb="monitoring.remove_evidence",
        object=locked.report,
        before={"evidence": locked.title, "sha256": locked.sha256},
    )
    if locked.stored_name:
        transaction.on_commit(lambda: forget(locked.stored_name))
    return locked
