"""Other ways to decide, as an analysis of a map (MAP-46)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from grono.clustermap.context import Findings
from grono.clustermap.selection.multiverse import multiverse_of
from grono.messages import LANGUAGES
from grono.tables import conform

if TYPE_CHECKING:
    from grono.clustermap.context import MapContext
    from grono.clustermap.selection.multiverse import Multiverse


def analyse(context: MapContext) -> Findings:
    """Return the tables ``multiverse`` and ``multiverse_parts``; what could not be tried, and why, stands in the record."""
    found = multiverse_of(context)
    regions = pa.array(context.observations.regions, pa.string()).take(pa.array(found.region))
    industries = pa.array(context.observations.industries, pa.string()).take(pa.array(found.industry))
    return Findings(
        tables={
            "multiverse": _whole(found, regions, industries),
            "multiverse_parts": _parts(found, regions, industries),
        },
        record={
            "specifications": found.specifications,
            "dimensions": {one.name: list(one.choices) for one in found.dimensions},
            "not_possible": {
                one.name: {language: one.why_not.in_language(language) for language in LANGUAGES}
                for one in found.dimensions
                if one.why_not is not None
            },
        },
    )


def _whole(found: Multiverse, regions: pa.Array, industries: pa.Array) -> pa.Table:
    survived = found.survived()
    return conform("multiverse", {
        "region": regions,
        "industry": industries,
        "specifications": pa.repeat(pa.scalar(found.specifications, pa.int32()), len(regions)),
        "survived": survived.astype(np.int32),
        "share": survived / found.specifications,
        "removed_by": pa.array(found.removed_by(), pa.string()),
    })  # fmt: skip


def _parts(found: Multiverse, regions: pa.Array, industries: pa.Array) -> pa.Table:
    """Return one row for each candidate and choice, dimension by dimension."""
    blocks = []
    for axis, dimension in enumerate(found.dimensions):
        each = found.specifications // len(dimension.choices)
        for choice, survived in zip(dimension.choices, found.by_choice(axis), strict=True):
            blocks.append(
                conform("multiverse_parts", {
                    "region": regions,
                    "industry": industries,
                    "dimension": pa.repeat(dimension.name, len(regions)),
                    "choice": pa.repeat(choice, len(regions)),
                    "specifications": pa.repeat(pa.scalar(each, pa.int32()), len(regions)),
                    "survived": survived.astype(np.int32),
                })
            )  # fmt: skip
    return pa.concat_tables(blocks)
