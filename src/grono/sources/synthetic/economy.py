"""Plants drawn at random, some of them planted; summed to the tables a statistical office would publish."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from grono.classifications import get_classification
from grono.messages import message
from grono.sources.synthetic.plan import planted_clusters, region_weights

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from grono.messages import Message

YEARS = (2021, 2022, 2023, 2024, 2025)
"""Years of the tables."""

SECTIONS = "ABCDEFGHIJLMN"
"""NACE sections whose classes the economy has: the business economy with agriculture."""

BANDS = ((1, 9), (10, 49), (50, 249), (250, None))
"""Size bands of the table of plants."""

LOCAL_SECTIONS = "FGIL"
"""Sections whose plants follow people and so are many and small."""


@dataclass(frozen=True)
class SyntheticEconomy:
    """The tables of an economy that does not exist.

    Parameters
    ----------
    employees : pyarrow.Table
        region (TERYT code of a voivodeship), industry (NACE Rev. 2 class), year, employees; cells without employees are absent.
    size_bands : pyarrow.Table
        industry, year, band, plants, for the whole country.
    note : Message
        What to write wherever the tables are shown.
    """

    employees: pa.Table
    size_bands: pa.Table
    note: Message


def synthetic_economy(*, seed: int = 2026) -> SyntheticEconomy:
    """Draw an economy of sixteen voivodeships and a few hundred industries.

    Plants have lognormal sizes and fall into regions at random in proportion to the regions' weights, except the shares of
    plants that :func:`planted_clusters` puts into one region. Sizes then grow year by year at random.

    Parameters
    ----------
    seed : int
        Two economies of one seed are identical.
    """
    industries, plants, sizes = economy_of_plants(seed)
    return SyntheticEconomy(
        employees=_employees_table(plants, sizes, industries),
        size_bands=_bands_table(plants, sizes, industries),
        note=message(
            "Synthetic data: an invented economy with planted clusters, drawn at random (seed %(seed)s). It says nothing about real places.",
            seed=seed,
        ),
    )


def economy_of_plants(seed: int) -> tuple[list[str], Plants, list[NDArray[np.float64]]]:
    """Return the industries, the plants, and the whole employees of each plant for each year."""
    random = np.random.default_rng(seed)
    industries = _industries()
    plants = _draw_plants(random, industries)
    return industries, plants, _grow(random, plants, len(industries))


def _industries() -> list[str]:
    nace = get_classification("nace2")
    return [code for code in nace.codes if nace.level(code) == 4 and _section(code) in SECTIONS]


def _section(code: str) -> str:
    nace = get_classification("nace2")
    parent: str | None = code
    while parent is not None and not parent.isalpha():
        parent = nace.parent(parent)
    return parent or ""


@dataclass(frozen=True)
class Plants:
    """One entry for each plant: industry and region as places in the lists, first size, extra growth, whether planted."""

    industry: NDArray[np.intp]
    region: NDArray[np.intp]
    size: NDArray[np.float64]
    extra_growth: NDArray[np.float64]
    planted: NDArray[np.bool_]


def _draw_plants(random: np.random.Generator, industries: list[str]) -> Plants:
    weights = np.array(list(region_weights().values()))
    chance = weights / weights.sum()
    place = {region: index for index, region in enumerate(region_weights())}
    planted: dict[str, list[tuple[int, float, float]]] = {}
    for cluster in planted_clusters():
        planted.setdefault(cluster.industry, []).append((place[cluster.region], cluster.share, cluster.growth))
    drawn = [
        _plants_of_industry(random, index, _number_of_plants(random, code, planted), chance, planted.get(code, []))
        for index, code in enumerate(industries)
    ]
    return Plants(*(np.concatenate([getattr(part, name) for part in drawn]) for name in Plants.__dataclass_fields__))


def _number_of_plants(
    random: np.random.Generator, code: str, planted: dict[str, list[tuple[int, float, float]]]
) -> int:
    few, many = (300, 2000) if code in planted else (30, 800)
    local = 4 if _section(code) in LOCAL_SECTIONS else 1
    return local * int(np.exp(random.uniform(np.log(few), np.log(many))))


def _plants_of_industry(
    random: np.random.Generator,
    index: int,
    number: int,
    chance: NDArray[np.float64],
    planted: list[tuple[int, float, float]],
) -> Plants:
    region = random.choice(chance.size, size=number, p=chance)
    extra, is_planted = np.zeros(number), np.zeros(number, dtype=bool)
    start = 0
    for place, share, growth in planted:
        stop = start + round(share * number)
        region[start:stop] = place
        extra[start:stop] = growth
        is_planted[start:stop] = True
        start = stop
    size = np.exp(random.normal(np.log(8), 1.2, size=number))
    return Plants(np.full(number, index, dtype=np.intp), region, size, extra, is_planted)


def _grow(random: np.random.Generator, plants: Plants, industries: int) -> list[NDArray[np.float64]]:
    """Return the whole employees of each plant for each year; a plant below one half has closed."""
    trend = random.normal(0.005, 0.02, size=industries)[plants.industry]
    sizes = [plants.size]
    for _ in YEARS[1:]:
        sizes.append(sizes[-1] * np.exp(random.normal(trend + plants.extra_growth, 0.08)))
    return [np.rint(size) for size in sizes]


def _employees_table(plants: Plants, sizes: list[NDArray[np.float64]], industries: list[str]) -> pa.Table:
    regions = list(region_weights())
    columns: dict[str, list[object]] = {"region": [], "industry": [], "year": [], "employees": []}
    for year, size in zip(YEARS, sizes, strict=True):
        cell = plants.region * len(industries) + plants.industry
        summed = np.bincount(cell, weights=size, minlength=len(regions) * len(industries))
        for place in np.flatnonzero(summed):
            columns["region"].append(regions[place // len(industries)])
            columns["industry"].append(industries[place % len(industries)])
            columns["year"].append(year)
            columns["employees"].append(int(summed[place]))
    return pa.table(columns)


def _bands_table(plants: Plants, sizes: list[NDArray[np.float64]], industries: list[str]) -> pa.Table:
    columns: dict[str, list[object]] = {"industry": [], "year": [], "band": [], "plants": []}
    for year, size in zip(YEARS, sizes, strict=True):
        for lower, upper in BANDS:
            inside = (size >= lower) & (size <= (np.inf if upper is None else upper))
            counted = np.bincount(plants.industry[inside], minlength=len(industries))
            for place in np.flatnonzero(counted):
                columns["industry"].append(industries[place])
                columns["year"].append(year)
                columns["band"].append(f"{lower}+" if upper is None else f"{lower} to {upper}")
                columns["plants"].append(int(counted[place]))
    return pa.table(columns)
