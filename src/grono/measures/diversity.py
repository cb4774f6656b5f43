"""How many different things a region does: entropy, related and unrelated variety, relative diversity."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from grono.measures.herfindahl import equivalent_number
from grono.measures.result import Measured, Reason, divide, measured
from grono.measures.shares import shares, sums_by_label
from grono.measures.specialisation import krugman_specialisation

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

    from grono.measures.margins import Margins
    from grono.measures.result import FloatArray

DIFFERENCE_OF_ROUNDING = 1e-12
"""A sum of absolute differences below this is rounding: shares err by a few 1e-16 each."""


@dataclass(frozen=True)
class Variety:
    """Entropy of a region's industries and its two parts, in bits, each of shape (regions,)."""

    total: Measured
    unrelated: Measured
    related: Measured


def entropy(employees: ArrayLike, sums: Margins | None = None) -> Measured:
    r"""Entropy of a region's employees over industries, in bits.

    .. math:: -\sum_i q_{ri} \log_2 q_{ri}

    Parameters
    ----------
    employees : array, shape (regions, industries)
        Employees; missing cells (NaN) are left out.
    sums : Margins, optional
        Margins to use.

    Returns
    -------
    Measured, shape (regions,)
        0 with one industry, log₂ n with n equal ones; a cell of 0 adds nothing. ``EMPTY`` without employees.

    References
    ----------
    Frenken, K., van Oort, F. & Verburg, T. (2007), doi:10.1080/00343400601120296; rule MAP-22.

    Examples
    --------
    >>> entropy([[1, 1, 1, 1], [5, 0, 0, 0]]).value.tolist()
    [2.0, 0.0]
    """
    share = shares(employees, sums)
    return measured(_bits(share.of_region, share.of_region), share.region_gaps())


def variety(employees: ArrayLike, divisions: ArrayLike, sums: Margins | None = None) -> Variety:
    r"""Entropy split into variety between divisions (unrelated) and within them (related).

    .. math:: -\sum_g P_g \log_2 P_g \;+\; \sum_g \sum_{i \in g} q_i \log_2 \frac{P_g}{q_i}, \quad P_g = \sum_{i \in g} q_i

    Parameters
    ----------
    employees : array, shape (regions, industries)
        Employees; missing cells (NaN) are left out.
    divisions : array, shape (industries,)
        Division of each industry, numbers or text: usually the first two digits of its code.
    sums : Margins, optional
        Margins to use.

    Returns
    -------
    Variety
        In bits; ``EMPTY`` without employees.

    References
    ----------
    Frenken, K., van Oort, F. & Verburg, T. (2007), doi:10.1080/00343400601120296; rule MAP-22.

    Examples
    --------
    >>> parts = variety([[30, 20, 50]], ["P", "P", "Q"])
    >>> [round(float(part.value[0]), 6) for part in (parts.unrelated, parts.related, parts.total)]
    [1.0, 0.485475, 1.485475]
    """
    share = shares(employees, sums)
    by_division, index = sums_by_label(share.of_region.T, divisions)
    of_division = by_division.T
    gaps = share.region_gaps()
    unrelated = _bits(of_division, of_division)
    related = _bits(share.of_region, divide(share.of_region, of_division[:, index]))
    return Variety(measured(unrelated + related, gaps), measured(unrelated, gaps), measured(related, gaps))


def unrelated_variety(employees: ArrayLike, divisions: ArrayLike, sums: Margins | None = None) -> Measured:
    """Entropy between divisions, in bits, shape (regions,): see :func:`variety` (MAP-22).

    Examples
    --------
    >>> unrelated_variety([[30, 20, 50]], ["P", "P", "Q"]).value.tolist()
    [1.0]
    """
    return variety(employees, divisions, sums).unrelated


def related_variety(employees: ArrayLike, divisions: ArrayLike, sums: Margins | None = None) -> Measured:
    """Entropy within divisions, in bits, shape (regions,): see :func:`variety` (MAP-22).

    Examples
    --------
    >>> related_variety([[30, 20, 50]], ["P", "P", "Q"]).value.round(6).tolist()
    [0.485475]
    """
    return variety(employees, divisions, sums).related


def relative_diversity(employees: ArrayLike, sums: Margins | None = None) -> Measured:
    r"""Reciprocal of the distance between a region's composition and that of the whole.

    .. math:: \frac{1}{\sum_i |q_{ri} - q_i|} \ge \tfrac12

    Parameters
    ----------
    employees : array, shape (regions, industries)
        Employees; missing cells (NaN) are left out.
    sums : Margins, optional
        Margins to use.

    Returns
    -------
    Measured, shape (regions,)
        ``ZERO`` for a region composed exactly like the whole: its diversity would be infinite. ``EMPTY`` without employees.

    References
    ----------
    Duranton, G. & Puga, D. (2000), doi:10.1080/0042098002104; rule MAP-22.

    Examples
    --------
    >>> relative_diversity([[100, 0], [50, 50]]).value.tolist()
    [2.0, 2.0]
    """
    distance = krugman_specialisation(employees, sums)
    alike = distance.present & (distance.value <= DIFFERENCE_OF_ROUNDING)
    usable = np.where(alike, 0.0, distance.value)
    return Measured(divide(np.ones_like(usable), usable), np.where(alike, np.uint8(Reason.ZERO), distance.reason))


def inverse_herfindahl(employees: ArrayLike, sums: Margins | None = None) -> Measured:
    """Equivalent number of industries, 1/H_r: how many equally large ones would be as diverse, shape (regions,) (MAP-22).

    Examples
    --------
    >>> inverse_herfindahl([[1, 1, 1, 1], [5, 0, 0, 0]]).value.tolist()
    [4.0, 1.0]
    """
    return equivalent_number(employees, sums, over="industries")


def _bits(weight: FloatArray, share: FloatArray) -> FloatArray:
    logarithm = np.log2(share, out=np.zeros_like(share), where=share > 0)
    return np.asarray(np.maximum(-(weight * logarithm).sum(axis=1), 0.0))
