from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from grono.portal.core.audit import audit, take_turn
from grono.portal.core.problems import RefusedError
from grono.portal.core.runs import start_run
from grono.portal.maps import choices, comparisons, storage
from grono.portal.maps.models import ClusterMap
from grono.portal.maps.picturing import ask_for_first
from grono.portal.maps.queries import abandoned_maps, is_going_on
from grono.portal.maps.tables import MARKED, copy_further, delete_unused, drop, put_tables, tables_of, take_out

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from django.utils.functional import Promise

    from grono.portal.core.models import BackgroundRun, User
    from grono.portal.maps.storage import StoredFile

VERBS: dict[str, str | Promise] = {
    "maps.upload_table": _("Table uploaded for a cluster map: %(object)s (%(after_file)s)"),
    "maps.leave_out_table": _("Table left out of a cluster map: %(object)s (%(before_file)s)"),
    "maps.leave_out_size_bands": _("Table of plant sizes left out of a cluster map: %(object)s"),
    "maps.change_reading": _("Reading of a table changed: %(object)s"),
    "maps.start_drawing": _("Drawing of a cluster map started: %(object)s"),
    "maps.finish_drawing": _("Cluster map drawn: %(object)s"),
    "maps.publish_map": _("Cluster map published: %(object)s"),
    "maps.withdraw_map": _("Cluster map withdrawn: %(object)s"),
    "maps.rename_map": _("Cluster map renamed from %(before_title)s to %(after_title)s"),
    "maps.remove_map": _("Cluster map removed: %(object)s"),
    "maps.restore_map": _("Cluster map brought back: %(object)s"),
    "maps.copy_map": _("Cluster map prepared again with the same tables: %(object)s"),
    "maps.clean_up": _("Table of a map that was never drawn deleted: %(object)s"),
    **choices.VERBS,
    **comparisons.VERBS,
}

DRAFTS_ARE_KEPT = timedelta(days=7)
"""A draft that nobody has changed or drawn for this time is deleted with its tables, when the next run reads or draws a map."""


@dataclass(frozen=True)
class Draft:
    """What a map begins with."""

    title: str
    source: str
    files: Mapping[str, StoredFile]
    specification: dict[str, Any]
    understood: dict[str, Any] | None = None
    note: Mapping[str, str] | None = None
    """What has to be said with figures that are synthetic; it belongs to the tables."""


@transaction.atomic
def create_map(*, by: User, draft: Draft) -> ClusterMap:
    """Keep uploaded tables as the beginning of a map; without what was understood they are read in the background."""
    map_ = ClusterMap(
        title=draft.title,
        source=draft.source,
        language=get_language() or "pl",
        specification=draft.specification,
        understanding=draft.understood or {},
        created_by=by,
    )
    map_.save()
    put_tables(map_, draft.files, by, draft.note)
    map_.save(update_fields=MARKED)
    if draft.understood is None:
        _start_reading(map_, by)
    return map_


def _start_reading(map_: ClusterMap, by: User) -> None:
    parameters = {"specification": map_.specification}
    map_.reading_run = start_run(
        by=by, kind="maps.read_tables", subject_public_id=map_.public_id, parameters=parameters
    )
    map_.understanding = {}
    _save(map_, "reading_run", "understanding")


@transaction.atomic
def leave_out_table(*, by: User, map_: ClusterMap, kind: str) -> ClusterMap:
    """Go on without one of the tables; it is deleted where no other map uses it."""
    locked = _locked_draft(map_)
    left = take_out(locked, kind)
    if left is not None:
        _save(locked, *MARKED)
        audit(by=by, verb="maps.leave_out_table", object=locked, before={"file": left.original_name})
        delete_unused([left])
    return locked


@transaction.atomic
def change_reading(
    *, by: User, map_: ClusterMap, specification: dict[str, Any], understood: dict[str, Any] | None
) -> ClusterMap:
    """Have the tables read in another way."""
    locked = _locked_draft(map_)
    locked.specification = specification
    _save(locked, "specification")
    audit(by=by, verb="maps.change_reading", object=locked, after=specification["reading"])
    _understand(locked, understood, by)
    return locked


