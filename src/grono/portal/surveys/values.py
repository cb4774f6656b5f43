"""Answers as they are typed, stored and shown.

Stored are: a text; a quantity as ``grono.quantities`` writes it; the key of a choice, or a sorted list of keys; a NACE class; a date in
ISO form; for a table row → column → one of these. An empty answer is no answer and is not stored.
"""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from grono.portal.core.problems import RefusedError
from grono.portal.core.templatetags.grono import day
from grono.portal.surveys.definition import text_in
from grono.portal.surveys.kinds import NUMERIC, QuestionType
from grono.quantities import Absent, QuantityError, Range, display, from_data, missing, parse, to_data

if TYPE_CHECKING:
    from collections.abc import Mapping

    from grono.portal.surveys.definition import Column, Question
    from grono.quantities import Quantity

LONGEST_ANSWER = 4000
NACE = "nace2"
CLASS = 4
"""Level of a class in NACE: sections are 1, divisions 2, groups 3."""
PROPOSED = 3
"""Classes named to who typed words where a code was asked for."""


class AnswerError(RefusedError):
    """An answer that cannot be read; the sentence says what to write."""


def number_language() -> str:
    """Return the language in which the reader writes numbers."""
    language = get_language() or "pl"
    return language if language in ("pl", "en") else "en"


def read_quantity(text: str, kind: str) -> dict[str, Any] | None:
    """Return a typed number or quantity for storing; nothing for an empty field."""
    if not text.strip():
        return None
    try:
        value = parse(text, number_language())
    except QuantityError as error:
        if kind == QuestionType.NUMBER:
            raise _not_one_number(text) from error
        raise AnswerError(error.in_language(number_language())) from error
    is_one = isinstance(value, Absent) or (isinstance(value, Range) and value.is_exact)
    if kind == QuestionType.NUMBER and not is_one:
        raise _not_one_number(text)
    return to_data(value)


def _not_one_number(text: str) -> AnswerError:
    sentence = _("“%(text)s” is not one number. Write one number, or “%(missing)s” if it is unknown.")
    return AnswerError(sentence % {"text": text.strip(), "missing": display(missing(), number_language())})


def read_code(text: str) -> str | None:
    """Return the NACE class of a typed code: of 10.51.Z that is 10.51; what is wider than a class is refused."""
    from grono.classifications import UnknownCode, get_classification

    if not text.strip():
        return None
    try:
        found = get_classification(NACE).resolve(text)
    except UnknownCode as error:
        raise AnswerError(_no_code(text)) from error
    if found.problem is not None:
        raise AnswerError(found.problem.message.in_language(number_language()))
    if found.level < CLASS:
        sentence = _("“%(typed)s” is wider than a class. Write a class of NACE or PKD, for example 10.51.")
        raise AnswerError(sentence % {"typed": text.strip()})
    return str(found.class_code)


def _no_code(text: str) -> str:
    """Return what to write; who typed words is shown the classes that may be meant (LNG-32)."""
    from grono.matching import suggest_codes

    proposed = [one for one in suggest_codes(text, number_language()) if one.words][:PROPOSED]
    if not proposed:
        return _("“%(typed)s” is no code of an activity. Write a class of NACE or PKD, for example 10.51.") % {
            "typed": text
        }
    return _("“%(typed)s” is no code of an activity. Write the one that fits: %(codes)s") % {
        "typed": text,
        "codes": "; ".join(_shown_code(one.code) for one in proposed),
    }


def shown(question: Question, value: Any, language: str) -> str:
    """Return an answer in words; ``language`` is that of the questionnaire's texts."""
    if value is None:
        return ""
    if question.type == QuestionType.TABLE:
        return _shown_table(question, value, language)
    if question.type == QuestionType.MANY:
        return "; ".join(choice_text(question, key, language) for key in value)
    if question.type == QuestionType.ONE:
        return choice_text(question, value, language)
    if question.type == QuestionType.CODE:
        return _shown_code(value)
    if question.type == QuestionType.DATE:
        return day(datetime.date.fromisoformat(value))
    return shown_cell(question, value, language)


def shown_cell(place: Question | Column, value: Any, language: str) -> str:
    """Return a text, or a number with its unit."""
    if place.type not in NUMERIC:
        return str(value)
    quantity = from_data(value)
    unit, _language = text_in(place.unit, language)
    text = display(quantity, number_language())
    return f"{text} {unit}" if unit and isinstance(quantity, Range) else text


def choice_text(question: Question, key: str, language: str) -> str:
    """Return the words of a choice; its key where it no longer stands in the question."""
    texts = {choice.key: choice.text for choice in question.choices}
    return text_in(texts.get(key), language)[0] or key


def _shown_table(question: Question, value: Mapping[str, Any], language: str) -> str:
    lines = []
    for row in question.rows:
        cells = value.get(row.key, {})
        said = [
            f"{text_in(column.text, language)[0]}: {shown_cell(column, cells[column.key], language)}"
            for column in question.columns
            if column.key in cells
        ]
        if said:
            lines.append(f"{text_in(row.text, language)[0]} – {'; '.join(said)}")
    return "\n".join(lines)


def _shown_code(code: str) -> str:
    from grono.classifications import Labels, get_classification

    return f"{code} {get_classification(NACE).label(code, get_language() or 'pl', labels=Labels()).text}"


def typed(question: Question | Column, value: Any) -> Any:
    """Return a stored answer as the form shows it for changing."""
    if value is None or question.type not in NUMERIC:
        return value
    quantity = from_data(value)
    return "-" if _is_not_planned(quantity) else display(quantity, number_language())


def _is_not_planned(quantity: Quantity) -> bool:
    return isinstance(quantity, Absent) and quantity.kind.value == "not_planned"


def as_quantity(value: Any) -> Quantity:
    """Return a stored number as a quantity."""
    return from_data(value)
