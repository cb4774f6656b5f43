"""Which regions of the map lie beside each other: from a table of pairs, from centres, or from the outlines we ship (MAP-7)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from grono.classifications import outlines_for
from grono.clustermap.reading.neighbour_problems import (
    beside_themselves,
    named_rows,
    no_neighbour_column,
    rows_in_file,
    stated_twice,
    unknown_codes,
)
from grono.clustermap.reading.touching import touching_regions
from grono.messages import InputError, Problem, message, plural_message
from grono.tables import TypedColumns, column_roles, read_table

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pyarrow as pa
    from numpy.typing import NDArray

    from grono.clustermap.reading.coordinates import CoordinateColumns
    from grono.clustermap.reading.observations import Observations
    from grono.measures.space import SpatialWeights
    from grono.messages import Message
    from grono.tables import Engine, TableSource
    from grono.tables.files import RawTable

Origin = Literal["table", "centres", "outlines"]

NEAREST = 5
"""Neighbours taken from centres: regions of a map touch a little fewer than six others on average, fewer along the coast."""


@dataclass(frozen=True)
class Neighbours:
    """Neighbours among the regions of the observations.

    Parameters
    ----------
    weights : SpatialWeights
        In the order of ``observations.regions``, as they were given.
    origin : {"table", "centres", "outlines"}
        Pairs of a table, the nearest centres of a table, or shared borders of the outlines we ship.
    source : TableSource or None
        The file; None for the shipped outlines.
    columns : dict
        Role → column, as used.
    problems : tuple of Problem
        Warnings.
    """

    weights: SpatialWeights
    origin: Origin
    source: TableSource | None
    columns: dict[str, str]
    problems: tuple[Problem, ...]

    def pairs(self, regions: Sequence[str]) -> list[tuple[str, str, float]]:
        """Return region, neighbour and weight, one for each direction: the table ``neighbours`` of MAP-7."""
        found = self.weights.raw.tocoo()
        triples = zip(found.row.tolist(), found.col.tolist(), found.data.tolist(), strict=True)
        return [(regions[row], regions[column], weight) for row, column, weight in triples]


def read_neighbours(
    table: Any,
    engine: Engine,
    observations: Observations,
    *,
    columns: Mapping[str, str] | None = None,
    nearest: int = NEAREST,
) -> Neighbours:
    """Read pairs of neighbouring regions, or centres of regions whose nearest become neighbours.

    Parameters
    ----------
    table : path or frame
        ``region``, ``neighbour`` and if wanted ``weight``: one row for each direction, or each pair once, which then counts
        both ways. Or ``region`` with ``longitude`` and ``latitude``, or ``x`` and ``y`` in metres: one row for each region.
    engine : Engine
        Where its cells are kept.
    observations : Observations
        The regions of the map.
    columns : mapping, optional
        Role → column; guessed where absent.
    nearest : int
        How many of the nearest centres are neighbours.

    Raises
    ------
    TableError, InputError
        With all problems of the table at once: codes the map does not have, a region beside itself, a pair stated twice.
    """
    from grono.clustermap.reading.coordinates import (
        CoordinateColumns,
    )  # here: every map asks this module for its outlines

    raw = read_table(table, engine, name="neighbours")
    roles = column_roles(raw, "neighbours", columns)
    if "neighbour" in roles:
        return _from_pairs(raw, roles, engine, observations.regions)
    where = CoordinateColumns.of(roles, given_projection=None)
    if where is None:
        raise InputError([no_neighbour_column(raw)])
    return _from_centres(raw, roles, where, engine, observations.regions, nearest)


def neighbours_from_outlines(observations: Observations) -> Neighbours | None:
    """Take regions that share a border in the outlines we ship as neighbours; None where we have no outlines for them."""
    outlines = outlines_for(observations.regions)
    if outlines is None or len(outlines["features"]) < 2:
        return None
    from grono.measures.space import weights_from_pairs  # here: not every map has outlines

    place = {code: index for index, code in enumerate(observations.regions)}
    pairs = [(place[one], place[other]) for one, other in touching_regions(outlines)]
    problems = _without_outline(outlines["without_outline"])
    return Neighbours(weights_from_pairs(pairs, len(place)), "outlines", None, {}, problems)


def _from_pairs(raw: RawTable, roles: dict[str, str], engine: Engine, regions: Sequence[str]) -> Neighbours:
    from grono.measures.space import weights_from_pairs

    typed = TypedColumns(raw, engine)
    typed.code("region", roles["region"])
    typed.code("neighbour", roles["neighbour"])
    if "weight" in roles:
        typed.number("weight", roles["weight"], None)
    cells, problems = typed.store("neighbours_typed")
    rows = engine.arrow(cells.order_by("row"))
    for role in ("region", "neighbour"):
        problems += unknown_codes(rows, role, raw, roles[role], regions)
    problems += [*beside_themselves(rows, raw), *stated_twice(rows, ("region", "neighbour"), raw)]
    weight = _weights(rows, raw, roles, problems)
    if problems:
        raise InputError(problems)
    place = {code: index for index, code in enumerate(regions)}
    pairs = np.array(
        [[place[one] for one in rows[role].to_pylist()] for role in ("region", "neighbour")], dtype=np.int64
    ).T
    known = set(map(tuple, pairs.tolist()))
    once = not any((second, first) in known for first, second in known)
    weights = weights_from_pairs(pairs, len(regions), weight=weight, both_ways=once)
    warnings = (*_each_pair_once(len(pairs) if once else 0), *_alone(weights, regions))
    return Neighbours(weights, "table", raw.source, roles, warnings)


def _weights(rows: pa.Table, raw: RawTable, roles: dict[str, str], problems: list[Problem]) -> NDArray[np.float64]:
    """Return the weight of each row, 1 without a column of weights; an empty cell is a problem."""
    if "weight" not in roles:
        return np.ones(rows.num_rows)
    weight = rows["weight"].to_numpy(zero_copy_only=False).astype(np.float64)
    unread = {problem.row for problem in problems}
    empty = [row for row in rows_in_file(rows, raw, np.isnan(weight)) if row not in unread]

    def sentence(row: int) -> Message:
        return message(
            'Row %(row)s, column "%(column)s": a weight is missing. Write a number, or 0 if the two are no neighbours.',
            row=row,
            column=roles["weight"],
        )

    problems += named_rows(empty, "weight-missing", roles["weight"], sentence)
    return np.asarray(np.nan_to_num(weight))


def _from_centres(  # noqa: PLR0913 - a table, its columns, and where they go
    raw: RawTable,
    roles: dict[str, str],
    where: CoordinateColumns,
    engine: Engine,
    regions: Sequence[str],
    nearest: int,
) -> Neighbours:
    from grono.clustermap.reading.coordinates import DEGREES, EUROPE, mistaken_unit, placed
    from grono.measures.space import nearest as nearest_points
    from grono.measures.space import weights_from_pairs

    typed = TypedColumns(raw, engine)
    typed.code("region", roles["region"])
    where.typed(typed, None)
    cells, problems = typed.store("neighbours_typed")
    rows = engine.arrow(cells.order_by("row"))
    east, north = (rows[name].to_numpy(zero_copy_only=False).astype(np.float64) for name in ("east", "north"))
    problems += [
        *unknown_codes(rows, "region", raw, roles["region"], regions),
        *stated_twice(rows, ("region",), raw),
        *mistaken_unit(where, east, north),
    ]
    if problems:
        raise InputError(problems)
    found = placed(east, north, DEGREES if where.kind == "degrees" else EUROPE, EUROPE)
    if any(problem.severity == "error" for problem in found.problems):
        raise InputError(found.problems)
    known = np.isfinite(found.x)
    order = {code: index for index, code in enumerate(regions)}
    place = np.array([order[code] for code in rows["region"].to_pylist()], dtype=np.int64)[known]
    points = np.column_stack([found.x, found.y])[known]
    among = nearest_points(points, min(nearest, max(len(points) - 1, 0))).raw.tocoo()
    pairs = np.column_stack([place[among.row], place[among.col]])
    weights = weights_from_pairs(pairs, len(regions), both_ways=False)
    return Neighbours(weights, "centres", raw.source, roles, (*found.problems, *_alone(weights, regions)))


def _each_pair_once(pairs: int) -> tuple[Problem, ...]:
    if not pairs:
        return ()
    sentence = message(
        "Neighbours: no pair stands in the table in both directions, so each is taken to count both ways."
    )
    return (Problem("neighbours-both-ways", sentence, severity="warning", count=pairs),)


def _alone(weights: SpatialWeights, regions: Sequence[str]) -> tuple[Problem, ...]:
    codes = [code for code, island in zip(regions, weights.islands.tolist(), strict=True) if island]
    if not codes:
        return ()
    sentence = plural_message(
        "Neighbours: %(number)s region has none and stays without spatial measures (%(codes)s).",
        "Neighbours: %(number)s regions have none and stay without spatial measures (%(codes)s).",
        len(codes),
        codes=_listed(codes),
    )
    return (Problem("regions-without-neighbour", sentence, severity="warning", count=len(codes)),)


def _without_outline(codes: list[str]) -> tuple[Problem, ...]:
    if not codes:
        return ()
    sentence = plural_message(
        "Neighbours: Grono has no outline of %(number)s region, which therefore has no neighbour in this map (%(codes)s). "
        "Bring a table of neighbours.",
        "Neighbours: Grono has no outlines of %(number)s regions, which therefore have no neighbours in this map (%(codes)s). "
        "Bring a table of neighbours.",
        len(codes),
        codes=_listed(codes),
    )
    return (Problem("regions-without-outline", sentence, severity="warning", count=len(codes)),)


def _listed(codes: list[str]) -> str:
    return ", ".join(codes[:10]) + (" ..." if len(codes) > 10 else "")
