"""Which code of another table an industry of the observations is, or lies in."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Container, Iterator

    from numpy.typing import NDArray

    from grono.classifications import Classification
    from grono.clustermap.reading.observations import Observations

UNKNOWN = -1
"""Place of an industry that the other table does not have."""


def codes_above(observations: Observations, known: Container[str]) -> list[str | None]:
    """Return for each industry of the observations the nearest known code at or above it; None where there is none."""
    return [
        next((code for code in _upwards(observations, industry) if code in known), None)
        for industry in observations.industries
    ]


def places_above(observations: Observations, axis: tuple[str, ...]) -> NDArray[np.intp]:
    """Return for each industry of the observations where its nearest code at or above stands on an axis; −1 where nowhere."""
    order = {code: index for index, code in enumerate(axis)}
    found = codes_above(observations, order)
    return np.array([UNKNOWN if code is None else order[code] for code in found], dtype=np.intp)


def _upwards(observations: Observations, industry: str) -> Iterator[str]:
    yield industry
    classification: Classification = observations.classification
    code: str | None = observations.resolutions[industry].class_code
    while code is not None:
        yield code
        code = classification.parent(code)
