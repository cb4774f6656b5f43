"""The base rates by country and day, with the discount rates that follow from them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.paginator import Paginator
from django.urls import reverse
from django.utils.translation import gettext as _

from grono.portal.aid.pages.common import way
from grono.portal.aid.queries import base_rates_visible_to
from grono.portal.core.display import Cell, Column, Link, Table
from grono.portal.core.templatetags.grono import day, number
from grono.stateaid.base_rates import ABOVE_BASE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from grono.portal.core.visitor import Reader
    from grono.stateaid import BaseRate

ON_A_PAGE = 50


def listing(reader: Reader, asked: Mapping[str, str]) -> dict[str, Any]:
    """Return one page of base rates, the newest first; of two for one day the last recorded holds."""
    rows = base_rates_visible_to(reader)
    holding: dict[tuple[str, object], int] = {}
    for country, since, key in rows.order_by("pk").values_list("country", "valid_from", "pk"):
        holding[country, since] = key
    page = Paginator(rows, ON_A_PAGE).get_page(asked.get("page", 1))
    cells: list[list[object]] = [
        [
            Cell(
                str(day(row.valid_from)),
                detail=""
                if row.pk == holding[row.country, row.valid_from]
                else _("corrected since; it no longer holds"),
            ),
            row.country,
            number(row.percent, 3),
            number(row.percent + ABOVE_BASE, 3),
            Cell(row.source, detail=row.reason),
        ]
        for row in page
    ]
    columns = [
        Column(_("Valid from")),
        Column(_("Country")),
        Column(_("Base rate, %"), numeric=True),
        Column(_("Discount rate, %"), numeric=True),
        Column(_("Where it was published")),
    ]
    empty = _(
        "No base rate is recorded yet. Until then the calculators and the form of a grant ask for the discount rate itself."
    )
    return {
        "table": Table(_("Base rates"), columns, cells, empty=empty),
        "page": page,
        "actions": [Link(_("Record base rates"), reverse("aid:record_base_rates"))]
        if reader.can("aid.keep_ledger")
        else [],
        "breadcrumbs": way(reader),
    }


def origin(rate: BaseRate) -> str:
    """Return which base rate was used, since when it is in force, and where it was published."""
    sentence = _(
        "Base rate %(percent)s %% in force in %(country)s since %(day)s (%(source)s), plus one percentage point."
    )
    said = {
        "percent": number(rate.percent, 3),
        "country": rate.country,
        "day": day(rate.valid_from),
        "source": rate.source,
    }
    return sentence % said
