"""Grono: grow a region's industrial clusters. Find, know, connect, steer, prove.

``import grono`` is cheap; a room is imported when it is first named, so ``grono.clustermap.draw(...)`` works without further imports.
"""

from importlib import import_module
from importlib.metadata import version
from types import ModuleType

__version__ = version("grono")

_ROOMS = (
    "charts",
    "classifications",
    "clustermap",
    "evaluation",
    "language",
    "matching",
    "measures",
    "quantities",
    "reports",
    "sources",
    "stateaid",
    "strategy",
    "tables",
)


def __getattr__(name: str) -> ModuleType:
    """Import a room at its first use."""
    if name in _ROOMS:
        return import_module(f"grono.{name}")
    message = f"module 'grono' has no attribute {name!r}"
    raise AttributeError(message)


def __dir__() -> list[str]:
    """Name the rooms beside the module's own names."""
    return sorted([*globals(), *_ROOMS])
