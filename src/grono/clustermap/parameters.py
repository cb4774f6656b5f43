"""What a run of a cluster map may be told: every parameter with its default, its range and the rule it belongs to."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields, replace
from functools import cache
from typing import TYPE_CHECKING, Any, Self

from grono.messages import InputError, Problem, message
from grono.tables.contracts import read_rows

if TYPE_CHECKING:
    from collections.abc import Mapping

    from grono.messages import Message


@dataclass(frozen=True)
class ParameterText:
    """How a parameter is explained: range, unit, rule of the specification, and words by language."""

    name: str
    minimum: float
    maximum: float
    rule: str
    titles: dict[str, str]
    descriptions: dict[str, str]


@cache
def parameter_texts() -> dict[str, ParameterText]:
    """Return name → explanation of every parameter, in the order in which people should read them."""
    return {
        row["name"]: ParameterText(
            row["name"], float(row["minimum"]), float(row["maximum"]), row["rule"],
            {"en": row["title_en"], "pl": row["title_pl"]},
            {"en": row["description_en"], "pl": row["description_pl"]},
        )
        for row in read_rows("grono.clustermap", "parameters.csv")
    }  # fmt: skip


@dataclass(frozen=True)
class Parameters:
    """The candidate rule of MAP-16 and what it is shown for.

    Parameters
    ----------
    least_location_quotient : float
        A candidate's location quotient reaches this.
    least_probability : float
        ... is truly above 1 with at least this probability, wherever that can be computed.
    least_employees : float
        ... and it has at least so many employees
    least_plants : float
        ... in at least so many plants, where their number is known.
    least_traded_share : float
        ... and, where a cluster definition says so, at least this part of the industry sells beyond its region.
    few_plants_location_quotient, few_plants_employees : float
        What fails only by probability or plants but reaches both of these is listed apart: it rests on few plants.
    comparable_employees : float
        A candidate is compared with the regions that have at least so many employees in its industry.
    shortlist_places : float
        How many candidates can be chosen: k of P(rank ≤ k).
    acceptability_draws : float
        Joint draws of weights and errors.
    presence_rule : float
        When a region has an industry, for relatedness and complexity: 0 where the location quotient reaches 1, 1 where it truly
        exceeds 1 with at least 95 %, 2 by employees per inhabitant.
    coagglomeration_mean_reference : float
        1: pairs of industries are compared with the mean spread of the industries; 0: with the spread of all employees.
    search_clusters : float
        1: clusters of industries are searched in the data, beside any definition given; 0: they are not.
    fewest_clusters, most_clusters : float
        Numbers of clusters that the search tries, each between the two.
    cluster_starts, cluster_resamples : float
        Random starts of k-means, and resamples of the regions for the stability of what was found.
    distance_by_employees : float
        1: plants count in distances with their employees; 0: every plant counts as one.
    distance_least_employees : float
        Plants with fewer employees are left out of distances; 0 keeps those without staff.
    """

    least_location_quotient: float = 1.25
    least_probability: float = 0.95
    least_employees: float = 100
    least_plants: float = 5
    least_traded_share: float = 0.5
    few_plants_location_quotient: float = 2.0
    few_plants_employees: float = 1000
    comparable_employees: float = 100
    shortlist_places: float = 4
    acceptability_draws: float = 10_000
    presence_rule: float = 0
    coagglomeration_mean_reference: float = 0
    search_clusters: float = 0
    fewest_clusters: float = 20
    most_clusters: float = 60
    cluster_starts: float = 20
    cluster_resamples: float = 100
    distance_by_employees: float = 0
    distance_least_employees: float = 0

    def __post_init__(self) -> None:
        problems = [
            Problem("parameter-out-of-range", _out_of_range(text, value), column=name, value=str(value))
            for name, value in asdict(self).items()
            if not (text := parameter_texts()[name]).minimum <= value <= text.maximum
        ]
        if problems:
            raise InputError(problems)

    @classmethod
    def of(cls, values: Mapping[str, Any]) -> Self:
        """Make parameters from names and values, such as stored ones; unknown names are refused.

        Raises
        ------
        InputError
            For a name that is no parameter, or a value out of its range.
        """
        known = {field.name for field in fields(cls)}
        unknown = sorted(set(values) - known)
        if unknown:
            sentence = message(
                'There is no parameter "%(name)s". There are: %(known)s.',
                name=unknown[0],
                known=", ".join(sorted(known)),
            )
            raise InputError([Problem("unknown-parameter", sentence, value=unknown[0])])
        return replace(cls(), **{name: float(value) for name, value in values.items()})

    def as_record(self) -> dict[str, float]:
        """Return the parameters as plain values."""
        return {name: float(value) for name, value in asdict(self).items()}


def _out_of_range(text: ParameterText, value: float) -> Message:
    return message(
        'Parameter "%(name)s" is %(value)s, but must lie between %(minimum)s and %(maximum)s.',
        name=text.name, value=float(value), minimum=text.minimum, maximum=text.maximum,
    )  # fmt: skip
