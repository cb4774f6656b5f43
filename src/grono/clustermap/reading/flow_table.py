"""An input–output table as it was understood, and what it says of the industries of the observations."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from grono.measures import Measured, Reason
from grono.measures.industry_links import IndustryLinks, industry_links
from grono.measures.result import divide

if TYPE_CHECKING:
    import pyarrow as pa
    from numpy.typing import NDArray

    from grono.messages import Problem
    from grono.tables import TableSource

    FloatArray = NDArray[np.float64]


@dataclass(frozen=True)
class Flows:
    """An input–output table as it was understood.

    Parameters
    ----------
    industries : tuple of str
        Codes in order, in the spelling of the classification where it knows them.
    domestic : numpy.ndarray, shape (industries, industries)
        What each industry (row) sells to each other (column) in the country; NaN where missing.
    imported : numpy.ndarray or None
        The same from abroad; None where the table does not have it.
    output : numpy.ndarray, shape (industries,)
        What each makes; NaN where the table of outputs lacks it.
    place : numpy.ndarray of int, shape (industries of the observations,)
        Which industry here each of theirs is, or lies in; −1 for none.
    table, outputs : pyarrow.Table
        Contracts ``flows`` and ``outputs``.
    source, output_source : TableSource
        The files.
    columns, output_columns : dict
        Role → column, as used.
    problems : tuple of Problem
        Warnings.
    """

    industries: tuple[str, ...]
    domestic: FloatArray
    imported: FloatArray | None
    output: FloatArray
    place: NDArray[np.intp]
    table: pa.Table
    outputs: pa.Table
    source: TableSource
    output_source: TableSource
    columns: dict[str, str]
    output_columns: dict[str, str]
    problems: tuple[Problem, ...]

    def buying_shares(self) -> FloatArray:
        """Return what industries of the observations buy of each other, over all they buy of others; columns of zeros where unknown.

        Element (j, i) is the share of j in the purchases of i. Where the table knows only a wider industry, its share is divided
        equally among those of the observations that lie in it.
        """
        known = np.flatnonzero(self.place >= 0)
        place = self.place[known]
        within = np.bincount(place, minlength=len(self.industries))
        bought = np.nan_to_num(self.domestic)[np.ix_(place, place)] / within[place][:, None]
        np.fill_diagonal(bought, 0.0)
        whole = np.zeros((self.place.size, self.place.size))
        whole[np.ix_(known, known)] = divide(bought, bought.sum(axis=0)[None, :])
        return whole

    def industry_links(self) -> IndustryLinks:
        """Return the links between the industries of the table itself, by what they trade in the country."""
        return industry_links(self.domestic, self.output)

    def links(self) -> Measured:
        """Return the links between industries of the observations, those of the wider industries they lie in.

        ``MISSING`` for an industry that the table does not have, and between two that lie in the same one of it.
        """
        found = self.industry_links().link
        known = self.place >= 0
        same = self.place[:, None] == self.place[None, :]
        np.fill_diagonal(same, val=False)
        unknown = ~(known[:, None] & known[None, :]) | same
        reason = np.where(unknown, np.uint8(Reason.MISSING), found.reason[np.ix_(self.place, self.place)])
        return Measured(np.where(reason == Reason.PRESENT, found.value[np.ix_(self.place, self.place)], 0.0), reason)
