"""Many numbers of things in few bytes: what a saved view found can be a hundred thousand of them."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    Long = NDArray[np.int64]


def packed(numbers: Iterable[int] | Long) -> bytes:
    """Return numbers as compressed distances from each to the next.

    Examples
    --------
    >>> unpacked(packed([7, 3, 7])).tolist(), unpacked(b"").tolist()
    ([3, 7], [])
    """
    ordered = np.unique(np.asarray(list(numbers) if not isinstance(numbers, np.ndarray) else numbers, dtype=np.int64))
    return zlib.compress(np.diff(ordered, prepend=0).astype("<i8").tobytes(), 1)


def unpacked(content: bytes | memoryview) -> Long:
    """Return the numbers, each once, the smallest first; none for nothing."""
    if not content:
        return np.zeros(0, dtype=np.int64)
    return np.cumsum(np.frombuffer(zlib.decompress(bytes(content)), dtype="<i8")).astype(np.int64)
