"""What a search finds as an Atom feed (RFC 4287): the latest first, each thing under an identifier that never changes."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

from django.conf import settings
from django.http import HttpResponse
from django.utils.translation import get_language

if TYPE_CHECKING:
    from collections.abc import Sequence

    from grono.portal.search.followed import Entry

ATOM = "http://www.w3.org/2005/Atom"
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
MOST_IN_A_FEED = 50
SINCE = "2026"
"""The year from which the name of the host is this portal's, as tag URIs want it (RFC 4151)."""
EMPTY = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)
"""When a feed without entries changed: a moment that stays the same at each reading."""

ET.register_namespace("", ATOM)


def feed_response(*, name: str, title: str, path: str, own_path: str, entries: Sequence[Entry]) -> HttpResponse:
    """Answer with a feed.

    Parameters
    ----------
    name : str
        What tells the feed from all others, for ever.
    title : str
        What it is called, in the language of the page.
    path, own_path : str
        Where its list stands, and where itself; empty where its address is a secret.
    entries : sequence of Entry
        What it tells of, the latest first.
    """
    feed = ET.Element(f"{{{ATOM}}}feed", {LANGUAGE: get_language() or "pl"})
    _add(feed, "id", _tag(name))
    _add(feed, "title", title)
    _add(feed, "updated", max((one.changed_at for one in entries), default=EMPTY).isoformat())
    _add(_add(feed, "author"), "name", settings.OPERATOR)
    _add(feed, "link", rel="alternate", type="text/html", href=f"{settings.SITE_ADDRESS}{path}")
    if own_path:
        _add(feed, "link", rel="self", type="application/atom+xml", href=f"{settings.SITE_ADDRESS}{own_path}")
    for one in entries:
        _add_entry(feed, one)
    return HttpResponse(
        ET.tostring(feed, "utf-8", xml_declaration=True), content_type="application/atom+xml; charset=utf-8"
    )


def _add_entry(feed: ET.Element, one: Entry) -> None:
    entry = _add(feed, "entry")
    _add(entry, "id", _tag(one.public_id))
    _add(entry, "title", one.title).set(LANGUAGE, one.title_language)
    _add(entry, "updated", one.changed_at.isoformat())
    _add(entry, "published", one.entered_at.isoformat())
    _add(entry, "link", rel="alternate", type="text/html", href=f"{settings.SITE_ADDRESS}{one.path}")
    _add(entry, "summary", one.summary)


def _add(parent: ET.Element, name: str, text: str = "", **attributes: str) -> ET.Element:
    found = ET.SubElement(parent, f"{{{ATOM}}}{name}", attributes)
    found.text = "".join(letter for letter in text if _is_allowed(letter)) or None
    return found


def _is_allowed(letter: str) -> bool:
    """Say whether XML 1.0 knows a character (section 2.2)."""
    return letter in "\t\n\r" or " " <= letter <= "\ud7ff" or "\ue000" <= letter <= "\ufffd" or letter >= "\U00010000"


def _tag(name: str) -> str:
    host = urlsplit(settings.SITE_ADDRESS).hostname or "localhost"
    return f"tag:{host},{SINCE}:{name}"
