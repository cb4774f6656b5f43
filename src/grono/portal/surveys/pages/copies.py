"""A copy of the answers in words, for the page and for paper."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from importlib.resources import files
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _

from grono.portal.core.templatetags.grono import day
from grono.portal.surveys.definition import text_in
from grono.portal.surveys.kinds import AnswerSource
from grono.portal.surveys.queries import answers_of
from grono.portal.surveys.values import shown
from grono.reports.typesetting import typeset

if TYPE_CHECKING:
    from collections.abc import Sequence

    from grono.portal.surveys.models import Answer
    from grono.portal.surveys.views.access import Answering


@dataclass(frozen=True)
class CopiedAnswer:
    """A question with its answer; an empty answer was not given."""

    question: str
    answer: str
    note: str = ""


@dataclass(frozen=True)
class CopiedSection:
    """A section with its answers."""

    title: str
    language: str
    answers: Sequence[CopiedAnswer]


@dataclass(frozen=True)
class Copy:
    """All answers of one organisation in one wave."""

    language: str
    title: str
    organisation: str
    facts: Sequence[str]
    sections: Sequence[CopiedSection]


def copy_of(who: Answering, language: str) -> Copy:
    """Return the answers that whoever looks may see."""
    words = who.text_language(language)
    answers = answers_of(who.invitation)
    wave = who.invitation.wave
    facts = [_("Reference period: %(period)s") % {"period": wave.period}]
    if who.invitation.completed_at is not None:
        facts.append(_("Handed in on %(day)s") % {"day": day(who.invitation.completed_at)})
    else:
        facts.append(_("Not handed in yet"))
    sections = [
        CopiedSection(
            *text_in(one.title, words),
            [
                CopiedAnswer(
                    text_in(question.text, words)[0],
                    shown(question, answers[question.concept].value, words) if question.concept in answers else "",
                    _note(answers.get(question.concept)),
                )
                for question in one.questions
            ],
        )
        for one in who.sections
    ]
    return Copy(words, who.title(language)[0], str(who.invitation.organisation), facts, sections)


def _note(answer: Answer | None) -> str:
    if answer is None or answer.source == AnswerSource.FIRM:
        return ""
    came_in = str(AnswerSource(answer.source).label)
    if answer.is_confirmed:
        return _("%(source)s; confirmed") % {"source": came_in}
    return _("%(source)s; not confirmed by the firm yet") % {"source": came_in}


def copy_as_pdf(copy: Copy) -> bytes:
    """Return the copy as PDF/UA-1."""
    content = {**asdict(copy), "footer": _("Copy made on %(day)s") % {"day": day(timezone.localdate())}}
    for section in content["sections"]:
        for one in section["answers"]:
            one["answer"] = one["answer"] or _("no answer")
    return typeset(
        files("grono.portal.surveys").joinpath("data", "copy.typ").read_bytes(),
        {"copy.json": json.dumps(content, ensure_ascii=False)},
        moment=timezone.now().replace(microsecond=0),
    )
