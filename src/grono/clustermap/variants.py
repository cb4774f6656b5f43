"""Named measures of a map: their values, and the words that explain them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Literal

import numpy as np
import pyarrow as pa

from grono.clustermap.flags import CODE_WITHOUT_CLASS, joined, missing_flags, sum_flags, without_class
from grono.tables import conform
from grono.tables.contracts import read_rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from numpy.typing import NDArray

    from grono.clustermap.reading.observations import Observations
    from grono.clustermap.year import YearMeasures
    from grono.measures import Measured

    Axis = Literal["cell", "region", "industry"]


INTERVAL_LABELS = ("", "error", "imputations", "error_and_imputations")
"""What an interval speaks of, by ``grono.measures.suppression.IntervalKind``: written out, because its room brings in a compiler."""
ERROR, IMPUTATIONS, ERROR_AND_IMPUTATIONS = 1, 2, 3


@dataclass(frozen=True)
class VariantText:
    """How a measure is explained: rule and method page, unit, words by language."""

    name: str
    axis: str
    rule: str
    page: str
    unit: str
    titles: dict[str, str]
    descriptions: dict[str, str]


@cache
def variant_texts() -> dict[str, VariantText]:
    """Return identifier → explanation of every measure a map can hold."""
    folder = files("grono.clustermap").joinpath("data", "variants")
    names = sorted(entry.name for entry in folder.iterdir() if entry.name.endswith(".csv"))
    return {
        row["name"]: VariantText(
            row["name"], row["axis"], row["rule"], row["page"], row["unit"],
            {"en": row["title_en"], "pl": row["title_pl"]},
            {"en": row["description_en"], "pl": row["description_pl"]},
        )
        for name in names
        for row in read_rows("grono.clustermap", f"variants/{name}")
    }  # fmt: skip


@dataclass(frozen=True)
class Variant:
    """One measure with what stands beside its values.

    Parameters
    ----------
    axis : {"cell", "region", "industry"}
        Whether there is a value for each region × industry, each region, or each industry.
    name : str
        Identifier, explained in :func:`variant_texts`.
    values : Measured
        Of the shape of the axis.
    method : str
        How it was computed.
    lower, upper : Measured, optional
        2.5 and 97.5 % quantiles.
    n : numpy.ndarray, optional
        Plants the measure rests on.
    flags : mapping
        Name → bool array of the shape of the axis: what to know before using a value.
    kinds : numpy.ndarray of uint8, optional
        What each interval speaks of (``IntervalKind``); by default the error of the measure wherever there is an interval.
    """

    axis: Axis
    name: str
    values: Measured
    method: str = "plain"
    lower: Measured | None = None
    upper: Measured | None = None
    n: NDArray[np.float64] | None = None
    flags: Mapping[str, NDArray[np.bool_]] = field(default_factory=dict)
    kinds: NDArray[np.uint8] | None = None


def resting_on_sums(variants: Iterable[Variant], observations: Observations, year: YearMeasures) -> tuple[Variant, ...]:
    """Add to measures made of a year's cells and sums what to know of these: partial, estimated, imputed (MAP-10, MAP-43)."""
    without = without_class(observations)
    of_axis: dict[Axis, Mapping[str, NDArray[np.bool_]]] = {
        "cell": {**sum_flags(observations, year, "cell"), CODE_WITHOUT_CLASS: without[None, :]},
        "industry": {**sum_flags(observations, year, "industry"), CODE_WITHOUT_CLASS: without},
        "region": sum_flags(observations, year, "region"),
    }
    return tuple(replace(one, flags={**of_axis[one.axis], **one.flags}) for one in variants)


class MeasureRows:
    """One block of rows of the table ``measures`` for each variant, all cells in the order of the axes."""

    def __init__(self, observations: Observations) -> None:
        self._regions = pa.array(observations.regions, pa.string())
        self._industries = pa.array(observations.industries, pa.string())
        self._shape = (len(observations.regions), len(observations.industries))

    def block(self, variant: Variant, period: int, flags: Mapping[str, NDArray[np.bool_]] | None = None) -> pa.Table:
        """Return the rows of one variant in one year; ``flags`` are those of every variant of its axis."""
        shape = {"cell": self._shape, "region": self._shape[:1], "industry": self._shape[1:]}[variant.axis]
        size = int(np.prod(shape))
        place = np.arange(size)
        region = place // self._shape[1] if variant.axis == "cell" else place
        industry = place % self._shape[1] if variant.axis == "cell" else place
        empty = pa.nulls(size, pa.string())
        count = np.zeros(size) if variant.n is None else np.broadcast_to(variant.n, shape).ravel()
        return conform("measures", {
            "region": empty if variant.axis == "industry" else self._regions.take(pa.array(region)),
            "industry": empty if variant.axis == "region" else self._industries.take(pa.array(industry)),
            "period": pa.repeat(pa.scalar(period, pa.int32()), size),
            "variant": pa.repeat(variant.name, size),
            "value": _column(variant.values),
            "lower": _column(variant.lower) if variant.lower else pa.nulls(size, pa.float64()),
            "upper": _column(variant.upper) if variant.upper else pa.nulls(size, pa.float64()),
            "interval": interval_column(variant.kinds, variant.lower, size),
            "n": pa.array(count, mask=count == 0),
            "method": pa.repeat(variant.method, size),
            "flags": joined({**missing_flags(variant.values), **(flags or {}), **variant.flags}, shape),
        })  # fmt: skip


def interval_column(kinds: NDArray[np.uint8] | None, lower: Measured | None, size: int) -> pa.Array:
    """Return what each interval speaks of; null where there is none. Without ``kinds`` it is the error of the measure."""
    if kinds is None and lower is None:
        return pa.nulls(size, pa.string())
    if kinds is None and lower is not None:
        kinds = lower.present.astype(np.uint8) * np.uint8(ERROR)
    labels = pa.array([text or None for text in INTERVAL_LABELS], pa.string())
    return labels.take(pa.array(np.asarray(kinds).ravel()))


def no_interval(size: int) -> dict[str, pa.Array]:
    """Return the columns of an interval for rows that have none of their own."""
    return {
        "lower": pa.nulls(size, pa.float64()),
        "upper": pa.nulls(size, pa.float64()),
        "interval": pa.nulls(size, pa.string()),
    }


def _column(values: Measured) -> pa.Array:
    return pa.array(values.value.ravel(), mask=~values.present.ravel())
