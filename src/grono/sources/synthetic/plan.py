"""What is planted where, and how large the invented regions are, as data."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True)
class PlantedCluster:
    """A cluster put into the synthetic economy.

    Parameters
    ----------
    region : str
        TERYT code of the voivodeship.
    industry : str
        NACE Rev. 2 class.
    share : float
        Share of the industry's plants that are put there; the others fall at random.
    growth : float
        Mean growth of those plants a year, beyond the industry's.
    role : str
        Why it is there.
    """

    region: str
    industry: str
    share: float
    growth: float
    role: str


def _rows(name: str) -> list[dict[str, str]]:
    text = files("grono.sources.synthetic").joinpath("data", name).read_text("utf-8")
    return list(csv.DictReader(text.splitlines()))


@cache
def planted_clusters() -> tuple[PlantedCluster, ...]:
    """Return the planted clusters."""
    return tuple(
        PlantedCluster(row["region"], row["industry"], float(row["share"]), float(row["growth"]), row["role"])
        for row in _rows("planted_clusters.csv")
    )


@cache
def region_weights() -> dict[str, float]:
    """Return TERYT code → weight of each voivodeship; invented, in a believable order of size."""
    return {row["region"]: float(row["weight"]) for row in _rows("voivodeship_sizes.csv")}


@cache
def supply_chains() -> tuple[tuple[str, str, float], ...]:
    """Return supplier, user and how many times more than by size alone they trade; divisions of NACE, invented."""
    return tuple((row["supplier"], row["user"], float(row["times"])) for row in _rows("supply_chains.csv"))


def definition_rows() -> list[dict[str, str]]:
    """Return the rows of an invented definition of clusters."""
    return _rows("cluster_definition.csv")
