"""The list of rates of the National Bank of Poland."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.paginator import Paginator
from django.urls import reverse
from django.utils.translation import gettext as _

from grono.portal.aid.pages.common import way
from grono.portal.aid.pages.questions import rate_rule
from grono.portal.aid.queries import rates_visible_to, settings_now
from grono.portal.core.display import Column, Link, Table
from grono.portal.core.templatetags.grono import day, number

if TYPE_CHECKING:
    from collections.abc import Mapping

    from grono.portal.core.visitor import Reader

ON_A_PAGE = 50


def listing(reader: Reader, asked: Mapping[str, str]) -> dict[str, Any]:
    """Return one page of rates, the newest first, and the rule by which one of them converts a grant."""
    page = Paginator(rates_visible_to(reader), ON_A_PAGE).get_page(asked.get("page", 1))
    rows: list[list[object]] = [[str(day(row.day)), number(row.rate, 4), row.table_no] for row in page]
    columns = [
        Column(_("Day of the table")),
        Column(_("Zlotys for one euro"), numeric=True),
        Column(_("Number of the NBP table")),
    ]
    keeps = reader.can("aid.keep_ledger")
    return {
        "table": Table(_("Rates"), columns, rows, empty=_("No rates have been brought in yet.")),
        "page": page,
        "rule": rate_rule(settings_now().nbp_table),
        "actions": [Link(_("Bring in rates"), reverse("aid:bring_in_rates"))] if keeps else [],
        "breadcrumbs": way(reader),
    }
