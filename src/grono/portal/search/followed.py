"""Kinds whose searches can be kept and followed; the app that owns a kind registers how it is searched and shown.

An app registers once, in ``AppConfig.ready``::

    register_followed(Followed("organisation", _("Directory of organisations"), find, told, address, entries))
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime
    from collections.abc import Callable, Sequence

    import numpy as np
    from django.utils.functional import Promise
    from numpy.typing import NDArray

    from grono.portal.core.visitor import Reader


@dataclass(frozen=True)
class Entry:
    """A thing found, as a letter and a feed tell of it; ``title_language`` is that of its name, ``path`` begins with a slash."""

    object_id: int
    public_id: str
    title: str
    title_language: str
    summary: str
    path: str
    entered_at: datetime.datetime
    changed_at: datetime.datetime


@dataclass(frozen=True)
class Followed:
    """One kind.

    ``find`` returns the numbers of what a reader finds, all words met; ``told`` says a search in words, ``address`` where its list stands.
    ``entries`` returns those of the numbered things that the reader may see, the latest entered first, ``most`` at most.
    """

    kind: str
    title: str | Promise
    find: Callable[[Reader, str], NDArray[np.int64]]
    told: Callable[[Reader, str], str]
    address: Callable[[str], str]
    entries: Callable[[Reader, Sequence[int], int], list[Entry]]


_followed: dict[str, Followed] = {}


def register_followed(one: Followed) -> None:
    """Make a kind known; the same kind again replaces it."""
    _followed[one.kind] = one


def followed_kinds() -> dict[str, Followed]:
    """Return every kind by name."""
    return dict(_followed)
