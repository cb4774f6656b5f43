"""What the pages of answering show."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from grono.portal.core.display import Download, Fact, Link, Status, Step
from grono.portal.core.templatetags.grono import day
from grono.portal.surveys import feeds
from grono.portal.surveys.definition import text_in
from grono.portal.surveys.kinds import AnswerSource, Standing
from grono.portal.surveys.links import brought_forward, earlier_concept
from grono.portal.surveys.pages.copies import copy_of
from grono.portal.surveys.queries import (
    answers_of,
    missing_questions,
    previous_invitation,
    sections_of,
    versions_between,
)

if TYPE_CHECKING:
    from django.forms import Form

    from grono.portal.surveys.definition import Section
    from grono.portal.surveys.forms.answering import SectionForm
    from grono.portal.surveys.views.access import Answering

TONES: dict[str, Any] = {
    Standing.COMPLETE: "success",
    Standing.STARTED: "active",
    Standing.REFUSED: "warning",
    Standing.UNREACHABLE: "warning",
}


def _common(who: Answering) -> dict[str, Any]:
    language = get_language() or "pl"
    title, title_language = who.title(language)
    return {
        "who": who,
        "invitation": who.invitation,
        "organisation": who.invitation.organisation,
        "title": title,
        "title_language": title_language if title_language != language else "",
        "on_behalf": str(AnswerSource(who.source).label) if who.is_on_behalf else "",
        "is_invented": who.invitation.wave.is_invented,
    }


def _way(who: Answering) -> list[Link]:
    if not who.is_whole:
        return []
    title, _language = who.title(get_language() or "pl")
    return [Link(title, reverse("surveys:answer", args=[who.invitation.public_id]))]


def overview(who: Answering) -> dict[str, Any]:
    """Return the page of the whole questionnaire."""
    language = who.text_language(get_language() or "pl")
    standing = Standing(who.invitation.standing)
    introduction, introduction_language = text_in(who.definition.introduction, language)
    return {
        **_common(who),
        "introduction": introduction,
        "introduction_language": introduction_language,
        "status": Status(words_for_firm(standing), TONES.get(standing, "neutral")),
        "sections": _sections(who, language),
        "is_complete": standing == Standing.COMPLETE,
        "is_refused": standing == Standing.REFUSED,
        "facts": [
            Fact(
                _("Organisation"), str(who.invitation.organisation), language=who.invitation.organisation.name_language
            ),
            Fact(_("Reference period"), who.invitation.wave.period),
            Fact(_("Last day"), who.invitation.wave.closes_on),
        ],
    }


def words_for_firm(standing: Standing) -> str:
    """Return where a questionnaire stands as the firm sees it: whether a letter came does not matter to it."""
    if standing in (Standing.COMPLETE, Standing.STARTED, Standing.REFUSED):
        return str(standing.label)
    return _("not begun")


def _sections(who: Answering, language: str) -> list[dict[str, Any]]:
    states, answered = sections_of(who.invitation), set(answers_of(who.invitation))
    found = []
    for one in who.sections:
        title, title_language = text_in(one.title, language)
        number = sum(question.concept in answered for question in one.questions)
        missing = [question for question in one.questions if question.required and question.concept not in answered]
        touched = one.key in states
        found.append(
            {
                "title": title,
                "language": title_language,
                "href": reverse("surveys:section", args=[who.invitation.public_id, one.key]),
                "hand_over": reverse("surveys:hand_over", args=[who.invitation.public_id, one.key]),
                "state": "done" if touched and not missing else "begun" if touched or number else "waiting",
                "answered": number,
                "questions": len(one.questions),
                "missing": len(missing),
            }
        )
    return found


def last_time(who: Answering, section: Section) -> dict[str, Any]:
    """Return concept → last wave's answer as this version would hold it, where it can be compared."""
    before = previous_invitation(who.invitation)
    if before is None or who.invitation.wave.previous is None:
        return {}
    chain = versions_between(who.invitation.wave.previous.version, who.invitation.wave.version)
    answers = {name: answer.value for name, answer in answers_of(before).items()}
    found = {}
    for question in section.questions:
        former = earlier_concept(chain, question.concept)
        value = brought_forward(chain, question.concept, answers.get(former)) if former in answers else None
        if value is not None:
            found[question.concept] = value
    return found


