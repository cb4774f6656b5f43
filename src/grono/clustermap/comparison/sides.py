"""One side of a comparison: what a stored map knows of its cells, as arrays."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import pyarrow.compute as pc

from grono.clustermap.comparison.correspondence import converted
from grono.measures.result import divide
from grono.measures.rise import QuotientPosterior

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pyarrow as pa
    from numpy.typing import NDArray

    from grono.clustermap.comparison.correspondence import Correspondence
    from grono.clustermap.parameters import Parameters
    from grono.clustermap.result import ClusterMap

    FloatArray = NDArray[np.float64]
    BoolArray = NDArray[np.bool_]


@dataclass(frozen=True)
class Side:
    """The cells of one map in one year.

    Parameters
    ----------
    regions, industries : tuple of str
        Codes of the axes.
    employees, lower, upper : numpy.ndarray, shape (regions, industries)
        The figure and its bounds, which differ from it only where codes were converted; NaN where missing.
    region_employees, industry_employees : numpy.ndarray, shape (regions,) and (industries,)
        Sums.
    total : float
        Employees of all regions and industries of the map, also of those that are not on the axes.
    herfindahl, gamma : numpy.ndarray, shape (industries,)
        Plant Herfindahl and shrunk γ; NaN where unknown.
    """

    regions: tuple[str, ...]
    industries: tuple[str, ...]
    employees: FloatArray
    lower: FloatArray
    upper: FloatArray
    region_employees: FloatArray
    industry_employees: FloatArray
    total: float
    herfindahl: FloatArray
    gamma: FloatArray

    @property
    def region_share(self) -> FloatArray:
        """The share x of each region in all employees, shape (regions, 1); NaN for an empty region."""
        share = self.region_employees / self.total
        return np.where(share > 0, share, np.nan)[:, None]

    def quotient(self, employees: FloatArray | None = None) -> FloatArray:
        """Return the location quotients, with other figures in place of the employees if given; NaN where there is none."""
        cells = self.employees if employees is None else employees
        nation = np.where(self.industry_employees > 0, self.industry_employees, np.nan)
        return np.asarray(np.minimum(cells / nation, 1.0) / self.region_share)

    def posterior(self, employees: FloatArray | None = None) -> tuple[QuotientPosterior, BoolArray]:
        """Return the posterior of every cell and where it is known; elsewhere it holds harmless values."""
        share, x, sizes, gamma = np.broadcast_arrays(
            self.quotient(employees) * self.region_share, self.region_share, self.herfindahl, self.gamma
        )
        known = ~(np.isnan(share) | np.isnan(x) | np.isnan(sizes) | np.isnan(gamma)) & (x < 1) & (sizes < 1)
        harmless = (np.where(known, one, 0.5) for one in (share, x, sizes, gamma))
        return QuotientPosterior.of(*harmless), known

    def at(self, regions: Sequence[str], industries: Sequence[str]) -> Side:
        """Return the cells of some regions and industries; sums stay those of all."""
        row = [self.regions.index(code) for code in regions]
        column = [self.industries.index(code) for code in industries]
        cells = np.ix_(row, column)
        return replace(
            self, regions=tuple(regions), industries=tuple(industries), employees=self.employees[cells],
            lower=self.lower[cells], upper=self.upper[cells], region_employees=self.region_employees[row],
            industry_employees=self.industry_employees[column], herfindahl=self.herfindahl[column], gamma=self.gamma[column],
        )  # fmt: skip

    def eligible(self, parameters: Parameters) -> BoolArray:
        """Return where quotient and employees reach the candidate rule; the other two questions are the posterior's."""
        found: BoolArray = (self.quotient() >= parameters.least_location_quotient) & (
            self.employees >= parameters.least_employees
        )
        return found


def side_of(map_: ClusterMap, period: int | None = None) -> Side:
    """Read a side from the tables of a map, in its own year or in another one it holds."""
    year = map_.run["period"] if period is None else period
    regions, industries = tuple(map_.regions["region"].to_pylist()), tuple(map_.industries["industry"].to_pylist())
    cells = _panel(map_.observations.filter(pc.field("period") == year), regions, industries)
    sums = np.nansum(cells, axis=1), np.nansum(cells, axis=0)
    if year == map_.run["period"]:  # the source's own sums, where it has them
        sums = (
            _by_code(map_.regions, "region", "employees", regions),
            _by_code(map_.industries, "industry", "employees", industries),
        )
    of_year = (pc.field("variant") == "ellison_glaeser_shrunk") & (pc.field("period") == year)
    return Side(
        regions, industries, cells, cells, cells, *sums, float(sums[0].sum()),
        _by_code(map_.industries, "industry", "herfindahl", industries),
        _by_code(map_.measures.filter(of_year), "industry", "value", industries),
    )  # fmt: skip


def _panel(rows: pa.Table, regions: Sequence[str], industries: Sequence[str]) -> FloatArray:
    row, column = ({code: place for place, code in enumerate(codes)} for codes in (regions, industries))
    cells = np.full((len(regions), len(industries)), np.nan)
    columns = (rows[name].to_pylist() for name in ("region", "industry", "value"))
    for region, industry, value in zip(*columns, strict=True):
        if region in row and industry in column and value is not None:
            cells[row[region], column[industry]] = value
    return cells


def _by_code(table: pa.Table, key: str, value: str, codes: Sequence[str]) -> FloatArray:
    found = dict(zip(table[key].to_pylist(), table[value].to_pylist(), strict=True))
    return np.array([np.nan if found.get(code) is None else float(found[code]) for code in codes])


def in_new_industries(side: Side, correspondence: Correspondence, industries: Sequence[str]) -> Side:
    """Convert the industries of a side; plants are taken to be divided as the employees are, and γ as their mean."""
    shares = correspondence.matrix(side.industries, industries)
    cells, moved = converted(side.employees, shares), side.industry_employees[:, None] * shares
    part = divide(moved, np.broadcast_to(moved.sum(axis=0), moved.shape))
    sizes = (part**2 * divide(np.broadcast_to(side.herfindahl[:, None], shares.shape), shares)).sum(axis=0)
    return replace(
        side, industries=tuple(industries), employees=cells.value, lower=cells.lower, upper=cells.upper,
        industry_employees=moved.sum(axis=0), herfindahl=np.where(sizes > 0, sizes, np.nan),
        gamma=np.where(part.sum(axis=0) > 0, (part * side.gamma[:, None]).sum(axis=0), np.nan),
    )  # fmt: skip


def in_new_regions(side: Side, correspondence: Correspondence, regions: Sequence[str]) -> Side:
    """Convert the regions of a side; the nation's plants and concentration stay what they are."""
    shares = correspondence.matrix(side.regions, regions)
    cells = converted(side.employees.T, shares)
    return replace(
        side, regions=tuple(regions), employees=cells.value.T, lower=cells.lower.T, upper=cells.upper.T,
        region_employees=side.region_employees @ shares,
    )  # fmt: skip
