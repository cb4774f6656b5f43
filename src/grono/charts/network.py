"""Which industries belong together: a network of the strongest links of a map."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from grono.charts.altair_door import Picture, alt, over, specification, words
from grono.charts.chart import Chart
from grono.charts.key import Entry, key
from grono.charts.network_layout import labelled, placed
from grono.charts.network_rows import MEASURES, Node, Presented, clusters_of, presented, strongest
from grono.charts.reading import Row, name_of, source_line, table_of
from grono.charts.theme import ACCENT, CATEGORIES, GROUND, MUTED, NOTE_SIZE, STRONG_LINE, TEXT
from grono.charts.values import shortened
from grono.charts.words import column_titles
from grono.messages import message, plural_message
from grono.tables.contracts import schema

if TYPE_CHECKING:
    from grono.charts.network_layout import Label, Layout
    from grono.clustermap import ClusterMap
    from grono.messages import Message

_COLUMNS = ["industry", "industry_name", "other", "other_name", "measure", "value", "p", "kept"]
_WIDE, _NARROW = 720, 320
_ROOM, _NARROW_ROOM = 66.0, 46.0
"""Side of the square for one node, in pixels."""
_NAMES, _NARROW_NAMES = 90, 40
_LINE = 13
"""Height of a line of a name."""
_OTHERS = CATEGORIES[5]


def relatedness_network(  # noqa: PLR0913 - whose network, by what, and how large
    source: ClusterMap,
    language: str,
    *,
    region: str | None = None,
    industry: str | None = None,
    scheme: str | None = None,
    measure: str | None = None,
    limit: int = 120,
    narrow: bool = False,
) -> Chart:
    """Draw the strongest links between industries: the larger a node, the more employees it has.

    Parameters
    ----------
    source : ClusterMap
        The map, with its table ``relatedness``; without one the chart says that there is nothing to draw.
    language : str
        Language of the texts.
    region : str, optional
        Code of a region: nodes are filled where it is specialised (location quotient of at least 1), hollow elsewhere.
    industry : str, optional
        Code of an industry: only it, its partners, and the links among these.
    scheme : str, optional
        Definition whose clusters give colour and letter; the map's first where none is named.
    measure : str, optional
        ``proximity``, ``coagglomeration_pair``, ``input_output``, ``kd_colocation`` or ``m_colocation`` (a pair related in both
        directions is drawn once, with the stronger); else the first of these with a link that stands.
    limit : int
        Most links; those that their rule keeps come first, the strongest first.
    narrow : bool
        For screens of 360 px.
    """
    links = strongest(source, measure, industry, limit // 5 if narrow else limit, language)
    shown = presented(source, links, region, clusters_of(source, scheme, language), language)
    picture = _specification(source, shown, region, language, narrow=narrow)
    fields = schema("relatedness")
    return Chart(
        title=_title(source, links, industry, language).in_language(language),
        specification=picture,
        alternative=_finding(source, shown, region, language),
        table=table_of(links, _COLUMNS, fields),
        column_titles=column_titles(_COLUMNS, language),
        source=source_line(source, language),
        language=language,
    )


def _title(source: ClusterMap, links: list[Row], industry: str | None, language: str) -> Message:
    if industry is not None:
        return message("%(industry)s: related industries", industry=name_of(source, "industry", industry, language))
    return MEASURES[links[0]["code"]].title if links else message("Related industries")


def _specification(
    source: ClusterMap, shown: Presented, region: str | None, language: str, *, narrow: bool
) -> dict[str, Any]:
    if not shown.links:
        return words(_nothing().in_language(language), language, width=_NARROW)
    width = _NARROW if narrow else _WIDE
    layout = placed(
        {code: node.radius for code, node in shown.nodes.items()},
        [(row["industry"], row["other"]) for row in shown.links],
        width=width,
        room=_NARROW_ROOM if narrow else _ROOM,
    )
    weight = {code: node.radius + 2 * node.links for code, node in shown.nodes.items()}
    first = sorted(shown.nodes.values(), key=lambda node: (-weight[node.code], node.code))
    labels = labelled(
        layout,
        {code: node.radius for code, node in shown.nodes.items()},
        [(node.code, *_named(node)) for node in first],
        _NARROW_NAMES if narrow else _NAMES,
    )
    drawing = alt.layer(*_links(shown.links, layout), *_nodes(shown, layout), *_texts(shown, layout, labels))
    drawing = drawing.properties(width=width, height=layout.height)
    entries = _entries(source, shown, region, language)
    return specification(alt.vconcat(key(entries, width), drawing, spacing=8), language)


def _named(node: Node) -> tuple[str, str]:
    """Return code and name, and the code alone; the letter of the cluster before both."""
    letter = f"{node.letter}\u00a0·\u00a0" if node.letter else ""
    name = node.code if node.name == node.code else f"{node.code} {node.name}"
    return f"{letter}{name}", f"{letter}{node.code}"


def _pixel(channel: Any, field: str) -> Any:
    return channel(f"{field}:Q", scale=None, axis=None)


def _links(links: list[Row], layout: Layout) -> list[Picture]:
    layers = []
    for kept, style in ((False, {"strokeDash": [3, 3], "strokeWidth": 1.2}), (True, {"strokeWidth": 1.4})):
        ends = [(*layout.places[row["industry"]], *layout.places[row["other"]]) for row in links if row["kept"] is kept]
        if ends:
            rule = over([dict(zip(("x", "y", "x2", "y2"), end, strict=True)) for end in ends])
            rule = rule.mark_rule(color=STRONG_LINE.light, opacity=0.75, **style)
            layers.append(rule.encode(x=_pixel(alt.X, "x"), y=_pixel(alt.Y, "y"), x2="x2:Q", y2="y2:Q"))
    return layers


def _nodes(shown: Presented, layout: Layout) -> list[Picture]:
    layers = []
    for filled in (True, False):
        for ink in (ACCENT, *CATEGORIES[1:]):
            rows = [
                {"x": layout.places[node.code][0], "y": layout.places[node.code][1], "size": (2 * node.radius) ** 2}
                for node in shown.nodes.values()
                if node.filled is filled and node.ink is ink
            ]
            if rows:
                color = (
                    {"fill": ink.light, "stroke": GROUND.light}
                    if filled
                    else {"fill": GROUND.light, "stroke": ink.light}
                )
                mark = over(rows).mark_point(shape="circle", opacity=1, strokeWidth=1 if filled else 2, **color)
                size = alt.Size("size:Q", scale=None, legend=None)
                layers.append(mark.encode(x=_pixel(alt.X, "x"), y=_pixel(alt.Y, "y"), size=size))
    return layers


def _texts(shown: Presented, layout: Layout, labels: list[Label]) -> list[Picture]:
    """Write the names that have room, and the letter of its cluster beside each other node."""
    named = {label.node for label in labels}
    names = [
        {"x": label.x, "y": label.y + place * _LINE, "text": text}
        for label in labels
        for place, text in enumerate(label.lines)
    ]
    letters = [
        {
            "x": layout.places[code][0] + node.radius + 2,
            "y": layout.places[code][1] - node.radius + 2,
            "text": node.letter,
        }
        for code, node in shown.nodes.items()
        if node.letter and code not in named
    ]
    layers = []
    for rows, ink in ((names, TEXT), (letters, MUTED)):
        if rows:
            base = over(rows).encode(x=_pixel(alt.X, "x"), y=_pixel(alt.Y, "y"), text="text:N")
            style = {"align": "left", "baseline": "middle", "fontSize": NOTE_SIZE}
            layers.append(
                base.mark_text(stroke=GROUND.light, strokeWidth=3, strokeJoin="round", color=GROUND.light, **style)
            )
            layers.append(base.mark_text(color=ink.light, **style))
    return layers


def _entries(source: ClusterMap, shown: Presented, region: str | None, language: str) -> list[Entry]:
    entries = []
    if region is not None:
        place = name_of(source, "region", region, language)
        ink = STRONG_LINE if shown.letters.names else ACCENT
        entries = [
            Entry("dot", ink, message("%(region)s is specialised in it", region=place).in_language(language)),
            Entry("ring", ink, message("not specialised").in_language(language)),
        ]
    inks = zip(shown.letters.names.items(), CATEGORIES, strict=False)
    entries += [Entry("dot", ink, shortened(name, 34), letter) for (letter, name), ink in inks]
    if shown.letters.names and any(not node.letter for node in shown.nodes.values()):
        entries.append(Entry("dot", _OTHERS, message("other industries").in_language(language)))
    entries.append(Entry("note", TEXT, message("size: employees in the whole table").in_language(language)))
    kinds = {row["kept"] for row in shown.links}
    rule = MEASURES[shown.links[0]["code"]].kept.in_language(language)
    entries += [Entry("line", STRONG_LINE, rule)] if True in kinds else []
    entries += [Entry("dashes", STRONG_LINE, message("may be chance").in_language(language))] if False in kinds else []
    return entries


def _nothing() -> Message:
    return message("Nothing to draw: this map has no links between industries.")


def _finding(source: ClusterMap, shown: Presented, region: str | None, language: str) -> str:
    if not shown.links:
        return _nothing().in_language(language)
    links = len(shown.links)
    sentences = [
        plural_message(
            "The picture shows the strongest link of %(total)s.",
            "The picture shows the %(number)s strongest links of %(total)s.",
            links,
            total=shown.links[0]["total"],
        )
    ]
    doubtful = sum(row["kept"] is False for row in shown.links)
    if doubtful:
        sentences.append(
            plural_message("%(number)s of them may be chance.", "%(number)s of them may be chance.", doubtful)
        )
    first = shown.links[0]
    pair = message(
        "Strongest: “%(industry)s” with “%(other)s”.", industry=first["industry_name"], other=first["other_name"]
    )
    hub = max(shown.nodes.values(), key=lambda node: (node.links, node.code))
    most = plural_message(
        "Most links: “%(industry)s” with %(number)s.", "Most links: “%(industry)s” with %(number)s.", hub.links,
        industry=hub.name,
    )  # fmt: skip
    sentences += [pair, most]
    if region is not None:
        sentences.append(
            message(
                "%(region)s is specialised in %(filled)s of the %(all)s industries.",
                region=name_of(source, "region", region, language),
                filled=sum(node.filled for node in shown.nodes.values()),
                all=len(shown.nodes),
            )
        )
    return " ".join(sentence.in_language(language) for sentence in sentences)
