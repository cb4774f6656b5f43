"""What the portal refuses to do, and what was wrong with an input, as sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from grono.messages import InputError, Problem

if TYPE_CHECKING:
    from django.utils.functional import Promise

    from grono.messages import GronoError, Message


class RefusedError(Exception):
    """An act that may not happen now; its sentence says why and what to do."""

    def __init__(self, sentence: str | Promise) -> None:
        super().__init__(sentence)
        self.sentence = sentence

    def __str__(self) -> str:
        return str(self.sentence)


def problems_of(error: GronoError) -> tuple[Problem, ...]:
    """Return what is wrong one by one; an error about the whole file is one problem without a row."""
    return error.problems if isinstance(error, InputError) else (Problem("unreadable", error.message),)


def sentences_of(error: GronoError) -> list[Message]:
    """Return everything an error says: of a list of problems first what they have in common."""
    sentences = [problem.message for problem in problems_of(error)]
    return [error.message, *sentences] if isinstance(error, InputError) else sentences
