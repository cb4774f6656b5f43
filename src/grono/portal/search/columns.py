"""Facets and orders of one kind as columns in memory: filtering and counting a hundred thousand objects takes a few milliseconds.

Each process keeps its own columns and reads only the rows that have changed since (``SearchObject.revision``), so what a page shows is
never older than its request. The same answers come from SQLite and PostgreSQL, because neither of them counts.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from django.db import connection

from grono.portal.search.documents import NO_DOCUMENTS, Documents, documents_of
from grono.portal.search.models import SearchHead, SearchObject
from grono.portal.search.scope import PUBLIC, Scope

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    Long = NDArray[np.int64]
    Mask = NDArray[np.bool_]

ROWS_AT_ONCE = 5_000


@dataclass(frozen=True)
class FacetColumn:
    """The values of one facet: ``values[code[i]]`` is a value of the object in row ``owner[i]``."""

    values: tuple[str, ...]
    owner: Long
    code: Long

    def rows_with(self, chosen: Iterable[str], rows: int) -> Mask:
        """Return the rows that have one of the chosen values."""
        wanted = np.isin(self.values, list(chosen))[self.code] if self.values else np.zeros(0, dtype=bool)
        found = np.zeros(rows, dtype=bool)
        found[self.owner[wanted]] = True
        return found

    def counts(self, rows: Mask) -> dict[str, int]:
        """Return how many of the given rows have each value that any of them has."""
        numbers = np.bincount(self.code[rows[self.owner]], minlength=len(self.values))
        return {self.values[code]: int(numbers[code]) for code in np.flatnonzero(numbers)}


@dataclass(frozen=True)
class Columns:
    """All objects of a kind, in the order of their numbers."""

    revision: int
    object_ids: Long
    facets: Mapping[str, FacetColumn]
    keys: Mapping[str, list[bytes]]
    rungs: Mapping[str, NDArray[np.uint8]]
    documents: Documents = NO_DOCUMENTS

    def visible(self, field: str, scope: Scope) -> Mask:
        """Return the rows whose facet or key the reader may see."""
        rung = self.rungs.get(field)
        if rung is None:
            return np.ones(self.object_ids.size, dtype=bool)
        seen: Mask = rung >= scope.lowest
        closer = np.fromiter(scope.closer, dtype=np.int64, count=len(scope.closer))
        places = self.rows_of(closer)
        lowest = np.fromiter((scope.of(number) for number in self.object_ids[places].tolist()), dtype=np.int64)
        seen[places] |= rung[places] >= lowest
        return seen

    def rows_of(self, object_ids: Long) -> Long:
        """Return the rows of objects, those that are not there left out."""
        if not self.object_ids.size:
            return np.zeros(0, dtype=np.int64)
        places = np.searchsorted(self.object_ids, object_ids).clip(max=self.object_ids.size - 1)
        found: Long = places[self.object_ids[places] == object_ids]
        return found

    def ordered(self, found: Mask, sort: str, scope: Scope) -> Long:
        """Return the rows found in the order of a key (``-`` before it: the other way round), without key last, ties by number."""
        field = sort.removeprefix("-")
        if field not in self.keys:
            return np.flatnonzero(found)
        whole, keyed = self.orders[field][sort.startswith("-")], found & self.visible(field, scope)
        first = whole[keyed[whole]]
        if first.size == np.count_nonzero(found):
            return first
        last = found.copy()
        last[first] = False
        return np.concatenate([first, np.flatnonzero(last)])

    @cached_property
    def orders(self) -> dict[str, tuple[Long, Long]]:
        """Return all rows with a key in its order, and the other way round; sorted once, so that a question only leaves rows out."""
        return {name: _orders(keys) for name, keys in self.keys.items()}


def _orders(keys: Sequence[bytes]) -> tuple[Long, Long]:
    known = [row for row, key in enumerate(keys) if key]
    upwards = sorted(known, key=keys.__getitem__)
    downwards = sorted(
        known, key=keys.__getitem__, reverse=True
    )  # stable as well: ties stay in the order of their numbers
    return np.asarray(upwards, dtype=np.int64), np.asarray(downwards, dtype=np.int64)


_EMPTY = Columns(-1, np.zeros(0, dtype=np.int64), {}, {}, {})
_known: dict[str, Columns] = {}
_lock = threading.Lock()


def columns_of(kind: str) -> Columns:
    """Return the columns of a kind as the database has them now."""
    head = SearchHead.objects.filter(kind=kind).values_list("revision", flat=True).first() or 0
    known = _known.get(kind, _EMPTY)
    if known.revision == head:
        return known
    with _lock:
        known = _known.get(kind, _EMPTY)
        found = _as_of(kind, head, known)
        if not connection.in_atomic_block:  # what may still be rolled back is not remembered
            _known[kind] = found
        return found


def forget_columns() -> None:
    """Read everything anew at the next question, as after a database has been exchanged."""
    _known.clear()


def _as_of(kind: str, head: int, known: Columns) -> Columns:
    if known.revision > head:  # the database is an older one
        known = _EMPTY
    rows = list(_rows_after(kind, known.revision))
    found = _renewed(known, rows, max([head, *(row.revision for row in rows)]))
    changed = np.asarray([row.object_id for row in rows], dtype=np.int64)
    return replace(found, documents=documents_of(kind, known.documents, changed))


def _rows_after(kind: str, revision: int) -> Iterable[SearchObject]:
    rows = SearchObject.objects.filter(kind=kind, revision__gt=revision).order_by("object_id")
    if revision < 0:
        rows = rows.filter(is_removed=False)
    return rows.iterator(chunk_size=ROWS_AT_ONCE)


def _renewed(old: Columns, rows: Sequence[SearchObject], revision: int) -> Columns:
    changed = np.asarray([row.object_id for row in rows], dtype=np.int64)
    kept = np.flatnonzero(~np.isin(old.object_ids, changed))
    new = [row for row in rows if not row.is_removed]
    merged = np.concatenate([old.object_ids[kept], [row.object_id for row in new]]).astype(np.int64)
    order = np.argsort(merged, kind="stable")
    place = np.empty_like(order)
    place[order] = np.arange(order.size)
    old_place = np.full(old.object_ids.size, -1, dtype=np.int64)
    old_place[kept] = place[: kept.size]
    new_place = place[kept.size :]
    return Columns(
        revision=revision,
        object_ids=merged[order],
        facets=_facets(old, old_place, new, new_place),
        keys=_keys(old, kept, new, order),
        rungs=_rungs(old, kept, new, order),
    )


def _facets(old: Columns, old_place: Long, new: Sequence[SearchObject], new_place: Long) -> dict[str, FacetColumn]:
    names = sorted({*old.facets, *(name for row in new for name in row.facets)})
    return {name: _facet(old.facets.get(name), old_place, name, new, new_place) for name in names}


def _facet(
    old: FacetColumn | None, old_place: Long, name: str, new: Sequence[SearchObject], new_place: Long
) -> FacetColumn:
    values = list(old.values) if old else []
    codes = {value: code for code, value in enumerate(values)}
    owner, code = [], []
    for row, place in zip(new, new_place.tolist(), strict=True):
        for value in dict.fromkeys(row.facets.get(name, ())):
            owner.append(place)
            code.append(codes.setdefault(value, len(codes)))
    owners, all_codes = np.asarray(owner, dtype=np.int64), np.asarray(code, dtype=np.int64)
    if old is not None:
        places = old_place[old.owner]
        owners = np.concatenate([places[places >= 0], owners])
        all_codes = np.concatenate([old.code[places >= 0], all_codes])
    return FacetColumn(tuple(codes), owners, all_codes)


def _keys(old: Columns, kept: Long, new: Sequence[SearchObject], order: Long) -> dict[str, list[bytes]]:
    names = sorted({*old.keys, *(name for row in new for name in row.keys)})
    found = {}
    for name in names:
        before = old.keys.get(name) or [b""] * old.object_ids.size
        both = [before[row] for row in kept.tolist()] + [bytes.fromhex(row.keys.get(name, "")) for row in new]
        found[name] = [both[row] for row in order.tolist()]
    return found


def _rungs(old: Columns, kept: Long, new: Sequence[SearchObject], order: Long) -> dict[str, NDArray[np.uint8]]:
    names = sorted({*old.rungs, *(name for row in new for name in row.rungs)})
    found = {}
    for name in names:
        before = old.rungs.get(name, np.full(old.object_ids.size, PUBLIC, dtype=np.uint8))
        after = np.asarray([row.rungs.get(name, PUBLIC) for row in new], dtype=np.uint8)
        found[name] = np.concatenate([before[kept], after])[order]
    return found
