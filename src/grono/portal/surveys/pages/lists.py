"""The first page of the questionnaires."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _

from grono.portal.core.display import Card, Cell, Column, Link, Status, Table
from grono.portal.core.templatetags.grono import day
from grono.portal.surveys.kinds import Standing, WaveState
from grono.portal.surveys.pages.answering import TONES, words_for_firm
from grono.portal.surveys.pages.waves import state_of
from grono.portal.surveys.queries import invitations_for, published_waves, versions_visible_to, waves_visible_to

if TYPE_CHECKING:
    from grono.portal.core.visitor import Reader
    from grono.portal.surveys.models import Invitation, Wave

MOST_SHOWN = 100


def listing(reader: Reader) -> dict[str, Any]:
    """Return what there is for this reader."""
    runs_waves, designs = reader.can("surveys.run_waves"), reader.can("surveys.design")
    return {
        "mine": [_mine(one) for one in invitations_for(reader)[:MOST_SHOWN]],
        "published": [_published(one) for one in published_waves(reader)[:MOST_SHOWN]],
        "waves": _waves(reader) if runs_waves else None,
        "questionnaires": _versions(reader) if designs else None,
        "actions": [Link(_("New questionnaire"), reverse("surveys:new"))] if designs else [],
    }


def _mine(one: Invitation) -> Card:
    is_open = one.wave.state == WaveState.OPEN
    last = _("Last day: %(day)s") % {"day": day(one.wave.closes_on)} if is_open else _("closed")
    standing = Standing(one.standing)
    place = reverse("surveys:answer", args=[one.public_id])
    return Card(
        str(one.wave),
        place,
        str(one.organisation),
        last,
        Status(words_for_firm(standing), TONES.get(standing, "neutral")),
    )


def _published(one: Wave) -> Card:
    complete = one.results.get("complete", 0)
    text = _("Reference period %(period)s; %(complete)s organisations answered.")
    note = _("invented answers of the demonstration") if one.is_invented else ""
    numbers = {"period": one.period, "complete": complete}
    return Card(str(one), reverse("surveys:results", args=[one.public_id]), text % numbers, note)


def _waves(reader: Reader) -> Table:
    rows = [
        [
            Cell(str(one), reverse("surveys:wave", args=[one.public_id])),
            one.period,
            Cell("", status=state_of(one)),
            one.closes_on,
        ]
        for one in waves_visible_to(reader)[:MOST_SHOWN]
    ]
    columns = [Column(_("Wave")), Column(_("Reference period")), Column(_("State")), Column(_("Last day"))]
    return Table(
        _("Waves"), columns, rows, empty=_("No wave yet. Choose a questionnaire below and prepare one."), stacked=True
    )


def _versions(reader: Reader) -> Table:
    rows = [
        [
            Cell(str(one), reverse("surveys:version", args=[one.public_id])),
            one.number,
            one.number_of_waves,  # type: ignore[attr-defined]
            _("yes") if one.frozen_at else _("no"),
        ]
        for one in versions_visible_to(reader)[:MOST_SHOWN]
    ]
    columns = [
        Column(_("Questionnaire")),
        Column(_("Version"), numeric=True),
        Column(_("Waves"), numeric=True),
        Column(_("Frozen")),
    ]
    return Table(_("Questionnaires and their versions"), columns, rows, empty=_("No questionnaire yet."), stacked=True)
