"""Operations on cluster maps."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, get_args

from django.db.models import F
from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_noop as _
from ninja import Path, Query, Router

from grono.portal.api import map_schemas as schemas
from grono.portal.api.answers import by_language, language, paged, part_of, reader_of, text
from grono.portal.api.asking import Asked, Paged  # noqa: TC001 - Ninja reads it
from grono.portal.api.contracted import row_values
from grono.portal.api.errors import Refusal, WrongParameters
from grono.portal.api.measures import measures
from grono.portal.core.languages import in_this_language
from grono.portal.maps.queries import drawn_map, map_visible_to, maps_visible_to, state_of
from grono.portal.maps.results import file_of, results_of
from grono.portal.maps.tables import tables_of
from grono.reports.notes import notes_of

if TYPE_CHECKING:
    from grono.portal.maps.models import ClusterMap
    from grono.portal.maps.results import Results, Row

router = Router()
Kind = Literal["region", "industry"]
REFUSED = {404: Refusal, 422: WrongParameters}
"""Schemas of what may come instead of an answer."""
PUBLIC_ID = Path(..., description=_("Identifier, as the list answers it."))


@router.get("/maps", response={200: schemas.Maps, 422: WrongParameters}, url_name="maps", summary=_("Cluster maps"))
def list_maps(request: HttpRequest, asked: Query[Paged]) -> dict[str, Any]:
    """Return the published maps, the newest first, then one's own that are not published."""
    published_first = F("published_at").desc(nulls_last=True)
    maps = maps_visible_to(reader_of(request)).filter(deleted_at__isnull=True)
    ordered = maps.order_by(published_first, "-created_at", "-pk")
    return paged(request, asked, maps.count(), [_entry(request, map_) for map_ in part_of(ordered, asked)])


@router.get(
    "/maps/{public_id}", response={200: schemas.MapDetails, **REFUSED}, url_name="map", summary=_("One cluster map")
)
def one_map(request: HttpRequest, asked: Query[Asked], public_id: str = PUBLIC_ID) -> dict[str, Any]:  # noqa: ARG001
    """Return one map with its warnings and files."""
    map_ = map_visible_to(reader_of(request), public_id)
    warnings = results_of(map_).record["warnings"] if map_.drawn_at else []
    return {
        **_entry(request, map_),
        "classification": map_.specification.get("reading", {}).get("classification"),
        "inputs": _inputs(map_),
        "specification": map_.specification,
        "warnings": [{"code": one["code"], "message": in_this_language(one["sentences"])} for one in warnings],
        "files": [_file(request, map_, name, size) for name, size in map_.summary.get("files", {}).items()],
    }


def _inputs(map_: ClusterMap) -> list[dict[str, Any]]:
    return [
        {"kind": kind, "name": table.original_name, "bytes": table.size, "sha256": table.sha256}
        for kind, table in tables_of(map_).items()
    ]


def _entry(request: HttpRequest, map_: ClusterMap) -> dict[str, Any]:
    summary = map_.summary if map_.drawn_at else {}
    return {
        "public_id": map_.public_id,
        "title": text(map_.title, map_.language),
        "synthetic": map_.synthetic,
        "note": by_language(map_.note),
        "state": state_of(map_).value,
        "year": summary.get("period") or None,
        "base_year": summary.get("base_period") or None,
        "source": map_.source or str(map_.table or ""),
        "published_at": map_.published_at,
        "totals": {name: summary[name] for name in schemas.Totals.model_fields} if summary else None,
        "page": request.build_absolute_uri(reverse("maps:map", args=[map_.public_id])),
    }


def _file(request: HttpRequest, map_: ClusterMap, name: str, size: int) -> dict[str, Any]:
    address = reverse("maps:download", kwargs={"public_id": map_.public_id, "name": name})
    return {"name": name, "bytes": size, "address": request.build_absolute_uri(address)}


def _name(results: Results, kind: Kind, code: str) -> dict[str, str]:
    found = results.name(kind, code, language())
    return text(found.text, found.language)


def _notes(row: Row) -> list[str]:
    return [note.sentence(language()) for note in notes_of(row["flags"], row.get("missing"))]


@router.get(
    "/maps/{public_id}/shortlist",
    response={200: schemas.Shortlist, **REFUSED},
    url_name="shortlist",
    summary=_("Shortlist of a map, each line with its evidence"),
)
def shortlist(request: HttpRequest, wanted: Query[schemas.WantedLines], public_id: str = PUBLIC_ID) -> dict[str, Any]:
    """Return the lines of the two lists in order."""
    results = results_of(drawn_map(reader_of(request), public_id))
    found = [
        row
        for row in results.shortlist
        if wanted.region in (None, row["region"]) and wanted.list in (None, row["list"])
    ]
    return paged(request, wanted, len(found), [_line(results, row) for row in part_of(found, wanted)])


