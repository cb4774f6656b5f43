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
    from collections.abc import Iterable, Mapping

    from grono.portal.aid.forms.register import PeriodForm
    from grono.portal.aid.models import Grant
    from grono.portal.core.visitor import Reader
    from grono.stateaid.register import RegisterEntry

ON_A_PAGE = 50


def listing(reader: Reader, form: PeriodForm, asked: Mapping[str, str]) -> dict[str, Any]:
    """Return one page of the entries of a period; of a period that cannot be read only the form with its problem."""
    context: dict[str, Any] = {"form": form, "breadcrumbs": way(reader)}
    if not form.is_valid():
        return context
    since, until = form.cleaned_data["since"], form.cleaned_data["until"]
    found = [(one, entry_of(one)) for one in grants_of_register(reader, since, until)]
    found.sort(key=lambda row: not row[1].lacking)  # those that lack something stand first, else in order of time
    page = Paginator(found, ON_A_PAGE).get_page(asked.get("page", 1))
    period = urlencode({"since": since.isoformat(), "until": until.isoformat()})
    return context | {
        "table": _table(reader, page),
        "page": page,
        "incomplete": _incomplete(sum(bool(entry.lacking) for _grant, entry in found), len(found)),
        "downloads": [
            Download(_("The entries"), f"{reverse('aid:register_file', args=[kind])}?{period}", kind.upper())
            for kind in ("xlsx", "csv")
        ]
        if found
        else [],
        "provenance": ledger_provenance(any(one.beneficiary.is_invented for one, _entry in found)),
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


def _table(reader: Reader, found: Iterable[tuple[Grant, RegisterEntry]]) -> Table:
    columns = [
        Column(_("Day of granting")),
        Column(_("Beneficiary")),
        Column(_("Gross grant equivalent, EUR"), numeric=True),
        Column(_("Granting authority")),
        Column(_("Form of the aid")),
        Column(_("Class of NACE")),
        Column(_("To be entered by")),
    ]
    shown = [(_row(one, entry), _lacking(reader, one, entry)) for one, entry in found]
    is_any_lacking = any(cell for _cells, cell in shown)
    if is_any_lacking:
        columns.append(Column(pgettext("central register", "Lacking")))
    rows = [[*cells, cell or ""] if is_any_lacking else cells for cells, cell in shown]
    empty = _("No aid that counts was granted in this period. Choose another one above.")
    return Table(_("Entries of the central register"), columns, rows, empty=empty, stacked=True)


def _row(grant: Grant, entry: RegisterEntry) -> list[object]:
    invented = [_("invented example")] if grant.beneficiary.is_invented else []
    return [
        Cell(str(day(entry.granting_date)), reverse("aid:grant", args=[grant.public_id])),
        Cell(entry.beneficiary, detail=", ".join([entry.number, *invented])),
        entry.amount_eur,
        entry.authority or None,
        entry.instrument,
        entry.sector or None,
        str(day(entry.due)),
    ]


def _lacking(reader: Reader, grant: Grant, entry: RegisterEntry) -> Cell | None:
    """Return what lacks, which leads who keeps the ledger to the form that takes it."""
    words = ", ".join(lacking_words(entry))
    if not words:
        return None
    return Cell(words, reverse("aid:complete", args=[grant.public_id]) if reader.can("aid.keep_ledger") else "")
