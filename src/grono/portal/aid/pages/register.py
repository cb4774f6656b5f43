"""The page of the central register: what was granted in a period, until when it is to be entered, and what lacks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.paginator import Paginator
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from grono.portal.aid.pages.common import ledger_provenance, way
from grono.portal.aid.register import entry_of, grants_of_register, lacking_words
from grono.portal.core.display import Cell, Column, Download, Table
from grono.portal.core.templatetags.grono import day

if TYPE_CHECKING:
    from collections.abc import Mapping

    from grono.portal.aid.forms.register import PeriodForm
    from grono.portal.aid.models import Grant
    from grono.portal.core.visitor import Reader

ON_A_PAGE = 50


def listing(reader: Reader, form: PeriodForm, asked: Mapping[str, str]) -> dict[str, Any]:
    """Return one page of the entries of a period; of a period that cannot be read only the form with its problem."""
    context: dict[str, Any] = {"form": form, "breadcrumbs": way(reader)}
    if not form.is_valid():
        return context
    since, until = form.cleaned_data["since"], form.cleaned_data["until"]
    found = list(grants_of_register(reader, since, until))
    incomplete = [one for one in found if entry_of(one).lacking]
    page = Paginator([*incomplete, *(one for one in found if not entry_of(one).lacking)], ON_A_PAGE).get_page(
        asked.get("page", 1)
    )
    period = urlencode({"since": since.isoformat(), "until": until.isoformat()})
    return context | {
        "table": _table(reader, page),
        "page": page,
        "incomplete": _incomplete(len(incomplete), len(found)),
        "downloads": [
            Download(_("The entries"), f"{reverse('aid:register_file', args=[kind])}?{period}", kind.upper())
            for kind in ("xlsx", "csv")
        ]
        if found
        else [],
        "provenance": ledger_provenance(any(one.beneficiary.is_invented for one in found)),
    }


def _incomplete(lacking: int, number: int) -> str:
    """Say how many entries lack something; nothing where none does."""
    if not lacking:
        return ""
    sentence = ngettext(
        "%(lacking)s of %(number)s entry lacks something that art. 6(1) asks for.",
        "%(lacking)s of %(number)s entries lack something that art. 6(1) asks for. They stand first.",
        number,
    )
    return sentence % {"lacking": lacking, "number": number}


def _table(reader: Reader, grants: Any) -> Table:
    columns = [
        Column(_("Day of granting")),
        Column(_("Beneficiary")),
        Column(_("Gross grant equivalent, EUR"), numeric=True),
        Column(_("Granting authority")),
        Column(_("Form of the aid")),
        Column(_("Class of NACE")),
        Column(_("To be entered by")),
    ]
    lacking = [_lacking(reader, one) for one in grants]
    if any(lacking):
        columns.append(Column(pgettext("central register", "Lacking")))
    rows = [_row(one) + ([cell or ""] if any(lacking) else []) for one, cell in zip(grants, lacking, strict=True)]
    empty = _("No aid that counts was granted in this period. Choose another one above.")
    return Table(_("Entries of the central register"), columns, rows, empty=empty, stacked=True)


def _row(grant: Grant) -> list[object]:
    entry, invented = entry_of(grant), _("invented example")
    number = f"{entry.number}, {invented}" if grant.beneficiary.is_invented else entry.number
    return [
        Cell(str(day(entry.granting_date)), reverse("aid:grant", args=[grant.public_id])),
        Cell(entry.beneficiary, detail=number),
        entry.amount_eur,
        entry.authority or None,
        entry.instrument,
        entry.sector or None,
        str(day(entry.due)),
    ]


def _lacking(reader: Reader, grant: Grant) -> Cell | None:
    """Return what lacks, which leads who keeps the ledger to the form that takes it."""
    words = ", ".join(lacking_words(entry_of(grant)))
    if not words:
        return None
    return Cell(words, reverse("aid:complete", args=[grant.public_id]) if reader.can("aid.keep_ledger") else "")
