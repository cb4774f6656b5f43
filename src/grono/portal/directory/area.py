"""Where the organisations of a list are: squares of the map, counted as a facet, each of which narrows the list (DIR-47)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from math import floor, sqrt
from typing import TYPE_CHECKING

from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from grono.portal.core.display import Figure
from grono.portal.directory.locator import HEIGHT, WIDTH, outlines, projected

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from grono.portal.directory.filters import Wanted
    from grono.portal.directory.models import Establishment

KEY = "area"
WIDE, NARROW = 5, 1
"""Tenths of a degree along the side of a square: about 55 by 35 km, and 11 by 7 km."""
SMALLEST, LARGEST = 2.5, 13.0
"""Radius of a circle in units of the picture; its area grows with the number."""
_SQUARE = re.compile(r"([51]):(\d{1,4}):(-?\d{1,4})", re.ASCII)


@dataclass(frozen=True)
class Square:
    """A square of the map: the length of its side and its place, in tenths of a degree."""

    side: int
    south: int
    west: int

    @property
    def value(self) -> str:
        """Return the square as it stands in addresses."""
        return f"{self.side}:{self.south}:{self.west}"

    @property
    def middle(self) -> tuple[float, float]:
        """Return the longitude and latitude of the middle."""
        return (self.west + self.side / 2) / 10, (self.south + self.side / 2) / 10


def read_square(value: str) -> Square | None:
    """Return the square of an address, or None."""
    found = _SQUARE.fullmatch(value)
    return Square(*map(int, found.groups())) if found else None


def squares_of(places: Iterable[Establishment]) -> Iterator[str]:
    """Return the wide and the narrow square of each place with a position."""
    for place in places:
        if place.latitude is None or place.longitude is None:
            continue
        for side in (WIDE, NARROW):
            south, west = (floor(float(degrees) * 10 / side) * side for degrees in (place.latitude, place.longitude))
            yield Square(side, south, west).value


def square_label(value: str) -> str:
    """Return the words for a square."""
    square = read_square(value)
    if square is None:
        return value
    west, south = square.west / 10, square.south / 10
    return _("square of the map %(south)s–%(north)s° N, %(west)s–%(east)s° E") % {
        "south": f"{south:g}", "north": f"{south + square.side / 10:g}", "west": f"{west:g}", "east": f"{west + square.side / 10:g}",
    }  # fmt: skip


def figure(counts: Mapping[str, int], wanted: Wanted, address: str) -> Figure | None:
    """Draw what was found as circles on the map; nothing where no position is known to the reader.

    ``address`` is the address of the list without its query.
    """
    is_near = bool(wanted.voivodeship or wanted.powiat or wanted.area)
    side = NARROW if is_near else WIDE
    known = {square: number for value, number in counts.items() if (square := read_square(value)) and number}
    shown = {square: number for square, number in known.items() if square.side == side}
    if not shown:
        return None
    return Figure(
        title=_("Where they are"),
        picture=render_to_string("directory/area.html", _picture(shown, wanted, address)),
        alternative=_(
            "A map of Poland with circles where the organisations found are; the same numbers stand beside the regions."
        ),
        source=_("Positions of the establishments in this directory; outlines: Natural Earth"),
        subtitle=_("A larger circle means more organisations. Choose one to narrow the list to its surroundings."),
        has_links=True,
    )


def _picture(shown: Mapping[Square, int], wanted: Wanted, address: str) -> dict[str, object]:
    most, places = max(shown.values()), {square: projected(*square.middle) for square in shown}
    left, top, width, height = _window(places.values())
    scale = width / WIDTH
    circles = []
    for square, number in sorted(shown.items(), key=lambda pair: -pair[1]):
        words = ngettext("%(number)s organisation", "%(number)s organisations", number) % {"number": number}
        circles.append({
            "x": places[square][0],
            "y": places[square][1],
            "radius": round(scale * max(SMALLEST, LARGEST * sqrt(number / most)), 2),
            "href": f"{address}?{wanted.toggled(KEY, square.value).query()}",
            "words": words,
        })  # fmt: skip
    return {"outlines": outlines(), "circles": circles, "left": left, "top": top, "width": width, "height": height}


def _window(places: Iterable[tuple[float, float]]) -> tuple[float, float, float, float]:
    """Return the part of the map to show: where the circles are, with room around, never less than a quarter of the country."""
    xs, ys = zip(*places, strict=True)
    width = max(WIDTH / 4, max(xs) - min(xs) + 2 * LARGEST)
    width = min(max(width, (max(ys) - min(ys) + 2 * LARGEST) * WIDTH / HEIGHT), WIDTH)
    height = width * HEIGHT / WIDTH
    left = min(max((min(xs) + max(xs) - width) / 2, 0), WIDTH - width)
    top = min(max((min(ys) + max(ys) - height) / 2, 0), HEIGHT - height)
    return round(left, 1), round(top, 1), round(width, 1), round(height, 1)
