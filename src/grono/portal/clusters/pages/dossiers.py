"""What the pages of validation and label files show."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _

from grono.portal.clusters import evidence
from grono.portal.clusters.criteria import criteria_set, title_of
from grono.portal.clusters.drawing import EMPTY, FILLED, legend, progress
from grono.portal.clusters.kinds import CriterionState
from grono.portal.clusters.pages.clusters import tabs_of, way
from grono.portal.clusters.pages.criteria import lift, status_of, threshold_text, value_text
from grono.portal.clusters.queries import dossiers_visible_to
from grono.portal.clusters.validation import validate
from grono.portal.core.display import Cell, Column, Download, Provenance, Table
from grono.portal.core.languages import in_this_language
from grono.portal.core.templatetags.grono import day

if TYPE_CHECKING:
    import datetime
    from collections.abc import Mapping

    from grono.portal.clusters.models import Cluster, Dossier, DossierCriterion
    from grono.portal.core.visitor import Reader


def validation(reader: Reader, cluster: Cluster, on: datetime.date) -> dict[str, Any]:
    """Return the page of the validation."""
    found = validate(reader, cluster, on)
    columns = [Column(_("Rule")), Column(_("Answer")), Column(_("Found")), Column(_("What would lift it"))]
    rows: list[list[object]] = [
        [rule.title, Cell("", status=status_of(rule.state)), rule.found, rule.lift or None] for rule in found.rules
    ]
    checked = found.thresholds["checked_on"]
    return {
        "cluster": cluster,
        "waived_by": found.waived_by,
        "whole": status_of(found.state),
        "table": Table(_("Rules of validation"), columns, rows, stacked=True),
        "rests_on": [
            Table(rule.title, [Column(_("Row")), Column(_("Date or figure"))], [list(pair) for pair in rule.rows])
            for rule in found.rules
            if rule.rows
        ],
        "tabs": tabs_of(reader, cluster, "validation"),
        "breadcrumbs": way(cluster),
        "provenance": Provenance(
            sure=_("The thresholds were checked against the platform's page on %(day)s.") % {"day": checked}
            if checked
            else _("The thresholds have not been compared with the platform's page in force yet."),
            old=_("As of %(day)s") % {"day": day(on)},
            source=_("rules of the European Cluster Collaboration Platform"),
            source_href=found.thresholds["source"],
        ),
    }


def listing(reader: Reader, cluster: Cluster) -> dict[str, Any]:
    """Return the label files of a cluster."""
    rows: list[list[object]] = []
    for dossier in dossiers_visible_to(reader, cluster).prefetch_related("criteria"):
        counted = Counter(row.state for row in dossier.criteria.all())
        href = reverse("clusters:dossier", args=[cluster.public_id, dossier.public_id])
        states = [counted.get(state, 0) for state in CriterionState.values]
        newer = _newer(dossier)
        rows.append(
            [
                Cell(title_of(dossier.criteria_set), href, _("a newer version exists") if newer else ""),
                dossier.reference_date,
                *states,
            ]
        )
    columns = [
        Column(_("Label file")),
        Column(_("Reference date")),
        *(Column(str(state.label), numeric=True) for state in CriterionState),
    ]
    return {
        "cluster": cluster,
        "table": Table(_("Label files"), columns, rows, empty=_("No label file has been opened yet."), stacked=True),
        "tabs": tabs_of(reader, cluster, "dossiers"),
        "breadcrumbs": way(cluster),
    }


def _progress_of(row: DossierCriterion) -> str:
    """Return the state; of what cannot be judged, whether anything is there yet."""
    if row.state != CriterionState.NOT_JUDGED:
        return row.state
    filled = row.value is not None or row.note or any(one.removed_at is None for one in row.evidence.all())
    return FILLED if filled else EMPTY


def _newer(dossier: Dossier) -> bool:
    content = criteria_set(dossier.set_key)
    return content is not None and content["version"] != dossier.set_version


def one(reader: Reader, dossier: Dossier) -> dict[str, Any]:
    """Return the page of a label file."""
    content, cluster = dossier.criteria_set, dossier.cluster
    by_area = defaultdict(list)
    criteria = {criterion["code"]: criterion for criterion in content["criteria"]}
    rows = {row.code: row for row in dossier.criteria.all()}
    for criterion in content["criteria"]:
        by_area[criterion["area"]].append(criterion)
    case = evidence.Case(cluster, dossier.reference_date, reader)
    areas = [area for area in content["areas"] if by_area[area["key"]]]
    counts = [
        (in_this_language(area["title"]), Counter(_progress_of(rows[one["code"]]) for one in by_area[area["key"]]))
        for area in areas
    ]
    address = [cluster.public_id, dossier.public_id]
    checked = content["checked_on"]
    return {
        "cluster": cluster,
        "dossier": dossier,
        "title": title_of(content),
        "rule": in_this_language(content["rule"]),
        "note": in_this_language(content["note"]),
        "figure": progress(counts, title_of(content)),
        "legend": legend(),
        "tables": [
            _table(
                dossier,
                in_this_language(area["title"]),
                [(one, rows[one["code"]]) for one in by_area[area["key"]]],
                case,
            )
            for area in areas
        ],
        "total": len(criteria),
        "newer": _newer(dossier),
        "downloads": [Download(_("The whole file with its evidence"), reverse("clusters:zip", args=address), "ZIP")],
        "breadcrumbs": way(cluster, (_("Label files"), "dossiers")),
        "provenance": Provenance(
            sure=_("The set was checked against its source on %(day)s.") % {"day": checked}
            if checked
            else _("The set has not been compared with the official text; what is unknown is not judged."),
            old=_("Reference date %(day)s; computed %(computed)s")
            % {"day": day(dossier.reference_date), "computed": day(dossier.computed_at)},
            source=content["source"] or _("no official text loaded"),
            source_href=content["source"] or "",
        ),
    }


def _table(
    dossier: Dossier, title: str, pairs: list[tuple[Mapping[str, Any], DossierCriterion]], case: evidence.Case
) -> Table:
    columns = [
        Column(_("Criterion")), Column(_("State")), Column(_("Value"), numeric=True), Column(_("Threshold"), numeric=True),
        Column(_("Evidence"), numeric=True), Column(_("What would lift it")),
    ]  # fmt: skip
    rows: list[list[object]] = []
    for criterion, row in pairs:
        href = reverse("clusters:criterion", args=[dossier.cluster.public_id, dossier.public_id, row.code])
        uncertain = "" if criterion["name_certain"] else _("name uncertain")
        rows.append(
            [
                Cell(f"{row.code} {in_this_language(criterion['text'])}", href, uncertain),
                Cell("", status=status_of(row.state)),
                value_text(criterion, row) or None,
                threshold_text(criterion) or None,
                sum(one.removed_at is None for one in row.evidence.all()),
                lift(criterion, row, case) or None,
            ]
        )
    return Table(title, columns, rows, stacked=True)
