"""Specifications become pictures: SVG drawn in this process, without browser, script or network."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree  # reads only what the renderer below wrote

import vl_convert

from grono.charts.theme import number_locale
from grono.messages import GronoError, message

if TYPE_CHECKING:
    from grono.charts.chart import Chart

SVG = "http://www.w3.org/2000/svg"


class RemoteDataError(GronoError):
    """A specification that would fetch something; Grono's charts carry their data."""


def to_svg(chart: Chart) -> str:
    """Draw a chart as an SVG document that says its title and alternative text.

    The first drawing of a process takes about a second, the next ones about a tenth.

    Raises
    ------
    RemoteDataError
        When the specification names data by address.
    """
    address = _address(chart.specification)
    if address is not None:
        raise RemoteDataError(
            message('The chart "%(title)s" fetches %(url)s. Put its data inside.', title=chart.title, url=address)
        )
    drawn = vl_convert.vegalite_to_svg(
        chart.specification, allowed_base_urls=[], format_locale=number_locale(chart.language)
    )
    return _described(drawn, chart)


def _address(part: Any) -> str | None:
    if isinstance(part, dict):
        if isinstance(part.get("url"), str):
            return str(part["url"])
        return next((found for value in part.values() if (found := _address(value))), None)
    if isinstance(part, list):
        return next((found for value in part if (found := _address(value))), None)
    return None


def _described(drawn: str, chart: Chart) -> str:
    ElementTree.register_namespace("", SVG)
    root = ElementTree.fromstring(drawn)  # noqa: S314 - our own renderer's output
    root.set("{http://www.w3.org/XML/1998/namespace}lang", chart.language)
    for position, (tag, text) in enumerate((("title", chart.title), ("desc", chart.alternative))):
        element = ElementTree.Element(f"{{{SVG}}}{tag}")
        element.text = text
        root.insert(position, element)
    return ElementTree.tostring(root, encoding="unicode")
