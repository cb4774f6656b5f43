"""JSON of a register, read without trusting it: size, depth and kind of every value are checked, nothing is assumed to be there."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NoReturn

from grono.messages import GronoError, message

if TYPE_CHECKING:
    from collections.abc import Mapping

LARGEST = 8_000_000
"""Bytes of the largest answer read; an extract of a large company has half a million."""


class JsonProblem(GronoError):  # noqa: N818 - every register raises its own error with this sentence inside
    """An answer that is no JSON, or JSON that is not read."""


def parse_json(data: bytes) -> dict[str, Any]:
    """Parse an answer that must be an object.

    Raises
    ------
    JsonProblem
        When it is too large, too deep, no JSON in UTF-8, or no object; or holds a number that JSON does not know.
    """
    if len(data) > LARGEST:
        raise JsonProblem(message("it is larger than %(bytes)s bytes", bytes=LARGEST))
    try:
        found = json.loads(data.decode("utf-8-sig"), parse_constant=_refuse)
    except UnicodeDecodeError as error:
        raise JsonProblem(message("it is not written in UTF-8")) from error
    except RecursionError as error:
        raise JsonProblem(message("its parts lie too deep in each other")) from error
    except ValueError as error:
        raise JsonProblem(message("it is no JSON")) from error
    if not isinstance(found, dict):
        raise JsonProblem(message("it is no object with names"))
    return found


def _refuse(_constant: str) -> NoReturn:
    raise ValueError


def part(record: Mapping[str, Any], *path: str) -> dict[str, Any]:
    """Return the object at a path; an empty one where there is none."""
    current: Any = record
    for name in path:
        current = current.get(name) if isinstance(current, dict) else None
    return current if isinstance(current, dict) else {}


def parts(record: Mapping[str, Any], name: str) -> list[dict[str, Any]]:
    """Return the objects of a list; a single object counts as a list of one, anything else is left out."""
    found = record.get(name)
    rows = found if isinstance(found, list) else [found]
    return [row for row in rows if isinstance(row, dict)]


def text(record: Mapping[str, Any], name: str) -> str | None:
    """Return a text without blanks around it; a whole number as its digits; None where there is nothing."""
    found = record.get(name)
    if isinstance(found, int) and not isinstance(found, bool):
        found = str(found)
    if not isinstance(found, str):
        return None
    return " ".join(found.split()) or None
