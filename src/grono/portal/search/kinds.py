"""The kinds of things that can be looked for; each app registers its own, so that the index can be written anew after an update."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from grono.portal.search.models import SearchHead
from grono.portal.search.writing import analysers_changed

if TYPE_CHECKING:
    from collections.abc import Callable

_writers: dict[str, Callable[[], None]] = {}


def register_kind(kind: str, write_all: Callable[[], None]) -> None:
    """Register a kind and what puts all its things into the index."""
    _writers[kind] = write_all


def bring_up_to_date(using: str = "default", **_kwargs: Any) -> None:
    """Write the kinds that the index does not know yet, or whose words were cut by an older analyser; called after every migration."""
    if using != "default" or not _index_is_there(using):
        return
    known = set(SearchHead.objects.values_list("kind", flat=True))
    for kind, write_all in sorted(_writers.items()):
        if kind not in known or analysers_changed(kind):
            write_all()


def _index_is_there(using: str) -> bool:
    from django.db import connections

    return SearchHead._meta.db_table in connections[using].introspection.table_names()  # noqa: SLF001  (Django's public door to the name)
