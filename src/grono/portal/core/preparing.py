"""What the apps bring up to date before the server starts: work on rows that an update has made possible, done again without harm.

::

    register_preparation("directory.positions", place_in_middles)
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

_preparations: dict[str, Callable[[], object]] = {}
_before_migrations: dict[str, Callable[[], str]] = {}


def register_preparation(name: str, do: Callable[[], object]) -> None:
    """Register a piece of work; the command ``prepare`` does it after the migrations, at every start."""
    _preparations[name] = do


def prepare_all() -> None:
    """Do every piece of work, in the order of the names."""
    for name in sorted(_preparations):
        _preparations[name]()


def register_before_migrations(name: str, do: Callable[[], str]) -> None:
    """Register what the command ``prepare`` does before an update changes the tables; it returns what there is to say, or raises."""
    _before_migrations[name] = do


def before_migrations() -> list[str]:
    """Do all of that, in the order of the names, and return what there is to say."""
    return [_before_migrations[name]() for name in sorted(_before_migrations)]
