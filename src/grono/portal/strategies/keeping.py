"""What follows from the strategies and from what was reported of them is kept in memory until somebody acts on it.

A plan of 500 tasks takes more than a second to read and to judge. What was read is kept beside the end of the chain of acts at that
moment (``core.following``) and shown again only while none of the apps followed here has acted. After an act, what knows its pieces is
renewed: only those that the act touched are made again. Whoever writes never sees it: inside a transaction everything is read anew.
"""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock
from typing import TYPE_CHECKING, TypeVar

from django.db import connection
from django.utils import timezone
from django.utils.translation import get_language

from grono.portal.core.following import Act, ChainEnd, acts_since, end_of_chain, was_quiet
from grono.portal.strategies.queries import strategies_visible_to

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Hashable, Sequence

    from grono.portal.core.visitor import Reader
    from grono.portal.strategies.models import Strategy

T = TypeVar("T")
MOST_KEPT = 40
"""So many plans and judgements stay in memory; what was asked for least recently goes first."""
MOST_ACTS = 50
"""After more acts than this everything is read anew."""
FOLLOWED = {"strategies"}
"""Apps whose acts change what is kept: each app that gives values to the plans adds itself."""
_KEPT: OrderedDict[Hashable, tuple[ChainEnd, object]] = OrderedDict()
_LOCK = Lock()


def follow(app: str) -> None:
    """Forget what is kept whenever this app acts."""
    FOLLOWED.add(app)


def kept(  # noqa: PLR0913 - what is kept, and how it is read
    reader: Reader,
    strategy: Strategy,
    name: tuple[Hashable, ...],
    read: Callable[[], T],
    *,
    apps: Collection[str] = FOLLOWED,
    renew: Callable[[T, Sequence[Act]], T] | None = None,
) -> T:
    """Return what ``read`` returned today, unless somebody has acted since.

    Parameters
    ----------
    reader : User or Visitor
        Who asks; what is read has to be the same for everyone who may see the strategy.
    strategy : Strategy
        What it is about.
    name : tuple
        What is read. The day and the language are kept beside it: addresses and names of periods are in a language.
    read : callable
        Reads everything itself. What the caller read before may be older than the acts that this call has seen.
    apps : collection of str
        The apps whose acts change it.
    renew : callable, optional
        Takes what was kept and the acts since, and returns what ``read`` would return now; it may not change what it takes. What was
        kept may hold half of such an act already.
    """
    if connection.in_atomic_block or not strategies_visible_to(reader).filter(pk=strategy.pk).exists():
        return read()
    place, now = (timezone.localdate(), get_language(), strategy.public_id, *name), end_of_chain()
    with _LOCK:
        found = _KEPT.get(place)
    if found is None:
        found = now, read()
    elif not was_quiet(found[0], now, apps):
        acts = acts_since(found[0], apps, MOST_ACTS) if renew else None
        found = now, read() if renew is None or acts is None else renew(found[1], acts)  # type: ignore[arg-type]  # kept under its name
    with _LOCK:
        _KEPT[place] = now, found[1]
        _KEPT.move_to_end(place)
        while len(_KEPT) > MOST_KEPT:
            _KEPT.popitem(last=False)
    return found[1]  # type: ignore[return-value]  # what this name was kept under
