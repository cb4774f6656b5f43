"""Pictures inside pages and documents: safe under a strict content-security policy, light and dark, described."""

from __future__ import annotations

import hashlib
import re
from xml.etree import ElementTree  # reads only what grono.charts.drawing wrote

from grono.charts.drawing import SVG
from grono.charts.theme import GROUND, INKS

_ELEMENTS = {"svg", "g", "path", "line", "rect", "circle", "text", "tspan", "title", "desc"}
_ATTRIBUTES = {
    "d", "transform", "x", "y", "x1", "x2", "y1", "y2", "dx", "dy", "cx", "cy", "r", "width", "height", "viewBox", "fill", "stroke",
    "stroke-width", "stroke-dasharray", "stroke-linecap", "stroke-linejoin", "fill-opacity", "stroke-opacity", "opacity",
    "text-anchor", "font-size", "font-weight", "font-style",
}  # fmt: skip
_DEFAULTS = {"opacity": "1", "font-weight": "normal"}
_VARIABLES = {ink.light: ink.variable for ink in reversed(INKS)}
_VARIABLES["white"] = GROUND.variable
_LONG_NUMBER = re.compile(r"-?\d+\.\d{3,}")
_FAMILY = re.compile(r'font-family="[^"]*"')
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


def for_page(svg: str, *, name: str = "") -> str:
    """Return a drawing as inline SVG for a page.

    Only elements and attributes that draw are kept, so neither style nor script, nor any address; colours become custom
    properties; the fonts are the page's; the width is the picture's own and may shrink by style sheet.

    Parameters
    ----------
    svg : str
        What :func:`grono.charts.drawing.to_svg` returned.
    name : str
        Tells apart two copies of one picture on a page; its identifiers begin with it.
    """
    root = ElementTree.fromstring(svg)  # noqa: S314 - drawn by grono.charts.drawing
    language = root.get(_LANGUAGE, "")
    _clean(root)
    key = f"{name or 'chart'}-{hashlib.sha256(svg.encode()).hexdigest()[:8]}"
    root.set("role", "img")
    root.set("focusable", "false")
    if language:
        root.set("lang", language)
    for tag, attribute in (("title", "aria-labelledby"), ("desc", "aria-describedby")):
        element = root.find(tag)
        if element is not None:
            element.set("id", f"{key}-{tag}")
            root.set(attribute, f"{key}-{tag}")
    return ElementTree.tostring(root, encoding="unicode", short_empty_elements=True)


def for_document(svg: str, *, font: str) -> str:
    """Return a drawing as an SVG file whose texts use one named font."""
    return _FAMILY.sub(f'font-family="{font}"', svg)


def _clean(element: ElementTree.Element) -> None:
    element.tag = str(element.tag).removeprefix(f"{{{SVG}}}")
    element.attrib = {
        name: _value(name, value)
        for name, value in element.attrib.items()
        if name in _ATTRIBUTES and _DEFAULTS.get(name) != value
    }
    for child in list(element):
        tag = str(child.tag).removeprefix(f"{{{SVG}}}")
        if tag not in _ELEMENTS or _draws_nothing(child, tag):
            element.remove(child)
        else:
            _clean(child)
            if tag == "g" and not len(child):
                element.remove(child)


def _draws_nothing(element: ElementTree.Element, tag: str) -> bool:
    if element.get("display") == "none" or element.get("opacity") == "0":
        return True
    painted = element.get("fill", "none") != "none" or "stroke" in element.attrib
    return tag == "path" and not painted


def _value(name: str, value: str) -> str:
    if name in ("fill", "stroke"):
        return _VARIABLES.get(value, value)
    return _LONG_NUMBER.sub(lambda found: f"{float(found[0]):.2f}".rstrip("0").rstrip("."), value)
