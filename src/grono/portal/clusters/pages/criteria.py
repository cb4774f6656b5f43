"""One criterion of a label file: value, threshold, evidence, what would lift it."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from grono.portal.clusters import evidence
from grono.portal.clusters.criteria import title_of
from grono.portal.clusters.kinds import CriterionState, Judgement
from grono.portal.clusters.pages.clusters import way
from grono.portal.core.display import Column, Fact, Link, Status, Table
from grono.portal.core.languages import in_this_language
from grono.portal.core.templatetags.grono import day

if TYPE_CHECKING:
    from collections.abc import Mapping

    from grono.portal.clusters.models import Dossier, DossierCriterion
    from grono.portal.core.display import Tone
    from grono.portal.core.visitor import Reader


TONES: dict[str, Tone] = {
    CriterionState.MET: "success",
    CriterionState.NOT_MET: "error",
    CriterionState.CANNOT_TELL: "warning",
    CriterionState.NOT_JUDGED: "neutral",
}


def status_of(state: str) -> Status:
    """Return a state in a word with its colour and shape."""
    return Status(CriterionState(state).label, TONES[state])


def value_text(criterion: Mapping[str, Any], row: DossierCriterion) -> str:
    """Return the value of a criterion with its unit."""
    if row.value is None:
        return ""
    return evidence.with_unit(Decimal(row.value), evidence.unit_of(criterion["evidence"]))


def threshold_text(criterion: Mapping[str, Any]) -> str:
    """Return the threshold of a criterion, or nothing."""
    threshold = criterion["threshold"]
    if threshold is None:
        return ""
    return _("at least %(value)s") % {"value": evidence.with_unit(Decimal(str(threshold["least"])), threshold["unit"])}


def lift(criterion: Mapping[str, Any], row: DossierCriterion, case: evidence.Case) -> str:
    """Return what would lift a criterion that is not met."""
    threshold, key = criterion["threshold"], criterion["evidence"]
    if row.state == CriterionState.MET:
        return ""
    missing = "" if row.value is not None else str(evidence.find(key, case).missing)
    if threshold is None:
        unknown = _("The threshold is not known: load the official text.") if criterion["kind"] != "judged" else ""
        return " ".join(part for part in (missing, unknown) if part) or _("Write a note, and add evidence.")
    if row.value is None:
        return missing or _("Add evidence, and let a reviewer judge.")
    short = Decimal(str(threshold["least"])) - Decimal(row.value)
    return pgettext("criterion", "%(value)s more.") % {"value": evidence.with_unit(short, threshold["unit"])}


def criterion_page(
    reader: Reader, dossier: Dossier, criterion: Mapping[str, Any], row: DossierCriterion
) -> dict[str, Any]:
    """Return the page of one criterion."""
    case = evidence.Case(dossier.cluster, dossier.reference_date, reader)
    address = [dossier.cluster.public_id, dossier.public_id]
    rests = [Column(_("Row")), Column(_("Date or figure"))]
    back = reverse("clusters:dossier", args=address)
    return {
        "cluster": dossier.cluster,
        "dossier": dossier,
        "row": row,
        "title": f"{row.code} {in_this_language(criterion['text'])}",
        "status": status_of(row.state),
        "facts": _facts(criterion, row, lift(criterion, row, case)),
        "rests_on": Table(_("What the value rests on"), rests, [list(pair) for pair in row.rows]) if row.rows else None,
        "evidence": _evidence(dossier, row),
        "back": back,
        "add_address": reverse("clusters:add_evidence", args=[*address, row.code]),
        "breadcrumbs": [
            *way(dossier.cluster, (_("Label files"), "dossiers")),
            Link(title_of(dossier.criteria_set), back),
        ],
    }


def _facts(criterion: Mapping[str, Any], row: DossierCriterion, to_lift: str) -> list[Fact]:
    kinds = {
        "computed": _("computed by the portal"),
        "evidence": _("shown by documents"),
        "judged": _("judged by people"),
    }
    found = [
        Fact(_("Kind"), kinds[criterion["kind"]]),
        Fact(_("Value"), value_text(criterion, row) or None),
        Fact(_("Threshold"), threshold_text(criterion) or pgettext("threshold", "not known")),
        Fact(_("Weight"), criterion["weight"] if criterion["weight"] is not None else pgettext("weight", "not known")),
    ]
    if criterion["phase"]:
        found.append(Fact(_("Duty by phase"), _phases(criterion["phase"])))
    if row.judgement:
        said = f"{Judgement(row.judgement).label}, {day(row.reviewed_at)}"
        found.append(Fact(_("Judgement of the reviewer"), said, str(row.reviewer or "")))
    return [*found, Fact(_("What would lift it"), to_lift)] if to_lift else found


def _phases(phase: Mapping[str, list[str]]) -> str:
    words = {
        "embryonic": pgettext("phase of a cluster", "embryonic"),
        "growth": pgettext("phase of a cluster", "growth"),
        "maturity": pgettext("phase of a cluster", "maturity"),
    }
    parts = []
    if phase["obligatory"]:
        parts.append(_("obligatory: %(phases)s") % {"phases": ", ".join(words[one] for one in phase["obligatory"])})
    if phase["optional"]:
        parts.append(_("optional: %(phases)s") % {"phases": ", ".join(words[one] for one in phase["optional"])})
    return "; ".join(parts)


def _evidence(dossier: Dossier, row: DossierCriterion) -> list[dict[str, Any]]:
    found = []
    for one in row.evidence.all():
        if one.removed_at is not None:
            continue
        address = one.address
        if one.file is not None:
            address = reverse("clusters:document", args=[dossier.cluster.public_id, one.file.public_id])
        remove = [dossier.cluster.public_id, dossier.public_id, row.code, one.pk]
        found.append(
            {
                "title": one.title,
                "language": one.language,
                "href": address,
                "revision": one.revision
                if one.file
                else _("read on %(day)s") % {"day": day(datetime.date.fromisoformat(one.revision))},
                "remove": reverse("clusters:remove_evidence", args=remove),
            }
        )
    return found
