"""Operations on classifications of industries."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest  # noqa: TC002 - Ninja reads it
from django.utils.translation import gettext_noop as _
from ninja import Field, Path, Query, Router, Schema

from grono.classifications import UnknownClassification, UnknownCode, get_classification
from grono.portal.api.answers import Text, language, reader_of, text
from grono.portal.api.asking import Asked  # noqa: TC001 - Ninja reads it
from grono.portal.api.errors import Suggestion, UnknownCodeRefusal, WrongParameters
from grono.portal.regions.queries import labels_visible_to

if TYPE_CHECKING:
    from collections.abc import Iterable

    from grono.classifications import Classification, Labels
    from grono.messages import Message

router = Router()


class CodeAbsentError(Exception):
    """A code or a classification that does not exist, with what may have been meant."""

    def __init__(self, content: dict[str, Any]) -> None:
        super().__init__(content["message"])
        self.content = content


class NamedCode(Schema):
    """A code with its name."""

    code: str = Field(description=_("The code as people write it."), examples=["10.51"])
    label: Text = Field(description=_("Its name."))


class CodeDetails(NamedCode):
    """A code of a classification."""

    classification: str = Field(description=_("Key of the classification."), examples=["nace2"])
    classification_title: str = Field(description=_("Name of the classification in the language asked for."))
    label_of: str = Field(
        description=_("The code whose name it is: for a national code without a name of its own, that of its class.")
    )
    level: int = Field(
        description=_("Level, counted from 1 at the top: in NACE section, division, group, class, national code."),
        examples=[4],
    )
    parent: NamedCode | None = Field(description=_("One level up; null at the top."))
    children: list[NamedCode] = Field(
        description=_("One level down; empty where there is none, or where only the shape of the codes is known.")
    )


assert set(NamedCode.model_fields) == set(Suggestion.model_fields)  # noqa: S101 - a suggestion is named likewise


@router.get(
    "/classifications/{key}/codes/{path:code}",
    response={200: CodeDetails, 404: UnknownCodeRefusal, 422: WrongParameters},
    url_name="code",
    summary=_("One code of a classification of industries"),
)
def one_code(
    request: HttpRequest,
    asked: Query[Asked],  # noqa: ARG001 - the language is chosen before
    key: str = Path(..., description=_("Key of the classification: nace2, nace21, pkd2007, pkd2025, naics.")),
    code: str = Path(..., description=_("The code in any usual writing."), examples=["10.51"]),
) -> dict[str, Any]:
    """Return a code with its neighbours above and below."""
    labels = labels_visible_to(reader_of(request))
    classification = _classification(key)
    unit = _unit(classification, code, labels)
    parent = classification.parent(unit)
    label = classification.label(unit, language(), labels=labels)
    return {
        "classification": key,
        "classification_title": classification.title.in_language(language()),
        "code": unit,
        "label": text(label.text, label.language),
        "label_of": label.code,
        "level": classification.level(unit),
        "parent": _named(classification, parent, labels) if parent else None,
        "children": [_named(classification, child, labels) for child in classification.children(unit)],
    }


def _classification(key: str) -> Classification:
    try:
        return get_classification(key)
    except UnknownClassification as error:
        raise CodeAbsentError(_content("unknown-classification", error.message, [])) from error


def _unit(classification: Classification, code: str, labels: Labels) -> str:
    """Return the code as it is written; one that is only counted with another does not exist."""
    try:
        found = classification.resolve(code)
    except UnknownCode as error:
        nearest = _suggestions(classification, error.suggestions, labels)
        raise CodeAbsentError(_content("unknown-code", error.message, nearest)) from error
    if found.problem is not None:
        near = dict.fromkeys([found.class_code, *classification.nearest(code)])
        nearest = _suggestions(classification, near, labels)
        raise CodeAbsentError(_content("unknown-code", found.problem.message, nearest))
    return found.unit


def _suggestions(classification: Classification, codes: Iterable[str], labels: Labels) -> list[dict[str, Any]]:
    return [_named(classification, code, labels) for code in codes]


def _named(classification: Classification, code: str, labels: Labels) -> dict[str, Any]:
    label = classification.label(code, language(), labels=labels)
    return {"code": code, "label": text(label.text, label.language)}


def _content(kind: str, sentence: Message, suggestions: list[dict[str, Any]]) -> dict[str, Any]:
    return {"message": sentence.in_language(language()), "code": kind, "suggestions": suggestions}
