"""The tables of a map: which it has, and how one comes, goes and takes another's place; for the actions, inside their transactions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from grono.portal.core.audit import audit
from grono.portal.maps import storage
from grono.portal.maps.models import SYNTHETIC_SOURCE, ClusterMap, MapTable, TableKind, UploadedTable

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from grono.portal.core.models import User
    from grono.portal.maps.storage import StoredFile

FIELDS = {TableKind.EMPLOYEES.value: "table", TableKind.SIZE_BANDS.value: "size_bands"}
"""Kind of a table → field of the map that holds it; all others are further tables."""


def tables_of(map_: ClusterMap) -> dict[str, UploadedTable]:
    """Return kind → table of everything a map is drawn from; without ``employees`` it is drawn from its plants alone."""
    found = {table.kind: table for table in (map_.table, map_.size_bands) if table is not None}
    found |= {one.kind: one.table for one in map_.further.select_related("table")}
    return {kind: found[kind] for kind in TableKind.values if kind in found}


MARKED = ("table", "size_bands", "note", "synthetic", "source")
"""Fields of a map that change with its tables."""


def take_marks(map_: ClusterMap) -> None:
    """Say on the face of a map what its tables say: it is synthetic while one of them is. The map is to be saved."""
    map_.note = next((table.note for table in tables_of(map_).values() if table.note), {})
    map_.synthetic = bool(map_.note)
    if not map_.synthetic and map_.source.startswith(SYNTHETIC_SOURCE):
        map_.source = ""


def put_tables(
    map_: ClusterMap, files: Mapping[str, StoredFile], by: User, note: Mapping[str, str] | None = None
) -> list[UploadedTable]:
    """Give a map files, each in place of the one of its kind, and return those that have lost their place; the map is to be saved."""
    left = [
        _put(map_, kind, _entered(stored, kind, by, note))
        for kind, stored in sorted(files.items(), key=_employees_first)
    ]
    take_marks(map_)
    for stored in files.values():
        after = {"file": stored.original_name, "sha256": stored.sha256}
        audit(by=by, verb="maps.upload_table", object=map_, after=after)
    return [table for table in left if table is not None]


def _employees_first(item: tuple[str, StoredFile]) -> tuple[bool, str]:
    return item[0] != TableKind.EMPLOYEES, item[0]


def _entered(stored: StoredFile, kind: str, by: User, note: Mapping[str, str] | None) -> UploadedTable:
    return UploadedTable.objects.create(
        kind=TableKind(kind),
        original_name=stored.original_name,
        stored_name=stored.stored_name,
        size=stored.size,
        sha256=stored.sha256,
        note=dict(note or {}),
        uploaded_by=by,
    )


def _put(map_: ClusterMap, kind: str, table: UploadedTable) -> UploadedTable | None:
    left: UploadedTable | None
    if kind in FIELDS:
        left = getattr(map_, FIELDS[kind])
        setattr(map_, FIELDS[kind], table)
        if left is not None and left.kind != kind:  # drawn from plants alone until now; they stay beside the employees
            return _put(map_, left.kind, left)
        return left
    if kind == TableKind.POINTS and (map_.table is None or map_.table.kind == TableKind.POINTS):
        left, map_.table = map_.table, table
        return left
    earlier = map_.further.filter(kind=kind).first()
    left = earlier.table if earlier else None
    MapTable.objects.update_or_create(map=map_, kind=kind, defaults={"table": table})
    return left


def take_out(map_: ClusterMap, kind: str) -> UploadedTable | None:
    """Take a table out of a map and return it; plants take the place of employees that go. The map is to be saved."""
    left = _taken_out(map_, kind)
    take_marks(map_)
    return left


def _taken_out(map_: ClusterMap, kind: str) -> UploadedTable | None:
    if kind == TableKind.SIZE_BANDS:
        left, map_.size_bands = map_.size_bands, None
        return left
    if map_.table is not None and map_.table.kind == kind:
        left = map_.table
        map_.table = _out_of_further(map_, TableKind.POINTS) if kind == TableKind.EMPLOYEES else None
        return left
    return _out_of_further(map_, kind)


def drop(map_: ClusterMap, kind: str) -> UploadedTable | None:
    """Take out what is no table at all; nothing takes its place unasked. The map is to be saved."""
    if kind == TableKind.EMPLOYEES:
        left, map_.table = map_.table, None
        take_marks(map_)
        return left
    return take_out(map_, kind)


def _out_of_further(map_: ClusterMap, kind: str) -> UploadedTable | None:
    one = map_.further.filter(kind=kind).select_related("table").first()
    if one is None:
        return None
    one.delete()
    return one.table


def copy_further(map_: ClusterMap, copied: ClusterMap) -> None:
    """Give a copy the further tables of a map."""
    MapTable.objects.bulk_create(
        MapTable(map=copied, kind=one.kind, table_id=one.table_id) for one in map_.further.all()
    )


def delete_unused(tables: Iterable[UploadedTable]) -> None:
    """Delete tables no map uses any more, and their files once that is certain."""
    gone = []
    for table in tables:
        used = ClusterMap.objects.filter(table=table) | ClusterMap.objects.filter(size_bands=table)
        if not used.exists() and not MapTable.objects.filter(table=table).exists():
            gone.append(table.stored_name)
            table.delete()
    transaction.on_commit(lambda: storage.forget(gone))
