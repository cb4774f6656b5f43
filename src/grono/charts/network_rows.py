"""What the network of industries shows: the strongest links, the industries they join, clusters as letters."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pyarrow as pa

from grono.charts.reading import Row, name_of, rows_where
from grono.charts.theme import ACCENT, CATEGORIES, Ink
from grono.messages import Message, message

if TYPE_CHECKING:
    from collections.abc import Iterable

    from grono.clustermap import ClusterMap

_LARGEST, _SMALLEST = 13.0, 4.0
"""Radii in pixels of the industry with most employees, and the least that is drawn."""
_LETTERS = "ABCDE"
"""One for each colour; the last colour is for all the rest."""
_LAST = 2.0
"""Behind every p-value, for links that have none."""


@dataclass(frozen=True)
class Measure:
    """What a kind of link is called: as a title, in a table, and why its links are kept."""

    title: Message
    name: Message
    kept: Message


MEASURES: dict[str, Measure] = {
    "proximity": Measure(
        message("Industries that stand in the same regions"),
        message("same regions"),
        message("in the same regions more often than by chance"),
    ),
    "coagglomeration_pair": Measure(
        message("Industries spread over the regions alike"),
        message("spread alike"),
        message("spread alike, among the strongest pairs"),
    ),
    "input_output": Measure(
        message("Industries that supply each other"),
        message("supply each other"),
        message("supply each other, among the strongest pairs"),
    ),
    "kd_colocation": Measure(
        message("Industries whose plants stand near one another"),
        message("plants near one another"),
        message("their plants stand nearer than by chance"),
    ),
    "m_colocation": Measure(
        message("Industries whose plants stand around those of another"),
        message("the second stands around the first"),
        message("around the plants of one there are more of the other than by chance"),
    ),
}


@dataclass
class Node:
    """One industry of the picture."""

    code: str
    name: str
    employees: float
    radius: float
    filled: bool
    ink: Ink
    letter: str
    links: int


@dataclass(frozen=True)
class Letters:
    """Letter → name of the clusters that have one, and industry → letter."""

    names: dict[str, str] = field(default_factory=dict)
    of: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Presented:
    """Everything that is drawn."""

    links: list[Row]
    nodes: dict[str, Node]
    letters: Letters


def strongest(source: ClusterMap, measure: str | None, industry: str | None, limit: int, language: str) -> list[Row]:
    """Return the strongest links of one measure: those that are kept first, then by chance, then by strength."""
    table = source.further.get("relatedness")
    if table is None or not table.num_rows:
        return []
    code = measure or _with_links(table)
    rows = [row for row in rows_where(table, measure=code) if row["value"] is not None]
    if industry is not None:
        rows = _around(rows, industry)
    rows.sort(key=lambda row: (not _kept(row), _LAST if row["p"] is None else row["p"], -row["value"], row["industry"]))
    rows.sort(key=lambda row: industry not in (None, row["industry"], row["other"]))
    rows = list({frozenset((row["industry"], row["other"])): row for row in reversed(rows)}.values())[::-1]
    return [
        row | {
            "code": code,
            "measure": MEASURES[code].name.in_language(language) if code in MEASURES else code,
            "kept": _kept(row),
            "industry_name": name_of(source, "industry", row["industry"], language),
            "other_name": name_of(source, "industry", row["other"], language),
            "total": len(rows),
        }
        for row in rows[:limit]
    ]  # fmt: skip


def _kept(row: Row) -> bool:
    return row["kept"] is not False


def _with_links(table: pa.Table) -> str:
    """Return the first measure with links that stand, else the first with any."""
    stands = pa.array([kept is not False for kept in table["kept"].to_pylist()], pa.bool_())
    for one in (table.filter(stands), table):
        there = set(one["measure"].unique().to_pylist())
        found = next((code for code in MEASURES if code in there), None)
        if found is not None:
            return found
    return next(iter(MEASURES))


def _around(rows: list[Row], industry: str) -> list[Row]:
    partners = {industry}
    for row in rows:
        if industry in (row["industry"], row["other"]):
            partners |= {row["industry"], row["other"]}
    if len(partners) == 1:
        return []
    return [row for row in rows if row["industry"] in partners and row["other"] in partners]


def clusters_of(source: ClusterMap, scheme: str | None, language: str) -> dict[str, str]:
    """Return industry → name of the cluster that holds most of it, by one definition; empty where there is none."""
    table = source.further.get("clusters")
    if table is None or not table.num_rows:
        return {}
    rows = rows_where(table, scheme=scheme or str(table["scheme"][0].as_py()))
    rows.sort(key=lambda row: float(row["share"]))
    return {row["industry"]: source.cluster_name(row, language)[0] for row in rows}


def presented(
    source: ClusterMap, links: list[Row], region: str | None, clusters: dict[str, str], language: str
) -> Presented:
    """Return the nodes of the links with size, filling and letter."""
    counted = Counter(code for row in links for code in (row["industry"], row["other"]))
    letters = _letters(counted, clusters)
    employees = dict(
        zip(source.industries["industry"].to_pylist(), source.industries["employees"].to_pylist(), strict=True)
    )
    strong = None if region is None else _specialised(source, region)
    most = max((float(employees.get(code) or 0.0) for code in counted), default=0.0) or 1.0
    nodes = {}
    for code in sorted(counted):
        size, letter = float(employees.get(code) or 0.0), letters.of.get(code, "")
        nodes[code] = Node(
            code=code,
            name=name_of(source, "industry", code, language),
            employees=size,
            radius=max(_LARGEST * math.sqrt(size / most), _SMALLEST),
            filled=strong is None or code in strong,
            ink=_ink(letter) if letters.names else ACCENT,
            letter=letter,
            links=counted[code],
        )
    return Presented(links, nodes, letters)


def _ink(letter: str) -> Ink:
    return CATEGORIES[_LETTERS.index(letter)] if letter else CATEGORIES[-1]


def _letters(codes: Iterable[str], clusters: dict[str, str]) -> Letters:
    members: dict[str, list[str]] = {}
    for code in codes:
        if code in clusters:
            members.setdefault(clusters[code], []).append(code)
    largest = sorted((name for name in members if len(members[name]) > 1), key=lambda name: (-len(members[name]), name))
    named = dict(zip(_LETTERS, largest, strict=False))
    return Letters(named, {code: letter for letter, name in named.items() for code in members[name]})


def _specialised(source: ClusterMap, region: str) -> set[str]:
    rows = rows_where(source.measures, region=region, variant="location_quotient", period=int(source.run["period"]))
    return {row["industry"] for row in rows if row["value"] is not None and row["value"] >= 1}