def _line(results: Results, row: Row) -> dict[str, Any]:
    names = {f"{kind}_name": _name(results, kind, row[kind]) for kind in get_args(Kind)}
    return {**row_values(row), **names, "notes": _notes(row)}


def _place(results: Results, kind: Kind, row: Row) -> dict[str, Any]:
    return {**row_values(row), "name": _name(results, kind, row[kind]), "notes": _notes(row)}


def _rows(results: Results, kind: Kind) -> dict[str, Row]:
    return results.regions if kind == "region" else results.industries


def _places(request: HttpRequest, asked: Paged, public_id: str, kind: Kind) -> dict[str, Any]:
    results = results_of(drawn_map(reader_of(request), public_id))
    found = sorted(_rows(results, kind).values(), key=lambda row: (-row["candidates"], row[kind]))
    return paged(request, asked, len(found), [_place(results, kind, row) for row in part_of(found, asked)])


def _one_place(request: HttpRequest, public_id: str, kind: Kind, code: str) -> tuple[Results, dict[str, Any]]:
    results = results_of(drawn_map(reader_of(request), public_id))
    row = _rows(results, kind).get(code)
    if row is None:
        raise Http404
    return results, _place(results, kind, row)


def _list_operation(kind: Kind, plural: str, answer: Any, summary: str) -> None:
    """Add the operation that lists the regions, or the industries, of a map."""

    @router.get(
        f"/maps/{{public_id}}/{plural}",
        response={200: answer, **REFUSED},
        url_name=plural,
        operation_id=f"grono_portal_api_maps_{plural}",
        summary=summary,
    )
    def places(request: HttpRequest, asked: Query[Paged], public_id: str = PUBLIC_ID) -> dict[str, Any]:
        return _places(request, asked, public_id, kind)


_list_operation("region", "regions", schemas.Regions, _("Regions of a map"))
_list_operation("industry", "industries", schemas.Industries, _("Industries of a map"))


@router.get(
    "/maps/{public_id}/regions/{path:code}",
    response={200: schemas.RegionDetails, **REFUSED},
    url_name="region",
    summary=_("One region of a map with its lines"),
)
def one_region(
    request: HttpRequest,
    asked: Query[Asked],  # noqa: ARG001 - the language is chosen before
    public_id: str = PUBLIC_ID,
    code: str = Path(..., description=_("Code of the region.")),
) -> dict[str, Any]:
    """Return one region."""
    results, place = _one_place(request, public_id, "region", code)
    lines = [_line(results, line) for line in results.shortlist if line["region"] == code]
    return {**place, "lines": lines}


@router.get(
    "/maps/{public_id}/industries/{path:code}",
    response={200: schemas.IndustryDetails, **REFUSED},
    url_name="industry",
    summary=_("One industry of a map in all its regions"),
)
def one_industry(
    request: HttpRequest,
    asked: Query[Asked],  # noqa: ARG001 - the language is chosen before
    public_id: str = PUBLIC_ID,
    code: str = Path(..., description=_("Code of the industry.")),
) -> dict[str, Any]:
    """Return one industry."""
    results, place = _one_place(request, public_id, "industry", code)
    lists = {line["region"]: line["list"] for line in results.shortlist if line["industry"] == code}
    cells = [
        {**row_values(cell), "name": _name(results, "region", cell["region"]), "list": lists.get(cell["region"])}
        for cell in results.cells_of_industry(code)
    ]
    return {**place, "cells": cells}


@router.get(
    "/maps/{public_id}/measures",
    response={200: schemas.Measures, **REFUSED},
    url_name="measures",
    summary=_("All measures of a map, value by value"),
)
def list_measures(
    request: HttpRequest, wanted: Query[schemas.WantedMeasures], public_id: str = PUBLIC_ID
) -> dict[str, Any]:
    """Return the values that match, in the order of the file."""
    path = file_of(drawn_map(reader_of(request), public_id), "measures.parquet")
    if path is None:
        raise Http404
    narrow = wanted.model_dump(include={"region", "industry", "variant", "period"}, exclude_none=True)
    count, found = measures(path, narrow, wanted.offset, wanted.limit)
    return paged(request, wanted, count, [row_values(row) for row in found])
