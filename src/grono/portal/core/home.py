"""What stands on the home page: each app registers a function that answers with its tile or its warning, or with nothing to show."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from grono.portal.core.display import Notice, Tile
    from grono.portal.core.visitor import Reader

    TileMaker = Callable[[Reader], Tile | None]
    WarningMaker = Callable[[Reader], Notice | None]

_WARNINGS: dict[str, WarningMaker] = {}
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


def register_warning(name: str, make: WarningMaker) -> None:
    """Register a function ``(reader) -> Notice | None`` for what its reader has to look after; the same name again replaces it."""
    _WARNINGS[name] = make


def warnings_for(reader: Reader) -> list[Notice]:
    """Return what the reader has to look after now."""
    return [notice for notice in (make(reader) for _name, make in sorted(_WARNINGS.items())) if notice is not None]
