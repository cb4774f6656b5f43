"""Where the nodes of a network stand, and where their names have room: reckoned once, the same at every drawing."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from importlib import import_module
from typing import TYPE_CHECKING, Any

import numpy as np

from grono.charts.theme import NOTE_SIZE
from grono.charts.values import wrapped

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    FloatArray = NDArray[np.float64]

_GAP = 9.0
"""Pixels between two nodes."""
_LINE = 13.0
"""Height of a line of a name."""
_SHAPES = ((24, 2), (15, 3), (15, 2), (24, 1))
"""Letters and lines in which a name is tried, the best to read first."""
_PAIR = (200.0, 64.0)
"""Least width, and height, of a part of two nodes."""
_PUSHES = 200
"""Most rounds of pushing nodes apart; fewer do in all pictures seen."""
_LETTER = 0.56
"""Mean width of a letter in ems, with a little room: the reader's font is not the one that measures here."""


@dataclass(frozen=True)
class Layout:
    """Places in pixels from the upper left corner, and the size of the picture."""

    places: dict[str, tuple[float, float]]
    width: float
    height: float


@dataclass(frozen=True)
class Label:
    """One written name: its lines, the left end of each, and the middle of the first."""

    node: str
    lines: tuple[str, ...]
    x: float
    y: float


Box = tuple[float, float, float, float]


def placed(nodes: dict[str, float], links: Iterable[tuple[str, str]], *, width: float, room: float) -> Layout:
    """Place the nodes of a network, its parts one beside another, the largest first.

    Parameters
    ----------
    nodes : dict
        Code → radius in pixels.
    links : iterable of pair
        Which are joined.
    width : float
        Width of the picture.
    room : float
        Side of the square that one node needs, with the room for its links and names.
    """
    return _placed(tuple(nodes.items()), tuple(sorted(links)), width, room)


@lru_cache(maxsize=16)
def _placed(
    radii: tuple[tuple[str, float], ...], links: tuple[tuple[str, str], ...], width: float, room: float
) -> Layout:
    """Place the nodes; the same network in another language, or seen from another region, stands as before."""
    nodes, joined = dict(radii), list(links)
    parts = _parts(nodes, joined)
    places: dict[str, tuple[float, float]] = {}
    x = y = shelf = 0.0
    for part in parts:
        wide, high = _box(len(part), width, room)
        if x and x + wide > width:
            x, y, shelf = 0.0, y + shelf, 0.0
        inside = _part(part, joined, nodes, (wide, high))
        places |= {code: (x + place[0], y + place[1]) for code, place in inside.items()}
        x, shelf = x + wide, max(shelf, high)
    return Layout(places, width, y + shelf)


def _graph(codes: Iterable[str], links: list[tuple[str, str]]) -> Any:
    """Return a graph whose nodes and links stand in the order of their codes: the layout depends on it."""
    graph = import_module("networkx").Graph()  # without types, and only wanted where a network is drawn
    graph.add_nodes_from(sorted(codes))
    graph.add_edges_from(links)
    return graph


def _parts(nodes: Iterable[str], links: list[tuple[str, str]]) -> list[list[str]]:
    found = import_module("networkx").connected_components(_graph(nodes, links))
    return sorted((sorted(part) for part in found), key=lambda part: (-len(part), part))


