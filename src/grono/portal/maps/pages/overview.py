"""The first page of a map: what it says, how sure, how old, where to go next, and what was not computed and why."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from grono.portal.core.display import Card, Cell, Column, Fact, Status, Table
from grono.portal.maps.pages.addresses import address
from grono.portal.maps.results import results_of

if TYPE_CHECKING:
    from grono.portal.core.display import Provenance
    from grono.portal.maps.models import ClusterMap
    from grono.portal.maps.results import Results


def first_screen(map_: ClusterMap, provenance: Provenance) -> dict[str, Any]:
    """Return what a visitor needs who sees a cluster map for the first time."""
    results = results_of(map_)
    return {
        "what_is_this": _(
            "A cluster map shows which industries are so much stronger in a region than elsewhere that chance and single large plants do not explain it. Such industries may form clusters; whether they do, people decide who know the place."
        ),
        "know_first": [
            Fact(_("How sure"), provenance.sure),
            Fact(_("How old"), provenance.old),
            Fact(
                _("What next"),
                _("Look at your region"),
                _("its candidates, how they compete, what it could grow"),
                address(map_, "regions"),
            ),
        ],
        "next_steps": _cards(map_, results),
        "analyses": _analyses(map_, results),
    }


def _cards(map_: ClusterMap, results: Results) -> list[Card]:
    every = (
        (
            "shortlist",
            True,
            _("Shortlist"),
            _("The candidates, the surest first, to be filtered by region or industry."),
        ),
        (
            "regions",
            True,
            _("Regions"),
            _("A page for each region: its candidates, how they compete, what it could grow."),
        ),
        (
            "industries",
            True,
            _("Industries"),
            _("A page for each industry: where it is strong, and what it is related to."),
        ),
        (
            "network",
            results.further.has("relatedness"),
            _("Related industries"),
            _("Which industries stand together, are spread alike, or supply each other."),
        ),
        (
            "clusters",
            results.further.has("clusters"),
            _("Clusters"),
            _("Groups of industries that belong together, and the regions where they are strong."),
        ),
        ("choices", True, _("Choice"), _("What was decided on the ground of this map: by whom, when and why.")),
        ("measures", True, _("Measures"), _("Every number by its name: what it answers, its formula, all its values.")),
        (
            "method",
            True,
            _("Method and inputs"),
            _("The rule, the tables it was drawn from, and what the map does not know."),
        ),
    )
    return [Card(title, address(map_, name), text) for name, there, title, text in every if there]


def _analyses(map_: ClusterMap, results: Results) -> Table | None:
    """Return every analysis with whether it ran; None for a map that was drawn before there were any."""
    ran = results.record.get("analyses")
    texts = results.page(get_language() or "en").get("analyses", {})
    if ran is None or not texts:
        return None
    pages = {"relatedness": "network", "coagglomeration": "network", "links": "network", "clusters": "clusters"}
    rows: list[list[object]] = []
    for name, text in texts.items():
        why = _why_not(results, name, text["needs"])
        href = "" if why else address(map_, pages.get(name, "measures"))
        state = (
            Cell(why, status=Status(_("did not run"), "neutral"))
            if why
            else Cell("", status=Status(_("ran"), "success"))
        )
        rows.append([Cell(text["title"], href), text["answers"], state])
    columns = [Column(_("Analysis")), Column(_("Which question it answers")), Column(_("On this map"))]
    return Table(_("Analyses of this map"), columns, rows)


def _why_not(results: Results, name: str, needs: str) -> str:
    """Return why an analysis did not run, as what it needs; nothing when it ran."""
    ran = name in results.record["analyses"]
    if name == "clusters" and not results.further.has("clusters"):
        return _("It needs a table that says which industries belong together.")
    if ran:
        return ""
    return {
        "points": _("It needs a table of plants with coordinates."),
        "neighbours": _("It needs regions whose outlines are known, or a table of neighbouring regions."),
        "flows": _("It needs a table of what industries sell to each other."),
        "": _("It was left out by the rule of this map."),
    }.get(needs, _("It needs a further table."))
