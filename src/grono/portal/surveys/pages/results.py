"""What the page of results shows: each question with its picture, its table, and what is withheld."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from grono.portal.core.display import Download, Figure, Link, Provenance
from grono.portal.core.templatetags.grono import day, percent
from grono.portal.surveys.definition import text_in
from grono.portal.surveys.kinds import LARGEST_SHARE, LEAST_ORGANISATIONS
from grono.portal.surveys.pages.designing import way
from grono.portal.surveys.pages.result_tables import SUPPRESSED, Names, compared_table, table
from grono.portal.surveys.results import ALL, cells_in_order
from grono.quantities import display, from_data

if TYPE_CHECKING:
    from grono.portal.core.visitor import Reader
    from grono.portal.surveys.models import Wave


def results(reader: Reader, wave: Wave) -> dict[str, Any]:
    """Return the page of results."""
    found = wave.results
    language = get_language() or "pl"
    runs = reader.can("surveys.run_waves")
    place = reverse("surveys:wave", args=[wave.public_id])
    return {
        "wave": wave,
        "title": str(wave),
        "found": found,
        "facts": _facts(wave),
        "questions": _questions(reader, wave, language) if found else [],
        "comparison": _comparison(wave),
        "least": LEAST_ORGANISATIONS,
        "largest": percent(LARGEST_SHARE),
        "mark": SUPPRESSED,
        "runs_waves": runs,
        "may_publish": reader.can("surveys.publish_results"),
        "downloads": [
            Download(_("These results"), reverse("surveys:results_file", args=[wave.public_id, kind]), kind.upper())
            for kind in ("xlsx", "csv")
        ]
        if found
        else [],
        "provenance": _provenance(wave) if found else None,
        "breadcrumbs": [*way(), Link(str(wave), place)] if runs else way(),
    }


def _provenance(wave: Wave) -> Provenance:
    return Provenance(
        sure=_(
            "%(complete)s of %(eligible)s organisations asked have answered; the numbers are what they say of themselves."
        )
        % {"complete": wave.results["complete"], "eligible": wave.results["eligible"]},
        old=_("Reference period %(period)s; counted on %(day)s.")
        % {"period": wave.period, "day": day(wave.results_at)},
        source=_("Questionnaire “%(title)s”") % {"title": wave},
    )


def _facts(wave: Wave) -> list[Any]:
    from grono.portal.core.display import Fact

    found = wave.results
    if not found:
        return []
    rate = percent(found["complete"] / found["eligible"], 1) if found["eligible"] else None
    facts = [
        Fact(_("Reference period"), wave.period),
        Fact(_("Asked"), found["asked"]),
        Fact(_("Answered"), found["complete"], rate or ""),
    ]
    if found["unconfirmed"]:
        facts.append(Fact(_("Entered for the firm, not confirmed yet"), found["unconfirmed"]))
    return facts


def _comparison(wave: Wave) -> dict[str, Any] | None:
    compared = wave.results.get("comparison")
    if not compared:
        return None
    broken = [concept for concept, one in compared["questions"].items() if one["kind"] == "broken"]
    return {**compared, "broken": len(broken)}


def _questions(reader: Reader, wave: Wave, language: str) -> list[dict[str, Any]]:
    shown = []
    names = Names(reader, language)
    pictures = wave.results.get("pictures", {}).get(language, {})
    compared = wave.results.get("comparison", {}).get("questions", {})
    for section in wave.version.definition.sections:
        title = text_in(section.title, language)
        questions = []
        for question in section.questions:
            result = wave.results["questions"].get(question.concept)
            if result is None:
                continue
            text, code = text_in(question.text, language)
            questions.append(
                {
                    "text": text,
                    "language": code,
                    "few": result["kind"] == "few",
                    "counted": result["answered"] if result["kind"] == "counted" else None,
                    "tables": [] if result["kind"] in ("few", "counted") else [table(question, result, names)],
                    "figures": _figures(wave, pictures.get(question.concept, {})),
                    "compared": compared_table(wave, question, compared.get(question.concept), names),
                    "broken": compared.get(question.concept, {}).get("kind") == "broken",
                }
            )
        shown.append({"title": title[0], "language": title[1], "questions": questions})
    return shown


def _figures(wave: Wave, drawn: dict[str, dict[str, str]]) -> list[Figure]:
    source = _("Questionnaire “%(title)s”, %(period)s") % {"title": wave, "period": wave.period}
    return [
        Figure(
            one["alternative"],
            mark_safe(one["svg"]),  # noqa: S308 - drawn and cleaned by grono.charts.for_page
            one["alternative"],
            source,
        )
        for one in drawn.values()
    ]


def file_rows(wave: Wave, language: str) -> list[list[object]]:
    """Return the results as rows: question, what, organisations, sum, mean; withheld cells say so."""
    rows: list[list[object]] = [
        [_("key of the question"), _("what"), _("organisations"), _("sum"), _("mean"), _("flag")]
    ]
    for question in wave.version.definition.questions:
        result = wave.results.get("questions", {}).get(question.concept)
        if result is None or "cells" not in result:
            flag = "few" if result and result["kind"] == "few" else ""
            rows.append([question.concept, ALL, (result or {}).get("answered"), None, None, flag])
            continue
        for name, cell in cells_in_order(question, result):
            flag = "suppressed" if cell.get("suppressed") else ""
            numbers = [display(from_data(cell[key]), language) if key in cell else None for key in ("sum", "mean")]
            rows.append([question.concept, name, cell.get("organisations"), *numbers, flag])
    return rows
