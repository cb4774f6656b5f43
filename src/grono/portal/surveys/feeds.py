"""Where confirmed answers can go: the registry of everything that takes them (profile, later skills needs and offers).

An app registers a feed once, in ``AppConfig.ready``::

    feeds.register("headcount", _("headcount in the profile"), take_headcount, shown=shown_headcount)

``take`` gets the organisation, the answer as stored, its source and date; it returns whether something changed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    import datetime

    from django.utils.functional import Promise

    from grono.portal.core.models import User


@dataclass(frozen=True)
class Fed:
    """A confirmed answer on its way: what was answered, in which language, for which time, and where it comes from."""

    organisation: Any
    value: Any
    language: str
    source: str
    as_of: datetime.date
    year: int | None


class Take(Protocol):
    """What a feed does with an answer."""

    def __call__(self, *, by: User | None, answer: Fed) -> bool:
        """Take the answer; say whether something changed."""


@dataclass(frozen=True)
class Feed:
    """One place that takes answers."""

    name: str
    title: str | Promise
    take: Take


_feeds: dict[str, Feed] = {}


def register(name: str, title: str | Promise, take: Take) -> None:
    """Make a feed known; the same name again replaces it."""
    _feeds[name] = Feed(name, title, take)


def known() -> dict[str, Feed]:
    """Return every feed by name."""
    return dict(_feeds)
