"""Clusters of industries: the definitions a map was measured by, their members, and where each is strong."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404, QueryDict
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from grono.portal.core.display import Cell, Fact
from grono.portal.core.templatetags.grono import number
from grono.portal.maps.pages.addresses import address
from grono.portal.maps.pages.cluster_regions import regions_sheet, stars_words, strongest_of
from grono.portal.maps.pages.forms_of_numbers import share
from grono.portal.maps.pages.pictures import picture
from grono.portal.maps.pages.sections import Section, formulas, sections_shown
from grono.portal.maps.pages.sheets import Field, Sheet, industry_field, number_field
from grono.portal.maps.pages.shortlist import foreign, named_cell
from grono.portal.maps.results import results_of
from grono.tables import cluster_key

if TYPE_CHECKING:
    from grono.portal.maps.models import ClusterMap
    from grono.portal.maps.pages.pictures import Pictured
    from grono.portal.maps.results import Results, Row


def clusters(map_: ClusterMap, wanted: QueryDict) -> dict[str, Any]:
    """Return all clusters of a map, definition by definition."""
    results = results_of(map_)
    schemes: dict[str, dict[str, list[Row]]] = {}
    for row in results.further.found("clusters"):
        schemes.setdefault(row["scheme"], {}).setdefault(row["cluster"], []).append(row)
    sections = [_scheme(map_, results, place, *own) for place, own in enumerate(schemes.items(), start=1)]
    return {"has_clusters": bool(schemes), **sections_shown(sections, wanted)}


def _scheme(map_: ClusterMap, results: Results, place: int, scheme: str, members: dict[str, list[Row]]) -> Section:
    """Return one definition; its ids count, because a definition may be called what no id may be."""
    language = get_language() or "en"
    rows = []
    for cluster, own in members.items():
        measured = results.further.found("cluster_measures", scheme=scheme, cluster=cluster)
        top = strongest_of(measured)
        rows.append({
            "scheme": scheme,
            "cluster": cluster,
            "name": results.cluster_name(own[0], language),
            "industries": len(own),
            "loose": sum(bool(row["loose"]) for row in own) if any(row["loose"] is not None for row in own) else None,
            "starred": sum((row["stars"] or 0) > 0 for row in measured),
            "best": top and top["region"],
            "best_stars": top and top["stars"],
            "best_name": top and results.name("region", top["region"], language).text,
        })  # fmt: skip

    def name(row: Row) -> Cell:
        href = address(map_, "cluster", key=cluster_key(scheme, row["cluster"]))
        return named_cell(row["name"].text, row["cluster"], row["name"].language, href)

    def best(row: Row) -> Cell:
        if row["best"] is None:
            return Cell(None)
        href = address(map_, "region", code=row["best"])
        return Cell(row["best_name"], href, stars_words(row["best_stars"]))

    fields = [
        Field("name", _("Cluster"), lambda row: row["name"].text, name, code=lambda row: row["cluster"]),
        number_field("industries", _("Industries"), digits=0),
        *(
            [number_field("loose", _("Loose members"), digits=0)]
            if any(row["loose"] is not None for row in rows)
            else []
        ),
        number_field("starred", _("Regions with stars"), digits=0),
        Field("best_name", _("Strongest region"), lambda row: row["best_name"], best, code=lambda row: row["best"]),
    ]
    sheet = Sheet(f"scheme-{place}", _("Clusters of the definition “%(name)s”") % {"name": scheme}, fields, rows)
    return Section(
        f"definition-{place}",
        _("Definition “%(name)s”") % {"name": scheme},
        _("A definition says which industries belong together; the map says where each cluster is strong."),
        sheet=sheet,
    )


def cluster(map_: ClusterMap, key: str, wanted: QueryDict) -> dict[str, Any]:
    """Return one cluster: its regions with their stars, and its members."""
    results = results_of(map_)
    members = _members_of(results, key)
    scheme, code = members[0]["scheme"], members[0]["cluster"]
    name = results.cluster_name(members[0], get_language() or "en")
    measured = results.further.found("cluster_measures", scheme=scheme, cluster=code)
    figure = None
    if measured:
        figure = picture(map_, "cluster_strength", tables=("clusters", "cluster_measures"), cluster=code, scheme=scheme)
    sections = [_where(map_, results, measured, figure), _members(map_, results, members)]
    return {
        "name": name.text,
        "name_language": foreign(name.language),
        "facts": _facts(results, members, measured),
        **sections_shown(sections, wanted),
    }


def _members_of(results: Results, key: str) -> list[Row]:
    """Return the rows of a cluster: definition and code, between which a slash stands, may both hold slashes of their own."""
    parts = key.split("/")
    for end in range(1, len(parts)):
        found = results.further.found("clusters", scheme="/".join(parts[:end]), cluster="/".join(parts[end:]))
        if found:
            return found
    raise Http404


def _facts(results: Results, members: list[Row], measured: list[Row]) -> list[Fact]:
    language = get_language() or "en"
    employees = sum(row["employees"] or 0 for row in measured)
    found = [
        Fact(_("Definition"), members[0]["scheme"]),
        Fact(_("Industries"), len(members)),
        Fact(_("Employees"), round(employees), _("in all regions of the map")),
    ]
    best = strongest_of(measured)
    if best:
        name = results.name("region", best["region"], language).text
        found.append(Fact(_("Strongest region"), name, stars_words(best["stars"], best["stars_certain"])))
    if any(row["loose"] for row in members):
        count = sum(bool(row["loose"]) for row in members)
        found.append(
            Fact(
                _("Loose members"),
                count,
                _("they belong to it only loosely: another grouping of the same data would move them"),
            )
        )
    return found


def _where(map_: ClusterMap, results: Results, measured: list[Row], figure: Pictured | None) -> Section:
    return Section(
        "where",
        _("Where it is strong"),
        _(
            "Stars of the European Cluster Observatory: one each for size, for specialisation and for focus (its share of the region). A star is certain when it holds with a probability of at least 95%."
        ),
        figure=figure,
        sheet=regions_sheet(map_, results, measured),
        formulas=formulas(map_, results, "location_quotient", "eco_stars", "eco_stars_certain"),
    )


def _members(map_: ClusterMap, results: Results, members: list[Row]) -> Section:
    def yes(value: bool | None) -> str | None:  # noqa: FBT001 - one value of a table
        return None if value is None else (_("yes") if value else _("no"))

    fields = [industry_field(map_, results), number_field("share", _("Share that belongs to it"), form=share)]
    if any(row["traded"] is not None for row in members):
        fields.append(Field("traded", _("Sells beyond its region"), lambda row: yes(row["traded"])))
    if any(row["subcluster"] for row in members):
        fields.append(Field("subcluster", _("Part of the cluster"), lambda row: row["subcluster"]))
    if any(row["stability"] is not None for row in members):
        fields.append(
            number_field("stability", _("Stays with it"), unit=_("of 100 resampled groupings"), form=_of_hundred)
        )
    if any(row["loose"] is not None for row in members):
        fields.append(
            Field(
                "loose",
                _("Membership"),
                lambda row: _("loose") if row["loose"] else pgettext("membership of an industry in a cluster", "firm"),
            )
        )
    return Section("members", _("Industries of the cluster"), sheet=Sheet("members", _("Members"), fields, members))


def _of_hundred(value: float | None) -> str:
    return number(None if value is None else 100 * value, 0)
