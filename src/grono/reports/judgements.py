"""What the further analyses say of a region's candidates, each in one line: how surely among the first, how robust, how competitive."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from grono.charts import values as form
from grono.messages import message

if TYPE_CHECKING:
    from grono.clustermap import ClusterMap

    Row = dict[str, Any]
    Cell = tuple[str, str]


@dataclass(frozen=True)
class Judgement:
    """One candidate with what is said of it."""

    code: str
    name: str
    name_language: str
    text: str


def judgements_of(source: ClusterMap, language: str) -> dict[str, list[Judgement]]:
    """Return region → its candidates in the order in which they come out whatever the weights; none where nothing was analysed."""
    said: dict[Cell, list[str]] = defaultdict(list)
    order: dict[Cell, int] = {}
    for row in _rows(source, "acceptability"):
        if row["scope"] == row["region"]:
            order[row["region"], row["industry"]] = row["rank"]
            said[row["region"], row["industry"]].append(_first(row, language))
    for row in _rows(source, "multiverse"):
        said[row["region"], row["industry"]].append(_survived(row, language))
    for row in _rows(source, "competitiveness"):
        if row["indicator"] == "mean" and row["percentile"] is not None:
            said[row["region"], row["industry"]].append(_competitive(row, language))
    candidates = _candidates(source)
    found: dict[str, list[Judgement]] = defaultdict(list)
    for cell in sorted(candidates & said.keys(), key=lambda cell: (cell[0], order.get(cell, len(order)), cell[1])):
        name, name_language = source.name("industry", cell[1], language)
        found[cell[0]].append(Judgement(cell[1], name, name_language, "; ".join(said[cell])))
    return found


def _rows(source: ClusterMap, table: str) -> list[Row]:
    found = source.further.get(table)
    rows: list[Row] = [] if found is None else found.to_pylist()
    return rows


def _candidates(source: ClusterMap) -> set[Cell]:
    columns = (source.shortlist[name].to_pylist() for name in ("list", "region", "industry"))
    return {(region, industry) for which, region, industry in zip(*columns, strict=True) if which == "candidate"}


def _first(row: Row, language: str) -> str:
    return message(
        "among the first %(places)s whatever the weights with probability %(probability)s",
        places=row["k"],
        probability=form.probability(row["probability_top"], language),
    ).in_language(language)


def _survived(row: Row, language: str) -> str:
    return message(
        "a candidate in %(survived)s of %(all)s ways of counting", survived=row["survived"], all=row["specifications"]
    ).in_language(language)


def _competitive(row: Row, language: str) -> str:
    value = form.number(row["percentile"], language)
    if row["lower"] is None or row["upper"] is None:
        return message("competitiveness %(value)s of 100", value=value).in_language(language)
    return message(
        "competitiveness %(value)s of 100 [%(low)s–%(high)s]",
        value=value,
        low=form.number(row["lower"], language),
        high=form.number(row["upper"], language),
    ).in_language(language)
