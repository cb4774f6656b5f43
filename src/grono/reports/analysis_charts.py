"""The pictures of further analyses that a council wants beside the lists: who would be chosen, what belongs together, who stands together."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow.compute as pc

from grono.charts import acceptability_chart, distance_curves, relatedness_network

if TYPE_CHECKING:
    from grono.charts import Chart
    from grono.clustermap import ClusterMap

CURVES = 3
"""Industries of the shortlist whose distances are drawn: the surest whose plants stand together; the pages have all."""
LINKS = 60
"""Links of the network on paper; more cannot be read there."""


def analysis_charts(source: ClusterMap, language: str, *, narrow: bool = False) -> dict[str, Chart]:
    """Return the pictures of the analyses that ran, by name, in the order of reading.

    Parameters
    ----------
    source : ClusterMap
        The map; a picture of an analysis that did not run is left out.
    language : str
        Language of the texts.
    narrow : bool
        For screens of 360 px.
    """
    found: dict[str, Chart] = {}
    if _rows(source, "acceptability"):
        found["acceptability"] = acceptability_chart(source, language, narrow=narrow)
    if _rows(source, "relatedness"):
        found["network"] = relatedness_network(source, language, limit=LINKS, narrow=narrow)
    for place, industry in enumerate(_standing_together(source), 1):
        found[f"distances-{place}"] = distance_curves(source, industry, language, narrow=narrow)
    return found


def _rows(source: ClusterMap, table: str) -> int:
    found = source.further.get(table)
    return 0 if found is None else int(found.num_rows)


def _standing_together(source: ClusterMap) -> list[str]:
    """Return the first industries of the shortlist whose plants stand closer together than chance puts them."""
    if not _rows(source, "distance"):
        return []
    measures = source.measures
    of_curves = measures.filter(
        pc.and_(pc.equal(measures["variant"], "kd_p"), pc.equal(measures["period"], int(source.run["period"])))
    )
    localised = {row["industry"] for row in of_curves.to_pylist() if "localised" in (row["flags"] or "").split(",")}
    listed = dict.fromkeys(source.shortlist["industry"].to_pylist())
    return [industry for industry in listed if industry in localised][:CURVES]
