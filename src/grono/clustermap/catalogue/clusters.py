"""Industries that belong together, by a given definition or found in the data, and where they are strong (MAP-38 to MAP-40)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa

from grono.clustermap.cluster_tables import ClusterScheme, measures_of, members_of, names_of
from grono.clustermap.context import Findings
from grono.clustermap.naming import in_languages
from grono.measures.partition import (
    NO_CLUSTER,
    Material,
    PartitionSearch,
    SearchOptions,
    TooFewIndustriesError,
    search_partition,
)
from grono.messages import Problem, message

if TYPE_CHECKING:
    from collections.abc import Sequence

    from grono.clustermap.context import MapContext

FOUND = "found"
"""Name of the definition that the search has made."""


@dataclass(frozen=True)
class ClusterFindings(Findings):
    """Findings with the definitions themselves, given or found."""

    schemes: tuple[ClusterScheme, ...] = ()


def analyse(context: MapContext) -> Findings:
    """Return the tables ``clusters`` and ``cluster_measures`` for every definition; empty where there is none."""
    before = context.settled.get("clusters")
    if isinstance(before, ClusterFindings):
        return Findings(tables={"cluster_measures": _measures(before.schemes, context)} if before.schemes else {})
    definition = context.companions.cluster_members
    schemes = [] if definition is None else [ClusterScheme.given(definition, scheme) for scheme in definition.schemes]
    record: dict[str, Any] = {"definitions": [scheme.name for scheme in schemes]}
    problems: tuple[Problem, ...] = ()
    if context.specification.parameters.search_clusters:
        search = _search(context)
        if search is None:
            problems = (_too_few(),)
        else:
            schemes.append(_found(context, search))
            record["search"] = _described(search)
    if not schemes:
        return Findings(record=record, problems=problems)
    language = context.specification.language
    return ClusterFindings(
        tables={
            "clusters": pa.concat_tables([members_of(scheme, context.observations, language) for scheme in schemes]),
            "cluster_measures": _measures(schemes, context),
        },
        schemes=tuple(schemes),
        names=pa.concat_tables([names_of(scheme) for scheme in schemes]),
        record=record,
        problems=problems,
    )


def _measures(schemes: Sequence[ClusterScheme], context: MapContext) -> pa.Table:
    return pa.concat_tables([measures_of(scheme, context) for scheme in schemes])


def _search(context: MapContext) -> PartitionSearch | None:
    """Search a partition; None where the industries are too few to be parted."""
    parameters, observations = context.specification.parameters, context.observations
    plants = observations.plants
    flows = context.companions.flows
    material = Material(
        codes=observations.industries,
        employees=context.year.employees,
        plants=None if plants is None else plants[observations.period_index(context.year.period)],
        fixed={} if flows is None else {"input_output": flows.links()},
    )
    options = SearchOptions(
        clusters=tuple(range(int(parameters.fewest_clusters), int(parameters.most_clusters) + 1)),
        starts=int(parameters.cluster_starts),
        resamples=int(parameters.cluster_resamples),
        seed=context.specification.seed,
    )
    try:
        return search_partition(
            material, options, progress=lambda done, total: context.progress("clusters", done, total)
        )
    except TooFewIndustriesError:
        return None


def _too_few() -> Problem:
    sentence = message(
        "No clusters were searched: there are not more industries that are like any other than clusters to be found. Lower the fewest "
        "clusters to try, or use finer industries."
    )
    return Problem("too-few-for-clusters", sentence, severity="warning")


def _found(context: MapContext, search: PartitionSearch) -> ClusterScheme:
    """Make a definition of the best partition; a cluster is called after its largest industry."""
    label, observations = search.best.label, context.observations
    placed = np.flatnonzero(label != NO_CLUSTER)
    digits = len(str(search.best.clusters))
    codes = tuple(f"{number + 1:0{digits}}" for number in range(search.best.clusters))
    names = []
    for number in range(search.best.clusters):
        members = np.flatnonzero(label == number)
        largest = members[context.year.sums.industry[members].argmax()]
        names.append(in_languages(context.naming.industry, observations.industries[largest]))
    stability = search.stability
    return ClusterScheme(
        name=FOUND,
        codes=codes,
        names=tuple(names),
        industry=placed,
        cluster=label[placed].astype(np.intp),
        share=np.ones(placed.size),
        traded=(None,) * placed.size,
        subcluster=(None,) * placed.size,
        stability=None if stability is None else stability.member.masked().filled(np.nan)[placed],
        loose=None if stability is None else stability.loose()[placed],
    )


def _described(search: PartitionSearch) -> dict[str, Any]:
    best, stability = search.best, search.stability
    return {
        "similarity": best.similarity,
        "method": best.method,
        "clusters": best.clusters,
        "score": best.score,
        "share_of_clusters_more_related_within": best.of_clusters,
        "share_of_industries_more_related_within": best.of_industries,
        "tried": len(search.tried),
        "set_aside": int((best.label == NO_CLUSTER).sum()),
        "adjusted_rand_mean": None if stability is None else float(stability.adjusted_rand.mean()),
        "resamples": 0 if stability is None else int(stability.adjusted_rand.size),
        "loose": None if stability is None else int(stability.loose().sum()),
    }
