"""Reading what surveys are run with: versions, response, invitations, answers, and one's own questionnaires."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any, Literal

from django.http import HttpRequest  # noqa: TC002
from django.utils.translation import gettext_noop as _
from ninja import Field, Query

from grono.portal.api.answers import Choice, Text, dict_of, language, list_of, page_of, paged, part_of, text
from grono.portal.api.asking import Asked, Paged
from grono.portal.api.reads.reading import ABSENT, PUBLIC_ID, REFUSED, choice, shape, worker
from grono.portal.api.surveys import router
from grono.portal.surveys.definition import text_in
from grono.portal.surveys.exporting import answer_rows
from grono.portal.surveys.kinds import Standing
from grono.portal.surveys.pages.invitations import narrowed
from grono.portal.surveys.queries import (
    answers_of,
    invitations_for,
    invitations_of,
    missing_questions,
    response_rows,
    run_wave,
    sections_of,
    versions_visible_to,
)
from grono.portal.surveys.response import Response, response, response_by
from grono.portal.surveys.views.access import answering_as

if TYPE_CHECKING:
    from grono.portal.surveys.models import Invitation

RUN = "surveys.run_waves"
VersionEntry = shape(
    "VersionEntry",
    public_id=(str, _("Identifier in addresses.")),
    key=(str, _("Key of the questionnaire.")),
    version=(int, _("Number of the questionnaire's version.")),
    title=(Text, _("The title.")),
    is_frozen=(bool, _("Whether it has answers and stays as it is.")),
    revision=(int, _("The number of changes so far.")),
    waves=(int, _("Waves of this version.")),
)
COUNTS: dict[str, Any] = {
    "asked": (int, _("Organisations asked.")),
    "eligible": (int, _("Those of them that are counted.")),
    "opened": (int, _("Those that have opened the questionnaire.")),
    "complete": (int, _("Those that have handed in.")),
    "rate": (float | None, _("Share of the eligible that have handed in; null where nobody was eligible.")),
    "standings": (dict[str, int], _("How many stand where.")),
}
Counted = shape("Counted", **COUNTS)
ResponseDetails = shape(
    "Response",
    **COUNTS,
    by_size=(dict_of(Counted), _("The same by size band; under an empty key those of which it is not known.")),
    by_section=(dict_of(Counted), _("The same by section of activity.")),
)
Invited = shape(
    "Invited",
    public_id=(str, _("Identifier in addresses.")),
    organisation=(str, _("Identifier of the organisation.")),
    name=(Text, _("Name of the organisation.")),
    language=(str, _("Language of its letters.")),
    email=(str | None, _("Where it is written to.")),
    standing=(Choice, _("How far it is.")),
    is_eligible=(bool, _("Whether it is counted.")),
    reason=(str | None, _("Why it is left out, or cannot be reached.")),
    sent_at=(datetime.datetime | None, _("When the first letter was sent.")),
    completed_at=(datetime.datetime | None, _("When it handed in.")),
)
AnswerTable = shape(
    "AnswerTable",
    columns=(list[str], _("Names of the columns, in the language asked for.")),
    rows=(list[list[Any]], _("A row for each answer; a cell of a table is a row of its own.")),
)
AnswerEntry = shape(
    "AnswerEntry",
    public_id=(str, _("Identifier in addresses.")),
    organisation=(str, _("Identifier of the organisation.")),
    title=(Text, _("Title of the wave.")),
    period=(str, _("What the answers are about.")),
    closes_on=(datetime.date, _("Last day for answers.")),
    standing=(Choice, _("How far it is.")),
)
AnsweredSection = shape(
    "AnsweredSection",
    key=(str, _("Key of the section.")),
    title=(Text, _("The title.")),
    revision=(int, _("Number of savings; send it back so that nobody's work is lost.")),
    questions=(list[str], _("Keys of its questions.")),
    missing=(list[str], _("Required questions without an answer.")),
)
Answers = shape(
    "Answers",
    public_id=(str, _("Identifier in addresses.")),
    standing=(Choice, _("How far it is.")),
    is_open=(bool, _("Whether answers are still taken.")),
    answers=(dict[str, Any], _("Key of the question → answer as it is stored; a quantity has its two ends.")),
    sections=(list_of(AnsweredSection), _("The sections that may be seen.")),
)


class WantedInvitations(Paged):
    """Which invitations are wanted."""

    standing: Literal["waiting", "invited", "opened", "started", "complete", "refused", "unreachable"] | None = Field(
        None, description=_("Only those that stand there.")
    )


class AskedOnBehalf(Asked):
    """As whom one asks."""

    source: Literal["paper", "phone"] | None = Field(
        None, description=_("paper or phone, for who runs waves and enters the answers of an organisation.")
    )


@router.get(
    "/questionnaires",
    response={200: page_of(VersionEntry, "Versions"), **REFUSED},
    url_name="questionnaires",
    summary=_("Versions of questionnaires, for who designs or runs them"),
)
def list_versions(request: HttpRequest, wanted: Query[Paged]) -> dict[str, Any]:
    """Return the versions by key, the newest first."""
    found = versions_visible_to(worker(request, ""))
    items = [
        {
            "public_id": one.public_id,
            "key": one.questionnaire.key,
            "version": one.number,
            "title": text(*text_in(one.definition.title, language())),
            "is_frozen": one.frozen_at is not None,
            "revision": one.revision,
            "waves": one.number_of_waves,
        }
        for one in part_of(found, wanted)
    ]
    return paged(request, wanted, found.count(), items)


@router.get(
    "/surveys/{public_id}/response",
    response={200: ResponseDetails, **ABSENT},
    url_name="survey_response",
    summary=_("Response of a wave, also by size and section"),
)
def wave_response(request: HttpRequest, asked: Query[Asked], public_id: str = PUBLIC_ID) -> dict[str, Any]:  # noqa: ARG001
    """Return how many were asked and how far they are."""
    rows = response_rows(run_wave(worker(request, RUN), public_id))
    return {
        **_counted(response(rows)),
        "by_size": {_key(value): _counted(one) for value, one in response_by(rows, "size_band").items()},
        "by_section": {_key(value): _counted(one) for value, one in response_by(rows, "section").items()},
    }


@router.get(
    "/surveys/{public_id}/invitations",
    response={200: page_of(Invited, "Invitations"), **ABSENT},
    url_name="survey_invitations",
    summary=_("Who was invited to a wave, and how far they are"),
)
def list_invitations(
    request: HttpRequest, wanted: Query[WantedInvitations], public_id: str = PUBLIC_ID
) -> dict[str, Any]:
    """Return the invitations by name."""
    reader = worker(request, RUN)
    found = narrowed(invitations_of(reader, run_wave(reader, public_id)), wanted.standing or "")
    return paged(request, wanted, found.count(), [_invited(one) for one in part_of(found, wanted)])


@router.get(
    "/surveys/{public_id}/answers",
    response={200: AnswerTable, **ABSENT},
    url_name="survey_answers",
    summary=_("All answers of a wave with where each came from, as the file has them"),
)
def wave_answers(request: HttpRequest, asked: Query[Asked], public_id: str = PUBLIC_ID) -> dict[str, Any]:  # noqa: ARG001
    """Return the export of a wave."""
    reader = worker(request, "surveys.see_answers")
    columns, *rows = answer_rows(run_wave(reader, public_id), language())
    return {"columns": columns, "rows": [[None if cell == "" else cell for cell in row] for row in rows]}


@router.get(
    "/answers",
    response={200: page_of(AnswerEntry, "AnswerEntries"), **REFUSED},
    url_name="answers",
    summary=_("Questionnaires that one may answer for one's organisations"),
)
def list_answers(request: HttpRequest, wanted: Query[Paged]) -> dict[str, Any]:
    """Return one's own questionnaires, open ones first."""
    found = invitations_for(worker(request, ""))
    items = [
        {
            "public_id": one.public_id,
            "organisation": one.organisation.public_id,
            "title": text(*text_in(one.wave.titles, language())),
            "period": one.wave.period,
            "closes_on": one.wave.closes_on,
            "standing": choice(Standing, one.standing),
        }
        for one in part_of(found, wanted)
    ]
    return paged(request, wanted, found.count(), items)


