from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from grono.portal.core.audit import audit
from grono.portal.core.problems import RefusedError
from grono.portal.regions.kinds import ListState
from grono.portal.regions.models import NameList, Region

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.utils.functional import Promise

    from grono.portal.core.models import User
    from grono.portal.regions.reading import NamesRead
    from grono.portal.regions.shipped import RegionRow

VERBS: dict[str, str | Promise] = {
    "regions.enter_region": _("Region entered or changed: %(object)s"),
    "regions.load_names": _("List of codes taken into use: %(object)s (%(after_codes)s codes)"),
    "regions.remove_names": _("List of names removed: %(object)s"),
}


@transaction.atomic
def enter_regions(*, by: User | None, rows: Iterable[RegionRow]) -> int:
    """Store regions, those above first, and return how many were new or changed.

    Regions that come with the program (``by=None``) are no person's act; only what a person enters gets an audit row.
    """
    known = {(one.scheme, one.vintage, one.code): one for one in Region.objects.all()}
    changed = 0
    for row in rows:
        parent = known[row.scheme, row.vintage, row.parent] if row.parent else None
        key = (row.scheme, row.vintage, row.code)
        stored = known.get(key)
        if stored and (stored.names, stored.level, stored.parent_id) == (row.names, row.level, parent and parent.pk):
            continue
        region = stored or Region(scheme=row.scheme, vintage=row.vintage, code=row.code)
        region.level, region.names, region.parent = row.level, row.names, parent
        region.save()
        if by is not None:
            audit(by=by, verb="regions.enter_region", object=region)
        known[key] = region
        changed += 1
    return changed


@transaction.atomic
def keep_names_for_confirmation(*, by: User, title: str, source: str, read: NamesRead) -> NameList:
    """Keep a list that was read, for its uploader alone, until it is confirmed; an earlier one that was not goes."""
    NameList.objects.filter(uploaded_by=by, state=ListState.DRAFT).delete()
    return NameList.objects.create(
        title=title,
        source=source,
        texts=read.texts,
        correspondence=read.correspondence,
        file_name=read.file_name,
        sha256=read.sha256,
        uploaded_by=by,
    )


@transaction.atomic
def load_names(*, by: User, names: NameList) -> NameList:
    """Take a list into use: from now on every page shows its names, or what its codes became."""
    locked = NameList.objects.select_for_update().get(pk=names.pk)
    if locked.state == ListState.LOADED:
        return locked
    same = NameList.objects.filter(sha256=locked.sha256, title=locked.title, state=ListState.LOADED)
    if same.exists():
        raise RefusedError(_("This file is already in use under the same title. Nothing was changed."))
    locked.state, locked.loaded_at = ListState.LOADED, timezone.now()
    locked.save(update_fields=["state", "loaded_at"])
    codes = sum(len(codes) for codes in locked.texts.values()) + len((locked.correspondence or {}).get("codes", ()))
    audit(by=by, verb="regions.load_names", object=locked, after={"codes": codes, "sha256": locked.sha256})
    return locked


@transaction.atomic
def remove_names(*, by: User, names: NameList) -> None:
    """Take a list out of use; it is kept and can be taken into use again. A list never confirmed is deleted."""
    locked = NameList.objects.select_for_update().get(pk=names.pk)
    if locked.state == ListState.DRAFT:
        locked.delete()
    elif locked.state == ListState.LOADED:
        locked.state = ListState.REMOVED
        locked.save(update_fields=["state"])
        audit(by=by, verb="regions.remove_names", object=locked)
