"""Who is due a letter of a wave now and later, and how each letter reads."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from grono.portal.core.display import Cell, Column, Table
from grono.portal.surveys.forms.designing import language_name
from grono.portal.surveys.kinds import WaveState
from grono.portal.surveys.letters import letters_due
from grono.portal.surveys.mails import address_of_link, language_of_pages, letter_text
from grono.portal.surveys.pages.waves import way_to
from grono.portal.surveys.queries import invitation_in_each_language, letters_sent

if TYPE_CHECKING:
    from grono.portal.surveys.letters import Due
    from grono.portal.surveys.models import Invitation, Wave

SHOWN = 50
"""Organisations named that are due a letter now."""


@dataclass(frozen=True)
class Sample:
    """A letter as one organisation would get it."""

    name: str
    subject: str
    text: str
    language: str


def letters(found: Wave) -> dict[str, Any]:
    """Return the page of the letters of a wave."""
    due = list(letters_due(found, timezone.now()))
    return {
        "wave": found,
        "is_open": found.state == WaveState.OPEN,
        "number": len(due),
        "plan": _plan(found, due),
        "due": _due_table(due),
        "samples": [sample for one in invitation_in_each_language(found) for sample in _samples(one)],
        "breadcrumbs": way_to(found),
    }


def name_of_day(day: int) -> str:
    """Return what a letter of a day is called."""
    return _("reminder, day %(day)s") % {"day": day} if day else _("invitation")


def _plan(found: Wave, due: list[Due]) -> Table:
    now, sent = Counter(one.day for one in due), letters_sent(found)
    days = sorted({0, *found.days_of_reminders, *sent})
    columns = [Column(_("Letter")), Column(_("due now"), numeric=True), Column(_("sent"), numeric=True)]
    note = _(
        "A reminder goes to who was invited, has an address and has not handed in; the days count from its own invitation. What is due "
        "goes out by itself once a day while the wave is open."
    )
    return Table(
        _("Letters of this wave"), columns, [[name_of_day(one), now[one], sent.get(one, 0)] for one in days], note=note
    )


def _due_table(due: list[Due]) -> Table:
    rows = [
        [
            Cell(
                str(one.invitation),
                reverse("surveys:invitation", args=[one.invitation.public_id]),
                "",
                one.invitation.organisation.name_language,
            ),
            name_of_day(one.day),
            language_name(one.invitation.language),
        ]
        for one in due[:SHOWN]
    ]
    rest = len(due) - len(rows)
    return Table(
        _("Who is due a letter now"),
        [Column(_("Organisation")), Column(_("Letter")), Column(_("Language"))],
        rows,
        note=_("and %(number)s more") % {"number": rest} if rest else "",
        empty=_("Nobody is due a letter today."),
    )


def _samples(one: Invitation) -> list[Sample]:
    kinds = [
        (_("Invitation"), False, False),
        (_("Reminder to who has not begun"), True, False),
        (_("Reminder to who has begun"), True, True),
    ]
    address = unquote(address_of_link("…", one.language))
    language = language_of_pages(one.language)
    return [
        Sample(
            f"{name}: {language_name(one.language)}",
            *letter_text(one, is_reminder=is_reminder, has_begun=has_begun, address=address),
            language,
        )
        for name, is_reminder, has_begun in kinds
    ]
