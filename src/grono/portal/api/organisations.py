"""Operations on the directory."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from ninja import Path, Query, Router, Status

from grono.language import collation_key
from grono.portal.api import organisation_schemas as schemas
from grono.portal.api.answers import language, paged, part_of, reader_of, text
from grono.portal.api.asking import Asked  # noqa: TC001 - Ninja reads it
from grono.portal.api.errors import Refusal, WrongParameters, WrongParametersError
from grono.portal.directory.details import posts_at
from grono.portal.directory.filters import FACETS, all_facets, wanted_from
from grono.portal.directory.finding import PARTS
from grono.portal.directory.further_facets import further_facets
from grono.portal.directory.kinds import (
    CodeOrigin,
    Helix,
    OrganisationState,
    OrganisationType,
    PostRole,
    Proof,
    SizeBand,
    TextKind,
)
from grono.portal.directory.known_people import posts_elsewhere
from grono.portal.directory.listing import value_label
from grono.portal.directory.profiles import profile, profiles
from grono.portal.directory.queries import organisation_it_became, organisation_visible_to, organisations_found
from grono.portal.directory.standing import rung_towards
from grono.portal.directory.wording import activity_text, codes_of_places, headcount_text, wording_for
from grono.quantities import to_data

if TYPE_CHECKING:
    from collections.abc import Mapping

    from grono.portal.core.visitor import Reader
    from grono.portal.directory.filters import Wanted
    from grono.portal.directory.further_facets import FurtherFacet
    from grono.portal.directory.models import Organisation
    from grono.portal.directory.profiles import Place, Profile
    from grono.portal.directory.wording import Wording

router = Router()
ORDERED = {"helix": Helix.values, "type": OrganisationType.values, "size": [str(band) for band in SizeBand.values]}
"""Facets whose values have an order of their own; the others stand by name."""
READ_PARTS = (*PARTS, "posts__person")


@router.get(
    "/organisations",
    response={200: schemas.Organisations, 422: WrongParameters},
    url_name="organisations",
    summary=gettext_noop("Organisations, narrowed by search and facets"),
)
def list_organisations(request: HttpRequest, wanted: Query[schemas.WantedOrganisations]) -> dict[str, Any]:
    """Return the organisations that match, in the order asked for, with the counts of all facets."""
    reader = reader_of(request)
    narrowed = wanted_from(request.GET)
    _refuse_unknown(request.GET.lists(), narrowed)
    found = organisations_found(reader, narrowed)
    shown = profiles(reader, part_of(found, wanted))
    counts = found.counts
    wording = wording_for(reader, [*codes_of_places(shown), *counts["voivodeship"], *counts["powiat"]])
    items = [_entry(request, one, wording) for one in shown]
    return {**paged(request, wanted, len(found), items), "facets": _facets(counts, wording)}


def _refuse_unknown(given: Any, narrowed: Wanted) -> None:
    """Refuse values that do not exist: leaving them out, as the page does, would widen the answer."""
    sentence = _("There is no such value: %(values)s.")
    unknown = {
        name: sentence % {"values": ", ".join(sorted(left))}
        for name, values in given
        if name in all_facets() and (left := set(values) - set(narrowed.chosen.get(name, ())))
    }
    if unknown:
        raise WrongParametersError(unknown)


def _facets(counts: Mapping[str, Mapping[str, int]], wording: Wording) -> dict[str, list[dict[str, Any]]]:
    further = {facet.key: _further(facet, counts[facet.key], wording) for facet in further_facets()}
    return {facet: _values(facet, counts[facet], wording) for facet in FACETS} | further


def _further(facet: FurtherFacet, counts: Mapping[str, int], wording: Wording) -> list[dict[str, Any]]:
    labels = facet.labels(list(counts), wording.language)
    values = [
        {"key": value, "label": labels[value], "count": number} for value, number in counts.items() if value in labels
    ]
    return sorted(values, key=lambda value: collation_key(str(value["label"]), "pl"))


def _values(facet: str, counts: Mapping[str, int], wording: Wording) -> list[dict[str, Any]]:
    values = [
        {"key": value, "label": value_label(facet, value, wording), "count": number} for value, number in counts.items()
    ]
    if facet in ORDERED:
        return sorted(values, key=lambda value: ORDERED[facet].index(str(value["key"])))
    return sorted(values, key=lambda value: collation_key(str(value["label"]), "pl"))


@router.get(
    "/organisations/{public_id}",
    response={200: schemas.OrganisationDetails, 301: schemas.Merged, 404: Refusal, 422: WrongParameters},
    url_name="organisation",
    summary=gettext_noop("One organisation"),
)
def one_organisation(
    request: HttpRequest,
    response: HttpResponse,
    asked: Query[Asked],  # noqa: ARG001 - the language is chosen before
    public_id: str = Path(..., description=gettext_noop("Identifier, as the list answers it.")),
) -> Any:
    """Return one organisation as this reader may see it, or the name of the one that it became part of."""
    reader: Reader = reader_of(request)
    found = _standing(reader, public_id)
    if found is None:
        became = organisation_it_became(public_id)
        if became is not None:
            return Status(301, _merged(request, response, became))
        found = organisation_visible_to(reader, public_id, READ_PARTS)
    one = profile(reader, found)
    wording = wording_for(reader, codes_of_places([one]))
    return {
        **_entry(request, one, wording),
        "places": [_place(place, wording) for place in one.places],
        "activities": [_activity(code, wording) for code in one.codes],
        "identifiers": [
            {"scheme": row.scheme, "value": row.value, "proof": _choice(Proof, row.proof)} for row in one.identifiers
        ],
        "texts": [{"kind": _choice(TextKind, row.kind), "text": text(row.text, row.language)} for row in one.texts],
        "people": _people(reader, found),
        "founded": one.founded,
        "web": one.web or None,
        "source": text(one.source, one.source_language),
        "source_year": one.source_year,
    }


def _people(reader: Reader, one: Organisation) -> list[dict[str, Any]]:
    shown = posts_at(rung_towards(reader, one), one)
    others = posts_elsewhere(reader, one, [post.public_id for post in shown])
    return [
        {
            "post": post.public_id,
            "name": post.name,
            "role": _choice(PostRole, post.role),
            "title": text(post.title, post.title_language) if post.title else None,
            "since": post.since,
            "is_invented": post.is_invented,
            "contacts": list(post.contacts),
            "others": [
                {
                    "organisation": other.organisation.public_id,
                    "legal_name": text(other.organisation.legal_name, other.organisation.name_language),
                    "role": _choice(PostRole, other.role),
                }
                for other in others.get(post.public_id, ())
            ],
        }
        for post in shown
    ]


def _standing(reader: Reader, public_id: str) -> Organisation | None:
    """Return an organisation that stands in the directory; a removed one may have become part of another."""
    try:
        found = organisation_visible_to(reader, public_id, READ_PARTS)
    except Http404:
        return None
    return found if found.removed_at is None else None


def _merged(request: HttpRequest, response: HttpResponse, became: Organisation) -> dict[str, str]:
    """Return which entry another one became part of; nobody may remember it, as merges can be undone."""
    address = request.build_absolute_uri(reverse("api:v1:organisation", args=[became.public_id]))
    response["Location"], response["Cache-Control"] = address, "no-store"
    sentence = _("This entry has become part of another one. Ask for that one.")
    return {"message": sentence, "code": "merged", "survivor": became.public_id, "address": address}


def _entry(request: HttpRequest, one: Profile, wording: Wording) -> dict[str, Any]:
    return {
        "public_id": one.public_id,
        "legal_name": text(one.legal_name, one.name_language),
        "short_name": one.short_name or None,
        "type": _choice(OrganisationType, one.type),
        "helix": _choice(Helix, one.helix),
        "state": _choice(OrganisationState, one.state),
        "is_invented": one.is_invented,
        "seat": _place(one.seat, wording) if one.seat else None,
        "main_activity": _activity(one.main_code, wording) if one.main_code else None,
        "headcount": _headcount(one),
        "withheld": sorted(one.hidden),
        "page": request.build_absolute_uri(reverse("directory:organisation", args=[one.public_id])),
    }


def _choice(kind: Any, value: Any) -> dict[str, str]:
    return {"key": str(value), "label": str(kind(value).label)}


def _place(place: Place, wording: Wording) -> dict[str, Any]:
    return {
        "is_seat": place.is_seat,
        "place": place.place or None,
        "teryt": place.teryt or None,
        "voivodeship": wording.voivodeship(place) or None,
        "powiat": wording.powiat(place) or None,
        "street": place.street or None,
        "postal_code": place.postal_code or None,
        "latitude": place.latitude,
        "longitude": place.longitude,
        "point_method": place.point_method or None,
    }


def _activity(code: Any, wording: Wording) -> dict[str, Any]:
    label = wording.activity(code)
    return {
        "classification": code.system,
        "code": code.code,
        "label": text(activity_text(label), label.language),
        "is_main": code.is_main,
        "origin": _choice(CodeOrigin, code.origin),
        "edition_inferred": code.edition_inferred or None,
        "converted": _converted(code, wording),
    }


def _converted(code: Any, wording: Wording) -> dict[str, Any] | None:
    found = wording.converted(code)
    if found is None:
        return None
    return {
        "classification": found.classification,
        "candidates": list(found.codes),
        "number": len(found.codes),
        "asked": found.asked,
    }


def _headcount(one: Profile) -> dict[str, Any] | None:
    if one.headcount is None:
        return None
    return {
        "value": to_data(one.headcount),
        "text": headcount_text(one, language()),
        "year": one.headcount_year,
        "size": _choice(SizeBand, one.size_band) if one.size_band else None,
    }
