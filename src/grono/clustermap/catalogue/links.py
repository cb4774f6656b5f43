"""Which industries supply each other, as an analysis of a map that has an input–output table (MAP-37)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa

from grono.clustermap.catalogue.coagglomeration import strongest_pairs
from grono.clustermap.context import Findings
from grono.clustermap.flags import PARTIAL, joined
from grono.clustermap.variants import Variant, no_interval
from grono.measures import Measured, Reason
from grono.measures.industry_links import PRIMARY_LOADING, link_correlations, templates
from grono.measures.input_output import input_output
from grono.tables import conform

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from grono.clustermap.context import MapContext
    from grono.clustermap.reading.flow_table import Flows

NAME = "input_output"

PARTNERS = 10
"""Links kept of each industry, the strongest."""

WIDER = "of_wider_industry"
"""Flag: the input–output table knows only a wider industry, whose figure stands here."""

WITHOUT_ORIGIN = "domestic flows only"


def analyse(context: MapContext) -> Findings:
    """Return multipliers by industry, links as rows of the table ``relatedness``, and the templates in the record."""
    flows = context.companions.flows
    if flows is None:
        return Findings()
    found = input_output(flows.domestic, flows.output)
    links = flows.industry_links()
    kept = strongest_pairs(links.link, ~links.set_aside, PARTNERS)
    size = kept[0].size
    codes = pa.array(flows.industries, pa.string())
    gaps = np.isnan(flows.domestic)
    gappy = np.asarray(gaps.any(axis=0) | gaps.any(axis=1))
    partial = np.asarray(gappy[kept[0]] | gappy[kept[1]])
    table = conform("relatedness", {
        "industry": codes.take(pa.array(kept[0])),
        "other": codes.take(pa.array(kept[1])),
        "measure": pa.repeat(NAME, size),
        "value": pa.array(links.link.value[kept]),
        **no_interval(size),
        "p": pa.nulls(size, pa.float64()),
        "kept": pa.repeat(True, size),
        "flags": joined({PARTIAL: partial}, (size,)),
    })  # fmt: skip
    return Findings(
        variants=tuple(
            _by_industry(context, flows, name, values, partial=found.partial)
            for name, values in (
                ("output_multiplier", found.output_multiplier),
                ("forward_multiplier", found.forward_multiplier),
            )
        ),
        tables={"relatedness": table},
        record={
            "rule": f"among the {PARTNERS} strongest of either industry",
            "industries": len(flows.industries),
            "set_aside": [flows.industries[place] for place in np.flatnonzero(found.set_aside)],
            "kept": size,
            "partial": found.partial,
            "codes_of_the_map": bool(set(flows.industries) >= set(context.observations.industries)),
            "templates": _templates(flows),
        },
    )


def _by_industry(context: MapContext, flows: Flows, name: str, values: Measured, *, partial: bool) -> Variant:
    """Give each industry of the map the figure of the industry of the table that it is or lies in."""
    known = flows.place >= 0
    reason: NDArray[np.uint8] = np.where(known, values.reason[flows.place], np.uint8(Reason.MISSING)).astype(np.uint8)
    value = np.where(reason == Reason.PRESENT, values.value[flows.place], 0.0)
    own = np.array([flows.industries[place] if place >= 0 else "" for place in flows.place])
    wider = known & (own != np.array(context.observations.industries))
    flags = {WIDER: wider, PARTIAL: np.full(known.shape, partial)}
    return Variant("industry", name, Measured(value, reason), WITHOUT_ORIGIN, flags=flags)


def _templates(flows: Flows) -> list[dict[str, Any]]:
    """Return for each factor its share and its primary members, the strongest first."""
    found = templates(link_correlations(flows.industry_links()))
    members = found.members(PRIMARY_LOADING)
    described = []
    for factor in np.flatnonzero(members.any(axis=0)):
        loading = np.where(members[:, factor], found.loading.value[:, factor], -np.inf)
        order = np.argsort(-loading, kind="stable")[: int(members[:, factor].sum())]
        described.append({
            "explained": float(found.explained[factor]), "members": [flows.industries[place] for place in order]
        })  # fmt: skip
    return described
