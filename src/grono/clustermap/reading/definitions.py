"""Cluster definitions: which industries form which cluster, as data that somebody brings along (MAP-39)."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import ibis
import numpy as np

from grono.classifications import Label, fold, get_classification, resolve_all
from grono.clustermap.reading.ancestry import codes_above
from grono.clustermap.reading.definition_problems import (
    finer_members,
    members_of_none,
    repeated_members,
    rows_said_again,
    shares_above_one,
    unknown_members,
    without_shares,
    words_not_understood,
)
from grono.measures import traded_share_of_members
from grono.measures.membership import ROUNDING
from grono.messages import InputError
from grono.tables import TypedColumns, column_roles, conform, read_table

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pyarrow as pa
    from numpy.typing import NDArray

    from grono.clustermap.reading.observations import Observations
    from grono.messages import Problem
    from grono.tables import Engine, RawTable, TableSource

    Row = dict[str, Any]

OWN_SCHEME = "given"
"""Name of a definition that does not say what it is called."""

TRADED = {
    **dict.fromkeys(("traded", "true", "yes", "1", "t", "tak", "ponadlokalna", "ponadlokalny"), True),
    **dict.fromkeys(("local", "false", "no", "0", "l", "nie", "lokalna", "lokalny"), False),
}
"""Words, folded, by which definitions tell whether a cluster sells beyond its region."""


@dataclass(frozen=True, order=True)
class Cluster:
    """A cluster of one definition.

    Parameters
    ----------
    scheme, code : str
        The definition, and the cluster in it.
    names : mapping
        Language → what it is called; ``und`` where the definition does not say in which language.
    """

    scheme: str
    code: str
    names: Mapping[str, str] = field(default_factory=dict, compare=False)

    def label(self, language: str) -> Label:
        """Return the name in the language asked for, else in English, else in any, else the code.

        Examples
        --------
        >>> Cluster("own", "F", {"pl": "Żywność", "und": "Food"}).label("en")
        Label(text='Food', language='und', code='F', source='loaded')
        """
        if not self.names:
            return Label(self.code, "und", self.code, "code")
        chosen = next((one for one in (language, "en", "und") if one in self.names), min(self.names))
        return Label(self.names[chosen], chosen, self.code, "loaded")


NAMES = {"und": "cluster_name", "pl": "cluster_name_pl", "en": "cluster_name_en"}
"""Language → role of the column that names the clusters in it."""

DETAILS = ("share", "traded", "subcluster", *NAMES.values())
"""What a row may say beside which industry belongs to which cluster."""


@dataclass(frozen=True)
class Definition:
    """Cluster definitions as they were understood for the industries of the observations.

    Parameters
    ----------
    clusters : tuple of Cluster
        In the order of their codes, all definitions of the table.
    industry, cluster : numpy.ndarray of int, shape (memberships,)
        Which industry of the observations belongs to which cluster.
    share : numpy.ndarray, shape (memberships,)
        The part of the industry that does.
    traded : tuple of bool or None
        Whether it sells beyond its region, for each membership; None where the definition does not say.
    subcluster : tuple of str or None
        Part of the cluster.
    traded_share : numpy.ndarray, shape (industries,)
        Share of each industry in traded clusters; NaN where no definition says.
    table : pyarrow.Table
        Contract ``cluster_members``: the definitions as they were given.
    source : TableSource
        The file.
    columns : dict
        Role → column, as used.
    problems : tuple of Problem
        Warnings.
    """

    clusters: tuple[Cluster, ...]
    industry: NDArray[np.intp]
    cluster: NDArray[np.intp]
    share: NDArray[np.float64]
    traded: tuple[bool | None, ...]
    subcluster: tuple[str | None, ...]
    traded_share: NDArray[np.float64]
    table: pa.Table
    source: TableSource
    columns: dict[str, str]
    problems: tuple[Problem, ...]

    @property
    def schemes(self) -> tuple[str, ...]:
        """The definitions of the table, in order."""
        return tuple(sorted({cluster.scheme for cluster in self.clusters}))

    def shares(self, scheme: str) -> tuple[tuple[Cluster, ...], NDArray[np.float64]]:
        """Return the clusters of one definition, and which part of each industry is theirs, of shape (industries, clusters)."""
        own = [place for place, cluster in enumerate(self.clusters) if cluster.scheme == scheme]
        matrix = np.zeros((self.traded_share.size, len(self.clusters)))
        np.add.at(matrix, (self.industry, self.cluster), self.share)
        return tuple(self.clusters[place] for place in own), matrix[:, own]


def read_definition(  # noqa: PLR0913 - one table, everything else by name and with a default
    table: Any,
    engine: Engine,
    observations: Observations,
    *,
    columns: Mapping[str, str] | None = None,
    classification: str | None = None,
    scheme: str = OWN_SCHEME,
) -> Definition:
    """Read a table of cluster members.

    Parameters
    ----------
    table : path or frame
        One row for each cluster and industry, with the definition's name, the share, traded or local, the part of the cluster, and
        the cluster's name, also in several languages, where they are told. An industry of the observations belongs to the cluster of the nearest code at or above it.
    engine : Engine
        Where its cells are kept.
    observations : Observations
        Their industries are looked up.
    columns : mapping, optional
        Role → column; what is absent is guessed.
    classification : str, optional
        Where the codes come from, by default that of the observations. No code is converted: what is of another classification is left
        out and named.
    scheme : str
        What the definition is called, where the table does not say.

    Raises
    ------
    TableError, InputError
        With all problems at once: a key twice, shares of an industry above 1, an industry in several clusters without shares.
    """
    raw = read_table(table, engine, name="cluster_members")
    roles = column_roles(raw, "cluster_members", columns)
    typed = TypedColumns(raw, engine)
    typed.code("industry", roles["industry"])
    for role in ("cluster", "scheme", "traded", "subcluster", *NAMES.values()):
        typed.constant(role, raw.column(roles[role]) if role in roles else ibis.null("string"))
    if "share" in roles:
        typed.number("share", roles["share"], None)
    else:
        typed.constant("share", ibis.null("double"))
    cells, problems = typed.store("cluster_members_typed")
    names = ("row", "scheme", "cluster", "industry", *DETAILS)
    every = [{**row, "scheme": row["scheme"] or scheme} for row in engine.rows(cells.select(*names).order_by("row"))]
    rows = [row for row in every if row["cluster"] is not None]
    chosen = classification or observations.classification.key
    unknown = _in_one_spelling(rows, chosen)
    rows, copies = _without_copies(rows)
    problems += _checked(raw, rows, roles)
    if problems:
        raise InputError(problems)
    linked = chosen == observations.classification.key
    warnings = [
        *members_of_none([row["industry"] for row in every if row["cluster"] is None]),
        *unknown_members(unknown),
        *rows_said_again(raw, copies),
    ]
    found = _definition(raw, roles, rows, observations if linked else None, len(observations.industries))
    return replace(found, problems=(*warnings, *found.problems))


def _without_copies(rows: list[Row]) -> tuple[list[Row], list[Row]]:
    """Part the rows from those that put an industry into a cluster again and contradict the first in nothing they fill in.

    What such a row fills in and the first leaves empty is taken over.
    """
    first: dict[tuple[Any, ...], Row] = {}
    kept: list[Row] = []
    copies: list[Row] = []
    for row in rows:
        before = first.setdefault((row["scheme"], row["cluster"], row["industry"]), row)
        if before is row or any(
            None not in (row[name], before[name]) and row[name] != before[name] for name in DETAILS
        ):
            kept.append(row)
            continue
        before.update({name: row[name] for name in DETAILS if before[name] is None})
        copies.append(row)
    return kept, copies


def _in_one_spelling(rows: list[Row], classification: str) -> list[str]:
    """Spell the codes as the classification does, and return those that it does not know."""
    given = sorted({row["industry"] for row in rows if row["industry"] is not None})
    resolutions, _ = resolve_all(get_classification(classification), given, leading_zeros="keep")
    for row in rows:
        row["industry"] = resolutions[row["industry"]].unit if row["industry"] in resolutions else row["industry"]
    return [code for code in given if code not in resolutions]


def _checked(raw: RawTable, rows: list[Row], roles: Mapping[str, str]) -> list[Problem]:
    """Find what is wrong, and put the share of an industry that is in one cluster only."""
    strange = [row for row in rows if row["traded"] is not None and fold(row["traded"]) not in TRADED]
    of_industry: dict[tuple[str, str], list[Row]] = {}
    for row in rows:
        of_industry.setdefault((row["scheme"], row["industry"]), []).append(row)
    shared = {key: own for key, own in of_industry.items() if len({row["cluster"] for row in own}) > 1}
    silent = [key for key, own in shared.items() if any(row["share"] is None for row in own)]
    for row in rows:
        row["share"] = 1.0 if row["share"] is None else row["share"]
    above = [
        key for key, own in of_industry.items() if sum(row["share"] for row in own) > 1 + ROUNDING and key not in silent
    ]
    again = repeated_members(raw, rows)
    return [
        *words_not_understood(raw, roles, strange),
        *again,
        *without_shares(silent),
        *(shares_above_one(above) if not again else ()),
    ]


def _definition(
    raw: RawTable, roles: dict[str, str], rows: list[Row], linked: Observations | None, industries: int
) -> Definition:
    """Lay out what was read; nothing of it belongs to the observations where they are not ``linked``."""
    clusters = _clusters(rows)
    order = {(cluster.scheme, cluster.code): place for place, cluster in enumerate(clusters)}
    memberships, finer = _memberships(rows, linked)
    industry = np.array([place for place, _ in memberships], dtype=np.intp)
    share = np.array([row["share"] for _, row in memberships], dtype=np.float64)
    traded = tuple(_traded(row) for _, row in memberships)
    told = np.array([one is not None for one in traded], dtype=bool)
    return Definition(
        clusters=clusters,
        industry=industry,
        cluster=np.array([order[row["scheme"], row["cluster"]] for _, row in memberships], dtype=np.intp),
        share=share,
        traded=traded,
        subcluster=tuple(row["subcluster"] for _, row in memberships),
        traded_share=traded_share_of_members(
            industry[told], share[told], [bool(one) for one in traded if one is not None], industries
        ),
        table=_as_contract(rows),
        source=raw.source, columns=roles,
        problems=tuple(finer_members(finer, nothing=not memberships)),
    )  # fmt: skip


def _memberships(rows: list[Row], linked: Observations | None) -> tuple[list[tuple[int, Row]], list[str]]:
    """Return place of the industry and row of each membership, and the codes of the definition that no industry lies in."""
    found: list[tuple[int, Row]] = []
    used: set[tuple[str, str]] = set()
    for scheme in sorted({row["scheme"] for row in rows}):
        of_code: dict[str, list[Row]] = {}
        for row in rows:
            if row["scheme"] == scheme:
                of_code.setdefault(row["industry"], []).append(row)
        for place, code in enumerate(codes_above(linked, of_code) if linked is not None else ()):
            if code is not None:
                found += [(place, row) for row in of_code[code]]
                used.add((scheme, code))
    return found, sorted({row["industry"] for row in rows if (row["scheme"], row["industry"]) not in used})


def _clusters(rows: list[Row]) -> tuple[Cluster, ...]:
    """Return the clusters in order; the first name in the table is theirs, in each language."""
    names: dict[tuple[str, str], dict[str, str]] = {}
    for row in rows:
        own = names.setdefault((row["scheme"], row["cluster"]), {})
        for language, role in NAMES.items():
            if row[role]:
                own.setdefault(language, row[role])
    return tuple(Cluster(scheme, code, own) for (scheme, code), own in sorted(names.items()))


def _traded(row: Row) -> bool | None:
    return None if row["traded"] is None else TRADED[fold(row["traded"])]


def _as_contract(rows: list[Row]) -> pa.Table:
    names = ("scheme", "cluster", "industry", "share", "subcluster")
    columns: dict[str, object] = {name: [row[name] for row in rows] for name in names}
    return conform("cluster_members", {**columns, "traded": [_traded(row) for row in rows]})
