"""What turns texts into vectors that can be compared, and what is stored of a vector."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

CLASS_WEIGHT, GROUP_WEIGHT, DIVISION_WEIGHT = 1.0, 0.6, 0.3
"""Worth of two declared codes that share their class, only their group, only their division (LNG-26)."""

CODES_FACTOR = 2.0
"""How much declared codes add to a z-score."""


class Backend(Protocol):
    """Something that encodes texts.

    Raw likenesses of two backends, of two versions of one or of two languages are never compared with one another: take
    :func:`z_scores` for each request and language first.
    """

    @property
    def name(self) -> str:
        """Short name, stored with each vector."""

    @property
    def version(self) -> str:
        """Version of the code and of what it was made from."""

    @property
    def dimension(self) -> int:
        """Numbers in a vector."""

    @property
    def languages(self) -> tuple[str, ...]:
        """Languages it knows."""

    def encode(self, texts: Sequence[str], language: str) -> NDArray[np.float32]:
        """Return one unit row for each text; a row of zeros for a text it can say nothing about."""


@dataclass(frozen=True)
class StoredVector:
    """A vector as it is kept: with everything that tells whether it is still good.

    Parameters
    ----------
    revision : int
        Revision of the object.
    text_hash : str
        SHA-256 of the text that was encoded.
    backend, version : str
        What encoded it.
    mean : str
        Identifier of the mean that was taken off; empty where none was.
    values : bytes
        Half-precision numbers, which leave the order of likenesses as it was.
    """

    revision: int
    text_hash: str
    backend: str
    version: str
    mean: str
    values: bytes

    @property
    def dimension(self) -> int:
        """Numbers in the vector."""
        return len(self.values) // np.dtype(np.float16).itemsize

    def array(self) -> NDArray[np.float32]:
        """Return the vector."""
        return np.frombuffer(self.values, dtype=np.float16).astype(np.float32)

    def is_current(self, backend: Backend, text: str, mean: str = "") -> bool:
        """Tell whether encoding the text again would give this vector."""
        made = (self.backend, self.version, self.text_hash, self.mean)
        return made == (backend.name, backend.version, text_hash(text), mean)


def stored_vector(backend: Backend, text: str, language: str, *, revision: int, mean: str = "") -> StoredVector:
    """Encode one text for storage."""
    values = backend.encode([text], language)[0].astype(np.float16)
    return StoredVector(revision, text_hash(text), backend.name, backend.version, mean, values.tobytes())


def text_hash(text: str) -> str:
    """Return the SHA-256 of a text, its white space made one.

    Examples
    --------
    >>> text_hash("a  b") == text_hash("a b ")
    True
    """
    return hashlib.sha256(" ".join(text.split()).encode("utf-8")).hexdigest()


def likeness(query: NDArray[np.floating], rows: NDArray[np.floating]) -> NDArray[np.float32]:
    """Return the cosine of one unit vector with each unit row; brute force, which serves 100 000 rows."""
    found: NDArray[np.float32] = rows.astype(np.float32, copy=False) @ query.astype(np.float32, copy=False)
    return found


def z_scores(scores: NDArray[np.floating]) -> NDArray[np.float64]:
    """Return scores of one request in one language as distances from their mean in standard deviations; equal ones are 0.

    Examples
    --------
    >>> z_scores(np.array([1.0, 1.0])).tolist(), z_scores(np.array([0.0, 2.0])).tolist()
    ([0.0, 0.0], [-1.0, 1.0])
    """
    values = np.asarray(scores, dtype=np.float64)
    if values.size == 0:
        return values
    spread = float(values.std())
    if spread <= np.finfo(np.float64).eps * float(np.abs(values).max()):  # equal but for rounding
        return np.zeros_like(values)
    centred: NDArray[np.float64] = (values - values.mean()) / spread
    return centred


def declared_codes_score(first: Sequence[str], second: Sequence[str]) -> float:
    """Return what declared NACE codes add to a z-score: twice the closest pair (class 1, group 0.6, division 0.3).

    Parameters
    ----------
    first, second : sequences of str
        Codes of NACE Rev. 2 with dots; a PKD subclass counts as its class.

    Examples
    --------
    >>> declared_codes_score(["10.51"], ["10.52", "62.01"]), declared_codes_score([], ["10.51"])
    (1.2, 0.0)
    """
    pairs = ((one, other) for one in first for other in second)
    return CODES_FACTOR * max((_closeness(one, other) for one, other in pairs), default=0.0)


def _closeness(first: str, second: str) -> float:
    for letters, worth in ((5, CLASS_WEIGHT), (4, GROUP_WEIGHT), (2, DIVISION_WEIGHT)):
        if len(first) >= letters and first[:letters] == second[:letters]:
            return worth
    return 0.0
