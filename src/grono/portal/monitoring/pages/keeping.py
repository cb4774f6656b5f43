"""Periods, posts and documents of a strategy."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _

from grono.portal.core.display import Column, Download, Table
from grono.portal.core.queries import is_stopped, runs_about
from grono.portal.core.templatetags.grono import day, moment
from grono.portal.monitoring.actions.documents import MAKE_DOCUMENT
from grono.portal.monitoring.evaluated import citable_plans
from grono.portal.monitoring.forms.documents import chosen_before
from grono.portal.monitoring.pages.words import tabs, way
from grono.portal.monitoring.queries import documents_of, holders_of, numbers_of_reports, periods_of
from grono.portal.monitoring.standing_queries import standings_of

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
        "documents": _documents(list(documents_of(reader, strategy))),
        "may_make": reader.can("monitoring.make_documents"),
    }


def to_choose(reader: Reader, strategy: Strategy) -> dict[str, Any]:
    """Return what the form of a document lets be chosen: periods, locked plans, and the indicators that have a published value."""
    offered: dict[str, Any] = {"periods": list(periods_of(reader, strategy)), "plans": citable_plans(reader)}
    if reader.can("monitoring.make_documents"):
        standings = standings_of(reader, strategy)
        known = (one for one in standings.programme.indicators if standings.executed.latest(one.key, standings.year))
        offered["indicators"] = list(dict.fromkeys(one.name_text for one in known))
    return offered


def wished_before(reader: Reader, strategy: Strategy) -> dict[str, Any]:
    """Return the evaluations and the indicators for citizens that the last documents with any had, so that nobody chooses them twice."""
    if not reader.can("monitoring.make_documents"):
        return {}
    wishes = [one.wishes for one in documents_of(reader, strategy)]
    cited = next((list(one["evaluations"]) for one in wishes if one.get("evaluations")), [])
    return {"evaluations": cited, **chosen_before(next((one for one in wishes if one.get("indicators")), {}))}


def _documents(found: list[MadeDocument]) -> list[dict[str, Any]]:
    waiting = [one.public_id for one in found if not one.made_at]
    runs = runs_about(MAKE_DOCUMENT, waiting) if waiting else ()
    stopped = {run.public_id for run in runs if is_stopped(run)}
    return [_document(one) | {"stopped": one.run_public_id in stopped} for one in found]


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
