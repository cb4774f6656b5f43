from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone

from grono.portal.core.queries import shown_state
from grono.portal.maps.models import Choice, ClusterMap, MapComparison, MapState

if TYPE_CHECKING:
    from datetime import timedelta

    from django.db.models import QuerySet

    from grono.portal.core.models import BackgroundRun
    from grono.portal.core.visitor import Reader


def maps_visible_to(reader: Reader) -> QuerySet[ClusterMap]:
    """Return the published maps, one's own for who draws maps, all for who manages them; removed ones to those who may bring them back."""
    maps = ClusterMap.objects.select_related("run", "reading_run", "table", "size_bands", "created_by")
    if reader.can("maps.manage_every_map"):
        return maps
    published = Q(published_at__isnull=False)
    return maps.filter(published | Q(created_by=reader.pk)) if reader.can("maps.draw_map") else maps.filter(published)


def map_visible_to(reader: Reader, public_id: str) -> ClusterMap:
    """Return one map, or answer 404."""
    return get_object_or_404(maps_visible_to(reader), public_id=public_id)


def drawn_map(reader: Reader, public_id: str) -> ClusterMap:
    """Return a drawn map, or answer 404."""
    map_ = map_visible_to(reader, public_id)
    if map_.drawn_at is None:
        raise Http404
    return map_


def published_maps(reader: Reader) -> QuerySet[ClusterMap]:
    """Return the published maps, the newest first."""
    published = maps_visible_to(reader).filter(published_at__isnull=False)
    return published.defer("understanding", "specification").order_by("-published_at", "-pk")


def maps_in_work(reader: Reader) -> QuerySet[ClusterMap]:
    """Return the reader's maps that are not published, the newest first; everyone's for who manages all."""
    if not reader.can("maps.draw_map"):
        return ClusterMap.objects.none()
    return maps_visible_to(reader).filter(published_at__isnull=True, deleted_at__isnull=True)


def removed_maps(reader: Reader) -> QuerySet[ClusterMap]:
    """Return the removed maps that the reader may bring back."""
    if not reader.can("maps.draw_map"):
        return ClusterMap.objects.none()
    return maps_visible_to(reader).filter(deleted_at__isnull=False).order_by("-deleted_at", "-pk")


def state_of(map_: ClusterMap) -> MapState:
    """Return where a map stands, from its dates and its runs: a worker that died leaves nothing wrong behind."""
    for stands, state in (
        (map_.deleted_at, MapState.REMOVED),
        (map_.published_at, MapState.PUBLISHED),
        (map_.drawn_at, MapState.DRAWN),
        (is_going_on(map_.run), MapState.DRAWING),
        (map_.run, MapState.STOPPED),
        (is_going_on(map_.reading_run), MapState.READING),
    ):
        if stands:
            return state
    return MapState.DRAFT if map_.understanding.get("ok") else MapState.PROBLEMS


def is_going_on(run: BackgroundRun | None) -> bool:
    """Say whether a run waits or works; one that has fallen silent does not."""
    return run is not None and not run.finished and shown_state(run) == run.state


def map_of_run(run: BackgroundRun) -> ClusterMap:
    """Return the map a run works on; for the worker, who is nobody."""
    maps = ClusterMap.objects.select_related("table", "size_bands")
    return maps.get(public_id=run.subject_public_id)


def map_to_picture(public_id: str) -> ClusterMap | None:
    """Return a drawn map whose pictures are to be drawn, for the worker, who is nobody; None when it is gone."""
    return ClusterMap.objects.filter(public_id=public_id, drawn_at__isnull=False, deleted_at__isnull=True).first()


def abandoned_maps(*, older_than: timedelta) -> list[ClusterMap]:
    """Return maps that were never drawn, that nobody has changed for a while and on which no work goes on; for the portal's own cleaning."""
    maps = ClusterMap.objects.select_related("run", "reading_run", "table", "size_bands")
    untouched = maps.filter(drawn_at__isnull=True, changed_at__lt=timezone.now() - older_than)
    return [map_ for map_ in untouched if not is_going_on(map_.run) and not is_going_on(map_.reading_run)]


def synthetic_map_exists() -> bool:
    """Say whether the map of the demonstration was ever made, even if it was removed since."""
    return ClusterMap.objects.filter(synthetic=True).exists()


def synthetic_map_to_finish() -> ClusterMap | None:
    """Return the map of the demonstration when an earlier start was interrupted before it was drawn, and nobody draws it now."""
    first = ClusterMap.objects.select_related("run").filter(synthetic=True).order_by("pk").first()
    if first is None or first.drawn_at or first.deleted_at or is_going_on(first.run):
        return None
    return first


def choices_of(reader: Reader, map_: ClusterMap) -> QuerySet[Choice]:
    """Return everything that was recorded on a map the reader sees, corrections and withdrawn entries too, in the order of the days."""
    visible = maps_visible_to(reader).filter(pk=map_.pk)
    chosen = Choice.objects.filter(map__in=visible.values("pk"))
    return chosen.select_related("recorded_by", "withdrawn_by", "replaced_by").prefetch_related("texts")


def standing_choices(reader: Reader, map_: ClusterMap, *, region: str = "", industry: str = "") -> list[Choice]:
    """Return what stands recorded on a map, of one region or industry where asked; the latest decision last."""
    standing = choices_of(reader, map_).filter(replaced_by__isnull=True, withdrawn_at__isnull=True)
    standing = standing.filter(region=region) if region else standing
    return list(standing.filter(industry=industry) if industry else standing)


def choice_visible_to(reader: Reader, public_id: str) -> Choice:
    """Return one recorded choice on a map the reader sees, or answer 404."""
    visible = maps_visible_to(reader).filter(drawn_at__isnull=False)
    return get_object_or_404(
        Choice.objects.select_related("map", "recorded_by").filter(map__in=visible.values("pk")), public_id=public_id
    )


def comparisons_visible_to(reader: Reader) -> QuerySet[MapComparison]:
    """Return the comparisons of maps both of which the reader sees, removed ones left out."""
    visible = maps_visible_to(reader).filter(deleted_at__isnull=True).values("pk")
    found = MapComparison.objects.select_related("before", "after", "run", "created_by")
    return found.filter(before__in=visible, after__in=visible)


def comparison_visible_to(reader: Reader, public_id: str) -> MapComparison:
    """Return one comparison, or answer 404."""
    return get_object_or_404(comparisons_visible_to(reader), public_id=public_id)


def maps_to_compare_with(reader: Reader, map_: ClusterMap) -> QuerySet[ClusterMap]:
    """Return the other drawn maps that the reader sees."""
    drawn = maps_visible_to(reader).filter(drawn_at__isnull=False, deleted_at__isnull=True)
    return drawn.exclude(pk=map_.pk).order_by("-drawn_at", "-pk")


def comparison_going_on(wanted: MapComparison) -> MapComparison | None:
    """Return the comparison of the same maps by the same tables of codes that the same person has begun and that still goes on."""
    begun = MapComparison.objects.select_related("run").filter(
        before=wanted.before, after=wanted.after, created_by=wanted.created_by, computed_at__isnull=True
    )
    return next((one for one in begun if is_going_on(one.run) and _checksums(one) == _checksums(wanted)), None)


def _checksums(comparison: MapComparison) -> dict[str, str]:
    return {axis: file["sha256"] for axis, file in comparison.correspondences.items()}


def comparison_of_run(run: BackgroundRun) -> MapComparison:
    """Return the comparison a run works on; for the worker, who is nobody."""
    found = MapComparison.objects.select_related("before", "after")
    return found.get(public_id=run.subject_public_id)
