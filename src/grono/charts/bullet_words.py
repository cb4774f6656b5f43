"""What a bullet chart says of its rows: indicators on their way to a target, or tasks with the points done of those planned."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from grono.messages import Message, message, plural_message

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True)
class Told:
    """Words of the key, and sentences about how many are there and which is last."""

    bar: Message
    aim: Message
    reached: Callable[[int, int], Message]
    last: Callable[[str, str], Message]


def _targets(reached: int, number: int) -> Message:
    return plural_message(
        "%(reached)s of %(number)s indicator has reached its target.",
        "%(reached)s of %(number)s indicators have reached their targets.",
        number,
        reached=reached,
    )


def _furthest(name: str, way: str) -> Message:
    return message("Furthest from it: %(name)s, %(way)s of the way.", name=name, way=way)


def _finished(reached: int, number: int) -> Message:
    return plural_message(
        "%(reached)s of %(number)s line has done everything planned by then.",
        "%(reached)s of %(number)s lines have done everything planned by then.",
        number,
        reached=reached,
    )


def _behind(name: str, way: str) -> Message:
    return message("Least was done of: %(name)s, %(way)s.", name=name, way=way)


WAY = Told(message("share of the way from baseline to target"), message("target"), _targets, _furthest)
WORK = Told(message("done of what was planned to date"), message("everything planned to date"), _finished, _behind)
