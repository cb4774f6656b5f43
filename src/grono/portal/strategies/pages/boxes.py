"""Cells that can be linked to, and the findings that link to them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from grono.portal.core.display import Cell

if TYPE_CHECKING:
    from grono.portal.core.display import Link, Text


@dataclass(frozen=True)
class Box(Cell):
    """A cell with a place on the page; ``absent`` is said instead of a number, ``notes`` lead to findings."""

    anchor: str = ""
    absent: Text = ""
    notes: tuple[Link, ...] = ()
