"""Acts on invitations: links, letters, who cannot be reached."""

from __future__ import annotations

import secrets
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from grono.portal.core.audit import audit, take_turn
from grono.portal.core.problems import RefusedError
from grono.portal.core.runs import start_run
from grono.portal.surveys.kinds import Standing, WaveState
from grono.portal.surveys.models import Invitation, Letter, Link
from grono.portal.surveys.models.waves import hashed

if TYPE_CHECKING:
    import datetime

    from django.utils.functional import Promise

    from grono.portal.core.models import BackgroundRun, User
    from grono.portal.surveys.models import Wave

VERBS: dict[str, str | Promise] = {
    "surveys.make_link": _("Personal link to a questionnaire made: %(object)s"),
    "surveys.revoke_links": _("Personal links to a questionnaire revoked: %(object)s"),
    "surveys.start_letters": _("Writing to the firms of a wave started: %(object)s"),
    "surveys.send_letter": _("Letter about a questionnaire sent: %(object)s"),
    "surveys.note_unreachable": _("Noted as unreachable for a questionnaire: %(object)s"),
    "surveys.note_eligibility": _("Counted or not among those asked: %(object)s"),
    "surveys.change_address": _("Address or language of an invitation changed: %(object)s"),
}

SECRET_BYTES = 24
"""192 random bits; at least 128 are asked for."""
CLAIM_LASTS = timedelta(hours=1)
"""A letter taken up and not sent for so long was lost with its worker; it is sent again with the same Message-ID."""


@transaction.atomic
def make_link(*, by: User | None, invitation: Invitation, section: str = "") -> str:
    """Make a personal link and return its secret, which is shown or sent once and not kept."""
    take_turn()
    if invitation.wave.state != WaveState.OPEN:
        raise RefusedError(_("This wave is not open, so a link would lead nowhere."))
    if section and invitation.wave.version.definition.section(section) is None:
        raise RefusedError(_("There is no such section."))
    token = secrets.token_urlsafe(SECRET_BYTES)
    Link.objects.create(invitation=invitation, secret=hashed(token), section=section)
    audit(by=by, verb="surveys.make_link", object=invitation)
    return token


@transaction.atomic
def revoke_links(*, by: User | None, invitation: Invitation) -> int:
    """Make every link of an organisation useless at once."""
    take_turn()
    count = Link.objects.filter(invitation=invitation, revoked_at__isnull=True).update(revoked_at=timezone.now())
    if count:
        audit(by=by, verb="surveys.revoke_links", object=invitation)
    return count


@transaction.atomic
def start_letters(*, by: User, wave: Wave) -> BackgroundRun:
    """Start writing to everyone who is due a letter: the invitation, or a reminder."""
    take_turn()
    wave.refresh_from_db()
    if wave.state != WaveState.OPEN:
        raise RefusedError(_("This wave is not open; nobody is written to."))
    run = start_run(by=by, kind="surveys.write_letters", subject_public_id=wave.public_id)
    audit(by=by, verb="surveys.start_letters", object=wave)
    return run


@transaction.atomic
def claim_letter(*, by: User | None, invitation: Invitation, day: int, now: datetime.datetime) -> Letter | None:  # noqa: ARG001  (the letter itself is the row)
    """Take a letter up for sending; nothing when it has been sent, or somebody else is at it."""
    take_turn()
    letter, is_new = Letter.objects.get_or_create(invitation=invitation, day=day, defaults={"claimed_at": now})
    if is_new:
        return letter
    lost = Letter.objects.filter(pk=letter.pk, sent_at__isnull=True, claimed_at__lte=now - CLAIM_LASTS)
    if not lost.update(claimed_at=now):
        return None
    letter.refresh_from_db()
    return letter


@transaction.atomic
def release_letter(*, by: User | None, letter: Letter) -> None:  # noqa: ARG001  (nothing happened, so no row says so)
    """Give a letter back that could not be handed to the mail server; the next run takes it up."""
    Letter.objects.filter(pk=letter.pk, sent_at__isnull=True).delete()


@transaction.atomic
def note_letter_sent(*, by: User | None, letter: Letter, now: datetime.datetime) -> None:
    """Note that a letter is on its way; the first one makes an organisation invited."""
    take_turn()
    Letter.objects.filter(pk=letter.pk).update(sent_at=now)
    invitation = (
        Invitation.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=letter.invitation_id)
    )
    if invitation.sent_at is None:
        invitation.sent_at = now
    if invitation.standing == Standing.WAITING:
        invitation.standing = Standing.INVITED
    invitation.save(update_fields=["sent_at", "standing"])
    audit(by=by, verb="surveys.send_letter", object=invitation, after={"day": letter.day})


@transaction.atomic
def note_unreachable(*, by: User, invitation: Invitation, reason: str) -> None:
    """Note that an organisation cannot be reached; an answer makes it reachable again."""
    take_turn()
    stored = Invitation.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=invitation.pk)
    if stored.standing == Standing.COMPLETE:
        raise RefusedError(_("This organisation has answered."))
    before = stored.standing
    stored.standing, stored.reason = Standing.UNREACHABLE, reason
    stored.save(update_fields=["standing", "reason"])
    audit(by=by, verb="surveys.note_unreachable", object=stored, before={"standing": before}, after={"reason": reason})


@transaction.atomic
def note_eligibility(*, by: User, invitation: Invitation, is_eligible: bool, reason: str) -> None:
    """Leave an organisation out of the response, for example one that has ceased, or take it in again."""
    take_turn()
    invitation.is_eligible, invitation.reason = is_eligible, reason
    invitation.save(update_fields=["is_eligible", "reason"])
    audit(
        by=by, verb="surveys.note_eligibility", object=invitation, after={"is_eligible": is_eligible, "reason": reason}
    )


@transaction.atomic
def change_address(*, by: User, invitation: Invitation, email: str, language: str) -> None:
    """Write to another address, or in another language; the audit row names the fields, not the address."""
    take_turn()
    changed = [name for name, value in (("email", email), ("language", language)) if getattr(invitation, name) != value]
    if changed:
        invitation.email, invitation.language = email, language
        invitation.save(update_fields=changed)
        audit(by=by, verb="surveys.change_address", object=invitation, after={"fields": changed})
