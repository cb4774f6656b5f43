"""Versions of what programs change: an ETag with each answer to who may write, and If-Match with a change (412 when it is outdated).

The version of a thing is the last act on it in the audit chain, as every change leaves one there, and the moment of its last change.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.http import Http404
from django.utils.translation import gettext as _

from grono.portal.clusters.permissions import coordinates
from grono.portal.clusters.queries import cluster_visible_to
from grono.portal.core.audit import take_turn
from grono.portal.core.queries import last_act_on
from grono.portal.directory.permissions import may_keep
from grono.portal.directory.queries import organisation_visible_to
from grono.portal.surveys.queries import version_visible_to

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from django.http import HttpRequest, HttpResponse

    from grono.portal.core.visitor import Reader

CHANGED = 412


def _organisation(reader: Reader, public_id: str) -> Any:
    found = organisation_visible_to(reader, public_id, ())
    return found if may_keep(reader, found) else None


def _cluster(reader: Reader, public_id: str) -> Any:
    found = cluster_visible_to(reader, public_id)
    return found if reader.is_authenticated and coordinates(reader, found) else None


def _questionnaire(reader: Reader, public_id: str) -> Any:
    return version_visible_to(reader, public_id) if reader.can("surveys.design") else None


VERSIONED: dict[str, Callable[[Reader, str], Any]] = {
    "organisations": _organisation,
    "clusters": _cluster,
    "questionnaires": _questionnaire,
}
"""First part of an address → the thing there, for who may write it; others are told no version, as it would tell them of hidden fields."""


def is_versioned(path: str) -> bool:
    """Say whether an address, as the document writes it, is of one thing that has a version."""
    parts = path.split("/")
    return len(parts) > 4 and parts[3] in VERSIONED and parts[4] == "{public_id}"


def version_of(request: HttpRequest, arguments: Mapping[str, str]) -> str:
    """Return the version of the thing at an address, in quotes as ETag has it; empty where there is none for the reader."""
    parts = request.path.split("/")
    find = VERSIONED.get(parts[3]) if len(parts) > 4 else None
    if find is None or arguments.get("public_id") != parts[4] or not request.user.is_authenticated:
        return ""
    try:
        found = find(request.user, parts[4])
    except Http404:
        return ""
    if found is None:
        return ""
    said = f"{found.public_id}:{last_act_on(found)}:{found.changed_at.isoformat()}"
    return f'"{hashlib.sha256(said.encode()).hexdigest()[:20]}"'


def answer_unless_changed(
    request: HttpRequest,
    arguments: Mapping[str, str],
    answer: Callable[[], HttpResponse],
    refuse: Callable[..., HttpResponse],
) -> HttpResponse:
    """Answer; a change with If-Match only while nobody else has changed the thing, with every other writer waiting meanwhile."""
    if request.method in ("GET", "HEAD"):
        read = version_of(
            request, arguments
        )  # before the answer: who changes it meanwhile makes this outdated, not too new
        return _with_version(answer(), read)
    wanted = request.headers.get("If-Match", "").strip()
    token = getattr(request, "api_token", None)
    if wanted in ("", "*") or token is None or token.scope != "write":
        response = answer()
        return _with_version(response, version_of(request, arguments))
    with transaction.atomic():
        take_turn()
        stands = version_of(request, arguments)
        if stands and stands not in {one.strip() for one in wanted.split(",")}:
            sentence = _(
                "Somebody else has changed this meanwhile. Read it again, look at what changed, and send your change with the new ETag."
            )
            response = refuse({"message": sentence, "code": "changed"}, CHANGED)
            response.headers["ETag"] = stands
            return response
        response = answer()
        return _with_version(response, version_of(request, arguments))


def _with_version(response: HttpResponse, version: str) -> HttpResponse:
    if response.status_code == 200 and version:
        response.headers["ETag"] = version
    return response
