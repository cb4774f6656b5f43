"""Random numbers that depend on a seed and a name, and on nothing else: not on threads, order or partitions (MAP-8)."""

from __future__ import annotations

from hashlib import sha256

import numpy as np


def stream(seed: int, *keys: str) -> np.random.Generator:
    """Return the random numbers that belong to a seed and a name.

    Parameters
    ----------
    seed : int
        Seed of the run.
    *keys : str
        What the numbers are for, such as ``"kd"`` and the code of an industry.

    Returns
    -------
    numpy.random.Generator
        The same for the same seed and keys, on every machine.

    Examples
    --------
    >>> bool(stream(7, "kd", "10.51").random() == stream(7, "kd", "10.51").random())
    True
    """
    words = np.frombuffer(sha256("\x1f".join(keys).encode()).digest(), dtype=np.uint32)
    return np.random.default_rng(np.random.SeedSequence([seed, *words.tolist()]))
