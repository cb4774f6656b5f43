"""Periods, posts and documents of a strategy."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _

from grono.portal.core.display import Column, Download, Table
from grono.portal.core.templatetags.grono import day, moment
from grono.portal.monitoring.pages.words import tabs, way
from grono.portal.monitoring.queries import documents_of, holders_of, numbers_of_reports, periods_of

if TYPE_CHECKING:
    from grono.portal.core.visitor import Reader
    from grono.portal.monitoring.models import MadeDocument
    from grono.portal.strategies.models import Strategy


def periods(reader: Reader, strategy: Strategy) -> dict[str, Any]:
    """Return the page of the periods and the posts."""
    numbers = numbers_of_reports(reader, strategy)
    rows: list[list[object]] = [
        [str(period), day(period.first_day), day(period.last_day), day(period.deadline), numbers.get(period.pk, 0)]
        for period in periods_of(reader, strategy)
    ]
    heads = (_("Period"), _("First day"), _("Last day"), _("Report by"))
    columns = [*(Column(head) for head in heads), Column(_("Reports"), numeric=True)]
    return {
        "strategy": strategy,
        "strategy_language": strategy.language,
        "breadcrumbs": way(strategy),
        "tabs": tabs(reader, strategy, "monitoring:periods"),
        "table": Table(_("Reporting periods"), columns, rows, empty=_("No period has been opened.")),
        "holders": [
            {
                "post": holder.post,
                "name": holder.user.full_name,
                "since": day(holder.since),
                "until": day(holder.until) if holder.until else "",
                "end": reverse("monitoring:end_post", args=[holder.public_id]),
            }
            for holder in holders_of(reader, strategy)
        ],
    }


def documents(reader: Reader, strategy: Strategy) -> dict[str, Any]:
    """Return the page of the documents."""
    return {
        "strategy": strategy,
        "strategy_language": strategy.language,
        "breadcrumbs": way(strategy),
        "tabs": tabs(reader, strategy, "monitoring:documents"),
        "documents": [_document(one) for one in documents_of(reader, strategy)],
        "may_make": reader.can("monitoring.make_documents"),
    }


def cited_before(reader: Reader, strategy: Strategy) -> list[str]:
    """Return the evaluations that the last document with any cited, so that nobody chooses them twice."""
    if not reader.can("monitoring.make_documents"):
        return []
    found = (one.wishes.get("evaluations") for one in documents_of(reader, strategy))
    return next((list(plans) for plans in found if plans), [])


def _document(one: MadeDocument) -> dict[str, Any]:
    return {
        "title": one.get_kind_display(),
        "language": one.get_language_name(),
        "period": str(one.period) if one.period else "",
        "data_date": day(one.data_date),
        "made": moment(one.made_at) if one.made_at else "",
        "run": reverse("core:run", args=[one.run_public_id]) if one.run_public_id and not one.made_at else "",
        "files": [
            Download(
                ending.upper(),
                reverse("monitoring:document", args=[one.public_id, ending]),
                ending.upper(),
                file["size"],
            )
            for ending, file in one.files.items()
        ],
    }