def section(who: Answering, asked: Section, form: SectionForm, revision: int, language: str) -> dict[str, Any]:
    """Return the page of one section."""
    title, title_language = text_in(asked.title, language)
    keys = [one.key for one in who.sections]
    place = keys.index(asked.key)
    return {
        **_common(who),
        "form": form,
        "items": list(form.items()),
        "revision": revision,
        "section": asked,
        "section_title": title,
        "section_language": title_language if title_language != get_language() else "",
        "help": text_in(asked.help, language),
        "steps": [
            Step(
                text_in(one.title, language)[0],
                "current" if one.key == asked.key else "done" if number < place else "waiting",
            )
            for number, one in enumerate(who.sections)
        ],
        "place": _("Part %(number)s of %(total)s") % {"number": place + 1, "total": len(keys)},
        "is_last": place + 1 == len(keys),
        "before": reverse("surveys:section", args=[who.invitation.public_id, keys[place - 1]]) if place else "",
        "breadcrumbs": _way(who),
        "may_hand_over": who.is_whole and not who.is_on_behalf,
    }


def hand_over(who: Answering, asked: Section, form: Form, address: str) -> dict[str, Any]:
    """Return the page that makes a link for a colleague."""
    title, title_language = text_in(asked.title, who.text_language(get_language() or "pl"))
    return {
        **_common(who),
        "form": form,
        "address": address,
        "section_title": title,
        "section_language": title_language,
        "last_day": day(who.invitation.wave.closes_on),
        "breadcrumbs": _way(who),
        "back": reverse("surveys:answer", args=[who.invitation.public_id]),
    }


def finish(who: Answering, refused: str) -> dict[str, Any]:
    """Return the page that shows everything before it is handed in."""
    language = who.text_language(get_language() or "pl")
    missing = []
    for section_key, concept in missing_questions(who.invitation):
        question = who.definition.question(concept)
        text = text_in(question.text if question else {}, language)[0]
        place = reverse("surveys:section", args=[who.invitation.public_id, section_key])
        missing.append(Link(text, f"{place}#id_{concept}"))
    return {
        **_common(who),
        "refused": refused,
        "missing": missing,
        "copy": copy_of(who, get_language() or "pl"),
        "breadcrumbs": _way(who),
        "last_day": day(who.invitation.wave.closes_on),
    }


def refuse(who: Answering, form: Form) -> dict[str, Any]:
    """Return the page on which a firm says no."""
    back = reverse("surveys:answer", args=[who.invitation.public_id])
    return {**_common(who), "form": form, "back": back, "breadcrumbs": _way(who)}


def copy(who: Answering) -> dict[str, Any]:
    """Return the page of the copy: thanks, the answers, what can be done now."""
    answers = answers_of(who.invitation)
    public_id = who.invitation.public_id
    return {
        **_common(who),
        "copy": copy_of(who, get_language() or "pl"),
        "is_complete": who.invitation.standing == Standing.COMPLETE,
        "last_day": day(who.invitation.wave.closes_on),
        "unconfirmed": sum(not answer.is_confirmed for answer in answers.values()),
        "may_confirm": who.is_whole and not who.is_on_behalf,
        "feeds": _feeds(who) if who.by is not None and not who.is_on_behalf else [],
        "downloads": [Download(_("Your answers"), reverse("surveys:copy_pdf", args=[public_id]), "PDF")],
        "breadcrumbs": _way(who),
    }


def _feeds(who: Answering) -> list[dict[str, str]]:
    """Return the confirmed answers that something else can take."""
    answers = answers_of(who.invitation)
    known = feeds.known()
    language = who.text_language(get_language() or "pl")
    return [
        {
            "concept": question.concept,
            "question": text_in(question.text, language)[0],
            "goes_to": str(known[question.feeds].title),
        }
        for question in who.definition.questions
        if question.feeds in known and question.concept in answers and answers[question.concept].is_confirmed
    ]
