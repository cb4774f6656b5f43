"""Who works with whom: a network of organisations on one day, or on two with what lasted, ended and began."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from grono.charts.altair_door import Picture, alt, over, specification, words
from grono.charts.chart import Chart
from grono.charts.key import Entry, key
from grono.charts.network_layout import labelled, placed
from grono.charts.quantity_rows import table_of_rows, titles_in
from grono.charts.theme import ACCENT, CATEGORIES, GROUND, MUTED, NOTE_SIZE, SECOND, STRONG_LINE, TEXT
from grono.charts.values import shortened
from grono.messages import message

if TYPE_CHECKING:
    from collections.abc import Iterable

    from grono.charts.key import Sign
    from grono.charts.network_layout import Layout
    from grono.charts.theme import Ink
    from grono.evaluation import Network
    from grono.evaluation.networks import Tie

_TITLES = {
    "one": message("Organisation"),
    "other": message("Other organisation"),
    "said": message("State of the tie"),
}
_STATES = {
    "survived": message("lasted"),
    "begun": message("new"),
    "ended": message("ended"),
    "single": message("there"),
}
_KINDS: dict[str, tuple[Ink, str, Sign]] = {
    "university": (SECOND, "diamond", "diamond"),
    "industry": (ACCENT, "circle", "dot"),
    "government": (CATEGORIES[2], "square", "square"),
    "": (STRONG_LINE, "triangle-up", "note"),
}
"""Ink and shape of each kind: shape says the same as colour."""
_KIND_WORDS = {
    "university": message("university"),
    "industry": message("business"),
    "government": message("government"),
    "": message("triangle: other"),
}
_WIDE, _NARROW = 720, 318
_ROOM, _NARROW_ROOM = 74.0, 48.0
_NAMES, _NARROW_NAMES = 60, 14
_LINE = 13


def cooperation_network(  # noqa: PLR0913 - which days, and how wide
    after: Network,
    language: str,
    *,
    before: Network | None = None,
    title: str,
    source: str,
    narrow: bool = False,
) -> Chart:
    """Draw organisations and their ties; the more partners, the larger.

    Parameters
    ----------
    after : Network
        The network, or the later of two.
    language : str
        Language of the texts.
    before : Network, optional
        The earlier one: ties that lasted are thick, new ones thin, those that ended dotted.
    title, source : str
        The one thing the picture says, where the figures come from.
    narrow : bool
        For screens of 360 px.
    """
    ties = _states(after, before)
    return Chart(
        title=title,
        specification=_specification(after, before, ties, language, narrow=narrow),
        alternative=_finding(after, ties, language),
        table=table_of_rows(
            [
                {"one": one, "other": other, "said": _STATES[state].in_language(language)}
                for (one, other), state in sorted(ties.items())
            ],
            (),
            _TITLES,
        ),
        column_titles=titles_in(_TITLES, language),
        source=source,
        language=language,
    )


def _states(after: Network, before: Network | None) -> dict[Tie, str]:
    if before is None:
        return dict.fromkeys(after.ties, "single")
    found = {tie: "survived" if tie in before.ties else "begun" for tie in after.ties}
    return found | dict.fromkeys(before.ties - after.ties, "ended")


def _nothing(language: str) -> str:
    return message("Nothing to draw: this network has no ties.").in_language(language)


def _specification(
    after: Network, before: Network | None, ties: dict[Tie, str], language: str, *, narrow: bool
) -> dict[str, Any]:
    if not ties:
        return words(_nothing(language), language, width=_NARROW)
    kinds = {**(before.kinds if before else {}), **after.kinds}
    tied = sorted({node for tie in ties for node in tie})
    radii = {node: 5 + 1.6 * len(after.neighbours.get(node, ())) ** 0.5 for node in tied}
    width = _NARROW if narrow else _WIDE
    layout = placed(radii, ties, width=width, room=_NARROW_ROOM if narrow else _ROOM)
    drawing = alt.layer(
        *_rules(ties, layout), *_nodes(tied, kinds, radii, layout), *_texts(tied, radii, layout, narrow=narrow)
    ).properties(width=width, height=layout.height)
    entries = _entries({kinds.get(node, "") for node in tied}, set(ties.values()), language)
    return specification(alt.vconcat(key(entries, width), drawing, spacing=8), language)


def _pixel(channel: Any, field: str) -> Any:
    return channel(f"{field}:Q", scale=None, axis=None)


def _rules(ties: dict[Tie, str], layout: Layout) -> list[Picture]:
    styles: dict[str, dict[str, Any]] = {
        "ended": {"strokeDash": [2, 4], "strokeWidth": 1.2, "color": MUTED.light},
        "begun": {"strokeWidth": 1.2, "color": STRONG_LINE.light},
        "single": {"strokeWidth": 1.4, "color": STRONG_LINE.light},
        "survived": {"strokeWidth": 3, "color": STRONG_LINE.light},
    }
    layers = []
    for state, style in styles.items():
        ends = [
            (*layout.places[one], *layout.places[other]) for (one, other), its in sorted(ties.items()) if its == state
        ]
        if ends:
            base = over([dict(zip(("x", "y", "x2", "y2"), end, strict=True)) for end in ends])
            rule = base.mark_rule(opacity=0.8, **style)
            layers.append(rule.encode(x=_pixel(alt.X, "x"), y=_pixel(alt.Y, "y"), x2="x2:Q", y2="y2:Q"))
    return layers


def _nodes(tied: list[str], kinds: dict[str, str], radii: dict[str, float], layout: Layout) -> list[Picture]:
    layers = []
    for kind, (ink, shape, _) in _KINDS.items():
        rows = [
            {"x": layout.places[node][0], "y": layout.places[node][1], "size": (2 * radii[node]) ** 2}
            for node in tied
            if kinds.get(node, "") == kind
        ]
        if rows:
            mark = over(rows).mark_point(shape=shape, opacity=1, fill=ink.light, stroke=GROUND.light, strokeWidth=1)
            size = alt.Size("size:Q", scale=None, legend=None)
            layers.append(mark.encode(x=_pixel(alt.X, "x"), y=_pixel(alt.Y, "y"), size=size))
    return layers


def _texts(tied: list[str], radii: dict[str, float], layout: Layout, *, narrow: bool) -> list[Picture]:
    """Write the names that have room, those with most partners first; the table has them all."""
    first = sorted(tied, key=lambda node: (-radii[node], node))
    names = [(node, shortened(node, 48), shortened(node, 14)) for node in first]
    rows = [
        {"x": label.x, "y": label.y + place * _LINE, "text": text}
        for label in labelled(layout, radii, names, _NARROW_NAMES if narrow else _NAMES)
        for place, text in enumerate(label.lines)
    ]
    if not rows:
        return []
    base = over(rows).encode(x=_pixel(alt.X, "x"), y=_pixel(alt.Y, "y"), text="text:N")
    style = {"align": "left", "baseline": "middle", "fontSize": NOTE_SIZE}
    halo = base.mark_text(stroke=GROUND.light, strokeWidth=3, strokeJoin="round", color=GROUND.light, **style)
    return [halo, base.mark_text(color=TEXT.light, **style)]


def _entries(kinds: set[str], states: set[str], language: str) -> list[Entry]:
    entries: list[Entry] = []
    for kind, (ink, _, sign) in _KINDS.items():
        if kind in kinds and (kind or len(kinds) > 1):
            entries.append(Entry(sign, TEXT if sign == "note" else ink, _KIND_WORDS[kind].in_language(language)))
    if "single" not in states:
        told = {
            "survived": message("thick: the tie lasted"),
            "begun": message("thin: new"),
            "ended": message("dotted: ended"),
        }
        entries += [Entry("note", TEXT, text.in_language(language)) for state, text in told.items() if state in states]
    entries.append(Entry("note", MUTED, message("size: number of partners").in_language(language)))
    return entries


def _finding(after: Network, ties: dict[Tie, str], language: str) -> str:
    if not ties:
        return _nothing(language)
    most = max(after.nodes, key=lambda node: len(after.neighbours[node]), default="")
    sentences = [message("Organisations: %(nodes)s; ties: %(ties)s.", nodes=len(after.nodes), ties=len(after.ties))]
    if most and after.ties:
        partners = len(after.neighbours[most])
        sentences.append(message("Most partners: %(name)s (%(partners)s).", name=most, partners=partners))
    if "single" not in ties.values():
        counted = _counted(ties.values())
        sentences.append(message("Ties that lasted: %(survived)s; new: %(begun)s; ended: %(ended)s.", **counted))
    return " ".join(sentence.in_language(language) for sentence in sentences)


def _counted(states: Iterable[str]) -> dict[str, int]:
    found = dict.fromkeys(("survived", "begun", "ended"), 0)
    for state in states:
        found[state] += 1
    return found
