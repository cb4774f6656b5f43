"""Two maps compared: what changed beyond noise, and what cannot be compared (MAP-48, MAP-49)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
from scipy.special import betainc

from grono.clustermap.comparison.differences import further_differences, listed, rule_differences
from grono.clustermap.comparison.sides import in_new_industries, in_new_regions, side_of
from grono.clustermap.parameters import Parameters
from grono.clustermap.record import sha256_of_record
from grono.measures.rise import QuotientPosterior, probability_of_rise
from grono.measures.testing import benjamini_hochberg
from grono.messages import LANGUAGES, GronoError, message
from grono.tables import conform

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from grono.clustermap.comparison.correspondence import Correspondence
    from grono.clustermap.comparison.differences import Difference
    from grono.clustermap.comparison.sides import Side
    from grono.clustermap.result import ClusterMap
    from grono.messages import Message

    BoolArray = NDArray[np.bool_]
    FloatArray = NDArray[np.float64]

CLASSES = ("new", "gone", "stronger", "weaker", "unchanged", "not_comparable")
LEVEL = 0.95
"""Probability from which a rise or fall counts (MAP-48)."""
FALSE_DISCOVERIES = 2 * (1 - LEVEL)
"""Share of false discoveries among what counts as changed, over both directions: 5 % for each."""


class IncomparableMapsError(GronoError):
    """Two maps that must not be compared as they are; ``differences`` name what their rules do not share."""

    def __init__(self, sentence: Message, differences: Sequence[Difference] = ()) -> None:
        super().__init__(sentence)
        self.differences = tuple(differences)


@dataclass(frozen=True)
class Comparison:
    """What became of the candidates between two maps.

    Parameters
    ----------
    table : pyarrow.Table
        Contract ``change``: every cell that reaches quotient and employees of the candidate rule on either map.
    record : dict
        Both maps by the checksums of their specifications, the conversions used, how many cells each class has, and in
        ``differences`` what else the maps were drawn by, with a sentence in every language and whether it bears on what is compared
        (the treatment of cells without a figure does, weights only order a shortlist).
    """

    table: pa.Table
    record: dict[str, Any]


def compare(
    before: ClusterMap,
    after: ClusterMap,
    *,
    industries: Correspondence | None = None,
    regions: Correspondence | None = None,
) -> Comparison:
    """Compare two maps drawn by the same specification.

    Parameters
    ----------
    before, after : ClusterMap
        The earlier and the later map.
    industries, regions : Correspondence, optional
        What became of the codes of the earlier map, where the later one uses another vintage. Where the later map's own
        table holds the year of the earlier map, that year is taken from it instead and nothing is converted.

    Raises
    ------
    IncomparableMapsError
        When the candidate rules differ, or vintages differ without anything to bridge them.
    NoCorrespondenceError
        When codes of the earlier map lead nowhere.
    """
    _refuse_other_rules(before, after)
    old, how = _earlier_side(before, after, industries, regions)
    new = side_of(after)
    shared = [
        [code for code in getattr(new, axis) if code in set(getattr(old, axis))] for axis in ("regions", "industries")
    ]
    parameters = Parameters.of(after.run["specification"]["parameters"])
    found = _Judgement(old.at(*shared), new.at(*shared), parameters)
    table = pa.concat_tables([found.table(), _unshared(old, new, shared, parameters)])
    counts = {name: table["class"].to_pylist().count(name) for name in CLASSES}
    further = [_recorded(one) for one in further_differences(before, after)]
    record = {
        "before": _named(before),
        "after": _named(after),
        "bridge": how,
        "classes": counts,
        "differences": further,
    }
    return Comparison(table, record)


def _recorded(one: Difference) -> dict[str, Any]:
    sentences = {language: one.sentence.in_language(language) for language in LANGUAGES}
    return {"name": one.name, "before": one.before, "after": one.after, "bears": one.bears, "sentences": sentences}


def _named(map_: ClusterMap) -> dict[str, Any]:
    run = map_.run
    return {"period": run["period"], "specification_sha256": run["specification_sha256"], "version": run["version"],
            "tables_sha256": sha256_of_record({"inputs": run["inputs"]}), "title": run.get("title")}  # fmt: skip


def _refuse_other_rules(before: ClusterMap, after: ClusterMap) -> None:
    differences = rule_differences(before, after)
    if differences:
        sentence = message(
            "The two maps were not drawn by the same rule, so a difference would say nothing. They differ in: %(names)s. Draw one of them again with the other's values.",
            names=listed(differences),
        )
        raise IncomparableMapsError(sentence, differences)


def _earlier_side(
    before: ClusterMap, after: ClusterMap, industries: Correspondence | None, regions: Correspondence | None
) -> tuple[Side, dict[str, Any]]:
    """Return the earlier map in the codes of the later one, and how it got there."""
    changed = [
        name
        for name, vintage in (("industries", "industry_vintage"), ("regions", "region_vintage"))
        if _vintages(before, vintage) != _vintages(after, vintage)
    ]
    if not changed:
        return side_of(before), {"kind": "none"}
    given = {"industries": industries, "regions": regions}
    if all(given[name] is None for name in changed) and before.run["period"] in after.run["years"]:
        return side_of(after, before.run["period"]), {"kind": "same_year", "year": before.run["period"]}
    _refuse_without(changed, given, before, after)
    side = side_of(before)
    if "industries" in changed and industries is not None:
        side = in_new_industries(side, industries, after.industries["industry"].to_pylist())
    if "regions" in changed and regions is not None:
        side = in_new_regions(side, regions, after.regions["region"].to_pylist())
    return side, {
        "kind": "converted",
        "axes": changed,
        "basis": {name: one.basis for name, one in given.items() if one is not None},
    }


def _vintages(map_: ClusterMap, column: str) -> set[str]:
    return set(map_.observations[column].unique().to_pylist())


def _refuse_without(
    changed: list[str], given: dict[str, Correspondence | None], before: ClusterMap, after: ClusterMap
) -> None:
    for name in changed:
        if given[name] is not None:
            continue
        tables = [
            getattr(map_, name)[{"industries": "industry", "regions": "region"}[name]].to_pylist()
            for map_ in (before, after)
        ]
        blocking = sorted(set(tables[0]) - set(tables[1]))
        raise IncomparableMapsError(
            message(
                "The maps use other vintages of codes (%(axis)s): %(number)s codes of the earlier map do not exist on the later one, such as %(codes)s. Give a table that says what became of each, or a later table that also holds the year %(year)s.",
                axis=name,
                number=len(blocking),
                codes=", ".join(blocking[:20]),
                year=before.run["period"],
            )
        )


class _Judgement:
    """The verdict on the cells that both maps have."""

    def __init__(self, old: Side, new: Side, parameters: Parameters) -> None:
        self._old, self._new, self._parameters = old, new, parameters
        eligible = old.eligible(parameters), new.eligible(parameters)
        self._asked = np.nonzero(eligible[0] | eligible[1])
        known = old.posterior()[1] & new.posterior()[1]
        self._known = known[self._asked]
        self._probability = self._rise(old.employees)
        self._candidate = [self._is_candidate(side) for side in (old, new)]

    def _rise(self, employees: FloatArray) -> FloatArray:
        """Return P(LQ rose) of the cells asked about, the earlier map holding these figures."""
        sides = [
            side.posterior(figures)[0] for side, figures in ((self._old, employees), (self._new, self._new.employees))
        ]
        return probability_of_rise(
            *(QuotientPosterior(one.alpha[self._asked], one.beta[self._asked], one.x[self._asked]) for one in sides)
        )

    def _is_candidate(self, side: Side) -> BoolArray:
        posterior, known = side.posterior()
        one = QuotientPosterior(posterior.alpha[self._asked], posterior.beta[self._asked], posterior.x[self._asked])
        above = 1 - betainc(one.alpha, one.beta, one.x)
        sure = known[self._asked] & (above >= self._parameters.least_probability)
        return np.asarray(side.eligible(self._parameters)[self._asked] & sure)

    def _classes(self, probability: FloatArray) -> list[str]:
        kept = np.zeros(probability.shape, dtype=bool)
        two_sided = np.minimum(2 * np.minimum(probability, 1 - probability), 1.0)
        if self._known.any():
            kept[self._known] = benjamini_hochberg(
                two_sided[self._known], family="change of location quotients", level=FALSE_DISCOVERIES
            ).kept
        rose, fell = kept & (probability >= LEVEL), kept & (probability <= 1 - LEVEL)
        was, is_ = self._candidate
        named = np.select(
            [~self._known, rose & is_ & ~was, fell & was & ~is_, rose, fell],
            ["not_comparable", "new", "gone", "stronger", "weaker"], "unchanged",
        )  # fmt: skip
        return [str(name) for name in named]

    def table(self) -> pa.Table:
        """Return the verdicts under the contract ``change``."""
        classes = self._classes(self._probability)
        reasons: list[str | None] = [None if known else "few_plants" for known in self._known]
        if (self._old.lower != self._old.upper).any():
            extremes = [self._classes(self._rise(np.nan_to_num(bound))) for bound in (self._old.lower, self._old.upper)]
            for place, names in enumerate(zip(classes, *extremes, strict=True)):
                if len(set(names)) > 1:
                    classes[place], reasons[place] = "not_comparable", "depends_on_split"
        cells = self._asked
        return conform("change", {
            "region": [self._new.regions[place] for place in cells[0]],
            "industry": [self._new.industries[place] for place in cells[1]],
            "before": _column(self._old.quotient()[cells]),
            "after": _column(self._new.quotient()[cells]),
            "employees_before": _column(self._old.employees[cells]),
            "employees_after": _column(self._new.employees[cells]),
            "probability": _column(np.where(self._known, self._probability, np.nan)),
            "class": classes,
            "reason": reasons,
        })  # fmt: skip


def _column(values: FloatArray) -> list[float | None]:
    return [None if np.isnan(value) else float(value) for value in values]


def _unshared(old: Side, new: Side, shared: list[list[str]], parameters: Parameters) -> pa.Table:
    """Return the strong cells of regions and industries that only one of the maps has."""
    rows: list[tuple[str, str, float | None, float | None, float | None, float | None, str]] = []
    regions, industries = (set(codes) for codes in shared)
    for side, reason in ((old, "only_before"), (new, "only_after")):
        quotient = side.quotient()
        for row, column in zip(*np.nonzero(side.eligible(parameters)), strict=True):
            region, industry = side.regions[row], side.industries[column]
            if region in regions and industry in industries:
                continue
            figures = (float(quotient[row, column]), float(side.employees[row, column]))
            one, other = (figures, (None, None)) if side is old else ((None, None), figures)
            rows.append((region, industry, one[0], other[0], one[1], other[1], reason))
    columns = list(zip(*rows, strict=True)) if rows else [()] * 7
    return conform("change", {
        "region": columns[0], "industry": columns[1], "before": columns[2], "after": columns[3],
        "employees_before": columns[4], "employees_after": columns[5],
        "probability": [None] * len(rows), "class": ["not_comparable"] * len(rows), "reason": columns[6],
    })  # fmt: skip
