"""What a map knows about the choice among one region's candidates, and how they rank under weights of one's own."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import pyarrow.parquet as pq

from grono.portal.maps.storage import folder_of, results

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from grono.clustermap import ClusterMap as DrawnMap
    from grono.portal.maps.models import ClusterMap
    from grono.portal.maps.results import Row

SAFE = 0.8
"""A candidate is safe when it is among the first k with more than this probability (MAP-44)."""
DRAWS = 4000
"""Draws behind weights of one's own: a probability is then known to 1.6 points at most, in a few hundredths of a second."""
REGIONS_IN_MEMORY = 64


@dataclass(frozen=True)
class Standing:
    """How one candidate fares."""

    industry: str
    rank: int
    expected_rank: float
    probability: float
    kept_out_by: str | None
    topsis_rank: int | None
    promethee_rank: int | None

    def cross_checks_disagree(self, k: int) -> bool:
        """Say whether another method would take it where this one does not, or the other way round."""
        others = [rank for rank in (self.topsis_rank, self.promethee_rank) if rank is not None]
        return any((rank <= k) != (self.rank <= k) for rank in others)


@dataclass(frozen=True)
class Board:
    """The candidates of a region in order; ``weights`` is None where they are taken as unknown."""

    standings: tuple[Standing, ...]
    k: int
    weights: Mapping[str, float] | None = None

    @property
    def safe(self) -> list[Standing]:
        """Return those that are among the first k with more than 80 %."""
        return [one for one in self.standings if one.probability > SAFE]


class Candidates:
    """The rows of a map about the candidates of one region, read when first asked for."""

    def __init__(self, folder: Path, region: str) -> None:
        self._folder, self._region = folder, region
        self.ranked = self.rows("acceptability", ("scope", "=", region))
        self._criteria = self.rows("criteria", ("scope", "=", region)) if self.ranked else []
        self.industries = [row["industry"] for row in self.ranked]
        self.multiverse = {row["industry"]: row for row in self.rows("multiverse", ("region", "=", region))}
        self.competitiveness = {
            row["industry"]: row
            for row in self.rows("competitiveness", ("region", "=", region), ("indicator", "=", "mean"))
        }

    def rows(self, table: str, *filters: tuple[str, str, str]) -> list[Row]:
        """Return rows of a table of the map; none where the map has no such table."""
        path = self._folder / f"{table}.parquet"
        found: list[Row] = pq.read_table(path, filters=list(filters)).to_pylist() if path.is_file() else []
        return found

    @property
    def analysed(self) -> bool:
        """Whether the map holds the analysis of the choice at all."""
        return (self._folder / "acceptability.parquet").is_file()

    @property
    def stored_k(self) -> int:
        """How many can be chosen, as the map was drawn."""
        return int(self.ranked[0]["k"]) if self.ranked else 0

    @property
    def criteria(self) -> list[str]:
        """Criteria that at least one candidate has, in the map's order."""
        known = [row["criterion"] for row in self._criteria if row["score"] is not None]
        return list(dict.fromkeys(row["criterion"] for row in self._criteria if row["criterion"] in known))

    def criteria_rows(self) -> dict[tuple[str, str], Row]:
        """Return (industry, criterion) → value, interval, score."""
        return {(row["industry"], row["criterion"]): row for row in self._criteria}

    def board(self, *, weights: Mapping[str, float] | None = None, k: int | None = None) -> Board:
        """Return the candidates in order.

        As the map was drawn where weights are unknown; otherwise computed anew from the stored scores and their spreads,
        which are taken as independent and normal.
        """
        wanted = min(k or self.stored_k, len(self.ranked))
        if weights is None and wanted == self.stored_k:
            return Board(tuple(sorted(map(_as_stored, self.ranked), key=lambda one: one.rank)), wanted)
        return Board(self._computed(weights, wanted), wanted, weights)

    def _computed(self, weights: Mapping[str, float] | None, k: int) -> tuple[Standing, ...]:
        import numpy as np

        from grono.measures.choice import Criterion, SmaaOptions, WeightRule, normal_errors, smaa

        names = self.criteria
        scores, spread = self._array("score"), np.nan_to_num(self._array("spread"))
        fixed = {} if weights is None else {name: (weights[name], weights[name]) for name in names}
        found = smaa(
            scores,
            [Criterion(name) for name in names],
            errors=normal_errors(scores, spread),
            options=SmaaOptions(
                draws=DRAWS, top=k, standardisation="none", weights=WeightRule(fixed), keys=("page", self._region)
            ),
        )
        others = self._cross_checks([1.0 if weights is None else weights[name] for name in names])
        order = np.lexsort((np.arange(len(self.industries)), -found.top, found.expected_rank))
        return tuple(
            Standing(
                industry=self.industries[place],
                rank=number,
                expected_rank=float(found.expected_rank[place]),
                probability=float(found.top[place]),
                kept_out_by=names[int(found.keeps_out[place].argmax())] if found.keeps_out[place].any() else None,
                topsis_rank=others[0][place],
                promethee_rank=others[1][place],
            )
            for number, place in enumerate(order.tolist(), start=1)
        )

    def _array(self, column: str) -> Any:
        import numpy as np

        rows = self.criteria_rows()
        cells = [[rows[industry, name][column] for name in self.criteria] for industry in self.industries]
        return np.array([[np.nan if value is None else value for value in line] for line in cells])

    def _cross_checks(self, weights: list[float]) -> list[list[int | None]]:
        """Return the ranks by TOPSIS and by PROMETHEE II; None where a criterion is missing."""
        from grono.measures.choice import promethee, topsis

        values = self._array("value")
        return [_places(found) for found in (topsis(values, weights), promethee(values, weights).net)]


def _places(found: Any) -> list[int | None]:
    known = found.value[found.present]
    pairs = zip(found.value.tolist(), found.present.tolist(), strict=True)
    return [int((known > value).sum()) + 1 if present else None for value, present in pairs]


def _as_stored(row: Row) -> Standing:
    return Standing(
        row["industry"], row["rank"], row["expected_rank"], row["probability_top"], row["kept_out_by"],
        row["topsis_rank"], row["promethee_rank"],
    )  # fmt: skip


def candidates_of(map_: ClusterMap, region: str) -> Candidates:
    """Return what a map knows of the candidates of one region."""
    return _candidates(map_.public_id, str(map_.drawn_at), region)


@lru_cache(maxsize=REGIONS_IN_MEMORY)
def _candidates(public_id: str, drawn_at: str, region: str) -> Candidates:  # noqa: ARG001 - a map drawn anew is another one
    return Candidates(results() / public_id, region)


SHEET_TABLES = ("shortlist", "candidates", "acceptability", "multiverse", "competitiveness")
"""Tables from which an evidence sheet is written."""


def map_for_sheet(map_: ClusterMap, region: str, industry: str) -> DrawnMap:
    """Return a map with the rows that the evidence sheet of one industry of a region needs, and no others."""
    from grono.clustermap import ClusterMap as Drawn
    from grono.clustermap.result import TABLES
    from grono.tables import schema

    folder = folder_of(map_)
    where: Sequence[tuple[str, str, str]] = (("region", "=", region), ("industry", "=", industry))
    read = {
        name: pq.read_table(path, schema=schema(name), filters=list(where))
        for name in SHEET_TABLES
        if (path := folder / f"{name}.parquet").is_file()
    }
    core = {name: read.pop(name, None) for name in TABLES}
    tables = {name: schema(name).empty_table() if table is None else table for name, table in core.items()}
    return Drawn(run=json.loads((folder / "run.json").read_text("utf-8")), further=read, **tables)
