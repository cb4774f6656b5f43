"""What stands on the home page: each app registers a function that answers with its tile, or with nothing to show."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from grono.portal.core.display import Tile
    from grono.portal.core.visitor import Reader

    TileMaker = Callable[[Reader], Tile | None]

_TILES: dict[str, tuple[int, TileMaker]] = {}


def register_tile(name: str, *, order: int) -> Callable[[TileMaker], TileMaker]:
    """Register a function ``(reader) -> Tile | None`` under a name; the same name again replaces it."""

    def add(make: TileMaker) -> TileMaker:
        _TILES[name] = (order, make)
        return make

    return add


def tiles_for(reader: Reader) -> list[Tile]:
    """Return what the reader may know is here now, in order."""
    makers = [make for _order, make in sorted(_TILES.values(), key=lambda registered: registered[0])]
    return [tile for tile in (make(reader) for make in makers) if tile is not None]
