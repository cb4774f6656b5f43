"""How far an industry is from the spread of all employees: raw concentration and the index of Ellison and Glaeser."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from grono.measures.margins import Margins, margins
from grono.measures.result import Measured, Reason, as_cells, divide, measured

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

    from grono.measures.plant_sizes import PlantSizes
    from grono.measures.result import BoolArray, FloatArray


@dataclass(frozen=True)
class EllisonGlaeser:
    """The index of Ellison and Glaeser with what it was made of, each of shape (industries,).

    Parameters
    ----------
    gamma : Measured
        γ, 0 when plants choose regions at random in proportion to all employees.
    z : Measured
        (G − XH) in standard deviations of the null. Skewed: for few plants a nominal 5 % rejects 7.5 to 8 % (MAP-14).
    null_variance : Measured
        Var₀(γ̂).
    raw : Measured
        G, the raw geographic concentration, known without plant sizes.
    """

    gamma: Measured
    z: Measured
    null_variance: Measured
    raw: Measured


def raw_concentration(employees: ArrayLike, sums: Margins | None = None) -> Measured:
    r"""Raw geographic concentration, which mixes clusters with large plants.

    .. math:: G_i = \sum_r (s_{ri} - x_r)^2

    Parameters
    ----------
    employees : array, shape (regions, industries)
        Employees; missing cells (NaN) are left out.
    sums : Margins, optional
        Margins to use.

    Returns
    -------
    Measured, shape (industries,)
        ``ONE_REGION`` with one region, ``EMPTY`` for an industry without employees, ``MISSING`` where no cell of it is known.

    References
    ----------
    Ellison, G. & Glaeser, E. L. (1997), doi:10.1086/262098; rule MAP-14.
    """
    cells = as_cells(employees)
    sums = margins(cells) if sums is None else sums
    share = divide(np.nan_to_num(cells), sums.industry[None, :])
    squared = (share - sums.region_share[:, None]) ** 2
    value = np.where(np.isnan(cells), 0.0, squared).sum(axis=0)
    return measured(value, _gaps(cells, sums))


def ellison_glaeser(employees: ArrayLike, sizes: PlantSizes, sums: Margins | None = None) -> EllisonGlaeser:
    r"""Geographic concentration beyond what the sizes of plants explain.

    .. math:: \gamma = \frac{G - XH}{X(1 - H)}, \quad X = 1 - \sum_r x_r^2

    Parameters
    ----------
    employees : array, shape (regions, industries)
        Employees; missing cells (NaN) are left out.
    sizes : PlantSizes
        Plant Herfindahl H and Σz⁴ of each industry.
    sums : Margins, optional
        Margins to use.

    Returns
    -------
    EllisonGlaeser
        ``FEW_PLANTS`` where plant sizes are unknown or one plant is the whole industry (H ≥ 1).

    References
    ----------
    Ellison, G. & Glaeser, E. L. (1997), doi:10.1086/262098, equations 5 and the variance of G; rule MAP-14.

    Examples
    --------
    >>> from grono.measures import sizes_from_counts
    >>> round(float(ellison_glaeser([[80, 10], [20, 90]], sizes_from_counts([50, 50])).gamma.value[0]), 4)
    0.4846
    """
    cells = as_cells(employees)
    sums = margins(cells) if sums is None else sums
    raw = raw_concentration(cells, sums)
    reasons = {**_gaps(cells, sums), Reason.FEW_PLANTS: ~sizes.known | (sizes.herfindahl >= 1)}
    spread = np.full_like(raw.value, 1 - np.square(sums.region_share).sum())
    excess = raw.value - spread * sizes.herfindahl
    scale = spread * (1 - sizes.herfindahl)
    variance = null_variance_of_raw_concentration(sums.region_share, sizes)
    return EllisonGlaeser(
        gamma=measured(divide(excess, scale), reasons),
        z=measured(
            divide(excess, np.sqrt(variance)),
            {**reasons, Reason.FEW_PLANTS: reasons[Reason.FEW_PLANTS] | (variance == 0)},
        ),
        null_variance=measured(divide(variance, scale**2), reasons),
        raw=raw,
    )


def null_variance_of_raw_concentration(region_share: FloatArray, sizes: PlantSizes) -> FloatArray:
    """Variance of G when plants choose region r with probability x_r, shape (industries,); 0 where H is unknown.

    Var₀(G) = 2{H²[Σx² − 2Σx³ + (Σx²)²] − Σz⁴[Σx² − 4Σx³ + 3(Σx²)²]} (Ellison & Glaeser 1997; rule MAP-14).
    """
    second, third = np.square(region_share).sum(), (region_share**3).sum()
    pairs = second - 2 * third + second**2
    same = second - 4 * third + 3 * second**2
    variance: FloatArray = 2 * (sizes.herfindahl**2 * pairs - sizes.fourth_moment * same)
    return np.asarray(np.maximum(variance, 0.0))


def _gaps(cells: FloatArray, sums: Margins) -> dict[Reason, BoolArray]:
    one_region = np.full(cells.shape[1], int((sums.region > 0).sum()) <= 1)
    unknown = np.asarray(np.isnan(cells).all(axis=0))
    return {Reason.EMPTY: sums.industry == 0, Reason.ONE_REGION: one_region, Reason.MISSING: unknown}
