"""Distances between plants, as an analysis of a map: K-density and M of every industry of a table of points (MAP-33 to MAP-35)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa

from grono.clustermap.context import Findings
from grono.clustermap.distance_rows import curve_rows
from grono.clustermap.pair_distances import Sites, pair_findings
from grono.clustermap.variants import Variant
from grono.measures.distance.curves import Verdict
from grono.measures.distance.kd import k_density
from grono.measures.distance.m_industries import m_function
from grono.measures.distance.m_settings import MSettings, m_ground
from grono.measures.distance.reference import DistanceSettings, k_ground
from grono.measures.result import Measured, Reason
from grono.measures.testing import benjamini_hochberg
from grono.messages import Problem, message, plural_message

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from grono.clustermap.context import MapContext
    from grono.clustermap.reading.observations import Observations
    from grono.clustermap.reading.point_table import Points
    from grono.measures.distance.curves import DistanceCurves
    from grono.measures.distance.kd import KDensity
    from grono.measures.distance.m_industries import MFunction

    FloatArray = NDArray[np.float64]
    BoolArray = NDArray[np.bool_]
    Codes = NDArray[np.uint8]

KILOMETRE = 1000.0

LOCALISED, DISPERSED = "localised", "dispersed"
"""What the global band alone says."""
NOT_DISCOVERED = "not_discovered"
"""The verdict falls when false discoveries among all industries are allowed for."""
SMALL_EFFECT = "small_effect"
"""The verdict holds, but its effect stays below the floor."""
PARTIAL = "partial_points"
"""Plants of the industry were left out, because a coordinate or a size is missing."""
BELOW_PRECISION = "below_precision"
"""The distances at which the industry stands out are no longer than half of the places are sure to."""

BY_PLANTS, BY_EMPLOYEES = "plants", "employees"


def analyse(context: MapContext) -> Findings:
    """Return K-density and M of the industries whose plants have coordinates, with global bands, verdicts and effect sizes."""
    points = context.companions.points
    if points is None:
        return Findings()
    ground = _ground(points, context)
    if not (ground.industry >= 0).any():
        return Findings(problems=(_no_common_industry(points),))
    count, seed = len(context.observations.industries), context.specification.seed
    context.progress("distance", 0, 3)
    spread = k_ground(ground.place, DistanceSettings(seed=seed), weighted=ground.weights is not None)
    density = k_density(ground.place, ground.industry, count, weights=ground.weights, ground=spread)
    context.progress("distance", 1, 3)
    near = m_ground(ground.place, MSettings(seed=seed, shortest=_shortest(ground, density)))
    around = m_function(ground.place, ground.industry, count, weights=ground.weights, ground=near)
    context.progress("distance", 2, 3)
    pairs = pair_findings(context, Sites(ground.place, ground.industry, ground.weights, spread, near))
    curves = [_table(context.observations, density, around), *pairs.curves]
    return Findings(
        variants=(*_of_density(density, ground), *_of_m(around, ground)),
        tables={
            "distance": pa.concat_tables(curves),
            **({"relatedness": pa.concat_tables(pairs.links)} if pairs.links else {}),
        },
        record={**_record(points, ground, density, around), "pairs": pairs.record},
        problems=ground.problems,
    )


@dataclass(frozen=True)
class _Ground:
    """The plants of one year as arrays, in the industries of the map; −1 for a plant of none of them."""

    place: FloatArray
    industry: NDArray[np.int64]
    weights: FloatArray | None
    period: int
    precision: float
    problems: tuple[Problem, ...]

    @property
    def counted(self) -> str:
        return BY_PLANTS if self.weights is None else BY_EMPLOYEES


def _ground(points: Points, context: MapContext) -> _Ground:
    wanted = context.year.period
    period = min(points.periods, key=lambda year: (abs(year - wanted), year))
    parameters = context.specification.parameters
    kept = points.period == period
    if points.sized_by != "none":
        kept &= ~(points.employees < parameters.distance_least_employees)
    weighted = bool(parameters.distance_by_employees) and points.sized_by != "none"
    industry = _on_the_map(points, context.observations)[points.industry[kept]]
    precision = points.precision[kept]
    known = precision[np.isfinite(precision)]
    return _Ground(
        place=np.column_stack([points.x[kept], points.y[kept]]),
        industry=industry,
        weights=points.employees[kept] if weighted else None,
        period=period,
        precision=float(np.median(known)) if known.size else 0.0,
        problems=_left_outside(int((industry < 0).sum())),
    )


def _on_the_map(points: Points, observations: Observations) -> NDArray[np.int64]:
    """Return the industry of the map to which each industry of the points belongs: itself, its class, or what that lies in."""
    place = {code: index for index, code in enumerate(observations.industries)}
    found = np.full(len(points.industries), -1, dtype=np.int64)
    for index, unit in enumerate(points.industries):
        code: str | None = unit if unit in place else points.resolutions[unit].class_code
        while code is not None and code not in place:
            code = points.classification.parent(code)
        if code is not None:
            found[index] = place[code]
    return found


def _no_common_industry(points: Points) -> Problem:
    sentence = message(
        "No industry of the plants (%(first)s ...) is an industry of the map, so distances were not measured.",
        first=", ".join(points.industries[:3]),
    )
    return Problem("points-without-industry", sentence, severity="warning")


def _left_outside(count: int) -> tuple[Problem, ...]:
    if not count:
        return ()
    sentence = plural_message(
        "%(number)s plant belongs to an industry that the map does not have; it counts only as a place.",
        "%(number)s plants belong to industries that the map does not have; they count only as places.",
        count,
    )
    return (Problem("points-of-other-industries", sentence, severity="warning", count=count),)


def _flags(found: KDensity | MFunction, ground: _Ground, longest: Measured) -> dict[str, BoolArray]:
    raw, kept = found.verdict, found.discovered
    return {
        LOCALISED: np.equal(raw, Verdict.LOCALISED),
        DISPERSED: np.equal(raw, Verdict.DISPERSED),
        NOT_DISCOVERED: (raw != Verdict.NEITHER) & (kept == Verdict.NEITHER),
        SMALL_EFFECT: (kept != Verdict.NEITHER) & (found.notable == Verdict.NEITHER),
        PARTIAL: found.partial,
        BELOW_PRECISION: longest.present & (longest.value <= ground.precision),
    }


def _of_density(found: KDensity, ground: _Ground) -> list[Variant]:
    curves, effect = found.curves, found.effect
    step = np.gradient(curves.radii) if curves.radii.size > 1 else np.ones(1)
    method = f"K-density of {ground.counted}; global band over all distances"
    flags, plants = _flags(found, ground, effect.range_to), found.plants.astype(np.float64)
    values = {
        "kd_localisation": Measured(curves.localisation @ step, curves.reason),
        "kd_dispersion": Measured(curves.dispersion @ step, curves.reason),
        "kd_excess_share": effect.excess_share,
        "kd_deficit_share": effect.deficit_share,
        "kd_from_km": _kilometres(effect.range_from),
        "kd_range_km": _kilometres(effect.range_to),
        **_probabilities("kd", curves),
    }
    return [Variant("industry", name, value, method, n=plants, flags=flags) for name, value in values.items()]


def _of_m(found: MFunction, ground: _Ground) -> list[Variant]:
    effect = found.effect
    method = f"M of {ground.counted}; global band over all distances"
    flags, plants = _flags(found, ground, effect.range_to), found.plants.astype(np.float64)
    values = {
        "m_max": effect.largest,
        "m_max_km": _kilometres(effect.largest_at),
        "m_range_km": _kilometres(effect.range_to),
        **_probabilities("m", found.curves),
    }
    return [Variant("industry", name, value, method, n=plants, flags=flags) for name, value in values.items()]


def _probabilities(measure: str, curves: DistanceCurves) -> dict[str, Measured]:
    adjusted = benjamini_hochberg(curves.p_localised, family="localised, all industries").adjusted
    return {
        f"{measure}_p": curves.p_localised,
        f"{measure}_q": adjusted,
        f"{measure}_p_dispersed": curves.p_dispersed,
    }


def _kilometres(metres: Measured) -> Measured:
    return Measured(metres.value / KILOMETRE, metres.reason)


def _table(observations: Observations, density: KDensity, around: MFunction) -> pa.Table:
    codes = observations.industries
    parts = [curve_rows("kd", density.curves, codes), curve_rows("m", around.curves, codes, gap=around.gap)]
    return pa.concat_tables(parts)


def _record(points: Points, ground: _Ground, density: KDensity, around: MFunction) -> dict[str, Any]:
    def verdicts(found: KDensity | MFunction) -> dict[str, int]:
        return {
            "judged": int((found.curves.reason == Reason.PRESENT).sum()),
            **{
                f"{name}_{verdict}": int((getattr(found, name) == code).sum())
                for name in ("verdict", "discovered", "notable")
                for verdict, code in ((LOCALISED, Verdict.LOCALISED), (DISPERSED, Verdict.DISPERSED))
            },
        }

    return {
        "projection": f"EPSG:{points.projection}",
        "period": ground.period,
        "counted_by": ground.counted,
        "sites": density.sites,
        "sites_left_out": density.left_out,
        "cell_m": round(density.cell, 3),
        "precision_m": round(ground.precision, 1),
        "k_density": verdicts(density),
        "m": verdicts(around),
    }


def _shortest(ground: _Ground, density: KDensity) -> float | None:
    """Return the shortest radius that the coordinates can tell; None where they tell nothing of it or all radii are shorter."""
    longest = float(density.curves.radii[-1])
    return ground.precision if 0 < ground.precision < longest / 2 else None
