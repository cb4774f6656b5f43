"""A cluster map: the tables of its steps and the record of its run."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from grono.tables import cluster_key

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pyarrow as pa

    from grono.clustermap.naming import NameKind
    from grono.messages import Problem

TABLES = ("observations", "measures", "candidates", "shortlist", "regions", "industries", "names")
"""The tables of every map, each with a contract of that name."""

FURTHER_TABLES = (
    "relatedness",
    "groups",
    "distance",
    "clusters",
    "cluster_measures",
    "competitiveness",
    "criteria",
    "acceptability",
    "rank_acceptability",
    "multiverse",
    "multiverse_parts",
    "choice",
)
"""Tables of the analyses: there where the analysis ran and found something; and what people then decided."""

INPUT_TABLES = ("flows", "outputs", "cluster_members")
"""Tables that people bring along, as they are understood; a map does not keep them."""


@dataclass(frozen=True)
class ClusterMap:
    """A stored run of the pipeline *observations → measures → candidates → shortlist*.

    Parameters
    ----------
    observations, measures, candidates, shortlist, regions, industries, names : pyarrow.Table
        The tables of the steps; ``grono.tables.contract(name)`` says what each column holds.
    run : dict
        The record of the run, as it stands in ``run.json``.
    problems : tuple of Problem
        Warnings.
    further : mapping
        Name → table of the analyses, among :data:`FURTHER_TABLES`.
    """

    observations: pa.Table
    measures: pa.Table
    candidates: pa.Table
    shortlist: pa.Table
    regions: pa.Table
    industries: pa.Table
    names: pa.Table
    run: dict[str, Any]
    problems: tuple[Problem, ...] = ()
    further: Mapping[str, pa.Table] = field(default_factory=dict)

    def tables(self) -> dict[str, pa.Table]:
        """Return name → table, in the order of the steps."""
        core = {name: getattr(self, name) for name in TABLES}
        return core | {name: self.further[name] for name in FURTHER_TABLES if name in self.further}

    @cached_property
    def _names(self) -> dict[tuple[str, str, str], tuple[str, str]]:
        columns = self.names.to_pydict()
        keys = zip(columns["kind"], columns["code"], columns["language"], strict=True)
        return dict(zip(keys, zip(columns["text"], columns["text_language"], strict=True), strict=True))

    def name(self, kind: NameKind, code: str, language: str) -> tuple[str, str]:
        """Return what a region or industry is called, and the language that text is in."""
        return self._names.get((kind, code, language)) or self._names.get((kind, code, "en")) or (code, "und")

    def cluster_name(self, member: Mapping[str, Any], language: str) -> tuple[str, str]:
        """Return what the cluster of a row of ``clusters`` is called, and the language that text is in.

        Maps of an earlier version name their clusters in that table only.
        """
        key = cluster_key(member["scheme"], member["cluster"])
        return self._names.get(("cluster", key, language)) or (member["cluster_name"], "und")
