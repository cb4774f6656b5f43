"""What the pages of designing show."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _

from grono.portal.core.display import Download, Link, Status
from grono.portal.surveys.checking import missing_texts
from grono.portal.surveys.definition import text_in
from grono.portal.surveys.forms.answering import SectionForm
from grono.portal.surveys.forms.designing import language_name
from grono.portal.surveys.kinds import QuestionType
from grono.portal.surveys.queries import has_waves

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.forms import Form

    from grono.portal.core.visitor import Reader
    from grono.portal.surveys.models import Version


def way(found: Version | None = None) -> list[Link]:
    """Return the way to a page of this app."""
    links = [Link(_("Questionnaires"), reverse("surveys:list"))]
    if found is not None:
        links.append(Link(str(found), reverse("surveys:version", args=[found.public_id])))
    return links


def version(reader: Reader, found: Version, removed: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """Return the design page; ``removed`` is the part that was taken out last."""
    definition = found.definition
    is_frozen = found.frozen_at is not None
    return {
        "version": found,
        "title": str(found),
        "status": Status(_("frozen"), "neutral") if is_frozen else Status(_("being designed"), "active"),
        "is_frozen": is_frozen,
        "sections": _sections(found),
        "missing": [_missing(found, place, code) for place, code in missing_texts(definition)],
        "removed": removed["name"] if removed and not is_frozen else "",
        "previews": [
            Link(language_name(code), reverse("surveys:preview", args=[found.public_id, code]))
            for code in definition.languages
        ],
        "downloads": [
            Download(_("The questionnaire"), reverse("surveys:file", args=[found.public_id, kind]), kind.upper())
            for kind in ("json", "xlsx")
        ],
        "waves": [Link(str(wave), reverse("surveys:wave", args=[wave.public_id])) for wave in has_waves(reader, found)],
        "has_before": found.number > 1,
        "breadcrumbs": way(),
    }


def _missing(found: Version, place: str, code: str) -> dict[str, str]:
    """Return a text that is missing: where it belongs, in words, and where it is written."""
    definition, name = found.definition, place.partition(".")[0]
    here = _page_language(definition.languages, "en")
    detail = {"help": _("Help"), "unit": _("Unit")}.get(place.partition(".")[2], place.partition(".")[2])
    section, question = definition.section(name), definition.question(name)
    if section is not None:
        words, href = text_in(section.title, here)[0], reverse("surveys:design_section", args=[found.public_id, name])
    elif question is not None:
        inside = next(one.key for one in definition.sections if one.question(name))
        words, href = text_in(question.text, here)[0], reverse("surveys:question", args=[found.public_id, inside, name])
    else:
        words = _("Introduction") if name == "introduction" else _("Title")
        href = reverse("surveys:head", args=[found.public_id])
    return {"words": words or name, "href": href, "detail": detail, "language": language_name(code)}


def _sections(found: Version) -> list[dict[str, Any]]:
    definition = found.definition
    language = definition.languages[0] if definition.languages else "en"
    sections = []
    for one in definition.sections:
        title, code = text_in(one.title, _page_language(definition.languages, language))
        questions = []
        for question in one.questions:
            text, text_code = text_in(question.text, _page_language(definition.languages, language))
            questions.append(
                {
                    "concept": question.concept,
                    "text": text or question.concept,
                    "language": text_code,
                    "kind": str(QuestionType(question.type).label),
                    "required": question.required,
                    "href": reverse("surveys:question", args=[found.public_id, one.key, question.concept]),
                }
            )
        sections.append(
            {
                "key": one.key,
                "title": title or one.key,
                "language": code,
                "questions": questions,
                "href": reverse("surveys:design_section", args=[found.public_id, one.key]),
                "add": reverse("surveys:new_question", args=[found.public_id, one.key]),
            }
        )
    return sections


def _page_language(languages: tuple[str, ...], otherwise: str) -> str:
    from django.utils.translation import get_language

    here = get_language() or otherwise
    return here if here in languages else otherwise


def form(found: Version, form: Form, heading: str) -> dict[str, Any]:
    """Return a page with one form."""
    return {
        "form": form,
        "heading": heading,
        "version": found,
        "is_frozen": found.frozen_at is not None,
        "back": reverse("surveys:version", args=[found.public_id]),
        "breadcrumbs": way(found),
    }


def links(found: Version, form: Form) -> dict[str, Any]:
    """Return the page of links."""
    definition = found.definition
    groups = [
        {
            "text": text_in(question.text, _page_language(definition.languages, "en"))[0],
            "fields": [form[f"{name}-{question.concept}"] for name in ("kind", "from", "formula")],
        }
        for question in definition.questions
    ]
    back = reverse("surveys:version", args=[found.public_id])
    return {"form": form, "groups": groups, "version": found, "back": back, "breadcrumbs": way(found)}


def preview(found: Version, language: str) -> dict[str, Any]:
    """Return the questionnaire as a firm sees it."""
    definition = found.definition
    sections = []
    for one in definition.sections:
        title, code = text_in(one.title, language)
        form = SectionForm(None, section=one, answers={}, previous={}, language=language)
        sections.append(
            {"title": title, "language": code, "help": text_in(one.help, language), "questions": list(form.items())}
        )
    missing = [place for place, code in missing_texts(definition) if code == language]
    return {
        "version": found,
        "language_name": language_name(language),
        "title_text": text_in(definition.title, language),
        "introduction": text_in(definition.introduction, language),
        "sections": sections,
        "missing": missing,
        "breadcrumbs": way(found),
    }
