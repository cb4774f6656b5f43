"""What the headers of an answer say, read by pure functions."""

from __future__ import annotations

import re
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

PASSING = frozenset(
    {
        HTTPStatus.REQUEST_TIMEOUT,
        HTTPStatus.TOO_MANY_REQUESTS,
        HTTPStatus.INTERNAL_SERVER_ERROR,
        HTTPStatus.BAD_GATEWAY,
        HTTPStatus.SERVICE_UNAVAILABLE,
        HTTPStatus.GATEWAY_TIMEOUT,
    }
)
"""Answers that may be different a little later."""

FIRST_PAUSE = 2.0
"""Seconds before the second attempt; each further pause is twice as long."""


def pause_before(attempt: int) -> float:
    """Return the seconds to wait after a failed attempt, counted from 1: 2, 4, 8 and so on."""
    return float(FIRST_PAUSE * 2 ** (attempt - 1))


def retry_after(headers: Mapping[str, str], now: datetime) -> float | None:
    """Return the seconds that the office asks to wait; None where it says nothing that can be read.

    Read are seconds, a date (RFC 9110), and a number followed by a word, as GUS writes it (``221 sek``).

    Examples
    --------
    >>> from datetime import UTC, datetime
    >>> noon = datetime(2026, 11, 21, 12, tzinfo=UTC)
    >>> [retry_after({"retry-after": text}, noon) for text in ("7", "221 sek", "Sat, 21 Nov 2026 12:01:00 GMT", "soon")]
    [7.0, 221.0, 60.0, None]
    """
    text = headers.get("retry-after", "").strip()
    found = re.match(r"\d+", text)
    if found:
        return float(found[0])
    try:
        return max(0.0, (parsedate_to_datetime(text) - now).total_seconds())
    except (ValueError, TypeError):
        return None


def version_of(headers: Mapping[str, str]) -> str | None:
    """Return what tells this version of a file byte by byte from others: a strong ETag, else the date of its last change.

    A weak ETag (``W/…``) does not promise equal bytes, so that a download cannot go on from it (RFC 9110, 13.1.5).
    """
    tag = headers.get("etag", "")
    return tag if tag and not tag.startswith("W/") else headers.get("last-modified")


def kept_headers(headers: Mapping[str, str]) -> dict[str, str]:
    """Return the headers worth keeping with a copy."""
    names = {"etag": "etag", "last-modified": "last_modified", "content-type": "content_type"}
    return {name: headers[header] for header, name in names.items() if header in headers}


def asking_for_news(record: Mapping[str, str]) -> dict[str, str]:
    """Return the headers by which an office answers "unchanged" to who has a copy."""
    asked = {"etag": "If-None-Match", "last_modified": "If-Modified-Since"}
    return {header: record[name] for name, header in asked.items() if name in record}


def goes_on(status: int, headers: Mapping[str, str], size: int) -> bool:
    """Tell whether an answer continues a file after its first ``size`` bytes."""
    if status != HTTPStatus.PARTIAL_CONTENT:
        return False
    found = re.match(r"bytes (\d+)-", headers.get("content-range", ""))
    return found is not None and int(found[1]) == size


def whole_size(headers: Mapping[str, str], before: int) -> int:
    """Return the bytes of the whole file, 0 where the office does not say."""
    length = headers.get("content-length", "")
    return before + int(length) if length.isdigit() else 0


def is_expected(headers: Mapping[str, str], expected: tuple[str, ...]) -> bool:
    """Tell whether the content type is one of those expected; an answer without one is judged by its content later."""
    kind = headers.get("content-type", "").lower()
    return not expected or not kind or any(word in kind for word in expected)
