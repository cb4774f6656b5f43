from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.shortcuts import get_object_or_404

from grono.classifications import Correspondence, Correspondences, Labels, region_name
from grono.classifications.labels import Label
from grono.portal.regions.kinds import ListState
from grono.portal.regions.models import NameList, Region, Scheme
from grono.portal.regions.shipped import TERYT_VINTAGE

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import QuerySet

    from grono.portal.core.visitor import Reader


PERMISSION = "regions.load_names"


def labels_visible_to(reader: Reader) -> Labels:
    """Return all names from the lists in use; where two lists name a code in one language, the one loaded last wins."""
    return lists_in_use(reader)[0]


def lists_in_use(reader: Reader) -> tuple[Labels, Correspondences]:  # noqa: ARG001  (official lists are for everyone; the door is the same)
    """Return the names and the correspondence tables of the lists in use; of two for the same the one loaded last counts. One query."""
    loaded = NameList.objects.filter(state=ListState.LOADED).order_by("loaded_at", "pk")
    public_ids = tuple(loaded.values_list("public_id", flat=True))
    return _labels_of(public_ids), _correspondences_of(public_ids)


@lru_cache(maxsize=2)
def _labels_of(public_ids: tuple[str, ...]) -> Labels:
    # A list in use never changes its texts, so its identifier is enough to remember the result by.
    texts = dict(NameList.objects.filter(public_id__in=public_ids).values_list("public_id", "texts"))
    labels = Labels()
    for public_id in public_ids:
        labels = labels.merged(Labels(texts[public_id]))
    return labels


@lru_cache(maxsize=2)
def _correspondences_of(public_ids: tuple[str, ...]) -> Correspondences:
    rows = NameList.objects.filter(public_id__in=public_ids, correspondence__isnull=False)
    stored: dict[str, Any] = dict(rows.values_list("public_id", "correspondence"))
    tables = {}
    for one in (stored[public_id] for public_id in public_ids if public_id in stored):
        codes = {code: tuple(targets) for code, targets in one["codes"].items()}
        tables[one["from"], one["to"]] = Correspondence(one["from"], one["to"], codes)
    return Correspondences(tables)


def name_lists_visible_to(reader: Reader) -> QuerySet[NameList]:
    """Return the lists in use and removed, and one's own waiting ones, for who may load lists; nothing for others."""
    if not reader.can(PERMISSION):
        return NameList.objects.none()
    mine = Q(uploaded_by=reader.pk, state=ListState.DRAFT)
    return NameList.objects.select_related("uploaded_by").filter(mine | ~Q(state=ListState.DRAFT))


def name_list_visible_to(reader: Reader, public_id: str) -> NameList:
    """Return one list, or answer 404."""
    return get_object_or_404(name_lists_visible_to(reader), public_id=public_id)


def teryt_names(codes: Iterable[str], language: str, labels: Labels) -> dict[str, Label]:
    """Return TERYT code → name, the loaded one first; a region without any name is shown by its code."""
    wanted = {code for code in codes if code}
    stored = Region.objects.filter(scheme=Scheme.TERYT, vintage=TERYT_VINTAGE, code__in=wanted)
    names = dict(stored.values_list("code", "names"))
    return {code: _teryt_name(code, names.get(code, {}), language, labels) for code in wanted}


def _teryt_name(code: str, names: dict[str, str], language: str, labels: Labels) -> Label:
    loaded = labels.find("region", code, language)
    if loaded is None and names:
        chosen = next((one for one in (language, "pl") if one in names), min(names))
        return Label(names[chosen], chosen, code, "shipped")
    return loaded or region_name(code, language)
