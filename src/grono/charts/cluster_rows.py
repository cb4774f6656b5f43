"""What the pictures of a cluster read from a map: its regions, its name, its stars in words, the main finding."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from grono.charts.chart import Chart
from grono.charts.reading import Row, name_of, rows_where, source_line, table_of
from grono.charts.values import percent, with_interval
from grono.charts.words import column_titles
from grono.messages import message, plural_message
from grono.tables.contracts import schema

if TYPE_CHECKING:
    from grono.clustermap import ClusterMap
    from grono.messages import Message

_COLUMNS = [
    "region",
    "region_name",
    "employees",
    "location_quotient",
    "lower",
    "upper",
    "share_of_nation",
    "stars",
    "stars_certain",
]
_STARS = {
    "star_size": message("size"),
    "star_specialisation": message("specialisation"),
    "star_focus": message("focus"),
}


def cluster_rows(source: ClusterMap, cluster: str, scheme: str | None, language: str) -> list[Row]:
    """Return the regions of a cluster in the last year there is, the highest location quotient first."""
    table = source.further.get("cluster_measures")
    if table is None or not table.num_rows:
        return []
    rows = rows_where(table, cluster=cluster, scheme=scheme or str(table["scheme"][0].as_py()))
    last = max((int(row["period"]) for row in rows), default=0)
    named = [
        row | {"region_name": name_of(source, "region", row["region"], language)}
        for row in rows
        if row["period"] == last
    ]
    return sorted(named, key=lambda row: (-(row["location_quotient"] or 0.0), row["region"]))


def cluster_chart(
    source: ClusterMap, which: tuple[str, str | None], rows: list[Row], picture: dict[str, Any], language: str
) -> Chart:
    """Return a picture of a cluster, given by code and definition, with its title, finding and table."""
    name = _name(source, *which, language)
    return Chart(
        title=message("%(cluster)s: where it is strong", cluster=name).in_language(language),
        specification=picture,
        alternative=_finding(name, rows, language),
        table=table_of(rows, _COLUMNS, schema("cluster_measures")),
        column_titles=column_titles(_COLUMNS, language),
        source=source_line(source, language),
        language=language,
    )


def _name(source: ClusterMap, cluster: str, scheme: str | None, language: str) -> str:
    table = source.further.get("clusters")
    rows = [] if table is None else rows_where(table, cluster=cluster)
    own = next((row for row in rows if scheme in (None, row["scheme"])), None)
    return cluster if own is None else source.cluster_name(own, language)[0]


def stars(row: Row, language: str) -> str:
    """Return the stars of a region in words."""
    there = [title.in_language(language) for name, title in _STARS.items() if row[name]]
    if not there:
        return ""
    said = plural_message(
        "%(number)s star: %(names)s", "%(number)s stars: %(names)s", len(there), names=", ".join(there)
    )
    return said.in_language(language)


def nothing() -> Message:
    """Return what is said where there is nothing to draw."""
    return message("Nothing to draw: this map has no figures on the cluster.")


def _finding(name: str, rows: list[Row], language: str) -> str:
    drawn = [row for row in rows if row["location_quotient"]]
    if not drawn:
        return nothing().in_language(language)
    first = drawn[0]
    starred = [row for row in rows if row["stars"]]
    sentences = [
        message(
            "%(cluster)s is strongest in %(region)s: location quotient %(value)s, %(share)s of all its employees.",
            cluster=name,
            region=first["region_name"],
            value=with_interval(first["location_quotient"], first["lower"], first["upper"], language),
            share=percent(first["share_of_nation"], language),
        ),
        plural_message(
            "%(number)s of %(total)s regions has a star.",
            "%(number)s of %(total)s regions have stars.",
            len(starred),
            total=len(rows),
        ),
    ]
    best = max(starred, key=lambda row: int(row["stars"]), default=None)
    if best is not None:
        most = message("Most: %(region)s with %(stars)s.", region=best["region_name"], stars=stars(best, language))
        sentences.append(most)
    return " ".join(sentence.in_language(language) for sentence in sentences)
