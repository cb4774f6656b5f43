"""The answers of a wave as rows: one for each organisation and question, with where each came from and what it counts as."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from grono.portal.surveys.definition import text_in
from grono.portal.surveys.kinds import AnswerSource, QuestionType, Standing
from grono.portal.surveys.models import Answer
from grono.portal.surveys.values import as_quantity, shown, shown_cell
from grono.quantities import Range

if TYPE_CHECKING:
    from collections.abc import Iterator

    from grono.portal.surveys.definition import Question
    from grono.portal.surveys.models import Wave


def answer_rows(wave: Wave, language: str) -> Iterator[list[object]]:
    """Return a header and a row for each answer, half-done ones marked; a cell of a table is a row of its own."""
    yield [
        _("organisation"), _("identifier"), _("stands"), _("section"), _("key of the question"), _("question"),
        _("reference period"), _("answer"), _("code"), _("lower end"), _("upper end"), _("flag"), _("unit"),
        _("came in"), _("confirmed"), _("saved"),
    ]  # fmt: skip
    definition = wave.version.definition
    places = {
        question.concept: (section.key, question) for section in definition.sections for question in section.questions
    }
    rows = Answer.objects.filter(invitation__wave=wave).select_related("invitation__organisation")
    for answer in rows.order_by("invitation__organisation__name_key", "invitation_id", "pk").iterator(chunk_size=2000):
        section, question = places[answer.concept]
        for row in _rows(question, answer, language):
            yield [*_head(answer, section), *row[:2], question.period or wave.period, *row[2:], *_tail(answer)]


def _head(answer: Answer, section: str) -> list[object]:
    invitation = answer.invitation
    organisation = invitation.organisation
    return [str(organisation), organisation.public_id, str(Standing(invitation.standing).label), section]


def _tail(answer: Answer) -> list[object]:
    confirmed = _("yes") if answer.is_confirmed else _("no")
    return [str(AnswerSource(answer.source).label), confirmed, answer.at.isoformat(timespec="minutes")]


def _rows(question: Question, answer: Answer, language: str) -> Iterator[list[object]]:
    text = text_in(question.text, language)[0]
    if question.type != QuestionType.TABLE:
        yield [question.concept, text, *_value(question, answer.value, language)]
        return
    for row in question.rows:
        for column in question.columns:
            if column.key in answer.value.get(row.key, {}):
                name = f"{question.concept}.{row.key}.{column.key}"
                label = f"{text} / {text_in(row.text, language)[0]} / {text_in(column.text, language)[0]}"
                yield [name, label, *_value(column, answer.value[row.key][column.key], language)]


def _value(place: Any, value: Any, language: str) -> list[object]:
    """Return answer, code, ends, flag and unit: an exact number is a number, anything else says what it is."""
    if place.type not in (QuestionType.NUMBER, QuestionType.QUANTITY):
        words = shown(place, value, language) if hasattr(place, "concept") else str(value)
        return [words, _code(place, value), None, None, "", ""]
    quantity = as_quantity(value)
    unit = text_in(place.unit, language)[0]
    if not isinstance(quantity, Range):
        return [shown_cell(place, value, language), "", None, None, str(quantity.kind.value), unit]  # type: ignore[attr-defined]
    ends = [None if end is None else _plain(float(end)) for end in (quantity.lower, quantity.upper)]
    if quantity.is_exact and not quantity.approximate:
        return [ends[0], "", *ends, "", unit]
    return [shown_cell(place, value, language), "", *ends, "approximate" if quantity.approximate else "range", unit]


def _code(place: Any, value: Any) -> str:
    """Return what a program counts by: keys of choices with blanks between, a NACE class, a date in ISO form; else nothing."""
    if place.type == QuestionType.MANY:
        return " ".join(value)
    return str(value) if place.type in (QuestionType.ONE, QuestionType.CODE, QuestionType.DATE) else ""


def _plain(number: float) -> float | int:
    """Return a whole number as such: thirty people are 30, not 30.0."""
    return int(number) if number.is_integer() else number