def _box(size: int, width: float, room: float) -> tuple[float, float]:
    """Return width and height for a part of ``size`` nodes; two stand one above the other with their names beside them."""
    if size <= 2:
        return width / max(1, width // _PAIR[0]), _PAIR[1]
    area = size * room * room
    wide = min(width, max(math.sqrt(area * 1.5), 3 * room))
    return wide, max(area / wide, 1.8 * room)


def _part(
    codes: list[str], links: list[tuple[str, str]], radii: dict[str, float], box: tuple[float, float]
) -> dict[str, tuple[float, float]]:
    if len(codes) == 1:
        return {codes[0]: (box[0] / 2, box[1] / 2)}
    if len(codes) == 2:
        left = max(radii[code] for code in codes) + _GAP / 2
        return {codes[0]: (left, box[1] * 0.27), codes[1]: (left, box[1] * 0.73)}
    inside = set(codes)
    found = import_module("networkx").kamada_kawai_layout(_graph(codes, [link for link in links if link[0] in inside]))
    points = _turned(np.array([found[code] for code in codes]))
    radius = np.array([radii[code] for code in codes])
    margin = radius.max() + _GAP
    fitted = _fitted(points, box, margin)
    return dict(zip(codes, [(float(x), float(y)) for x, y in _apart(fitted, radius, box)], strict=True))


def _turned(points: FloatArray) -> FloatArray:
    """Turn the points so that their longest direction lies flat."""
    centred = points - points.mean(axis=0)
    _, _, directions = np.linalg.svd(centred, full_matrices=False)
    signs = np.sign(directions[np.arange(2), np.abs(directions).argmax(axis=1)])
    return np.asarray(centred @ (directions * signs[:, None]).T)


def _fitted(points: FloatArray, box: tuple[float, float], margin: float) -> FloatArray:
    low, high = points.min(axis=0), points.max(axis=0)
    span = np.where(high - low < 1e-9, 1.0, high - low)
    inner = np.maximum(np.array(box) - 2 * margin, 1.0)
    flat = np.where(high - low < 1e-9, 0.5, (points - low) / span)
    return np.asarray(margin + flat * inner)


def _apart(points: FloatArray, radius: FloatArray, box: tuple[float, float]) -> FloatArray:
    """Push nodes that touch away from each other, inside the box."""
    least = radius[:, None] + radius[None, :] + _GAP
    for _ in range(_PUSHES):
        difference = points[:, None, :] - points[None, :, :]
        distance = np.hypot(difference[..., 0], difference[..., 1])
        overlap = np.maximum(least - distance, 0.0)
        np.fill_diagonal(overlap, 0.0)
        if not overlap.any():
            break
        direction = difference / np.maximum(distance, 1e-6)[..., None]
        points = points + (direction * overlap[..., None]).sum(axis=1) * 0.3
        points = np.clip(points, (radius + 1)[:, None], np.array(box) - (radius + 1)[:, None])
    return points


def labelled(layout: Layout, radii: dict[str, float], names: Sequence[tuple[str, str, str]], most: int) -> list[Label]:
    """Write names beside their nodes, in the order given, wherever nothing is covered.

    Parameters
    ----------
    layout : Layout
        Where the nodes stand.
    radii : dict
        Their radii.
    names : sequence of triple
        Code, text, and a shorter text for where the first has no room; the most important first.
    most : int
        Most names.
    """
    taken: list[Box] = [
        (x - radii[code] - 1, y - radii[code] - 1, x + radii[code] + 1, y + radii[code] + 1)
        for code, (x, y) in layout.places.items()
    ]
    labels: list[Label] = []
    for code, text, short in names:
        if len(labels) == most:
            break
        tried = (
            (lines, box)
            for lines in [*_broken(text), (short,)]
            for box in _around(layout.places[code], radii[code], lines)
        )
        found = next(((lines, box) for lines, box in tried if _free(box, taken, layout)), None)
        if found is not None:
            lines, box = found
            taken.append(box)
            labels.append(Label(code, lines, box[0] + 2, box[1] + _LINE / 2))
    return labels


def _broken(text: str) -> list[tuple[str, ...]]:
    """Return a name in every shape in which no word is cut."""
    longest = max(map(len, text.split(" ")))
    return [tuple(wrapped(text, letters, lines)) for letters, lines in _SHAPES if longest <= letters]


def _around(place: tuple[float, float], radius: float, lines: tuple[str, ...]) -> list[Box]:
    """Return where a name could stand: right, left, below, above, and at the corners."""
    x, y = place
    wide, high = max(map(len, lines)) * NOTE_SIZE * _LETTER + 4, len(lines) * _LINE
    right, left = x + radius + 2, x - radius - 2 - wide
    above, below = y - radius - high - 1, y + radius + 1
    corners = [(right, y - high / 2), (left, y - high / 2), (x - wide / 2, below), (x - wide / 2, above)]
    corners += [(x, below), (x, above), (x - wide, below), (x - wide, above)]
    return [(one, top, one + wide, top + high) for one, top in corners]


def _free(box: Box, taken: list[Box], layout: Layout) -> bool:
    if box[0] < 0 or box[1] < 0 or box[2] > layout.width or box[3] > layout.height:
        return False
    return all(box[2] <= one[0] or one[2] <= box[0] or box[3] <= one[1] or one[3] <= box[1] for one in taken)
