"""Which candidates come out first, whatever the weights and within the errors: for each region, and for the whole map (MAP-44)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa

from grono.clustermap.flags import joined
from grono.clustermap.selection.criteria import CRITERIA, NAMES
from grono.clustermap.selection.criteria_errors import CriteriaErrors, ErrorSummary
from grono.measures.choice import SmaaOptions, promethee, smaa, standardised, topsis
from grono.measures.choice.standardisation import scale_of
from grono.measures.randomness import stream
from grono.measures.result import divide
from grono.tables import conform

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from grono.clustermap.context import MapContext
    from grono.clustermap.selection.criteria import CandidateCriteria
    from grono.measures import Measured
    from grono.measures.choice import Acceptability

    FloatArray = NDArray[np.float64]
    Places = NDArray[np.intp]

ALL = "all"
"""Scope of the whole map; the others are codes of regions."""

RANKS_KEPT = 20
"""Ranks whose probabilities stand in the table: a shortlist is read from its top, and all of hundreds squared would be stored."""

DRAWS_OF_ERRORS = 1000
"""Draws behind the interval of a criterion; its ends then stand between the 1.6 and the 3.5 % quantile, nineteen times in twenty."""


LEAST_DRAWS, RANKED_AT_ONCE = 1000, 3_000_000
"""A scope of many candidates has fewer draws, so that draws × candidates stay below the second number, but never fewer than
the first: its Monte Carlo error is then at most .016. Nobody chooses four out of a thousand by the third digit."""


@dataclass(frozen=True)
class Scope:
    """The candidates of one region, or of all, with how they fare.

    Parameters
    ----------
    code : str
        Region, or :data:`ALL`.
    criteria : CandidateCriteria
        The candidates.
    columns : numpy.ndarray of int
        Criteria that at least one of them has.
    found : Acceptability
        Their ranks.
    topsis, promethee : Measured
        Cross-checks on the means, with equal weights.
    errors : ErrorSummary
        How far their criteria may be off.
    """

    code: str
    criteria: CandidateCriteria
    columns: Places
    found: Acceptability
    topsis: Measured
    promethee: Measured
    errors: ErrorSummary


def scopes_of(context: MapContext, criteria: CandidateCriteria) -> Iterator[Scope]:
    """Yield each region that has candidates, then the whole map."""
    regions = np.unique(criteria.region)
    errors = ErrorSummary.of(criteria, stream(context.specification.seed, "criteria"), DRAWS_OF_ERRORS)
    for number, region in enumerate(regions):
        context.progress("acceptability", number, regions.size + 1)
        code = context.observations.regions[region]
        chosen = np.flatnonzero(criteria.region == region)
        yield _scope(context, code, criteria.of(chosen), errors.of_some(chosen))
    if criteria.region.size:
        context.progress("acceptability", regions.size, regions.size + 1)
        yield _scope(context, ALL, criteria, errors)


def _scope(context: MapContext, code: str, criteria: CandidateCriteria, summary: ErrorSummary) -> Scope:
    parameters, seed = context.specification.parameters, context.specification.seed
    columns = np.flatnonzero(~np.isnan(criteria.values).all(axis=0))
    errors = CriteriaErrors(criteria, columns)
    options = SmaaOptions(
        draws=min(int(parameters.acceptability_draws), max(LEAST_DRAWS, RANKED_AT_ONCE // len(criteria.values))),
        top=int(parameters.shortlist_places),
        ranks=RANKS_KEPT,
        weights=context.specification.weights.of([NAMES[column] for column in columns]),
        seed=seed,
        keys=("acceptability", code),
    )
    equal = np.ones(columns.size)
    means = criteria.values[:, columns]
    return Scope(
        code=code,
        criteria=criteria,
        columns=columns,
        found=smaa(
            criteria.scored[:, columns], [CRITERIA[column] for column in columns], errors=errors, options=options
        ),
        topsis=topsis(means, equal),
        promethee=promethee(means, equal).net,
        errors=summary,
    )


class AcceptabilityTables:
    """Collects the three tables, scope by scope."""

    def __init__(self, context: MapContext) -> None:
        self._regions = pa.array(context.observations.regions, pa.string())
        self._industries = pa.array(context.observations.industries, pa.string())
        self._blocks: dict[str, list[pa.Table]] = {"criteria": [], "acceptability": [], "rank_acceptability": []}

    def add(self, scope: Scope) -> None:
        """Take in one scope."""
        self._blocks["criteria"].append(self._criteria(scope))
        self._blocks["acceptability"].append(self._acceptability(scope))
        self._blocks["rank_acceptability"].append(self._ranks(scope))

    def tables(self) -> dict[str, pa.Table]:
        """Return name → table; nothing where no candidate was found."""
        return {name: pa.concat_tables(blocks) for name, blocks in self._blocks.items() if blocks}

    def _key(self, scope: Scope, candidate: Places) -> dict[str, Any]:
        criteria = scope.criteria
        return {
            "scope": pa.repeat(scope.code, candidate.size),
            "region": self._regions.take(pa.array(criteria.region[candidate])),
            "industry": self._industries.take(pa.array(criteria.industry[candidate])),
        }

    def _criteria(self, scope: Scope) -> pa.Table:
        """Return one row for each candidate and criterion, also for criteria that nobody has."""
        criteria, columns, central = scope.criteria, scope.columns, scope.found.central_weights
        scored = criteria.scored[:, columns]
        scale = scale_of(scored, "range")
        whole = {name: np.full(criteria.values.shape, np.nan) for name in ("score", "spread", "central_weight")}
        whole["score"][:, columns] = standardised(scored.T[:, None, :], scored, "range")[:, 0].T
        whole["spread"][:, columns] = divide(scope.errors.deviation[:, columns], np.broadcast_to(scale, scored.shape))
        whole["central_weight"][:, columns] = np.where(central.present, central.value, np.nan)
        missing = np.isnan(criteria.values)
        whole["score"][missing] = whole["spread"][missing] = np.nan
        candidate = np.repeat(np.arange(criteria.region.size), len(CRITERIA))
        return conform("criteria", {
            **self._key(scope, candidate),
            "criterion": list(NAMES) * criteria.region.size,
            "value": _column(criteria.values.ravel()),
            "lower": _column(scope.errors.lower.ravel()),
            "upper": _column(scope.errors.upper.ravel()),
            **{name: _column(values.ravel()) for name, values in whole.items()},
        })  # fmt: skip

    def _acceptability(self, scope: Scope) -> pa.Table:
        found, size = scope.found, scope.criteria.region.size
        order = np.lexsort((np.arange(size), -found.top, found.expected_rank))
        rank = np.empty(size, dtype=np.int32)
        rank[order] = np.arange(1, size + 1)
        by_topsis, by_promethee = _places(scope.topsis), _places(scope.promethee)
        kept_out = found.keeps_out.argmax(axis=1)
        often = found.keeps_out.any(axis=1)
        names = np.array(NAMES, dtype=object)[scope.columns]
        return conform("acceptability", {
            **self._key(scope, np.arange(size)),
            "rank": rank,
            "expected_rank": found.expected_rank,
            "k": pa.repeat(pa.scalar(found.k, pa.int32()), size),
            "probability_top": found.top,
            "safe": _first(found, _SAFE_PLACES) > 0.8,
            "kept_out_by": pa.array(names[kept_out].tolist(), pa.string(), mask=~often),
            "topsis": pa.array(scope.topsis.value, mask=~scope.topsis.present),
            "topsis_rank": by_topsis,
            "promethee": pa.array(scope.promethee.value, mask=~scope.promethee.present),
            "promethee_rank": by_promethee,
            "flags": self._flags(scope, rank, (by_topsis, by_promethee)),
        })  # fmt: skip

    def _flags(self, scope: Scope, rank: NDArray[np.int32], others: tuple[pa.Array, ...]) -> pa.Array:
        k, size = scope.found.k, rank.size
        missing = np.isnan(scope.criteria.values)
        differs = np.zeros(size, dtype=bool)
        for other in others:
            known = np.asarray(other.is_valid())
            differs |= known & ((np.asarray(other.fill_null(0)) <= k) != (rank <= k))
        flags = {
            "cross_checks_disagree": differs,
            "no_interval": scope.criteria.without_interval,
            **{f"missing({name})": missing[:, column] for column, name in enumerate(NAMES)},
        }
        return joined(flags, (size,))

    def _ranks(self, scope: Scope) -> pa.Table:
        """Return the probabilities above 0 of the first ranks."""
        probability = scope.found.rank[:, :RANKS_KEPT]
        candidate, rank = np.nonzero(probability)
        return conform("rank_acceptability", {
            **self._key(scope, candidate),
            "rank": (rank + 1).astype(np.int32),
            "probability": probability[candidate, rank],
        })  # fmt: skip


_SAFE_PLACES = 4
"""*Safe* is P(rank ≤ 4) > .8, however many can be chosen (MAP-44)."""


def _first(found: Acceptability, places: int) -> FloatArray:
    return np.asarray(found.rank[:, :places].sum(axis=1))


def _places(values: Measured) -> pa.Array:
    """Rank from the largest; equal ones share the first of their places, what is missing has none."""
    ordered = np.sort(-values.value[values.present])
    place = np.searchsorted(ordered, -values.value) + 1
    return pa.array(place.astype(np.int32), mask=~values.present)


def _column(values: FloatArray) -> pa.Array:
    return pa.array(values, mask=np.isnan(values))
