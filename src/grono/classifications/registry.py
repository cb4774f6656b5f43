"""The classifications of industries by their keys."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from grono.classifications.nace import nace, pkd
from grono.classifications.plain import NaicsClassification, PlainCodes
from grono.messages import GronoError, message

if TYPE_CHECKING:
    from collections.abc import Callable

    from grono.classifications.industries import Classification

_MAKERS: dict[str, Callable[[], Classification]] = {
    "nace2": lambda: nace("nace2"),
    "nace21": lambda: nace("nace21"),
    "pkd2007": lambda: pkd(2007),
    "pkd2025": lambda: pkd(2025),
    "naics": NaicsClassification,
    "none": PlainCodes,
}
CLASSIFICATIONS = tuple(_MAKERS)
"""Keys that :func:`get_classification` knows."""


class UnknownClassification(GronoError):  # noqa: N818 - as UnknownCode
    """A key that names no classification."""


@cache
def get_classification(key: str) -> Classification:
    """Return a classification of industries by its key.

    Examples
    --------
    >>> get_classification("nace2").label("10.51", "pl").text
    'Przetwórstwo mleka i wyrób serów'
    """
    if key not in _MAKERS:
        sentence = message(
            'There is no classification "%(key)s". Choose one of %(known)s.', key=key, known=", ".join(CLASSIFICATIONS)
        )
        raise UnknownClassification(sentence)
    return _MAKERS[key]()
