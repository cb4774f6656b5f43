from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from grono.portal.clusters import evidence
from grono.portal.clusters.criteria import criteria_set, state_of
from grono.portal.clusters.kinds import Judgement
from grono.portal.clusters.models import Dossier, DossierCriterion, DossierEvidence
from grono.portal.clusters.permissions import refuse_stranger
from grono.portal.core.audit import audit, take_turn
from grono.portal.core.problems import RefusedError

if TYPE_CHECKING:
    import datetime
    from collections.abc import Mapping

    from grono.portal.clusters.models import Cluster, EvidenceFile
    from grono.portal.core.models import User


@transaction.atomic
def open_dossier(*, by: User, cluster: Cluster, content: Mapping[str, Any], reference_date: datetime.date) -> Dossier:
    """Open a label file for a version of a set and a day, with the values that can be computed."""
    take_turn()
    refuse_stranger(by, cluster)
    if reference_date > timezone.localdate():
        raise RefusedError(_("The reference date lies in the future. Choose a day of which something is known."))
    dossier = _new(by, cluster, content, reference_date)
    _compute(by, dossier)
    audit(by=by, verb="clusters.open_dossier", object=cluster, after=_named(dossier))
    return dossier


def _new(by: User, cluster: Cluster, content: Mapping[str, Any], reference_date: datetime.date) -> Dossier:
    dossier = Dossier.objects.create(
        cluster=cluster,
        set_key=content["key"],
        set_version=content["version"],
        criteria_set=content,
        reference_date=reference_date,
        created_by=by,
    )
    DossierCriterion.objects.bulk_create(
        DossierCriterion(dossier=dossier, code=criterion["code"], position=position)
        for position, criterion in enumerate(content["criteria"])
    )
    return dossier


def _named(dossier: Dossier) -> dict[str, Any]:
    return {"set": f"{dossier.set_key} {dossier.set_version}", "as_of": dossier.reference_date}


@transaction.atomic
def compute_dossier(*, by: User, dossier: Dossier) -> Dossier:
    """Compute the values anew; notes, judgements and evidence stay."""
    take_turn()
    refuse_stranger(by, dossier.cluster)
    _compute(by, dossier)
    audit(by=by, verb="clusters.compute_dossier", object=dossier.cluster, after=_named(dossier))
    return dossier


def _compute(by: User, dossier: Dossier) -> None:
    case = evidence.Case(dossier.cluster, dossier.reference_date, by)
    by_code = {criterion["code"]: criterion for criterion in dossier.criteria_set["criteria"]}
    rows = list(dossier.criteria.all())
    for row in rows:
        criterion = by_code[row.code]
        found = evidence.find(criterion["evidence"], case)
        row.value = None if found.value is None else str(found.value)
        row.rows = [list(pair) for pair in found.rows]
        row.state = state_of(criterion, found.value, row.judgement)
    DossierCriterion.objects.bulk_update(rows, ["value", "rows", "state"])
    dossier.computed_at = timezone.now()
    dossier.save(update_fields=["computed_at"])


@transaction.atomic
def copy_dossier(*, by: User, dossier: Dossier) -> Dossier:
    """Open a label file for the newest version of the same set; notes and evidence go along where the code is the same."""
    take_turn()
    refuse_stranger(by, dossier.cluster)
    content = criteria_set(dossier.set_key)
    if content is None or content["version"] == dossier.set_version:
        raise RefusedError(_("There is no newer version of this set of criteria."))
    copied = _new(by, dossier.cluster, content, dossier.reference_date)
    copied.copied_from = dossier
    copied.save(update_fields=["copied_from"])
    old = {row.code: row for row in dossier.criteria.prefetch_related("evidence")}
    for row in copied.criteria.all():
        if row.code in old:
            _take_along(by, old[row.code], row)
    _compute(by, copied)
    audit(by=by, verb="clusters.copy_dossier", object=dossier.cluster, after=_named(copied))
    return copied


def _take_along(by: User, old: DossierCriterion, row: DossierCriterion) -> None:
    """Copy note and evidence; a judgement does not go along: it was made against another text."""
    row.note = old.note
    row.save(update_fields=["note"])
    for one in old.evidence.all():
        if one.removed_at is None:
            DossierEvidence.objects.create(
                criterion=row,
                title=one.title,
                language=one.language,
                file_id=one.file_id,
                address=one.address,
                revision=one.revision,
                added_by=by,
            )


@transaction.atomic
def review_criterion(*, by: User, criterion: DossierCriterion, judgement: str, note: str) -> DossierCriterion:
    """Say what a person thinks of a criterion."""
    take_turn()
    dossier = criterion.dossier
    refuse_stranger(by, dossier.cluster)
    if judgement not in Judgement.values:
        raise RefusedError(_("There is no such judgement."))
    stored = DossierCriterion.objects.get(pk=criterion.pk)
    if (stored.judgement, stored.note) == (judgement, note):
        return stored
    before = stored.judgement
    stored.judgement, stored.note = judgement, note
    stored.reviewer, stored.reviewed_at = by, timezone.now()
    by_code = {one["code"]: one for one in dossier.criteria_set["criteria"]}
    value = None if stored.value is None else Decimal(stored.value)
    stored.state = state_of(by_code[stored.code], value, judgement)
    stored.save()
    audit(
        by=by,
        verb="clusters.review_criterion",
        object=dossier.cluster,
        before={"judgement": before},
        after={"criterion": f"{dossier.set_key} {stored.code}", "judgement": judgement},
    )
    return stored


@dataclass(frozen=True)
class NewEvidence:
    """A document, or the address of a page with the day it was read."""

    title: str
    file: EvidenceFile | None = None
    address: str = ""
    read_on: datetime.date | None = None

    @property
    def revision(self) -> str:
        """Return what pins it: a file by its checksum, a page by the day."""
        if self.file is not None:
            return f"sha256:{self.file.sha256}"
        return (self.read_on or timezone.localdate()).isoformat()


@transaction.atomic
def add_evidence(*, by: User, criterion: DossierCriterion, new: NewEvidence) -> DossierEvidence:
    """Pin a document or a page to a criterion."""
    take_turn()
    dossier = criterion.dossier
    refuse_stranger(by, dossier.cluster)
    if (new.file is None) == (not new.address):
        raise RefusedError(_("Give either a file or the address of a page."))
    added = DossierEvidence.objects.create(
        criterion=criterion,
        title=new.title,
        file=new.file,
        address=new.address,
        revision=new.revision,
        added_by=by,
    )
    after = {"criterion": f"{dossier.set_key} {criterion.code}", "evidence_title": new.title}
    audit(by=by, verb="clusters.add_evidence", object=dossier.cluster, after=after)
    return added


@transaction.atomic
def remove_evidence(*, by: User, evidence: DossierEvidence) -> None:
    """Take evidence out of a label file; the row stays."""
    take_turn()
    dossier = evidence.criterion.dossier
    refuse_stranger(by, dossier.cluster)
    if evidence.removed_at is not None:
        return
    evidence.removed_at = timezone.now()
    evidence.save(update_fields=["removed_at"])
    after = {"criterion": f"{dossier.set_key} {evidence.criterion.code}", "evidence_title": evidence.title}
    audit(by=by, verb="clusters.remove_evidence", object=dossier.cluster, after=after)
