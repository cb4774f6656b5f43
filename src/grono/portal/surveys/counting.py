"""The background work that counts a wave and draws its pictures, in every language of the portal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from grono.portal.surveys.actions.waves import keep_pictures, keep_results
from grono.portal.surveys.comparing import Side, compared
from grono.portal.surveys.queries import answers_in, complete_in, response_rows, versions_between, wave_of_run
from grono.portal.surveys.response import response
from grono.portal.surveys.results import question_result

if TYPE_CHECKING:
    from collections.abc import Callable

    from grono.portal.core.models import BackgroundRun
    from grono.portal.core.runs import Progress
    from grono.portal.surveys.models import Wave


def compute_results(run: BackgroundRun, progress: Progress) -> None:
    """Count and draw the wave that a run is for."""
    wave = wave_of_run(run)
    progress(_("Counting the answers"))
    results = counted(wave)

    def told(done: int, total: int) -> None:
        progress(_("Drawing the pictures"), done, total)

    results["pictures"] = pictures_of(wave, results, told)
    keep_results(by=run.owner, wave=wave, results=results)


def draw_pictures(run: BackgroundRun, progress: Progress) -> None:
    """Draw the pictures of results that are counted already."""
    wave = wave_of_run(run)

    def told(done: int, total: int) -> None:
        progress(_("Drawing the pictures"), done, total)

    keep_pictures(by=run.owner, wave=wave, pictures=pictures_of(wave, wave.results, told))


def counted(wave: Wave) -> dict[str, Any]:
    """Return the results of a wave without pictures."""
    side = side_of(wave)
    definition = wave.version.definition
    questions = {
        question.concept: question_result(question, side.answers.get(question.concept, {}), side.groups)
        for question in definition.questions
    }
    asked = response(response_rows(wave))
    found: dict[str, Any] = {
        "asked": asked.asked,
        "eligible": asked.eligible,
        "complete": len(side.members),
        "unconfirmed": answers_in(wave).filter(is_confirmed=False).values("invitation").distinct().count(),
        "questions": questions,
    }
    if wave.previous is not None:
        chain = versions_between(wave.previous.version, wave.version)
        earlier = side_of(wave.previous)
        later = Side(side.answers, side.members, side.groups, questions)
        found["comparison"] = {
            "period": wave.previous.period,
            "public_id": wave.previous.public_id,
            **compared(earlier, later, chain),
        }
    return found


def side_of(wave: Wave) -> Side:
    """Return everything handed in of a wave, by organisation."""
    by_invitation: dict[int, int] = {}
    sizes: dict[int, str] = {}
    sections: dict[int, str] = {}
    for pk, organisation, size, section in complete_in(wave).values_list("pk", "organisation", "size_band", "section"):
        by_invitation[pk] = organisation
        sizes[organisation], sections[organisation] = str(size or ""), section
    answers: dict[str, dict[int, Any]] = {}
    for invitation, concept, value in answers_in(wave).values_list("invitation", "concept", "value"):
        answers.setdefault(concept, {})[by_invitation[invitation]] = value
    groups = {"size": sizes, "section": sections}
    return Side(answers, frozenset(by_invitation.values()), groups, _shown_already(wave))


def _shown_already(wave: Wave) -> dict[str, Any]:
    if wave.results:
        return dict(wave.results.get("questions", {}))
    return {}


def pictures_of(wave: Wave, results: dict[str, Any], told: Callable[[int, int], None]) -> dict[str, dict[str, Any]]:
    """Return language → question → picture."""
    from grono.portal.surveys.pictures import pictures

    found = {}
    for number, (code, _name) in enumerate(settings.LANGUAGES):
        told(number, len(settings.LANGUAGES))
        with override(code):
            found[code] = pictures(wave, results, code)
    return found
