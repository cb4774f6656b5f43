"""The page of the applicant's form."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _

from grono.portal.aid.application import application_of, not_compared, total_of
from grono.portal.aid.pages.common import ledger_provenance, way
from grono.portal.aid.queries import names_of
from grono.portal.core.display import Column, Download, Fact, Table
from grono.portal.core.templatetags.grono import day

if TYPE_CHECKING:
    from grono.portal.aid.application import Application, Part
    from grono.portal.aid.models import Undertaking
    from grono.portal.core.visitor import Reader


def one(reader: Reader, undertaking: Undertaking) -> dict[str, Any]:
    """Return the applicant's form as a page."""
    found = application_of(reader, undertaking)
    return {
        "undertaking": undertaking,
        "not_compared": not_compared(),
        "parts": [{"title": part.title, "provision": part.provision, "facts": _facts(part)} for part in found.parts],
        "received": _received(found),
        "total": total_of(found.received),
        "start": found.start,
        "end": found.end,
        "downloads": _downloads(undertaking),
        "breadcrumbs": way(reader, undertaking),
        "provenance": ledger_provenance(undertaking.is_invented),
    }


def _facts(part: Part) -> list[Fact]:
    """Return what is known with its origin; the rest is for the applicant."""
    return [Fact(line.label, line.value or _("filled in by the applicant"), line.origin) for line in part.lines]


def _received(found: Application) -> Table:
    names = names_of(one.holder for one in found.received)
    rows: list[list[object]] = [
        [
            str(day(one.day)),
            names.get(one.holder, one.holder),
            one.regulation,
            one.amount_eur,
            _("declared, not in the ledger") if one.declared else _("ledger of state aid"),
        ]
        for one in found.received
    ]
    columns = [
        Column(_("Day of granting")),
        Column(_("Undertaking")),
        Column(_("Regulation")),
        Column(_("EUR"), numeric=True),
        Column(_("Known from")),
    ]
    return Table(_("De minimis aid received"), columns, rows, empty=_("No aid is known in these three years."))


def _downloads(undertaking: Undertaking) -> list[Download]:
    kinds = (("PDF", "pdf"), ("DOCX", "docx"))
    label = _("The applicant’s form")
    return [
        Download(label, reverse("aid:application_file", args=[undertaking.public_id, kind]), shown)
        for shown, kind in kinds
    ]
