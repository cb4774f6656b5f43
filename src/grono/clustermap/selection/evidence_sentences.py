"""The sentences of an evidence sheet: what a map says for and against one industry of a region, and what it cannot say."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pyarrow.compute as pc

from grono.clustermap.selection.choice_words import (
    choice_title,
    criterion_title,
    flag_sentence,
    indicator_title,
    missing_title,
    rule_title,
)
from grono.clustermap.selection.competitiveness import OVERALL
from grono.clustermap.selection.multiverse_ways import why_not
from grono.messages import message, plural_message

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pyarrow as pa

    from grono.clustermap.result import ClusterMap
    from grono.clustermap.selection.choice import Choice
    from grono.messages import Message

    Row = dict[str, Any]

ALWAYS, NEVER = 0.999, 0.001
"""Shares of draws beyond which a sentence says "more than 99.9 %" or "fewer than 0.1 %": no number of draws shows always or never."""
NEARLY_CERTAIN = 0.99
"""A probability below this is a doubt worth a sentence, even above the threshold of the candidate rule."""

HALF = 0.5
"""A candidate that most other ways to draw the map would lose hangs on how this one was drawn."""


@dataclass(frozen=True)
class Found:
    """Rows of the map about one industry of a region; None or nothing where a table has none."""

    line: Row | None
    rules: list[Row]
    acceptability: Row | None
    multiverse: Row | None
    competitiveness: list[Row]

    @classmethod
    def of(cls, map_: ClusterMap, region: str, industry: str) -> Found:
        """Look up the rows."""

        def rows(table: pa.Table | None, **more: str) -> list[Row]:
            if table is None:
                return []
            where = pc.and_(pc.equal(table["region"], region), pc.equal(table["industry"], industry))
            for column, value in more.items():
                where = pc.and_(where, pc.equal(table[column], value))
            found: list[Row] = table.filter(where).to_pylist()
            return found

        further = map_.further
        return cls(
            line=next(iter(rows(map_.shortlist)), None),
            rules=rows(map_.candidates),
            acceptability=next(iter(rows(further.get("acceptability"), scope=region)), None),
            multiverse=next(iter(rows(further.get("multiverse"))), None),
            competitiveness=rows(further.get("competitiveness")),
        )


def _percent(share: float) -> float:
    return round(100 * share, 1)


def strength(line: Row) -> Iterator[Message]:
    """Say how large and how specialised it is."""
    if line["lower"] is None:
        yield message(
            "Its share of the region's employees is %(quotient)s times that in all regions.",
            quotient=round(line["location_quotient"], 2),
        )
    else:
        yield message(
            "Its share of the region's employees is %(quotient)s times that in all regions; with plants as they are, the true "
            "figure lies between %(lower)s and %(upper)s (95%%).",
            quotient=round(line["location_quotient"], 2),
            lower=round(line["lower"], 2),
            upper=round(line["upper"], 2),
        )
    yield message(
        "It employs %(employees)s people: %(of_region)s%% of the region's employees and %(of_nation)s%% of the industry's.",
        employees=float(round(line["employees"])),
        of_region=_percent(line["share_of_region"]),
        of_nation=_percent(line["share_of_nation"]),
    )


def growth_of(line: Row) -> Iterator[Message]:
    """Say that it has grown, if it has."""
    if line["growth_per_year"] is not None and line["growth_per_year"] > 0:
        yield message(
            "It has grown by %(growth)s%% a year since %(year)s.",
            growth=_percent(line["growth_per_year"]),
            year=line["base_period"],
        )
    if line["regional"] is not None and line["regional"] > 0:
        yield message(
            "%(employees)s more people work in it than if it had grown as in all regions.",
            employees=float(round(line["regional"])),
        )


def _acceptable(k: int, share: float, rank: float) -> Message:
    """Say in what share of the draws it is among the first; draws are no proof of always or never."""
    if share > ALWAYS:
        return message(
            "Among the candidates of its region it is one of the first %(k)s in more than 99.9%% of all weights and errors; its "
            "mean rank is %(rank)s.",
            k=k, rank=rank,
        )  # fmt: skip
    if share < NEVER:
        return message(
            "Among the candidates of its region it is one of the first %(k)s in fewer than 0.1%% of all weights and errors; its "
            "mean rank is %(rank)s.",
            k=k, rank=rank,
        )  # fmt: skip
    return message(
        "Among the candidates of its region it is one of the first %(k)s in %(share)s%% of all weights and errors; its mean "
        "rank is %(rank)s.",
        k=k, share=_percent(share), rank=rank,
    )  # fmt: skip


def standing(found: Found) -> Iterator[Message]:
    """Say how it fares among the region's candidates, under other ways to draw the map, and among comparable regions."""
    if (ranked := found.acceptability) is not None:
        yield _acceptable(ranked["k"], ranked["probability_top"], round(ranked["expected_rank"], 1))
    if (ways := found.multiverse) is not None:
        yield message(
            "It is a candidate in %(survived)s of %(specifications)s ways to draw the map.",
            survived=ways["survived"],
            specifications=ways["specifications"],
        )
    for row in _indicators(found):
        if row["percentile"] > 50 and (row["lower"] is None or row["lower"] > 50):
            yield _percentile(row)


