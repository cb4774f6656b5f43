"""What the pages of a cluster show."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from grono.classifications import region_name
from grono.portal.clusters import facts as kinds
from grono.portal.clusters.drawing import ladder
from grono.portal.clusters.evidence import with_unit
from grono.portal.clusters.facts import fact_kinds
from grono.portal.clusters.kinds import MEMBERS, Standing
from grono.portal.clusters.permissions import coordinates
from grono.portal.clusters.queries import (
    Moment,
    clusters_visible_to,
    committed_by_cluster,
    count_by_standing,
    facts_of,
    history_of_facts,
    members_visible_to,
)
from grono.portal.core.display import Cell, Column, Fact, Link, Provenance, Table
from grono.portal.core.languages import in_this_language
from grono.portal.core.templatetags.grono import day

if TYPE_CHECKING:
    from grono.portal.clusters.models import Cluster, ClusterFact
    from grono.portal.core.visitor import Reader


def way(cluster: Cluster | None = None, *further: tuple[str, str]) -> list[Link]:
    """Return the links that lead to a page."""
    links = [Link(_("Clusters"), reverse("clusters:list"))]
    if cluster is not None:
        links.append(Link(str(cluster), reverse("clusters:cluster", args=[cluster.public_id])))
        links += [Link(label, reverse(f"clusters:{route}", args=[cluster.public_id])) for label, route in further]
    return links


def tabs_of(reader: Reader, cluster: Cluster, current: str) -> list[dict[str, Any]]:
    """Return the views of a cluster that the reader may open."""
    routes = [("cluster", _("About")), ("members", _("Members")), ("validation", _("Validation"))]
    if coordinates(reader, cluster):
        routes.append(("dossiers", _("Label files")))
    return [
        {
            "label": label,
            "href": reverse(f"clusters:{route}", args=[cluster.public_id]),
            "current": route == current,
            "count": None,
        }
        for route, label in routes
    ]


def listing(reader: Reader) -> dict[str, Any]:
    """Return the list of clusters."""
    signed = committed_by_cluster(reader)
    rows: list[list[object]] = [
        [
            Cell(
                one.name,
                reverse("clusters:cluster", args=[one.public_id]),
                _("invented example") if one.is_invented else one.acronym,
                one.name_language,
            ),
            _region(one.nuts2),
            str(one.founded) if one.founded else None,
            signed.get(one.pk, 0),
        ]
        for one in clusters_visible_to(reader)
    ]
    columns = [
        Column(_("Cluster")),
        Column(_("Region (NUTS 2)")),
        Column(_("Founded"), numeric=True),
        Column(_("Signed members"), numeric=True),
    ]
    may_add = reader.can("clusters.coordinate")
    return {
        "table": Table(_("Clusters"), columns, rows, empty=_("No cluster has been entered yet."), stacked=True),
        "actions": [Link(_("Enter a cluster"), reverse("clusters:add"))] if may_add else [],
        "provenance": Provenance(
            sure=_("Signed members are counted from recorded signatures; those who have left are not counted."),
            old=_("As of %(day)s") % {"day": day(timezone.localdate())},
            source=_("the coordinators of the clusters; each cluster names its source"),
        ),
    }


def one(reader: Reader, cluster: Cluster) -> dict[str, Any]:
    """Return the page of a cluster."""
    today = timezone.localdate()
    members = members_visible_to(reader, cluster, Moment(today))
    own = coordinates(reader, cluster)
    shown = Standing.values if own else [one.value for one in MEMBERS]
    stated = facts_of(cluster)
    return {
        "cluster": cluster,
        "about": _about(cluster),
        "facts": _identity(cluster),
        "stated": [_stated(stated[key]) for key in fact_kinds() if key in stated],
        "history": _history(cluster) if own else None,
        "figure": ladder(count_by_standing(members), shown, today),
        "tabs": tabs_of(reader, cluster, "cluster"),
        "actions": _actions(reader, cluster) if own else _appointing(reader, cluster),
        "breadcrumbs": way(),
        "provenance": Provenance(
            sure=_("Each fact says for which day it holds. Active and lapsed are computed, nobody types them."),
            old=_("As of %(day)s") % {"day": day(today)},
            source=cluster.source,
        ),
    }


def _actions(reader: Reader, cluster: Cluster) -> list[Link]:
    routes = [("edit", _("Edit")), ("facts", _("State facts"))]
    links = [
        Link(label, reverse(f"clusters:{route}", args=[cluster.public_id]), "" if not position else "secondary")
        for position, (route, label) in enumerate(routes)
    ]
    return links + _appointing(reader, cluster)


def _appointing(reader: Reader, cluster: Cluster) -> list[Link]:
    if not reader.can("clusters.appoint_coordinators"):
        return []
    return [Link(_("Coordinators"), reverse("clusters:coordinators", args=[cluster.public_id]), "secondary")]


def _about(cluster: Cluster) -> dict[str, str]:
    text = in_this_language(cluster.about)
    language = next((code for code, words in cluster.about.items() if words == text), "")
    return {"text": text, "language": language}


def _region(code: str) -> Cell:
    """Return a NUTS region by its name, marked with its language where that is not the reader's, and its code."""
    if not code:
        return Cell(None)
    language = get_language() or "en"
    found = region_name(code, language)
    if found.text == code:  # a region that no list knows
        return Cell(code)
    return Cell(found.text, detail=code, language="" if found.language == language else found.language)