@transaction.atomic
def replace_tables(
    *, by: User, map_: ClusterMap, files: Mapping[str, StoredFile], specification: dict[str, Any],
    understood: dict[str, Any] | None,
) -> ClusterMap:  # fmt: skip
    """Take other files in place of those with problems; the old ones are deleted where no other map uses them."""
    locked = _locked_draft(map_)
    old = put_tables(locked, files, by)
    locked.specification = specification
    _save(locked, *MARKED, "specification")
    delete_unused(old)
    _understand(locked, understood, by)
    return locked


def _understand(locked: ClusterMap, understood: dict[str, Any] | None, by: User) -> None:
    """Keep what was understood, or have it read in the background; no earlier reading that still goes on may take its place."""
    if understood is None:
        _start_reading(locked, by)
        return
    locked.understanding, locked.reading_run = understood, None
    _save(locked, "understanding", "reading_run")


def _save(map_: ClusterMap, *fields: str) -> None:
    """Write some fields of a map, and when that was: a draft in use is not cleaned away."""
    map_.changed_at = timezone.now()
    map_.save(update_fields=[*fields, "changed_at"])


def _locked(map_: ClusterMap) -> ClusterMap:
    return ClusterMap.objects.select_for_update().get(pk=map_.pk)


def _locked_draft(map_: ClusterMap) -> ClusterMap:
    take_turn()
    locked = _locked(map_)
    if locked.drawn_at or is_going_on(locked.run):
        raise RefusedError(_("This map is drawn or being drawn; its tables stay as they are. Draw it again instead."))
    return locked


@transaction.atomic
def finish_reading(*, run: BackgroundRun, map_: ClusterMap, understood: dict[str, Any]) -> None:
    """Keep what was understood, unless the tables were changed meanwhile; a file that is no table is deleted."""
    locked = _locked(map_)
    if locked.reading_run_id != run.pk or locked.drawn_at:
        return
    locked.understanding = understood
    gone = [table for kind in understood["unreadable"] if (table := drop(locked, kind)) is not None]
    _save(locked, "understanding", *MARKED)
    delete_unused(gone)


@transaction.atomic
def start_drawing(*, by: User, map_: ClusterMap, specification: dict[str, Any]) -> BackgroundRun:
    """Start the drawing of a map; when it is already going on, that run is the answer."""
    take_turn()
    locked = _locked(map_)
    if locked.run is not None and is_going_on(locked.run):
        return locked.run
    if locked.drawn_at or locked.deleted_at:
        raise RefusedError(_("This map is already drawn. Draw it again with other parameters to get a second one."))
    if locked.table is None or not locked.understanding.get("ok"):
        raise RefusedError(_("The table still has problems. Solve them first; they are listed on this page."))
    locked.specification = specification
    locked.run = start_run(
        by=by, kind="maps.draw_map", subject_public_id=locked.public_id, parameters={"specification": specification}
    )
    _save(locked, "specification", "run")
    audit(by=by, verb="maps.start_drawing", object=locked, after=specification["parameters"])
    return locked.run


@transaction.atomic
def finish_drawing(*, run: BackgroundRun, map_: ClusterMap, summary: dict[str, Any], workshop: Path) -> bool:
    """Put the finished files of a map in their place and note that it is drawn; a run whose work nobody waits for any more changes nothing."""
    take_turn()
    locked = _locked(map_)
    if not _awaited(run, locked):
        return False
    storage.put_in_place(workshop, locked)
    locked.drawn_at, locked.summary = timezone.now(), summary
    _save(locked, "drawn_at", "summary")
    audit(by=run.owner, verb="maps.finish_drawing", object=locked, after={"candidates": summary["candidates"]})
    transaction.on_commit(lambda: ask_for_first(locked))
    return True


def _awaited(run: BackgroundRun, locked: ClusterMap) -> bool:
    """Say whether a map still waits for this run, in the hands of this worker: one that fell silent may have been replaced."""
    if locked.drawn_at or locked.deleted_at or locked.run is None:
        return False
    return (locked.run.pk, locked.run.worker) == (run.pk, run.worker)


