"""Matrix products that stay on the thread that asks for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from grono.measures.result import FloatArray

ONE_THREAD = 262_144
"""Multiplications up to which OpenBLAS does a product on the thread that asks (SMP_THRESHOLD_MIN · GEMM_MULTITHREAD_THRESHOLD there).

A larger one gets threads of its own. They wait for one another when two of our threads ask at once, and for a free core when the
machine has other work: seven times the processor time, measured.
"""

EVEN = 8
"""Widths are multiples of this many where they can be: whole registers."""


def piece_width(rows: int, columns: int) -> int:
    """Return how long the third side of a product of so many rows and columns may be.

    Examples
    --------
    >>> piece_width(63, 63), piece_width(126, 63), piece_width(300, 150)
    (64, 32, 5)
    """
    width = max(ONE_THREAD // (rows * columns), 1)
    return width - width % EVEN if width > EVEN else width


def product(left: FloatArray, right: FloatArray) -> FloatArray:
    """Return ``left @ right`` of a small matrix and a wide one, a piece of the wide one at a time."""
    width = piece_width(*left.shape)
    return np.concatenate([left @ right[:, first : first + width] for first in range(0, right.shape[1], width)], axis=1)