def _identity(cluster: Cluster) -> list[Fact]:
    organisation, region = cluster.organisation, _region(cluster.nuts2)
    found = [
        Fact(_("Acronym"), cluster.acronym),
        Fact(_("Founded"), str(cluster.founded) if cluster.founded else ""),
        Fact(_("Region (NUTS 2)"), region.value, region.detail, language=region.language),
        Fact(
            _("Run by"),
            str(organisation) if organisation else "",
            href=reverse("directory:organisation", args=[organisation.public_id]) if organisation else "",
            language=organisation.name_language if organisation else "",
        ),
        Fact(_("Web site"), cluster.web, href=cluster.web),
        Fact(_("E-mail address"), cluster.email, href=f"mailto:{cluster.email}"),
        Fact(_("Phone"), cluster.phone),
    ]
    return [fact for fact in found if fact.value]


def _stated(row: ClusterFact) -> dict[str, Any]:
    kind = fact_kinds()[row.key]
    value = shown_value(row)
    is_text = kind.kind in (kinds.TEXT, kinds.LONG, kinds.LIST)
    return {
        "label": kind.title,
        "value": value,
        "language": row.language if is_text else "",
        "href": value if kind.kind == kinds.ADDRESS else "",
        "as_of": row.as_of,
        "source": row.source,
        "source_language": row.language,
    }


def shown_value(row: ClusterFact) -> str:
    """Return the value of a fact as a reader reads it."""
    kind = fact_kinds().get(row.key)
    if row.value in ("", [], None):
        return _("taken away")
    if kind is None:
        return str(row.value)
    if kind.kind == kinds.LIST:
        return ", ".join(row.value)
    if kind.kind == kinds.YES_NO:
        return _("yes") if row.value else _("no")
    if kind.kind == kinds.DAY:
        return day(datetime.date.fromisoformat(row.value))
    if kind.kind == kinds.NUMBER:
        return with_unit(Decimal(row.value), kind.unit)
    return str(row.value)


def _history(cluster: Cluster) -> Table:
    rows: list[list[object]] = [
        [
            fact_kinds()[key].title,
            Cell(shown_value(row), language=row.language),
            row.as_of,
            Cell(row.source, language=row.language),
            row.recorded_at,
            _author(row.recorded_by),
        ]
        for key, stated in sorted(history_of_facts(cluster).items())
        if key in fact_kinds()
        for row in stated
    ]
    columns = [
        Column(_("Fact")), Column(_("Value")), Column(_("As of")), Column(_("Source")), Column(_("Recorded")), Column(_("By")),
    ]  # fmt: skip
    return Table(
        _("Everything that was ever stated"), columns, rows, empty=_("Nothing has been stated yet."), stacked=True
    )


def _author(user: object | None) -> str:
    return str(user) if user is not None else _("the portal")
