"""What is wrong with a questionnaire, all at once: in a file from outside, and before a wave begins."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from grono.portal.core.problems import RefusedError
from grono.portal.surveys import feeds
from grono.portal.surveys.definition import NAME, Definition, from_data
from grono.portal.surveys.kinds import CELL_TYPES, QUESTION_LANGUAGES, WITH_CHOICES, QuestionType

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from grono.portal.surveys.definition import Choice, Column, Question, Section, Texts

MOST_QUESTIONS = 300
MOST_SECTIONS = 40
LONGEST_TEXT = 4000


class DefinitionError(RefusedError):
    """A questionnaire that cannot be taken in; says everything that is wrong."""

    def __init__(self, sentences: list[str]) -> None:
        super().__init__(" ".join(sentences))
        self.sentences = sentences


def read_definition(data: Any) -> Definition:
    """Return a questionnaire from a file.

    Raises
    ------
    DefinitionError
        With a sentence for everything that is wrong.
    """
    shape = list(_shape(data, "", _SHAPE))
    if shape:
        raise DefinitionError(shape)
    definition = from_data(data)
    found = problems_of(definition)
    if found:
        raise DefinitionError(found)
    return definition


_TEXTS = {"*": str}
_KEYED = {"key": str, "text": _TEXTS}
_SHAPE: dict[str, Any] = {
    "languages": [str],
    "title": _TEXTS,
    "introduction": _TEXTS,
    "sections": [
        {
            "key": str,
            "title": _TEXTS,
            "help": _TEXTS,
            "questions": [
                {
                    "concept": str,
                    "type": str,
                    "text": _TEXTS,
                    "help": _TEXTS,
                    "unit": _TEXTS,
                    "period": str,
                    "required": bool,
                    "feeds": str,
                    "choices": [_KEYED],
                    "rows": [_KEYED],
                    "columns": [{**_KEYED, "type": str, "unit": _TEXTS}],
                }
            ],
        }
    ],
}
_NEEDED = {"key", "concept", "type"}


def _shape(value: Any, place: str, wanted: Any) -> Iterator[str]:
    """Say where a value is not of the kind the place needs."""
    where = place or _("the file")
    if isinstance(wanted, dict):
        if not isinstance(value, dict):
            yield _("%(place)s should hold named values in braces.") % {"place": where}
            return
        yield from _named(value, place, wanted)
    elif isinstance(wanted, list):
        if not isinstance(value, list):
            yield _("%(place)s should hold a list in square brackets.") % {"place": where}
            return
        for number, inner in enumerate(value, start=1):
            yield from _shape(inner, f"{place}[{number}]", wanted[0])
    elif not isinstance(value, wanted):
        kind = _("true or false") if wanted is bool else _("a text")
        yield _("%(place)s should be %(kind)s.") % {"place": where, "kind": kind}


def _named(value: Mapping[str, Any], place: str, wanted: Mapping[str, Any]) -> Iterator[str]:
    for name, inner in value.items():
        inside = f"{place}.{name}" if place else str(name)
        if "*" in wanted or name in wanted:
            yield from _shape(inner, inside, wanted.get(name, wanted.get("*")))
        else:
            known = ", ".join(sorted(wanted))
            yield _("%(place)s is not known here. Known: %(known)s.") % {"place": inside, "known": known}
    for name in sorted(_NEEDED & wanted.keys() - value.keys()):
        yield _("%(place)s lacks “%(name)s”.") % {"place": place, "name": name}


def problems_of(definition: Definition) -> list[str]:
    """Say everything that is wrong with a questionnaire of the right shape."""
    found = [*_languages(definition), *_keys(_("The section"), [one.key for one in definition.sections])]
    found += _keys(_("The question"), [one.concept for one in definition.questions])
    for section in definition.sections:
        found += _section(section, definition.languages)
    if len(definition.sections) > MOST_SECTIONS or sum(1 for _one in definition.questions) > MOST_QUESTIONS:
        sentence = _("At most %(sections)s sections and %(questions)s questions fit into a questionnaire.")
        found.append(sentence % {"sections": MOST_SECTIONS, "questions": MOST_QUESTIONS})
    return found


def _languages(definition: Definition) -> Iterator[str]:
    if not definition.languages:
        yield _("Name at least one language.")
    unknown = sorted(set(definition.languages) - set(QUESTION_LANGUAGES))
    if unknown:
        known = ", ".join(QUESTION_LANGUAGES)
        yield _("Unknown languages: %(unknown)s. Known: %(known)s.") % {"unknown": ", ".join(unknown), "known": known}


def _keys(what: str, keys: Iterable[str]) -> Iterator[str]:
    seen: set[str] = set()
    for key in keys:
        if not NAME.fullmatch(key):
            sentence = _("%(what)s “%(key)s”: a key is made of small letters a–z, digits and _, at most 40.")
            yield sentence % {"what": what, "key": key}
        elif key in seen:
            yield _("%(what)s “%(key)s” stands there twice.") % {"what": what, "key": key}
        seen.add(key)


def _section(section: Section, languages: Iterable[str]) -> Iterator[str]:
    yield from _texts(section.key, [section.title, section.help], languages)
    for question in section.questions:
        yield from _question(question, languages)


def _texts(place: str, texts: Iterable[Texts | None], languages: Iterable[str]) -> Iterator[str]:
    for one in texts:
        for language, text in (one or {}).items():
            if language not in languages:
                sentence = _(
                    "%(place)s: a text is in the language “%(language)s”, which the questionnaire does not name."
                )
                yield sentence % {"place": place, "language": language}
            if len(text) > LONGEST_TEXT:
                yield _("%(place)s: a text is longer than %(most)s characters.") % {
                    "place": place,
                    "most": LONGEST_TEXT,
                }


def _question(question: Question, languages: Iterable[str]) -> Iterator[str]:
    name = question.concept
    parts: list[Choice | Column] = [*question.choices, *question.rows, *question.columns]
    yield from _texts(name, [question.text, question.help, question.unit, *(one.text for one in parts)], languages)
    for what, keys in (
        (_("The choice"), [one.key for one in question.choices]),
        (_("The row"), [one.key for one in question.rows]),
        (_("The column"), [one.key for one in question.columns]),
    ):
        yield from _keys(f"{name}: {what}", keys)
    yield from _kind(question)
    if question.feeds and question.feeds not in feeds.known():
        sentence = _("%(place)s: nothing takes answers for “%(feed)s”. Known: %(known)s.")
        yield sentence % {"place": name, "feed": question.feeds, "known": ", ".join(sorted(feeds.known()))}


def _kind(question: Question) -> Iterator[str]:
    name, kind = question.concept, question.type
    if kind not in QuestionType.values:
        known = ", ".join(QuestionType.values)
        yield _("%(place)s: there is no type “%(type)s”. Known: %(known)s.") % {
            "place": name,
            "type": kind,
            "known": known,
        }
    if kind in WITH_CHOICES and len(question.choices) < 2:
        yield _("%(place)s: a question with choices needs at least two.") % {"place": name}
    if kind == QuestionType.TABLE and not (question.rows and question.columns):
        yield _("%(place)s: a table needs at least one row and one column.") % {"place": name}
    for column in question.columns:
        if column.type not in CELL_TYPES:
            known = ", ".join(CELL_TYPES)
            sentence = _("%(place)s: the column “%(column)s” may hold one of: %(known)s.")
            yield sentence % {"place": name, "column": column.key, "known": known}


def missing_texts(definition: Definition) -> list[tuple[str, str]]:
    """Return place and language of every text that is missing in a language of the questionnaire."""
    needed: list[tuple[str, Texts | None]] = [("title", definition.title)]
    for section in definition.sections:
        needed.append((section.key, section.title))
        for question in section.questions:
            needed.append((question.concept, question.text))
            parts: list[Choice | Column] = [*question.choices, *question.rows, *question.columns]
            needed += [(f"{question.concept}.{one.key}", one.text) for one in parts]
    found = [(place, code) for place, texts in needed for code in definition.languages if not (texts or {}).get(code)]
    return found + _half_translated(definition)


def _half_translated(definition: Definition) -> list[tuple[str, str]]:
    """Return what may be left out altogether, but was written in some languages only."""
    optional: list[tuple[str, Texts | None]] = [("introduction", definition.introduction)]
    optional += [(f"{section.key}.help", section.help) for section in definition.sections]
    for question in definition.questions:
        optional += [(f"{question.concept}.help", question.help), (f"{question.concept}.unit", question.unit)]
    return [
        (place, code)
        for place, texts in optional
        if texts and any(texts.values())
        for code in definition.languages
        if not texts.get(code)
    ]
