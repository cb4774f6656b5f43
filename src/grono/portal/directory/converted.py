"""Activity codes with what they may be in the other edition of their classification, which never takes their place (DIR-12)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from grono.portal.core.display import Cell, Column, Table
from grono.portal.directory.kinds import CodeOrigin
from grono.portal.directory.wording import activity_text, system_label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from grono.classifications import Candidates
    from grono.portal.directory.models import ActivityCode
    from grono.portal.directory.wording import Wording


def table_of_codes(codes: Sequence[ActivityCode], wording: Wording) -> Table:
    """Return the codes of an organisation; the converted ones stand beside them where a correspondence table names any."""
    converted = [wording.converted(code) for code in codes]
    columns = [Column(_("Code")), Column(_("Activity")), Column(_("Classification")), Column(_("Origin"))]
    if any(converted):
        columns.append(Column(_("In the other edition (converted)")))
    rows = [
        _row(code, wording) + ([_converted(found)] if any(converted) else [])
        for code, found in zip(codes, converted, strict=True)
    ]
    return Table(_("Activities"), columns, rows, stacked=True)


def _row(code: ActivityCode, wording: Wording) -> list[object]:
    label = wording.activity(code)
    return [
        Cell(code.code, detail=_("main activity") if code.is_main else ""),
        Cell(activity_text(label), language=label.language),
        Cell(system_label(code.system), detail=edition_text(code)),
        CodeOrigin(code.origin).label,
    ]


def edition_text(code: ActivityCode) -> str:
    """Return that the edition of a code was inferred, and from what; nothing where its source wrote the edition."""
    return _("inferred: %(basis)s") % {"basis": code.edition_inferred} if code.edition_inferred else ""


def _converted(found: Candidates | None) -> Cell | None:
    if found is None:
        return None
    return Cell(", ".join(found.codes), detail=candidates_text(found))


def converted_text(found: Candidates | None) -> str:
    """Return the candidates with their edition and number as one text; nothing where there is none."""
    return f"{', '.join(found.codes)} ({candidates_text(found)})" if found else ""


def candidates_text(found: Candidates) -> str:
    """Return the edition and the number of candidates: several are a question to the firm, one is the only match of the table."""
    number = len(found.codes)
    sentence = ngettext("%(edition)s, %(number)s candidate", "%(edition)s, %(number)s candidates", number)
    return sentence % {"edition": system_label(found.classification), "number": number}
