"""Operations on what people make of a map: recorded choices, and comparisons."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest  # noqa: TC002 - Ninja reads it
from django.urls import reverse
from django.utils.translation import gettext_noop as _
from ninja import Path, Query, Router

from grono.portal.api import decision_schemas as schemas
from grono.portal.api.answers import language, paged, part_of, reader_of, text
from grono.portal.api.contracted import row_values
from grono.portal.api.errors import Refusal, WrongParameters
from grono.portal.core.languages import in_this_language
from grono.portal.maps.comparisons import changes
from grono.portal.maps.pages.choices import finding, name_of, words_of
from grono.portal.maps.queries import choices_of, comparison_visible_to, drawn_map
from grono.portal.maps.results import results_of

if TYPE_CHECKING:
    from grono.portal.maps.models import Choice, ClusterMap
    from grono.portal.maps.results import Results

router = Router()
REFUSED = {404: Refusal, 422: WrongParameters}
PUBLIC_ID = Path(..., description=_("Identifier, as the list answers it."))


@router.get(
    "/maps/{public_id}/choices",
    response={200: schemas.Choices, **REFUSED},
    url_name="choices",
    summary=_("Choices recorded on a map, with their history"),
)
def list_choices(
    request: HttpRequest, wanted: Query[schemas.WantedChoices], public_id: str = PUBLIC_ID
) -> dict[str, Any]:
    """Return what was decided, in the order of the days; a correction stands beside what it corrects."""
    reader = reader_of(request)
    map_ = drawn_map(reader, public_id)
    found = [
        one
        for one in choices_of(reader, map_)
        if wanted.region in (None, one.region) and wanted.standing in (None, _standing(one))
    ]
    return paged(request, wanted, len(found), [_choice(results_of(map_), one) for one in part_of(found, wanted)])


def _standing(choice: Choice) -> str:
    if choice.replaced_by_id is not None:
        return "corrected"
    return "stands" if choice.withdrawn_at is None else "withdrawn"


def _choice(results: Results, one: Choice) -> dict[str, Any]:
    name, region = name_of(results, one), results.name("region", one.region, language())

    def said(part: str) -> dict[str, str] | None:
        words = words_of(one, part)
        return text(words.text, words.language) if words.text else None

    return {
        "public_id": one.public_id,
        "region": one.region,
        "region_name": text(region.text, region.language),
        "industry": one.industry or None,
        "industry_name": text(name.text, name.language),
        "decision": {"key": one.decision, "label": one.get_decision_display()},
        "decided_on": one.decided_on,
        "decided_by": text(one.decided_by, one.language),
        "reason": said("reason"),
        "doubts": said("doubts"),
        "data_missing": said("data_missing"),
        "found": finding(results, one),
        "standing": _standing(one),
        "corrected_by": one.replaced_by.public_id if one.replaced_by else None,
        "withdrawn_because": one.withdrawn_because or None,
        "recorded_at": one.recorded_at,
    }


@router.get(
    "/comparisons/{public_id}",
    response={200: schemas.ComparisonDetails, **REFUSED},
    url_name="comparison",
    summary=_("Two maps compared, line by line"),
)
def one_comparison(
    request: HttpRequest, wanted: Query[schemas.WantedChanges], public_id: str = PUBLIC_ID
) -> dict[str, Any]:
    """Return what changed beyond noise, what did not, and what cannot be compared."""
    found = comparison_visible_to(reader_of(request), public_id)
    lines = [
        row
        for row in (changes(found) if found.summary else [])
        if wanted.region in (None, row["region"]) and wanted.change in (None, row["class"])
    ]
    details = {
        "public_id": found.public_id,
        "before": _map(found.before),
        "after": _map(found.after),
        "computed_at": found.computed_at,
        "classes": found.summary.get("classes"),
        "refusal": [in_this_language(sentence) for sentence in found.refusal],
        "page": request.build_absolute_uri(reverse("maps:comparison", args=[found.public_id])),
    }
    return details | paged(request, wanted, len(lines), [row_values(row) for row in part_of(lines, wanted)])


def _map(map_: ClusterMap) -> dict[str, Any]:
    year = map_.summary["period"] or None
    titled = text(map_.title, map_.language)
    return {"public_id": map_.public_id, "title": titled, "year": year, "synthetic": map_.synthetic}
