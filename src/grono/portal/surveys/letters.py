"""Who is due which letter on a given day, and the background work that writes them; each letter goes out once (DIR-19)."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from smtplib import SMTPException
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from grono.portal.surveys.actions.inviting import claim_letter, make_link, note_letter_sent, release_letter
from grono.portal.surveys.kinds import Standing, WaveState
from grono.portal.surveys.mails import letter_message
from grono.portal.surveys.models import Invitation, Wave
from grono.portal.surveys.queries import wave_of_run

if TYPE_CHECKING:
    import datetime
    from collections.abc import Callable, Iterator

    from grono.portal.core.models import BackgroundRun
    from grono.portal.core.runs import Progress

logger = logging.getLogger(__name__)
UNFINISHED = (Standing.INVITED, Standing.OPENED, Standing.STARTED)


@dataclass(frozen=True)
class Due:
    """A letter that somebody should get."""

    invitation: Invitation
    day: int


def letters_due(wave: Wave, now: datetime.datetime) -> Iterator[Due]:
    """Return the letters due: the invitation to whom none was sent; the latest reminder to who has not finished.

    When the clock stood still for weeks, only the last reminder is due, not all of them at once.
    """
    if wave.state != WaveState.OPEN or timezone.localdate(now) > wave.closes_on:
        return
    asked = wave.invitations.filter(is_eligible=True, completed_at__isnull=True).exclude(email="")
    asked = (
        asked.select_related("organisation", "wave__version__questionnaire").prefetch_related("letters").order_by("pk")
    )
    for invitation in asked:
        day = _day_due(invitation, wave, now)
        if day is not None:
            yield Due(invitation, day)


def _day_due(invitation: Invitation, wave: Wave, now: datetime.datetime) -> int | None:
    if invitation.sent_at is None:
        return 0 if invitation.standing in (Standing.WAITING, *UNFINISHED) else None
    if invitation.standing not in UNFINISHED:
        return None
    gone = (timezone.localdate(now) - timezone.localdate(invitation.sent_at)).days
    reached = [day for day in wave.days_of_reminders if 0 < day <= gone]
    written = {letter.day for letter in invitation.letters.all() if letter.sent_at is not None}
    return max(reached) if reached and max(written, default=0) < max(reached) else None


def write_letters(
    wave: Wave, now: datetime.datetime, told: Callable[[int, int], None] = lambda _done, _total: None
) -> int:
    """Send every letter that is due; return how many went out. A letter the mail server refuses waits for the next run."""
    due = list(letters_due(wave, now))
    sent = 0
    for number, one in enumerate(due):
        told(number, len(due))
        sent += _write(one, now)
    told(len(due), len(due))
    return sent


def _write(due: Due, now: datetime.datetime) -> bool:
    letter = claim_letter(by=None, invitation=due.invitation, day=due.day, now=now)
    if letter is None:
        return False
    try:
        token = make_link(by=None, invitation=due.invitation)
        letter_message(letter, due.invitation, token).send()
    except (SMTPException, OSError):
        logger.exception("Letter %s could not be handed to the mail server.", letter.public_id)
        release_letter(by=None, letter=letter)
        return False
    except Exception:
        release_letter(
            by=None, letter=letter
        )  # whatever went wrong, the next run need not wait until the claim is over
        raise
    note_letter_sent(by=None, letter=letter, now=now)
    return True


def write_letters_of_run(run: BackgroundRun, progress: Progress) -> None:
    """Write the letters of the wave that a run is for."""
    wave = wave_of_run(run)
    write_letters(wave, timezone.now(), lambda done, total: progress(_("Writing to the firms"), done, total))


def write_all_letters(now: datetime.datetime) -> dict[str, int]:
    """Write what is due in every open wave; return wave → letters sent. A clock calls this once a day."""
    waves = Wave.objects.filter(state=WaveState.OPEN).select_related("version__questionnaire").order_by("pk")
    return {wave.public_id: write_letters(wave, now) for wave in waves}
