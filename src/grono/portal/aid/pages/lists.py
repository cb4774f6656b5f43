"""The list of undertakings with aid."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.paginator import Paginator
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from grono.portal.aid.forms.asking import FindForm
from grono.portal.aid.pages.common import ledger_provenance
from grono.portal.aid.queries import ledger_around, settings_now, undertakings_found
from grono.portal.core.display import Cell, Column, Download, Link, Table
from grono.portal.core.templatetags.grono import day
from grono.stateaid import head_room

if TYPE_CHECKING:
    from collections.abc import Mapping

    from grono.portal.core.visitor import Reader

ON_A_PAGE = 50


def listing(reader: Reader, asked: Mapping[str, str]) -> dict[str, Any]:
    """Return one page of the ledger by undertaking."""
    form = FindForm(asked or None)
    found = undertakings_found(reader, form.chosen("q"), form.chosen("regulation"))
    page = Paginator(found, ON_A_PAGE).get_page(asked.get("page", 1))
    today, settings = timezone.localdate(), settings_now()
    ledger = ledger_around(*(one.number for one in page))
    rows: list[list[object]] = []
    for one in page:
        room = head_room(ledger, one.number, today, settings=settings)
        rows.append(
            [
                Cell(one.name, reverse("aid:undertaking", args=[one.public_id]), _detail(one)),
                len(room.members),
                one.counting,  # type: ignore[attr-defined]  # annotated by the query
                str(day(one.last_day)) if one.last_day else None,  # type: ignore[attr-defined]  # annotated by the query
                room.used,
                room.free,
            ]
        )
    columns = [
        Column(_("Undertaking")),
        Column(_("Enterprises in the single undertaking"), numeric=True),
        Column(_("Own grants"), numeric=True),
        Column(_("Last granted")),
        Column(_("Used today, EUR"), numeric=True),
        Column(_("Free today, EUR"), numeric=True),
    ]
    return {
        "form": form,
        "table": Table(
            _("Undertakings"),
            columns,
            rows,
            empty=_("No undertaking matches, or none has been entered yet."),
            stacked=True,
        ),
        "page": page,
        "actions": _actions(reader),
        "downloads": [Download(_("The ledger"), reverse("aid:export"), "XLSX")],
        "provenance": ledger_provenance(any(one.is_invented for one in page)),
    }


def _detail(one: Any) -> str:
    parts = [one.number, *([_("invented example")] if one.is_invented else [])]
    return ", ".join(parts)


def _actions(reader: Reader) -> list[Link]:
    links = [Link(_("May we grant it?"), reverse("aid:check"))]
    if reader.can("aid.keep_ledger"):
        links += [
            Link(_("Record a grant"), reverse("aid:record"), "secondary"),
            Link(_("Import a ledger"), reverse("aid:import"), "secondary"),
            Link(_("Record a control link"), reverse("aid:add_link"), "secondary"),
            Link(_("Record a merger or split"), reverse("aid:add_reorganisation"), "secondary"),
        ]
    return [
        *links,
        Link(_("Central register"), reverse("aid:register"), "secondary"),
        Link(_("Rates of the euro"), reverse("aid:rates"), "secondary"),
        Link(_("Base rates"), reverse("aid:base_rates"), "secondary"),
        Link(_("Calculators"), reverse("aid:calculators"), "secondary"),
        Link(_("Open questions"), reverse("aid:settings"), "secondary"),
    ]