@transaction.atomic
def publish_map(*, by: User, map_: ClusterMap) -> ClusterMap:
    """Let everyone see a map."""
    locked = _locked(map_)
    if not locked.drawn_at or locked.deleted_at:
        raise RefusedError(_("Only a map that is drawn can be published."))
    if not locked.published_at:
        locked.published_at, locked.published_by = timezone.now(), by
        _save(locked, "published_at", "published_by")
        audit(by=by, verb="maps.publish_map", object=locked)
    return locked


@transaction.atomic
def withdraw_map(*, by: User, map_: ClusterMap) -> ClusterMap:
    """Let only those who drew it see a map."""
    locked = _locked(map_)
    if locked.published_at:
        _withdraw(locked, by)
    return locked


def _withdraw(locked: ClusterMap, by: User) -> None:
    locked.published_at, locked.published_by = None, None
    _save(locked, "published_at", "published_by")
    audit(by=by, verb="maps.withdraw_map", object=locked)


@transaction.atomic
def rename_map(*, by: User, map_: ClusterMap, title: str, source: str) -> ClusterMap:
    """Give a map another title or another source line."""
    locked = _locked(map_)
    before = {"title": locked.title, "source": locked.source}
    after = {"title": title, "source": source}
    if before != after:
        locked.title, locked.source, locked.language = title, source, get_language() or locked.language
        _save(locked, "title", "source", "language")
        audit(by=by, verb="maps.rename_map", object=locked, before=before, after=after)
    return locked


@transaction.atomic
def remove_map(*, by: User, map_: ClusterMap) -> ClusterMap:
    """Take a map out of all lists; it can be brought back."""
    locked = _locked(map_)
    if is_going_on(locked.run):
        raise RefusedError(_("The map is being drawn. Cancel the work first."))
    if locked.published_at:
        _withdraw(locked, by)
    if not locked.deleted_at:
        locked.deleted_at = timezone.now()
        _save(locked, "deleted_at")
        audit(by=by, verb="maps.remove_map", object=locked)
    return locked


@transaction.atomic
def restore_map(*, by: User, map_: ClusterMap) -> ClusterMap:
    """Bring a removed map back; it is not published by that."""
    locked = _locked(map_)
    if locked.deleted_at:
        locked.deleted_at = None
        _save(locked, "deleted_at")
        audit(by=by, verb="maps.restore_map", object=locked)
    return locked


@transaction.atomic
def copy_map(*, by: User, map_: ClusterMap, for_new_data: bool = False) -> ClusterMap:
    """Prepare a second map from the same tables by the same specification; for new data its years are left open."""
    years = {"period": None, "base_period": None} if for_new_data else {}
    copied = ClusterMap.objects.create(
        title=map_.title,
        source=map_.source,
        language=map_.language,
        note=map_.note,
        synthetic=map_.synthetic,
        table=map_.table,
        size_bands=map_.size_bands,
        specification={**map_.specification, **years},
        understanding=map_.understanding,
        created_by=by,
    )
    copy_further(map_, copied)
    audit(by=by, verb="maps.copy_map", object=copied, after={"from": map_.public_id})
    return copied


def delete_abandoned_drafts(*, by: User | None = None) -> int:
    """Delete drafts that nobody has changed or drawn for a week, with their tables; the portal itself does it, in the background."""
    return sum(_delete_if_abandoned(map_, by) for map_ in abandoned_maps(older_than=DRAFTS_ARE_KEPT))


@transaction.atomic
def _delete_if_abandoned(map_: ClusterMap, by: User | None) -> bool:
    """Look again under the lock: somebody may have taken the draft up since it was found."""
    take_turn()
    if map_ not in abandoned_maps(older_than=DRAFTS_ARE_KEPT):
        return False
    tables = list(tables_of(map_).values())
    audit(by=by, verb="maps.clean_up", object=map_)
    map_.delete()
    delete_unused(tables)
    return True
