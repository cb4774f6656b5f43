"""What a curve of distances says in words: how much first, then how sure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from grono.charts.reading import Row, code_and_name, name_of, rows_where
from grono.charts.values import number, percent, quotient
from grono.messages import Message, message

if TYPE_CHECKING:
    from grono.clustermap import ClusterMap

NOT_DISCOVERED, SMALL_EFFECT = "not_discovered", "small_effect"
"""Flags of the measures: the verdict falls with all industries tested together; its effect is below the floor."""


@dataclass(frozen=True)
class Curve:
    """A curve with whose it is."""

    source: ClusterMap
    industry: str
    other: str | None
    measure: str
    rows: list[Row]
    language: str

    @property
    def subject(self) -> str:
        """The industry or the pair in words."""
        first = code_and_name(self.source, "industry", self.industry, self.language)
        if self.other is None:
            return first
        return f"{first} – {code_and_name(self.source, 'industry', self.other, self.language)}"

    def flags(self) -> set[str]:
        """Return what is to be known of the verdict, from the measures of the map; of a pair from its links."""
        if self.other is not None:
            return self._flags_of_pair(self.other)
        variant = "kd_excess_share" if self.measure == "kd" else "m_max"
        rows = rows_where(self.source.measures, industry=self.industry, variant=variant)
        return {flag for row in rows for flag in (row["flags"] or "").split(",")}

    def _flags_of_pair(self, other: str) -> set[str]:
        links, name = self.source.further.get("relatedness"), f"{self.measure}_colocation"
        rows = [] if links is None else rows_where(links, industry=self.industry, other=other, measure=name)
        return {flag for row in rows for flag in (row["flags"] or "").split(",")}

    def excess_share(self) -> float | None:
        """Return the share of pairs beyond what chance gives."""
        if self.other or self.measure != "kd":
            return None
        rows = rows_where(self.source.measures, industry=self.industry, variant="kd_excess_share")
        return next((float(row["value"]) for row in rows if row["value"] is not None), None)


def title(curve: Curve) -> Message:
    """Return what the picture is of."""
    name = name_of(curve.source, "industry", curve.industry, curve.language)
    if curve.other is not None:
        other = name_of(curve.source, "industry", curve.other, curve.language)
        if curve.measure == "m":
            return message("%(industry)s: how many plants of %(other)s stand around", industry=name, other=other)
        return message("%(industry)s and %(other)s: distances between their plants", industry=name, other=other)
    if curve.measure == "kd":
        return message("%(industry)s: distances between its plants", industry=name)
    return message("%(industry)s: how many of their own kind plants have around them", industry=name)


def axis_words(curve: Curve) -> Message:
    """Return what the vertical axis counts."""
    if curve.measure == "kd":
        return message("Share of all pairs of plants, per kilometre of distance")
    if curve.other is not None:
        return message("How many times as many plants of the other industry stand around, up to each distance")
    return message("How many times as many of their own kind plants have around them, up to each distance")


def nothing() -> Message:
    """Return what is said where there is no curve."""
    return message("Nothing to draw: there are no distances between plants of this industry on the map.")


def finding(curve: Curve) -> str:
    """Return the main finding: effect, where it is, and whether chance explains it."""
    if not curve.rows:
        return nothing().in_language(curve.language)
    above = _stretch(curve, 1, "upper_global")
    below = _stretch(curve, -1, "lower_global")
    sentences = [*_above(curve, above), *_below(curve, below)]
    if not sentences and curve.other is not None:
        sentences = [message("%(pair)s: at no distance do the plants of both differ from chance.", pair=curve.subject)]
    elif not sentences:
        sentences = [message("%(industry)s: at no distance do its plants differ from chance.", industry=curve.subject)]
    sentences += _doubts(curve)
    return " ".join(sentence.in_language(curve.language) for sentence in sentences)


def _stretch(curve: Curve, sign: int, side: str) -> list[Row]:
    """Return the stretch on which the curve is outside its band by most."""
    pieces: list[list[Row]] = [[]]
    for row in curve.rows:
        if row["value"] is not None and row[side] is not None and sign * (row["value"] - row[side]) > 0:
            pieces[-1].append(row)
        elif pieces[-1]:
            pieces.append([])
    return max(pieces, key=lambda piece: sum(abs(row["value"] - row[side]) for row in piece))


def _between(rows: list[Row], language: str) -> Message:
    start, end = (
        number(row["kilometres"], language, 1 if 0 < row["kilometres"] < 10 else 0) for row in (rows[0], rows[-1])
    )
    if start == end:
        return message("at %(start)s km", start=start)
    return message("from %(start)s to %(end)s km", start=start, end=end)


def _above(curve: Curve, rows: list[Row]) -> list[Message]:
    if not rows:
        return []
    where = _between(rows, curve.language)
    if curve.other is not None:
        return [_pair_above(curve, rows, where)]
    if curve.measure == "m":
        most = max(rows, key=lambda row: float(row["value"]))
        return [
            message(
                "%(industry)s: its plants have up to %(value)s times as many of their own kind around them as plants "
                "elsewhere; beyond chance %(where)s.",
                industry=curve.subject,
                value=quotient(most["value"], curve.language),
                where=where,
            )
        ]
    share = curve.excess_share()
    said = [
        message(
            "%(industry)s: its plants stand closer together than by chance, most clearly %(where)s.",
            industry=curve.subject,
            where=where,
        )
        if rows[0]["kilometres"] < curve.rows[len(curve.rows) // 2]["kilometres"]
        else message(
            "%(industry)s: more pairs of its plants than by chance lie apart %(where)s.",
            industry=curve.subject,
            where=where,
        )
    ]
    if share is not None:
        said.append(
            message("Beyond chance are %(share)s of all pairs of its plants.", share=percent(share, curve.language))
        )
    return said


def _pair_above(curve: Curve, rows: list[Row], where: Message) -> Message:
    if curve.measure == "m":
        most = max(rows, key=lambda row: float(row["value"]))
        return message(
            "%(pair)s: around the plants of the first, those of the second are up to %(value)s times as frequent as among "
            "all plants; beyond chance %(where)s.",
            pair=curve.subject,
            value=quotient(most["value"], curve.language),
            where=where,
        )
    if rows[0]["kilometres"] < curve.rows[len(curve.rows) // 2]["kilometres"]:
        return message(
            "%(pair)s: their plants stand closer together than by chance, most clearly %(where)s.",
            pair=curve.subject,
            where=where,
        )
    return message(
        "%(pair)s: more pairs of their plants than by chance lie apart %(where)s.", pair=curve.subject, where=where
    )


def _below(curve: Curve, rows: list[Row]) -> list[Message]:
    if not rows:
        return []
    return [message("Fewer than by chance: %(where)s.", where=_between(rows, curve.language))]


def _doubts(curve: Curve) -> list[Message]:
    flags = curve.flags()
    said = []
    if NOT_DISCOVERED in flags:
        said.append(message("With all industries tested together this may be chance."))
    if SMALL_EFFECT in flags:
        said.append(message("The effect is small."))
    return said
