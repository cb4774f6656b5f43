"""What the buttons of the design page do with a questionnaire: move, duplicate, remove. Values in, values out."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from grono.portal.core.problems import RefusedError

if TYPE_CHECKING:
    from grono.portal.surveys.definition import Definition, Question, Section

ACTS = ("up", "down", "duplicate", "remove")


def changed(definition: Definition, act: str, *, section: str, concept: str = "") -> Definition:
    """Return the questionnaire after one act on a section, or on a question of it."""
    found = definition.section(section)
    if act not in ACTS or found is None or (concept and found.question(concept) is None):
        raise RefusedError(_("That part of the questionnaire is no longer there."))
    if not concept:
        names = [one.key for one in definition.sections]
        return replace(
            definition, sections=_acted(definition.sections, names.index(section), act, _twin_section(definition))
        )
    names = [one.concept for one in found.questions]
    taken = {one.concept for one in definition.questions}

    def twin(question: Question) -> Question:
        return replace(question, concept=_free(question.concept, taken))

    questions = _acted(found.questions, names.index(concept), act, twin)
    return definition.with_section(replace(found, questions=questions))


def _acted(parts: tuple[Any, ...], place: int, act: str, twin: Any) -> tuple[Any, ...]:
    ordered = list(parts)
    if act == "remove":
        del ordered[place]
    elif act == "duplicate":
        ordered.insert(place + 1, twin(ordered[place]))
    else:
        other = place + (1 if act == "down" else -1)
        if 0 <= other < len(ordered):
            ordered[place], ordered[other] = ordered[other], ordered[place]
    return tuple(ordered)


def _twin_section(definition: Definition) -> Any:
    keys, concepts = {one.key for one in definition.sections}, {one.concept for one in definition.questions}

    def twin(section: Section) -> Section:
        questions = []
        for question in section.questions:
            name = _free(question.concept, concepts)
            concepts.add(name)
            questions.append(replace(question, concept=name))
        return replace(section, key=_free(section.key, keys), questions=tuple(questions))

    return twin


def _free(name: str, taken: set[str]) -> str:
    """Return a name like the given one that is not taken yet."""
    for number in range(2, len(taken) + 3):
        tail = f"_{number}"
        candidate = f"{name[: 40 - len(tail)]}{tail}"
        if candidate not in taken:
            return candidate
    return name
