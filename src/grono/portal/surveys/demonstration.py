"""The questionnaires of the demonstration: two finished waves over invented firms, and an open one that the member may answer.

Every answer is invented, from a seed, so that the same firm always says the same.
"""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from grono.portal.core import demonstration
from grono.portal.core.queries import user_with_address
from grono.portal.core.visitor import Visitor
from grono.portal.directory.queries import organisations_visible_to
from grono.portal.surveys import actions
from grono.portal.surveys.counting import counted
from grono.portal.surveys.definition import to_data
from grono.portal.surveys.invention import reply_of
from grono.portal.surveys.kinds import LinkKind, WaveState
from grono.portal.surveys.links import BROKEN
from grono.portal.surveys.populations import Invited, invited
from grono.portal.surveys.queries import questionnaire_exists, version_with
from grono.portal.surveys.shipped import KEY, shipped_definition

if TYPE_CHECKING:
    from grono.portal.surveys.actions import Plan
    from grono.portal.surveys.models import Version, Wave

POPULATION = "demonstration:podlaskie"
INDUSTRIES = ("10.51", "28.30", "28.93", "25.62")
"""Dairies, agricultural machines, machines for food, metalworking: what the programme of Podlaskie chose, and its neighbours."""
VOIVODESHIP = "20"
LABEL = {
    "pl": "firmy mleczarskie i maszynowe w Podlaskiem (wymyślone)",
    "en": "dairy and machinery firms in Podlaskie (invented)",
}


@demonstration.register("surveys", order=45)
def load() -> None:
    """Make the waves once; what people have changed since stays."""
    if questionnaire_exists(KEY):
        return
    firms = _firms()
    if not firms:
        return
    first = actions.make_questionnaire(by=None, key=KEY, definition=shipped_definition())
    earlier = _finished(first, firms, 2023, None)
    second = _second_version(first)
    later = _finished(second, firms, 2024, earlier)
    _open(second, firms, later)


def _firms() -> dict[int, tuple[str, int, Invited]]:
    """Return the invented firms: number → key of the source, size band, invitation."""
    found = organisations_visible_to(Visitor()).filter(
        is_invented=True,
        codes__nace_class__in=INDUSTRIES,
        codes__is_main=True,
        establishments__is_seat=True,
        establishments__voivodeship=VOIVODESHIP,
    )
    rows = {pk: (key, band or 1) for pk, key, band in found.values_list("pk", "source_key", "size_band")}
    public_ids = list(found.values_list("public_id", flat=True))
    asked = invited(Visitor(), public_ids, languages=("pl", "en"))
    return {one.organisation: (*rows[one.organisation], one) for one in asked}


def _second_version(first: Version) -> Version:
    """Copy the questionnaire: revenue is now asked in millions, and the question on training in other words."""
    copied = actions.copy_version(by=None, version=first)
    definition = copied.definition
    sections = []
    for section in definition.sections:
        questions = [
            replace(question, unit={"pl": "mln zł", "en": "million PLN"})
            if question.concept == "turnover"
            else question
            for question in section.questions
        ]
        sections.append(replace(section, questions=tuple(questions)))
    links = dict(copied.links)
    links["turnover"] = {"kind": LinkKind.CONVERTIBLE.value, "formula": "x / 1000"}
    links["training"] = dict(BROKEN)
    content = to_data(replace(definition, sections=tuple(sections)))
    actions.change_definition(by=None, version=copied, content=content, links=links)
    return version_with(KEY, copied.number)


def _plan(period: str, closes_on: date, previous: Wave | None) -> Plan:
    titles = {"pl": f"Kwestionariusz firmy {period}", "en": f"Questionnaire for firms {period}"}
    return actions.Plan(
        titles=titles,
        period=period,
        population=POPULATION,
        closes_on=closes_on,
        previous=previous,
        population_label=LABEL,
        is_invented=True,
    )


def _finished(version: Version, firms: dict[int, tuple[str, int, Invited]], year: int, previous: Wave | None) -> Wave:
    """Make a wave that was open in spring of the next year, is closed, counted and published."""
    opened = datetime(year + 1, 3, 2, 8, tzinfo=UTC)
    closed = opened + timedelta(days=30)
    wave = actions.prepare_wave(by=None, version=version, plan=_plan(str(year), closed.date(), previous))
    wave = actions.open_wave(by=None, wave=wave, invited=[one for _key, _band, one in firms.values()], at=opened)
    replies = {
        number: reply_of(key, band, year, version.number, one.section) for number, (key, band, one) in firms.items()
    }
    actions.load_replies(by=None, wave=wave, replies=replies, first_day=opened)
    wave = actions.close_wave(by=None, wave=wave, at=closed)
    wave = actions.keep_results(by=None, wave=wave, results=counted(wave), at=closed + timedelta(hours=1))
    wave = actions.publish_results(by=None, wave=wave, at=closed + timedelta(days=1))
    coordinator = user_with_address(demonstration.address_of("coordinator"))
    if coordinator is not None:
        actions.start_drawing(by=coordinator, wave=wave)
    return wave


def _open(version: Version, firms: dict[int, tuple[str, int, Invited]], previous: Wave) -> None:
    """Make the wave that is open now: some have answered, the member of the demonstration has not."""
    today = timezone.localdate()
    now = timezone.now() - timedelta(days=9)
    year = today.year - 1
    plan = _plan(str(year), today + timedelta(days=30), previous)
    wave = actions.prepare_wave(by=None, version=version, plan=plan)
    wave = actions.open_wave(by=None, wave=wave, invited=[one for _key, _band, one in firms.values()], at=now)
    replies: dict[int, Any] = {}
    for number, (key, band, one) in firms.items():
        if key != OWN_ORGANISATION and random.Random(f"{key}:early").random() < EARLY:  # noqa: S311 - invented answers
            replies[number] = reply_of(key, band, year, version.number, one.section)
    actions.load_replies(by=None, wave=wave, replies=replies, first_day=now)
    assert wave.state == WaveState.OPEN  # noqa: S101 - the member's link leads somewhere


OWN_ORGANISATION = "demonstration:invented-01"
EARLY = 0.35
"""Share of the firms that have already done something with the open wave."""
