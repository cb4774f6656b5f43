"""How a run tells where it stands."""

from __future__ import annotations

from typing import Protocol


class Progress(Protocol):
    """Is told where a run stands; may raise to stop it."""

    def __call__(self, step: str, done: int, total: int) -> None:
        """Take note that ``done`` of ``total`` parts of a step are done."""


def unwatched(step: str, done: int, total: int) -> None:
    """Take no note."""
