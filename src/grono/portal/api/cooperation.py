"""Operations on studies of co-operation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest  # noqa: TC002 - Ninja reads it
from django.urls import reverse
from django.utils.translation import gettext_noop as _
from ninja import Path, Query, Router

from grono.portal.api import cooperation_schemas as schemas
from grono.portal.api.answers import language, paged, part_of, reader_of, text
from grono.portal.api.asking import Asked, Paged  # noqa: TC001 - Ninja reads it
from grono.portal.api.errors import Refusal, WrongParameters
from grono.portal.cooperation.queries import listed_for, study_visible_to

if TYPE_CHECKING:
    from grono.portal.cooperation.models import Study

router = Router()
PUBLIC_ID = Path(..., description=_("Identifier, as the list answers it."))


@router.get(
    "/cooperation",
    response={200: schemas.Studies, 422: WrongParameters},
    url_name="studies",
    summary=_("Studies of co-operation"),
)
def list_studies(request: HttpRequest, asked: Query[Paged]) -> dict[str, Any]:
    """Return the studies, the newest first."""
    found = listed_for(reader_of(request))
    items = [_entry(request, one) for one in part_of(found, asked)]
    return paged(request, asked, found.count(), items)


@router.get(
    "/cooperation/{public_id}",
    response={200: schemas.StudyDetails, 404: Refusal, 422: WrongParameters},
    url_name="study",
    summary=_("One study of co-operation with its results"),
)
def one_study(request: HttpRequest, asked: Query[Asked], public_id: str = PUBLIC_ID) -> dict[str, Any]:  # noqa: ARG001
    """Return one study: its results in words and in figures."""
    study = study_visible_to(reader_of(request), public_id)
    result = dict(study.result or {})
    sentences = result.pop("sentences", {})
    words = sentences.get(language(), sentences.get("en", []))
    return {**_entry(request, study), "words": words, "figures": result or None}


def _entry(request: HttpRequest, one: Study) -> dict[str, Any]:
    return {
        "public_id": one.public_id,
        "kind": one.kind,
        "title": text(one.title, one.language),
        "source": text(one.source, one.language),
        "is_invented": one.is_synthetic,
        "seed": one.seed,
        "measured": one.measured_at,
        "published": one.published_at,
        "page": request.build_absolute_uri(reverse("cooperation:study", args=[one.public_id])),
    }
