"""A questionnaire as plain values: sections, questions and their texts in every language, read and checked whole."""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any

from grono.portal.surveys.kinds import NUMERIC, QuestionType

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    Texts = Mapping[str, str]

NAME = re.compile(r"[a-z][a-z0-9_]{0,39}")
"""Keys of sections, questions, choices, rows and columns: they stand in addresses, files and comparisons, and never change."""


@dataclass(frozen=True)
class Choice:
    """One value to choose, or one row of a table."""

    key: str
    text: Texts


@dataclass(frozen=True)
class Column:
    """One column of a table."""

    key: str
    text: Texts
    type: str = QuestionType.QUANTITY.value
    unit: Texts | None = None


@dataclass(frozen=True)
class Question:
    """One question; ``concept`` is what it asks for, the same in every version and language."""

    concept: str
    type: str
    text: Texts
    help: Texts | None = None
    unit: Texts | None = None
    period: str = ""
    required: bool = False
    choices: tuple[Choice, ...] = ()
    rows: tuple[Choice, ...] = ()
    columns: tuple[Column, ...] = ()
    feeds: str = ""

    @property
    def is_numeric(self) -> bool:
        """Say whether answers can be added up."""
        return self.type in NUMERIC


@dataclass(frozen=True)
class Section:
    """One page of the questionnaire."""

    key: str
    title: Texts
    help: Texts | None = None
    questions: tuple[Question, ...] = ()

    def question(self, concept: str) -> Question | None:
        """Return a question of this section."""
        return next((one for one in self.questions if one.concept == concept), None)


@dataclass(frozen=True)
class Definition:
    """A whole questionnaire."""

    languages: tuple[str, ...]
    title: Texts
    introduction: Texts
    sections: tuple[Section, ...] = ()

    @property
    def questions(self) -> Iterator[Question]:
        """Return all questions in their order."""
        for section in self.sections:
            yield from section.questions

    def section(self, key: str) -> Section | None:
        """Return a section."""
        return next((one for one in self.sections if one.key == key), None)

    def question(self, concept: str) -> Question | None:
        """Return a question."""
        return next((one for one in self.questions if one.concept == concept), None)

    def with_section(self, section: Section) -> Definition:
        """Return the questionnaire with one section replaced, or put behind the others when it is new."""
        if self.section(section.key) is None:
            return replace(self, sections=(*self.sections, section))
        return replace(self, sections=tuple(section if one.key == section.key else one for one in self.sections))


def text_in(texts: Texts | None, language: str) -> tuple[str, str]:
    """Return a text and the language it is in: the one asked for, then English, then whatever there is."""
    known = texts or {}
    for code in (language, "en", *known):
        if known.get(code):
            return known[code], code
    return "", language


def to_data(definition: Definition) -> dict[str, Any]:
    """Return the questionnaire as plain values for JSON; what is empty is left out."""
    plain: dict[str, Any] = _without_empty(asdict(definition))
    return {"languages": [], "title": {}, "introduction": {}, "sections": [], **plain}


def _without_empty(value: Any) -> Any:
    if isinstance(value, dict):
        kept = {name: _without_empty(inner) for name, inner in value.items()}
        return {name: inner for name, inner in kept.items() if inner not in (None, "", False, [], {})}
    if isinstance(value, list | tuple):
        return [_without_empty(inner) for inner in value]
    return value


def from_data(data: Mapping[str, Any]) -> Definition:
    """Return the questionnaire that was stored; what comes from outside goes through ``checking.read_definition``."""
    return Definition(
        tuple(data.get("languages", ())),
        data.get("title", {}),
        data.get("introduction", {}),
        tuple(_section(part) for part in data.get("sections", ())),
    )


def _section(data: Mapping[str, Any]) -> Section:
    questions = tuple(_question(part) for part in data.get("questions", ()))
    return Section(data["key"], data.get("title", {}), data.get("help"), questions)


def _question(data: Mapping[str, Any]) -> Question:
    return Question(
        concept=data["concept"],
        type=data["type"],
        text=data.get("text", {}),
        help=data.get("help"),
        unit=data.get("unit"),
        period=data.get("period", ""),
        required=bool(data.get("required")),
        choices=tuple(Choice(one["key"], one.get("text", {})) for one in data.get("choices", ())),
        rows=tuple(Choice(one["key"], one.get("text", {})) for one in data.get("rows", ())),
        columns=tuple(
            Column(one["key"], one.get("text", {}), one.get("type", QuestionType.QUANTITY.value), one.get("unit"))
            for one in data.get("columns", ())
        ),
        feeds=data.get("feeds", ""),
    )
