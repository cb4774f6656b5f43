"""Which industries buy from and sell to each other, and the templates of clusters that follow from it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np

from grono.measures.input_output import as_flows
from grono.measures.result import Measured, Reason, divide, measured

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

    from grono.measures.result import BoolArray, FloatArray

PRIMARY_LOADING = 0.60
"""Loading from which an industry is a primary member of a template (Feser & Bergman 2000)."""

SECONDARY_LOADING = 0.35
"""... and a secondary one."""

ROTATIONS = 500
"""Most steps of the varimax rotation; it converges in some tens."""


@dataclass(frozen=True)
class IndustryLinks:
    """How closely industries are linked by purchases and sales.

    Parameters
    ----------
    link : Measured, shape (industries, industries)
        Largest of the four shares of a pair, symmetric, in [0, 1]; the diagonal is 0.
    buying : numpy.ndarray, shape (industries, industries)
        Share of the user's (column's) purchases that comes from the supplier (row).
    selling : numpy.ndarray, shape (industries, industries)
        Share of the supplier's (row's) sales that goes to the user (column).
    set_aside : numpy.ndarray of bool, shape (industries,)
        Industries of output 0, or that buy and sell nothing.
    """

    link: Measured
    buying: FloatArray
    selling: FloatArray
    set_aside: BoolArray


def industry_links(
    flows: ArrayLike, output: ArrayLike | None = None, *, shares_of: Literal["intermediate", "output"] = "intermediate"
) -> IndustryLinks:
    r"""Strength of the link between two industries: the largest of what each is to the other as supplier and as customer.

    .. math:: \mathrm{link}_{ij} = \max(b_{ij}, b_{ji}, s_{ij}, s_{ji}), \quad
              b_{ij} = \frac{z_{ij}}{\sum_k z_{kj}}, \quad s_{ij} = \frac{z_{ij}}{\sum_k z_{ik}}

    Parameters
    ----------
    flows : array, shape (industries, industries)
        What each industry (row) sells to each other (column); NaN where missing.
    output : array, shape (industries,), optional
        Everything each industry makes; an industry of output 0 or missing is set aside.
    shares_of : {"intermediate", "output"}
        Whether the shares are those of all purchases and sales between industries (Feser and Bergman), or of the output of
        user and supplier, final demand and value added included (Ellison, Glaeser and Kerr); the latter needs ``output``.

    Returns
    -------
    IndustryLinks
        ``EMPTY`` for a pair with an industry that is set aside; ``MISSING`` where a flow between the two is.

    References
    ----------
    Feser, E. J. & Bergman, E. M. (2000), doi:10.1080/00343400050005844; Ellison, G., Glaeser, E. L. & Kerr, W. R. (2010),
    doi:10.1257/aer.100.3.1195; rule MAP-37.

    Examples
    --------
    >>> industry_links([[0, 30, 10], [10, 0, 0], [10, 0, 0]]).link.value.tolist()
    [[0.0, 1.0, 1.0], [1.0, 0.0, 0.0], [1.0, 0.0, 0.0]]
    """
    table = as_flows(flows)
    made = None if output is None else np.asarray(output, dtype=np.float64)
    aside = _nothing_bought_or_sold(table) if made is None else ~(made > 0) | _nothing_bought_or_sold(table)
    known = np.where(aside[:, None] | aside[None, :], 0.0, np.nan_to_num(table))
    if shares_of == "output":
        if made is None:
            message = "shares of output need the output of the industries"
            raise ValueError(message)
        bought = sold = np.where(aside, 0.0, made)
    else:
        bought, sold = known.sum(axis=0), known.sum(axis=1)
    buying, selling = divide(known, bought[None, :]), divide(known, sold[:, None])
    strongest = np.maximum(buying, selling)
    link = np.maximum(strongest, strongest.T)
    np.fill_diagonal(link, 0.0)
    gap = np.isnan(table)
    reasons = {Reason.EMPTY: aside[:, None] | aside[None, :], Reason.MISSING: gap | gap.T}
    return IndustryLinks(measured(link, reasons), buying, selling, aside)


def _nothing_bought_or_sold(table: FloatArray) -> BoolArray:
    return np.asarray((np.nansum(table, axis=0) == 0) & (np.nansum(table, axis=1) == 0))


def link_correlations(links: IndustryLinks, *, of: Literal["profiles", "links"] = "profiles") -> Measured:
    """Likeness of two industries' places in the trade between industries.

    Parameters
    ----------
    links : IndustryLinks
        Shares of purchases and sales.
    of : {"profiles", "links"}
        Largest of the four correlations between what two industries buy and sell (Feser and Bergman): buy the same, sell to
        the same, or the one sells to whom the other buys from, both ways; or the correlation of their rows of links.

    Returns
    -------
    Measured, shape (industries, industries)
        Symmetric, in [−1, 1], 1 on the diagonal. ``EMPTY`` for industries set aside; ``UNRELATED`` where no profile varies.
    """
    kept = ~links.set_aside
    count = int(kept.sum())
    if of == "links":
        profiles = links.link.value[kept][:, kept]
    else:
        profiles = np.vstack([links.buying[kept][:, kept].T, links.selling[kept][:, kept]])
    likeness = np.full((count, count), np.nan)
    if count > 1:
        blocks = _correlations(profiles).reshape(len(profiles) // count, count, -1, count).swapaxes(1, 2)
        largest = np.where(np.isnan(blocks), -np.inf, blocks).max(axis=(0, 1))
        likeness = np.where(np.isinf(largest), np.nan, largest)
    np.fill_diagonal(likeness, 1.0)
    whole = np.zeros(links.buying.shape)
    whole[np.ix_(kept, kept)] = np.nan_to_num(likeness)
    unrelated = np.zeros(whole.shape, dtype=bool)
    unrelated[np.ix_(kept, kept)] = np.isnan(likeness)
    return measured(whole, {Reason.EMPTY: ~(kept[:, None] & kept[None, :]), Reason.UNRELATED: unrelated})


def _correlations(profiles: FloatArray) -> FloatArray:
    """Correlate rows; NaN where one does not vary."""
    centred = profiles - profiles.mean(axis=1, keepdims=True)
    length = np.sqrt(np.square(centred).sum(axis=1))
    # Rounding leaves a constant row with deviations of the size of machine precision.
    varies = length > 1e-12 * np.abs(profiles).max(axis=1, initial=0.0) * np.sqrt(profiles.shape[1])
    unit = divide(centred, np.where(varies, length, 0.0)[:, None])
    found: FloatArray = np.clip(unit @ unit.T, -1.0, 1.0)
    found[~varies, :] = np.nan
    found[:, ~varies] = np.nan
    return found


@dataclass(frozen=True)
class Templates:
    """Factors of the links' correlations: each stands for industries with one place in the trade between industries.

    Parameters
    ----------
    loading : Measured, shape (industries, factors)
        How much of an industry lies on a factor, after varimax rotation, by falling share; ``EMPTY`` for industries set aside.
    explained : numpy.ndarray, shape (factors,)
        Share of each factor in the variance of all industries.
    """

    loading: Measured
    explained: FloatArray

    def members(self, least: float = PRIMARY_LOADING) -> BoolArray:
        """Return which industries load on which factor by at least so much, shape (industries, factors)."""
        return np.asarray(self.loading.present & (self.loading.value >= least))


def templates(correlations: Measured, *, factors: int | None = None) -> Templates:
    """Cluster templates: principal factors of the links' correlations, rotated by varimax.

    Parameters
    ----------
    correlations : Measured, shape (industries, industries)
        From :func:`link_correlations`; a missing correlation counts as 0.
    factors : int, optional
        How many; by default those with an eigenvalue of 1 or more.

    Returns
    -------
    Templates
        The largest of four correlations need not make a positive matrix, so loadings may pass 1 and say order, not variance, where
        they do. Each factor points to where its strongest loading is positive.

    References
    ----------
    Feser, E. J. & Bergman, E. M. (2000), doi:10.1080/00343400050005844; Kaiser, H. F. (1958), doi:10.1007/BF02289233 for the
    rotation; rule MAP-37.
    """
    kept = np.diagonal(correlations.present)
    matrix = correlations.value[kept][:, kept]
    values, vectors = np.linalg.eigh(matrix)
    order = np.argsort(-values)
    count = int((values >= 1).sum()) if factors is None else factors
    chosen = order[: min(count, int((values > 0).sum()))]
    loading = varimax(vectors[:, chosen] * np.sqrt(values[chosen]))
    strongest = loading[np.abs(loading).argmax(axis=0), np.arange(loading.shape[1])] if loading.size else np.zeros(0)
    loading = loading * np.where(strongest < 0, -1.0, 1.0)
    explained = np.square(loading).sum(axis=0) / max(len(matrix), 1)
    by_share = np.argsort(-explained, kind="stable")
    whole = np.zeros((kept.size, loading.shape[1]))
    whole[kept] = loading[:, by_share]
    gaps = np.broadcast_to(~kept[:, None], whole.shape)
    return Templates(measured(whole, {Reason.EMPTY: gaps}), explained[by_share])


def varimax(loading: FloatArray, *, tolerance: float = 1e-10) -> FloatArray:
    """Rotate factors so that each loading is near 0 or near ±1: the variance of their squares is as large as it can be."""
    size, count = loading.shape
    if count < 2:
        return loading
    rotation, criterion = np.eye(count), 0.0
    for _ in range(ROTATIONS):
        rotated = loading @ rotation
        target = rotated**3 - rotated * np.square(rotated).sum(axis=0) / size
        left, singular, right = np.linalg.svd(loading.T @ target)
        rotation, before = left @ right, criterion
        criterion = float(singular.sum())
        if criterion <= before * (1 + tolerance):
            break
    turned: FloatArray = loading @ rotation
    return turned
