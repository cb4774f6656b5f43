"""What a chart is: a specification with everything a reader needs who cannot see it, or does not trust it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pyarrow as pa


@dataclass(frozen=True)
class Chart:
    """One picture and its twin in words and numbers.

    Parameters
    ----------
    title : str
        What the picture says, in the reader's language.
    specification : dict
        Vega-Lite, with its data inside: nothing is fetched.
    alternative : str
        The main finding with its numbers, for who does not see the picture.
    table : pyarrow.Table
        The values that are drawn.
    column_titles : dict of str
        Heading of each column of ``table``.
    source : str
        Where the figures come from.
    language : str
        Language of all these texts.
    """

    title: str
    specification: dict[str, Any]
    alternative: str
    table: pa.Table
    column_titles: dict[str, str]
    source: str
    language: str
