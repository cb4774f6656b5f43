"""Who builds on a map: apps above register the lines of theirs that name it, the page of choices shows them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from grono.portal.core.visitor import Reader
    from grono.portal.maps.models import ClusterMap


class Follower(NamedTuple):
    """A line elsewhere that names a line of a map: where it stands, in which language, and what it says."""

    title: str
    language: str
    address: str
    text: str
    region: str
    industry: str


_FINDERS: list[Callable[[Reader, ClusterMap], Iterable[Follower]]] = []


def register(finder: Callable[[Reader, ClusterMap], Iterable[Follower]]) -> None:
    """Let an app above name its lines about a map."""
    _FINDERS.append(finder)


def followers_of(reader: Reader, map_: ClusterMap) -> list[Follower]:
    """Return the lines of the apps above."""
    return [one for finder in _FINDERS for one in finder(reader, map_)]