@router.get(
    "/answers/{public_id}",
    response={200: Answers, **ABSENT},
    url_name="answer",
    summary=_("One questionnaire with its answers, for who may answer it"),
)
def one_answer(request: HttpRequest, asked: Query[AskedOnBehalf], public_id: str = PUBLIC_ID) -> dict[str, Any]:
    """Return the answers as they stand."""
    who = answering_as(worker(request, ""), public_id, asked.source or "")
    states, missing = sections_of(who.invitation), {concept for _section, concept in missing_questions(who.invitation)}
    return {
        "public_id": who.invitation.public_id,
        "standing": choice(Standing, who.invitation.standing),
        "is_open": who.is_open,
        "answers": {name: answer.value for name, answer in answers_of(who.invitation).items()},
        "sections": [
            {
                "key": one.key,
                "title": text(*text_in(one.title, language())),
                "revision": states[one.key].revision if one.key in states else 0,
                "questions": [question.concept for question in one.questions],
                "missing": [question.concept for question in one.questions if question.concept in missing],
            }
            for one in who.sections
        ],
    }


def _key(value: Any) -> str:
    return "" if value is None else str(value)


def _counted(one: Response) -> dict[str, Any]:
    return {
        "asked": one.asked,
        "eligible": one.eligible,
        "opened": one.opened,
        "complete": one.complete,
        "rate": one.rate,
        "standings": {str(name): number for name, number in one.standings.items()},
    }


def _invited(one: Invitation) -> dict[str, Any]:
    return {
        "public_id": one.public_id,
        "organisation": one.organisation.public_id,
        "name": text(one.organisation.legal_name, one.organisation.name_language),
        "language": one.language,
        "email": one.email or None,
        "standing": choice(Standing, one.standing),
        "is_eligible": one.is_eligible,
        "reason": one.reason or None,
        "sent_at": one.sent_at,
        "completed_at": one.completed_at,
    }
