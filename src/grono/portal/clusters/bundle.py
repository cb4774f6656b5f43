"""A label file as one ZIP: index, evidence, data and checksums (DIR-43). The same file gives the same bytes."""

from __future__ import annotations

import hashlib
import json
import zipfile
from io import BytesIO
from typing import TYPE_CHECKING, Any

import xlsxwriter
from django.utils.translation import gettext as _

from grono.portal.clusters import storage
from grono.portal.clusters.criteria import title_of
from grono.portal.clusters.evidence import Case
from grono.portal.clusters.kinds import CriterionState, Judgement
from grono.portal.clusters.pages.criteria import lift, threshold_text, value_text
from grono.portal.core.languages import in_this_language

if TYPE_CHECKING:
    from collections.abc import Iterable

    from grono.portal.clusters.models import Dossier, DossierCriterion, DossierEvidence
    from grono.portal.core.visitor import Reader

FIRST_DAY = (1980, 1, 1, 0, 0, 0)
"""The earliest moment a ZIP can hold; no entry carries the time of the download."""


def bundle(dossier: Dossier, reader: Reader) -> bytes:
    """Return the archive for who keeps the label file."""
    parts = {"index.xlsx": _index(dossier, reader), "dossier.json": _data(dossier), **_evidence_files(dossier)}
    sums = "".join(f"{hashlib.sha256(content).hexdigest()}  {name}\n" for name, content in sorted(parts.items()))
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in [*sorted(parts.items()), ("checksums.sha256", sums.encode())]:
            entry = zipfile.ZipInfo(name, FIRST_DAY)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, content)
    return buffer.getvalue()


def _present(row: DossierCriterion) -> list[DossierEvidence]:
    return [one for one in row.evidence.all() if one.removed_at is None]


def _place(row: DossierCriterion, one: DossierEvidence) -> str:
    """Return where a document lies in the archive: by criterion, with the identifier of the file, so that no name hides another."""
    if one.file is None:
        return ""
    return f"evidence/{row.code}/{one.file.public_id}-{storage.safe_name(one.file.original_name)}"


def _evidence_files(dossier: Dossier) -> dict[str, bytes]:
    found = {}
    for row in dossier.criteria.all():
        for one in _present(row):
            if one.file is not None:
                found[_place(row, one)] = storage.path_of(one.file.stored_name).read_bytes()
    return found


def _criteria(dossier: Dossier) -> Iterable[tuple[dict[str, Any], DossierCriterion]]:
    rows = {row.code: row for row in dossier.criteria.all()}
    return [(criterion, rows[criterion["code"]]) for criterion in dossier.criteria_set["criteria"]]


def _data(dossier: Dossier) -> bytes:
    content = {
        "cluster": {"public_id": dossier.cluster.public_id, "name": dossier.cluster.name},
        "invented": dossier.cluster.is_invented,
        "set": dossier.criteria_set,
        "reference_date": dossier.reference_date.isoformat(),
        "computed_at": dossier.computed_at.isoformat() if dossier.computed_at else None,
        "criteria": [
            {
                "code": row.code,
                "state": row.state,
                "value": row.value,
                "rests_on": row.rows,
                "threshold": criterion["threshold"],
                "judgement": row.judgement or None,
                "note": row.note,
                "reviewer": str(row.reviewer) if row.reviewer else None,
                "reviewed_at": row.reviewed_at.isoformat() if row.reviewed_at else None,
                "evidence": [
                    {
                        "title": one.title,
                        "file": _place(row, one) or None,
                        "address": one.address or None,
                        "revision": one.revision,
                    }
                    for one in _present(row)
                ],
            }
            for criterion, row in _criteria(dossier)
        ],
    }
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()


def _index(dossier: Dossier, reader: Reader) -> bytes:
    case = Case(dossier.cluster, dossier.reference_date, reader)
    buffer = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    areas = {area["key"]: in_this_language(area["title"]) for area in dossier.criteria_set["areas"]}
    with xlsxwriter.Workbook(buffer, options) as book:
        if dossier.computed_at:
            book.set_properties({"created": dossier.computed_at.replace(tzinfo=None)})
        sheet, bold = book.add_worksheet(_("Index")[:31]), book.add_format({"bold": True, "bottom": 1})
        for number, line in enumerate(_first_lines(dossier)):
            sheet.write_row(number, 0, line)
        top = len(_first_lines(dossier)) + 1
        sheet.write_row(top, 0, _heading(), bold)
        for number, (criterion, row) in enumerate(_criteria(dossier), start=top + 1):
            sheet.write_row(number, 0, _line(areas[criterion["area"]], criterion, row, case))
        sheet.set_column(0, 0, 26)
        sheet.set_column(1, 1, 10)
        sheet.set_column(2, 2, 60)
        sheet.set_column(3, 10, 24)
        sheet.freeze_panes(top + 1, 3)
    return buffer.getvalue()


def _first_lines(dossier: Dossier) -> list[list[str]]:
    lines = [
        [_("Cluster"), str(dossier.cluster)],
        [_("Set of criteria"), title_of(dossier.criteria_set)],
        [_("Reference date"), dossier.reference_date.isoformat()],
        [_("Source"), dossier.criteria_set["source"] or _("no official text loaded")],
        [_("Mind this"), in_this_language(dossier.criteria_set["note"])],
    ]
    return (
        [*lines, [_("Invented"), _("This cluster is invented for the demonstration.")]]
        if dossier.cluster.is_invented
        else lines
    )


def _heading() -> list[str]:
    return [
        _("Area"), _("Code"), _("Criterion"), _("State"), _("Value"), _("Threshold"), _("What would lift it"), _("Judgement"), _("Reviewer"), _("Note"), _("Evidence"),
    ]  # fmt: skip


def _line(area: str, criterion: dict[str, Any], row: DossierCriterion, case: Case) -> list[str]:
    return [
        area,
        row.code,
        in_this_language(criterion["text"]),
        str(CriterionState(row.state).label),
        value_text(criterion, row),
        threshold_text(criterion),
        lift(criterion, row, case),
        str(Judgement(row.judgement).label) if row.judgement else "",
        str(row.reviewer or ""),
        row.note,
        "; ".join(f"{one.title}: {_place(row, one) or one.address} ({one.revision})" for one in _present(row)),
    ]
