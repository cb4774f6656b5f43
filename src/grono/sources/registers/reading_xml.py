"""XML of a register, read without trusting it.

Python's own expat is used and every declaration of a document type is refused. Entities, which are how XML is made to grow or to
read files, can only be declared there; nothing else of XML reaches outside. The package `defusedxml` does the same by wrapping the
same parser, so it would add a dependency and no protection.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NoReturn
from xml.parsers import expat

from grono.messages import GronoError, message

LARGEST = 4_000_000
"""Bytes of the largest document read; a full report has some ten thousand."""

DEEPEST = 64
"""Levels of the deepest document read; a SOAP answer has ten."""


class XmlProblem(GronoError):  # noqa: N818 - every register raises its own error with this sentence inside
    """A document that is no XML, or XML that is not read."""


@dataclass
class Element:
    """An element: name without its namespace, text between the tags, children in order."""

    name: str
    text: str = ""
    children: list[Element] = field(default_factory=list)

    def find(self, name: str) -> Element | None:
        """Return the first element of a name, at any depth, this one included."""
        waiting = [self]
        while waiting:
            element = waiting.pop()
            if element.name == name:
                return element
            waiting += reversed(element.children)
        return None

    def named(self, name: str) -> list[Element]:
        """Return the children of a name."""
        return [child for child in self.children if child.name == name]


class _Builder:
    """Collects elements while expat reads."""

    def __init__(self) -> None:
        self.root: Element | None = None
        self._open: list[Element] = []
        self._texts: list[list[str]] = []

    def start(self, name: str, _attributes: object) -> None:
        if len(self._open) >= DEEPEST:
            raise XmlProblem(message("its elements lie deeper than %(levels)s levels", levels=DEEPEST))
        element = Element(name.rpartition(" ")[2])
        if self._open:
            self._open[-1].children.append(element)
        else:
            self.root = element
        self._open.append(element)
        self._texts.append([])

    def end(self, _name: str) -> None:
        self._open.pop().text = "".join(self._texts.pop())

    def text(self, data: str) -> None:
        self._texts[-1].append(data)


def parse_xml(data: bytes | str) -> Element:
    """Parse a document.

    Raises
    ------
    XmlProblem
        When it is too large, too deep, declares a document type, or is no XML.
    """
    content = data.encode("utf-8", "surrogatepass") if isinstance(data, str) else data
    if len(content) > LARGEST:
        raise XmlProblem(message("it is larger than %(bytes)s bytes", bytes=LARGEST))
    builder = _Builder()
    parser = expat.ParserCreate(encoding="utf-8", namespace_separator=" ")
    parser.StartDoctypeDeclHandler = _refuse
    parser.StartElementHandler = builder.start
    parser.EndElementHandler = builder.end
    parser.CharacterDataHandler = builder.text
    try:
        parser.Parse(content, True)
    except expat.ExpatError as error:
        raise XmlProblem(
            message("it is no XML (line %(line)s, column %(column)s)", line=error.lineno, column=error.offset + 1)
        ) from error
    except (UnicodeError, ValueError) as error:  # pragma: no cover - none is known that does
        raise XmlProblem(message("it is not written in UTF-8")) from error
    if builder.root is None:  # pragma: no cover - expat refuses an empty document itself
        raise XmlProblem(message("it is empty"))
    return builder.root


def _refuse(*_: object) -> NoReturn:
    raise XmlProblem(message("it declares a document type, which no register does"))
