"""What the buttons of the design page do with a questionnaire: move, duplicate, remove. Values in, values out."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from grono.language.folding import fold
from grono.portal.core.problems import RefusedError
from grono.portal.surveys.definition import Definition, Section, from_data, text_in, to_data

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from grono.portal.surveys.definition import Question, Texts

LONGEST_MADE_KEY = 24
"""Characters of a key that is made of a text; who writes one has 40."""
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


@dataclass(frozen=True)
class Removed:
    """A part of a questionnaire that was taken out, and where it stood; ``place`` counts from 0."""

    part: Section | Question
    section: str
    place: int
    name: str

    @classmethod
    def of(cls, definition: Definition, section: str, concept: str, language: str) -> Removed:
        """Return a part that stands in the questionnaire, before it is taken out."""
        inside = next(one for one in definition.sections if one.key == section)
        if not concept:
            name = text_in(inside.title, language)[0] or section
            return cls(inside, section, definition.sections.index(inside), name)
        part = next(one for one in inside.questions if one.concept == concept)
        return cls(part, section, inside.questions.index(part), text_in(part.text, language)[0] or concept)

    def as_data(self) -> dict[str, Any]:
        """Return the part as plain values."""
        is_whole = isinstance(self.part, Section)
        section = self.part if isinstance(self.part, Section) else Section(self.section, {}, None, (self.part,))
        data = to_data(Definition((), {}, {}, (section,)))
        return {"data": data, "is_whole": is_whole, "section": self.section, "place": self.place, "name": self.name}

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Removed:
        """Return the part that was kept as plain values."""
        section = from_data(data["data"]).sections[0]
        part = section if data["is_whole"] else section.questions[0]
        return cls(part, data["section"], data["place"], data["name"])


def put_back(definition: Definition, removed: Removed) -> Definition:
    """Return the questionnaire with a part that was taken out where it stood."""
    inside, part = definition.section(removed.section), removed.part
    there = {one.concept for one in definition.questions}
    if isinstance(part, Section):
        if inside is not None or there & {one.concept for one in part.questions}:
            raise RefusedError(_("It cannot be put back: something else has its key now."))
        return replace(definition, sections=_inserted(definition.sections, removed.place, part))
    if inside is None or part.concept in there:
        raise RefusedError(_("It cannot be put back: its section is gone, or something else has its key now."))
    return definition.with_section(replace(inside, questions=_inserted(inside.questions, removed.place, part)))


def _inserted(parts: tuple[Any, ...], place: int, part: Any) -> tuple[Any, ...]:
    return (*parts[:place], part, *parts[place:])


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


def key_from(texts: Texts, otherwise: str, taken: Collection[str]) -> str:
    """Return a key made of the first words of a text, the English one before others, that is not taken yet."""
    folded = "_".join(fold(word) for word in text_in(texts, "en")[0].split())
    words = re.sub(r"^[^a-z]+", "", re.sub(r"[^a-z0-9]+", "_", folded)).strip("_") or otherwise
    key = words if len(words) <= LONGEST_MADE_KEY else words[: LONGEST_MADE_KEY + 1].rpartition("_")[0]
    key = key or words[:LONGEST_MADE_KEY]
    return _free(key, set(taken)) if key in taken else key


def _free(name: str, taken: set[str]) -> str:
    """Return a name like the given one that is not taken yet."""
    for number in range(2, len(taken) + 3):
        tail = f"_{number}"
        candidate = f"{name[: 40 - len(tail)]}{tail}"
        if candidate not in taken:
            return candidate
    return name
