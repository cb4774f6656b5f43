"""Operations on questionnaires and the results of their waves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest  # noqa: TC002 - Ninja reads it
from django.urls import reverse
from django.utils.translation import gettext_noop as _
from ninja import Path, Query, Router

from grono.portal.api import surveys_schemas as schemas
from grono.portal.api.answers import language, paged, part_of, reader_of, text
from grono.portal.api.asking import Asked, Paged  # noqa: TC001 - Ninja reads it
from grono.portal.api.errors import Refusal, WrongParameters
from grono.portal.surveys.definition import text_in
from grono.portal.surveys.kinds import WaveState
from grono.portal.surveys.queries import version_visible_to, wave_visible_to, waves_visible_to
from grono.portal.surveys.results import cells_in_order

if TYPE_CHECKING:
    from grono.portal.surveys.definition import Question
    from grono.portal.surveys.models import Wave

router = Router()
REFUSED = {404: Refusal, 422: WrongParameters}
PUBLIC_ID = Path(..., description=_("Identifier, as the list answers it."))


@router.get(
    "/surveys",
    response={200: schemas.Waves, 422: WrongParameters},
    url_name="surveys",
    summary=_("Waves of questionnaires: the published ones; all of them for who runs them"),
)
def list_waves(request: HttpRequest, wanted: Query[Paged]) -> dict[str, Any]:
    """Return the waves, the newest first."""
    found = waves_visible_to(reader_of(request)).order_by("-created_at", "-pk")
    items = [_entry(request, one) for one in part_of(found, wanted)]
    return paged(request, wanted, found.count(), items)


@router.get(
    "/surveys/{public_id}",
    response={200: schemas.WaveDetails, **REFUSED},
    url_name="survey",
    summary=_("One wave with its results, without what would show a single organisation"),
)
def one_wave(
    request: HttpRequest,
    asked: Query[Asked],  # noqa: ARG001 - the language is chosen before
    public_id: str = PUBLIC_ID,
) -> dict[str, Any]:
    """Return one wave; the same numbers as on the page."""
    wave = wave_visible_to(reader_of(request), public_id)
    found = wave.results
    questions = found.get("questions", {})
    return {
        **_entry(request, wave),
        "asked": found.get("asked"),
        "eligible": found.get("eligible"),
        "complete": found.get("complete"),
        "results": [
            _result(question, questions[question.concept])
            for question in wave.version.definition.questions
            if question.concept in questions
        ],
        "comparison": found.get("comparison"),
    }


@router.get(
    "/questionnaires/{public_id}",
    response={200: schemas.QuestionnaireDetails, **REFUSED},
    url_name="questionnaire",
    summary=_("One version of a questionnaire, for who designs or runs them"),
)
def one_questionnaire(
    request: HttpRequest,
    asked: Query[Asked],  # noqa: ARG001 - the language is chosen before
    public_id: str = PUBLIC_ID,
) -> dict[str, Any]:
    """Return one version whole."""
    version = version_visible_to(reader_of(request), public_id)
    return {
        "public_id": version.public_id,
        "key": version.questionnaire.key,
        "version": version.number,
        "is_frozen": version.frozen_at is not None,
        "content": version.content,
        "links": version.links,
        "page": request.build_absolute_uri(reverse("surveys:version", args=[version.public_id])),
    }


def _entry(request: HttpRequest, wave: Wave) -> dict[str, Any]:
    return {
        "public_id": wave.public_id,
        "title": text(*text_in(wave.titles, language())),
        "questionnaire": wave.version.questionnaire.key,
        "version": wave.version.number,
        "period": wave.period,
        "state": {"key": wave.state, "label": str(WaveState(wave.state).label)},
        "closes_on": wave.closes_on,
        "published_at": wave.published_at,
        "is_invented": wave.is_invented,
        "page": request.build_absolute_uri(reverse("surveys:results", args=[wave.public_id])),
    }


def _result(question: Question, result: dict[str, Any]) -> dict[str, Any]:
    return {
        "concept": question.concept,
        "text": text(*text_in(question.text, language())),
        "kind": result["kind"],
        "unit": text(*text_in(question.unit, language())) if question.unit else None,
        "answered": result.get("answered"),
        "cells": [
            {
                "cell": name,
                "suppressed": bool(cell.get("suppressed")),
                "organisations": cell.get("organisations"),
                "sum": cell.get("sum"),
                "mean": cell.get("mean"),
            }
            for name, cell in cells_in_order(question, result)
        ],
    }
