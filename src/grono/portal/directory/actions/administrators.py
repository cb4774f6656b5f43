"""Who administers an organisation: two at least, an invitation for the second, a hand-over before the last one leaves (DIR-6)."""

from __future__ import annotations

import datetime
from functools import partial
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from grono.portal.core.actions import invite_user
from grono.portal.core.audit import audit, take_turn
from grono.portal.core.problems import RefusedError
from grono.portal.core.queries import user_with_address
from grono.portal.core.roles import MEMBER
from grono.portal.directory.models import Administrator, AdministratorInvitation, Organisation

if TYPE_CHECKING:
    from django.utils.functional import Promise

    from grono.portal.core.models import User

VERBS: dict[str, str | Promise] = {
    "directory.invite_administrator": _("Administrator of an organisation invited: %(object)s"),
    "directory.accept_administration": _("Invitation to administer an organisation accepted: %(object)s"),
    "directory.decline_administration": _("Invitation to administer an organisation declined or withdrawn: %(object)s"),
    "directory.appoint_administrator": _("Administrator appointed after an identity check: %(object)s"),
    "directory.leave_administration": _("Administrator has left: %(object)s"),
    "directory.remind_administrator": _("Only administrator reminded: %(object)s"),
}
INVITATIONS_A_DAY = 50
"""Of one organisation (TRU-6)."""


@transaction.atomic
def invite_administrator(*, by: User, organisation: Organisation, email: str, full_name: str, language: str) -> None:
    """Ask someone to administer an organisation too; whether the address is known makes no difference to be seen (TRU-9)."""
    take_turn()
    address = email.strip().lower()
    day = timezone.now() - datetime.timedelta(days=1)
    if organisation.administrator_invitations.filter(at__gte=day).count() >= INVITATIONS_A_DAY:
        raise RefusedError(_("This organisation has sent as many invitations today as are allowed. Go on tomorrow."))
    known = user_with_address(address)
    if known is not None and organisation.administrators.filter(user=known, until__isnull=True).exists():
        return
    if organisation.administrator_invitations.filter(
        email__iexact=address, accepted_at__isnull=True, withdrawn_at__isnull=True
    ).exists():
        return
    if known is None:
        known = invite_user(by=by, email=address, full_name=full_name, language=language, roles=[MEMBER])
    invitation = AdministratorInvitation.objects.create(organisation=organisation, email=address, invited_by=by)
    audit(
        by=by, verb="directory.invite_administrator", object=invitation, after={"organisation": organisation.public_id}
    )
    subject = _("Administering an organisation")
    transaction.on_commit(partial(_write_to, known, organisation, "invitation", subject))


@transaction.atomic
def accept_administration(*, by: User, invitation: AdministratorInvitation) -> None:
    """Begin to administer an organisation."""
    take_turn()
    open_one = _open_invitation(by, invitation)
    open_one.accepted_at = timezone.now()
    open_one.save(update_fields=["accepted_at"])
    _begin(by, open_one.organisation, appointed_by=open_one.invited_by)
    audit(
        by=by,
        verb="directory.accept_administration",
        object=open_one,
        after={"organisation": open_one.organisation.public_id},
    )


@transaction.atomic
def decline_administration(*, by: User, invitation: AdministratorInvitation) -> None:
    """Decline an invitation, or withdraw it."""
    take_turn()
    stored = AdministratorInvitation.objects.get(pk=invitation.pk)
    if stored.accepted_at is None and stored.withdrawn_at is None:
        stored.withdrawn_at = timezone.now()
        stored.save(update_fields=["withdrawn_at"])
        audit(by=by, verb="directory.decline_administration", object=stored)


def _open_invitation(by: User, invitation: AdministratorInvitation) -> AdministratorInvitation:
    stored = AdministratorInvitation.objects.select_related("organisation", "invited_by").get(pk=invitation.pk)
    if stored.email.lower() != by.email.lower() or stored.accepted_at or stored.withdrawn_at:
        raise RefusedError(_("This invitation is no longer open."))
    return stored


def _begin(user: User, organisation: Organisation, *, appointed_by: User | None, reason: str = "") -> Administrator:
    row, is_new = Administrator.objects.get_or_create(
        organisation=organisation, user=user, until=None, defaults={"appointed_by": appointed_by, "reason": reason}
    )
    if is_new:  # nobody is alone any more: whoever is left alone later is reminded anew
        Administrator.objects.filter(organisation=organisation, until__isnull=True).update(reminded_at=None)
    return row


@transaction.atomic
def appoint_administrator(*, by: User | None, organisation: Organisation, user: User, reason: str) -> Administrator:
    """Appoint someone after an identity check; how it was checked is kept."""
    take_turn()
    row = _begin(user, organisation, appointed_by=by, reason=reason.strip())
    audit(by=by, verb="directory.appoint_administrator", object=row, after={"organisation": organisation.public_id})
    return row


@transaction.atomic
def leave_administration(*, by: User, organisation: Organisation, user: User | None = None) -> None:
    """Stop administering an organisation; the last administrator hands over first (TRU-11).

    All acts take their turn at the end of the audit chain, a locked row: of two who leave at once the second finds itself the last.
    """
    take_turn()
    leaving = user or by
    rows = Administrator.objects.filter(organisation=organisation, until__isnull=True)
    own = rows.filter(user=leaving).first()
    if own is None:
        return
    if not rows.exclude(pk=own.pk).filter(user__is_active=True).exists():
        raise RefusedError(
            _("You are the last administrator. Invite someone else; once they have accepted, you can leave.")
        )
    own.until = max(timezone.now(), own.since)
    own.save(update_fields=["until"])
    audit(by=by, verb="directory.leave_administration", object=own, after={"organisation": organisation.public_id})


@transaction.atomic
def remind_only_administrators(*, by: User | None, now: datetime.datetime) -> int:
    """Write to everyone who administers an organisation alone and has not been reminded; return how many.

    A closed account is no second administrator: nobody could act through it.
    """
    take_turn()
    open_rows = Administrator.objects.filter(until__isnull=True, user__is_active=True)
    open_rows = open_rows.filter(organisation__removed_at__isnull=True)
    alone = [
        row
        for row in open_rows.filter(reminded_at__isnull=True).select_related("user", "organisation")
        if not open_rows.filter(organisation=row.organisation_id).exclude(pk=row.pk).exists()
    ]
    for row in alone:
        row.reminded_at = now
        row.save(update_fields=["reminded_at"])
        audit(by=by, verb="directory.remind_administrator", object=row)
        subject = _("A second administrator is missing")
        transaction.on_commit(partial(_write_to, row.user, row.organisation, "alone", subject))
    return len(alone)


def _write_to(user: User, organisation: Organisation, template: str, subject: str | Promise) -> None:
    with override(user.language):
        context = {
            "user": user,
            "organisation": organisation,
            "operator": settings.OPERATOR,
            "address": f"{settings.SITE_ADDRESS}{reverse('directory:mine')}",
        }
        text = render_to_string(f"directory/mails/{template}.txt", context)
        send_mail(str(subject), text, None, [user.email])