def _indicators(found: Found) -> list[Row]:
    return [row for row in found.competitiveness if row["percentile"] is not None and row["indicator"] != OVERALL]


def _percentile(row: Row) -> Message:
    return plural_message(
        "By %(indicator)s it stands at percentile %(percentile)s among %(number)s comparable region.",
        "By %(indicator)s it stands at percentile %(percentile)s among %(number)s comparable regions.",
        row["peers"],
        indicator=indicator_title(row["indicator"]),
        percentile=float(round(row["percentile"])),
    )


def failed(found: Found) -> Iterator[Message]:
    """Say which rules of the candidates it fails."""
    for rule in found.rules:
        if rule["passed"] is False:
            yield message(
                "It fails a rule of the candidates: the %(rule)s is %(value)s, and %(threshold)s is asked for.",
                rule=rule_title(rule["rule"]),
                value=round(rule["value"], 3),
                threshold=round(rule["threshold"], 3),
            )
    if not found.rules and found.line is None:
        yield message("Its location quotient is below what is asked of a candidate, or is not known.")


def doubts(found: Found) -> Iterator[Message]:
    """Say what speaks against a line of the shortlist."""
    line = found.line
    if line is None:
        return
    sure = line["probability_above_one"]
    if sure is not None and sure < NEARLY_CERTAIN:
        yield message(
            "That the region is not above the average at all has a probability of %(share)s%%.",
            share=_percent(1 - sure),
        )
    if line["growth_per_year"] is not None and line["growth_per_year"] < 0:
        yield message(
            "It has shrunk by %(growth)s%% a year since %(year)s.",
            growth=_percent(-line["growth_per_year"]),
            year=line["base_period"],
        )
    if line["regional"] is not None and line["regional"] < 0:
        yield message(
            "%(employees)s fewer people work in it than if it had grown as in all regions.",
            employees=float(round(-line["regional"])),
        )
    for flag in (line["flags"] or "").split(","):
        said = flag_sentence(flag)
        if said is not None:
            yield said
    yield from _weak_standing(found)


def _weak_standing(found: Found) -> Iterator[Message]:
    ranked, ways = found.acceptability, found.multiverse
    if ranked is not None and ranked["kept_out_by"] is not None and not ranked["safe"]:
        yield message(
            "Where it is not among the first, its %(criterion)s keeps it out most often.",
            criterion=criterion_title(ranked["kept_out_by"]),
        )
    if ranked is not None and "cross_checks_disagree" in (ranked["flags"] or "").split(","):
        yield message(
            "Other methods disagree: it is number %(rank)s here, %(topsis)s by TOPSIS and %(promethee)s by PROMETHEE II.",
            rank=ranked["rank"],
            topsis=ranked["topsis_rank"] or "–",
            promethee=ranked["promethee_rank"] or "–",
        )
    if ways is not None and ways["share"] < HALF:
        yield message("Most other ways to draw the map would lose it.")
    if ways is not None and ways["removed_by"] is not None:
        yield message("What most often removes it: %(way)s.", way=choice_title(ways["removed_by"]))
    for row in _indicators(found):
        if row["percentile"] < 50 and (row["upper"] is None or row["upper"] < 50):
            yield _percentile(row)


def gaps(found: Found, map_: ClusterMap) -> Iterator[Message]:
    """Say what evidence there is none of."""
    if found.line is not None and found.line["missing"]:
        for name in found.line["missing"].split(","):
            yield message("The map lacks %(what)s.", what=missing_title(name))
    for row in found.competitiveness:
        if "no_data" in (row["flags"] or "").split(",") and row["indicator"] != OVERALL:
            yield message("No data on: %(indicator)s.", indicator=indicator_title(row["indicator"]))
    analyses = map_.run.get("analyses", {})
    for dimension in analyses.get("multiverse", {}).get("not_possible", {}):
        if dimension != "imputation":  # nothing hidden is nothing missing
            yield message("Could not be tried otherwise: %(why)s", why=why_not(dimension))
    if found.line is not None:
        for name in ("acceptability", "multiverse", "competitiveness"):
            if name not in map_.further:
                yield message('The analysis "%(name)s" was not made on this map.', name=name)


def decision(choice: Choice) -> Iterator[Message]:
    """Say what a person decided, with the doubts noted then."""
    said = {"on": choice.on, "by": choice.by, "map": choice.map, "reason": choice.reason}
    templates = {
        "chosen": message("Chosen on %(on)s by %(by)s, on the map %(map)s: %(reason)s", **said),
        "rejected": message("Rejected on %(on)s by %(by)s, on the map %(map)s: %(reason)s", **said),
        "deferred": message("Deferred on %(on)s by %(by)s, on the map %(map)s: %(reason)s", **said),
    }
    yield templates[choice.decision]
    if choice.doubts:
        yield message("Doubts that were noted: %(doubts)s", doubts=choice.doubts)
    if choice.data_missing:
        yield message("Data that were said to be missing: %(data)s", data=choice.data_missing)
