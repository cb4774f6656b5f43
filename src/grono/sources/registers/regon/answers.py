"""Answers of BIR, read by pure functions: XML, escaped, inside SOAP, inside multipart."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from grono.messages import message
from grono.sources.registers.errors import AnswerError, RegonAnswerError, unreadable
from grono.sources.registers.reading_xml import Element, XmlProblem, parse_xml
from grono.sources.registers.shipped import register_name

if TYPE_CHECKING:
    from grono.messages import Message

MOST_ROWS = 20_000
"""Rows of the longest list read; a large chain of shops has some thousand local units."""

_BLANK_LINE = re.compile(rb"\r?\n[ \t]*\r?\n")

Row = dict[str, str]
"""Field of an answer, in small letters without underscores and without the prefix of its kind → text; empty ones are left out."""


@dataclass(frozen=True)
class SearchHit:
    """One line of a search.

    Parameters
    ----------
    regon : str
        As delivered: nine or fourteen digits.
    kind : str
        ``P``, ``F``, ``LP``, ``LF``.
    silos : str
        Which register of natural persons, 1–4; 6 for legal persons.
    row : mapping
        All fields.
    """

    regon: str
    kind: str
    silos: str
    row: Row


def parse_result(content: bytes, operation: str) -> str:
    """Return the text of the result of an operation; empty where the service answers nothing.

    Raises
    ------
    RegonAnswerError
        When it is no answer to this operation; the reason of a SOAP fault is in the sentence.
    """
    envelope = _parsed(_without_multipart(content))
    fault = envelope.find("Fault")
    if fault is not None:
        reason = fault.find("Text") or fault.find("faultstring") or Element("", "")
        raise _not_regon(message("the service reports a fault: “%(text)s”", text=" ".join(reason.text.split())[:200]))
    result = envelope.find(f"{operation}Result")
    if result is None:
        raise _not_regon(message("%(name)s is not in it", name=f"{operation}Result"))
    if result.children:
        raise _not_regon(message("%(name)s is kept in another part of the message", name=f"{operation}Result"))
    return result.text


def parse_rows(result: str | bytes) -> list[Row]:
    """Return the rows of a result: ``root/dane``.

    Examples
    --------
    >>> parse_rows("<root><dane><praw_pkdKod>7010Z</praw_pkdKod><praw_nip /></dane></root>")
    [{'pkdkod': '7010Z'}]
    """
    if not result.strip():
        return []
    root = _parsed(result)
    if root.name != "root":
        raise _not_regon(message("%(name)s is not in it", name="root"))
    found = root.named("dane")
    if len(found) > MOST_ROWS:
        raise _not_regon(message("it has more than %(rows)s rows", rows=MOST_ROWS))
    return [_row(element) for element in found]


def _row(element: Element) -> Row:
    row: Row = {}
    for child in element.children:
        value = " ".join(child.text.split())
        if value:
            row.setdefault(field_key(child.name), value)
    return row


def field_key(name: str) -> str:
    """Return the key of a field: versions write it in different cases, and reports with different prefixes.

    Examples
    --------
    >>> [field_key(name) for name in ("praw_pkdKod", "fiz_pkd_Kod", "lokpraw_dataSkresleniazRegon", "Nazwa")]
    ['pkdkod', 'pkdkod', 'dataskresleniazregon', 'nazwa']
    """
    return re.sub(r"^(?:lok)?(?:praw|fiz)[CPR]?_", "", name).replace("_", "").lower()


def parse_hits(result: str | bytes) -> tuple[list[SearchHit], list[str]]:
    """Return the lines of a search and the codes of error that stand among them (versions 1.1 and 1.2)."""
    hits, codes = [], []
    for row in parse_rows(result):
        if "errorcode" in row:
            codes.append(row["errorcode"])
        elif "regon" in row and row.get("typ") in ("P", "F", "LP", "LF"):
            hits.append(SearchHit(row["regon"], row["typ"], row.get("silosid", ""), row))
        else:
            raise _not_regon(message("a row has neither a REGON with its kind nor a code of error"))
    return hits, codes


def _without_multipart(content: bytes) -> bytes:
    """Return the first part of a multipart message; the content itself where it is none."""
    bare = content.lstrip(b"\r\n\t \xef\xbb\xbf")
    if not bare.startswith(b"--"):
        return bare
    boundary, _, rest = bare.partition(b"\n")
    blank = _BLANK_LINE.search(rest)
    if blank is None:
        raise _not_regon(message("its first part has no content"))
    return rest[blank.end() :].partition(boundary.strip())[0].strip()


def _parsed(document: str | bytes) -> Element:
    try:
        return parse_xml(document)
    except XmlProblem as error:
        raise _not_regon(error.message) from error


def _not_regon(why: Message) -> AnswerError:
    return unreadable(RegonAnswerError, register_name("regon"), why)
