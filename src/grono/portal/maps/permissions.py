from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import Promise

    from grono.portal.core.visitor import Reader
    from grono.portal.maps.models import ClusterMap

PERMISSIONS: dict[str, str | Promise] = {
    "maps.upload_table": _("upload tables for cluster maps"),
    "maps.draw_map": _("draw cluster maps, rename and remove one's own"),
    "maps.publish_map": _("publish and withdraw one's own cluster maps"),
    "maps.record_choice": _("record, correct and withdraw the choice of industries on a map one may see"),
    "maps.compare_maps": _("compare two drawn maps one may see"),
    "maps.manage_every_map": _("see, change, publish and remove everyone's cluster maps"),
}


def may_change(reader: Reader, map_: ClusterMap) -> bool:
    """Say whether a map is the reader's to change: their own, or anyone's for who manages all."""
    if reader.can("maps.manage_every_map"):
        return True
    return reader.can("maps.draw_map") and map_.created_by_id == reader.pk


def may_publish(reader: Reader, map_: ClusterMap) -> bool:
    """Say whether the reader may publish and withdraw a map."""
    return reader.can("maps.publish_map") and may_change(reader, map_)


def may_record_choice(reader: Reader, map_: ClusterMap) -> bool:
    """Say whether the reader may record choices on a map they see."""
    return reader.can("maps.record_choice") and map_.drawn_at is not None and map_.deleted_at is None
