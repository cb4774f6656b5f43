"""Pieces of a judgement: made once from what they rest on, and made again only where that has changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Sequence

T = TypeVar("T")
_Made = dict["Hashable", tuple[object, "Sequence[object]", object]]


class Pieces:
    """Results by their names, each beside what it was made from."""

    def __init__(self, before: Pieces | None = None) -> None:
        self._before = before.all() if before is not None else {}
        self._made: _Made = {}

    def all(self) -> _Made:
        """Return every piece, also those that nobody has asked for since the last act."""
        return {**self._before, **self._made}

    def once(self, name: Hashable, equal: object, same: Sequence[object], make: Callable[[], T]) -> T:
        """Return what was made under a name from equal values and from the same objects, or make it.

        Rows of the database are compared as objects: two of them are equal to Django as soon as they share their key.
        """
        found = self._made.get(name) or self._before.get(name)
        if found is None or found[0] != equal or not _are_same(found[1], same):
            found = equal, same, make()
        self._made[name] = found
        return found[2]  # type: ignore[return-value]  # what this name was made under


def _are_same(one: Sequence[object], other: Sequence[object]) -> bool:
    return len(one) == len(other) and all(left is right for left, right in zip(one, other, strict=True))
