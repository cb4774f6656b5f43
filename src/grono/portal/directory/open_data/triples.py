"""Statements as triples, and the two forms in which they are written: Turtle and JSON-LD."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

NAMESPACES = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "spdx": "http://spdx.org/rdf/terms#",
    "legal": "http://www.w3.org/ns/legal#",
    "locn": "http://www.w3.org/ns/locn#",
    "adms": "http://www.w3.org/ns/adms#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "org": "http://www.w3.org/ns/org#",
    "time": "http://www.w3.org/2006/time#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}


def iri(short: str) -> str:
    """Return the whole address of a short name: ``dct:title``."""
    prefix, _colon, name = short.partition(":")
    return NAMESPACES[prefix] + name


@dataclass(frozen=True)
class Literal:
    """A text in a language, or a value of a type; one of both stands in every literal."""

    value: str
    language: str = ""
    kind: str = ""

    def __post_init__(self) -> None:
        """Refuse a literal that says neither."""
        if bool(self.language) == bool(self.kind):
            sentence = f'The literal "{self.value}" needs either a language or a type.'
            raise ValueError(sentence)


Statement = tuple[str, str, "str | Literal"]
"""Subject, predicate as a short name, and an address or a literal."""

_ESCAPED = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}


def _text(value: str) -> str:
    return "".join(_ESCAPED.get(one) or (one if one >= " " else f"\\u{ord(one):04X}") for one in value)


def _address(value: str) -> str:
    return "".join(one if one > " " and one not in '<>"{}|^`\\' else f"%{ord(one):02X}" for one in value)


def turtle(statements: Iterable[Statement]) -> str:
    """Return the statements one on a line, as N-Triples, which every reader of Turtle reads."""
    lines = sorted({f"<{_address(one)}> <{iri(what)}> {_object(other)} ." for one, what, other in statements})
    return "\n".join(lines) + "\n"


def _object(value: str | Literal) -> str:
    if isinstance(value, str):
        return f"<{_address(value)}>"
    ending = f"@{value.language}" if value.language else f"^^<{iri(value.kind)}>"
    return f'"{_text(value.value)}"{ending}'


def json_ld(statements: Iterable[Statement]) -> str:
    """Return the statements as expanded JSON-LD: it needs no context from anywhere."""
    nodes: dict[str, dict[str, object]] = {}
    for one, what, other in sorted(set(statements), key=str):
        node = nodes.setdefault(_address(one), {"@id": _address(one)})
        if what == "rdf:type" and isinstance(other, str):
            node.setdefault("@type", []).append(other)  # type: ignore[attr-defined]
        else:
            node.setdefault(iri(what), []).append(_value(other))  # type: ignore[attr-defined]
    return json.dumps(list(nodes.values()), ensure_ascii=False, indent=1)


def _value(value: str | Literal) -> dict[str, str]:
    if isinstance(value, str):
        return {"@id": _address(value)}
    if value.language:
        return {"@value": value.value, "@language": value.language}
    return {"@value": value.value, "@type": iri(value.kind)}
