"""What a map was told to show: stored with it, so that it can be drawn again."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any, Self

from grono.clustermap.parameters import Parameters
from grono.clustermap.reading.observations import ReadingOptions
from grono.measures.choice.weights import WeightRule, check_weights

if TYPE_CHECKING:
    from collections.abc import Mapping


CRITERION_NAMES = (
    "employees",
    "lower_location_quotient",
    "competitiveness",
    "ellison_glaeser",
    "growth",
    "relatedness_density",
)
"""What candidates are weighed by; ``selection.criteria`` says how each is computed."""


@dataclass(frozen=True)
class Specification:
    """Everything that decides what a map shows, besides the tables themselves.

    Parameters
    ----------
    reading : ReadingOptions
        How the table of employees is read.
    size_band_columns : mapping
        Role → column of the table of size bands; what is absent is guessed.
    period, base_period : int, optional
        Year of the map and first year of the comparison; by default the last and the first of the table.
    parameters : Parameters
        The candidate rule.
    language : str
        Language of the names in the tables.
    analyses : tuple of str, optional
        Which analyses to run (``data/analyses.csv``); by default all whose tables are there.
    companion_options : mapping
        By companion table, the keyword arguments of its reader, such as its columns.
    seed : int
        Seed of everything random in the run.
    weights : WeightRule
        Which weights of the criteria the shortlist draws (MAP-44): by default every weight; otherwise within intervals, or in
        an order of importance.

    Raises
    ------
    WeightsError
        When the weights name what is no criterion, a criterion twice, or allow nothing.
    """

    reading: ReadingOptions = field(default_factory=ReadingOptions)
    size_band_columns: Mapping[str, str] = field(default_factory=dict)
    period: int | None = None
    base_period: int | None = None
    parameters: Parameters = field(default_factory=Parameters)
    language: str = "en"
    analyses: tuple[str, ...] | None = None
    companion_options: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    seed: int = 1
    weights: WeightRule = field(default_factory=WeightRule)

    def __post_init__(self) -> None:
        if self.weights != WeightRule():
            check_weights(CRITERION_NAMES, self.weights)

    def as_record(self) -> dict[str, Any]:
        """Return the specification as plain values."""
        return {
            "reading": {**asdict(self.reading), "columns": dict(self.reading.columns)},
            "size_band_columns": dict(self.size_band_columns),
            "period": self.period,
            "base_period": self.base_period,
            "parameters": self.parameters.as_record(),
            "language": self.language,
            "analyses": None if self.analyses is None else list(self.analyses),
            "companion_options": {name: dict(options) for name, options in self.companion_options.items()},
            "seed": self.seed,
            **({} if self.weights == WeightRule() else {"weights": _weights_record(self.weights)}),
        }

    @classmethod
    def of(cls, record: Mapping[str, Any]) -> Self:
        """Make a specification from what :meth:`as_record` returned."""
        return cls(
            reading=ReadingOptions(**record["reading"]),
            size_band_columns=record["size_band_columns"],
            period=record["period"],
            base_period=record["base_period"],
            parameters=Parameters.of(record["parameters"]),
            language=record["language"],
            analyses=None if record.get("analyses") is None else tuple(record["analyses"]),
            companion_options=record.get("companion_options", {}),
            seed=record.get("seed", 1),
            weights=_weights_of(record.get("weights", {})),
        )


def _weights_record(rule: WeightRule) -> dict[str, Any]:
    return {
        "intervals": {name: [float(end) for end in ends] for name, ends in rule.intervals.items()},
        "orders": [list(order) for order in rule.orders],
    }


def _weights_of(record: Mapping[str, Any]) -> WeightRule:
    return WeightRule(
        {name: (float(low), float(high)) for name, (low, high) in record.get("intervals", {}).items()},
        tuple(tuple(order) for order in record.get("orders", ())),
    )
