"""Everything that changes consents, and that carries out people's rights."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from grono.portal.core.actions import set_account_open
from grono.portal.core.audit import audit, take_turn
from grono.portal.core.problems import RefusedError
from grono.portal.core.runs import start_run
from grono.portal.privacy import mails, remembered
from grono.portal.privacy.addresses import addresses_at
from grono.portal.privacy.erasing import destroy
from grono.portal.privacy.exporting import KIND, forget_archives
from grono.portal.privacy.kinds import Channel
from grono.portal.privacy.models import Consent, ErasureRequest
from grono.portal.privacy.purposes import TITLES
from grono.portal.privacy.texts import consent_purposes, newest_text

if TYPE_CHECKING:
    from django.utils.functional import Promise

    from grono.portal.core.models import BackgroundRun, User
    from grono.portal.privacy.clocks import Due
    from grono.portal.privacy.subjects import Subject

VERBS: dict[str, str | Promise] = {
    "privacy.give_consent": _("Consent given: %(object)s"),
    "privacy.withdraw_consent": _("Consent withdrawn: %(object)s"),
    "privacy.send_link": _("Link for consents sent to a person: %(object)s"),
    "privacy.send_rights_link": _("Link for all rights sent to a person: %(object)s"),
    "privacy.ask_for_access": _("Asked from an address that proves nobody: %(object)s"),
    "privacy.answer_access": _("Answered who asked from an address that proves nobody: %(object)s"),
    "privacy.ask_for_everything": _("Everything about a person asked for: %(object)s"),
    "privacy.ask_to_be_erased": _("Erasure asked for: %(object)s"),
    "privacy.erase": _("Person erased: %(object)s"),
    "privacy.let_go": _("Rows whose time was over deleted: %(object)s"),
}
AUDIT_WORDS: dict[str, str | Promise] = {
    **{f"purpose={key}": title for key, title in TITLES.items()},
    "privacy.give_consent/version": _("version of the text"),
    "privacy.erase/rows": _("entries"),
}


@transaction.atomic
def give_consent(*, by: User | None, subject: Subject, purpose: str, language: str, channel: Channel) -> None:
    """Record a consent to the newest text, for every row of the person; giving it twice changes nothing."""
    if purpose not in consent_purposes():
        sentence = f'There is no consent for "{purpose}".'
        raise LookupError(sentence)
    take_turn()
    text = newest_text(purpose, language)
    for public_id in sorted(subject.public_ids):
        consent, is_new = Consent.objects.get_or_create(
            subject_public_id=public_id,
            purpose=purpose,
            withdrawn_at=None,
            defaults={
                "text_version": text.version,
                "text_language": text.language,
                "given_through": channel,
                "recorded_by": by,
            },
        )
        if is_new:
            audit(
                by=by, verb="privacy.give_consent", object=consent, after={"purpose": purpose, "version": text.version}
            )


@transaction.atomic
def withdraw_consent(*, by: User | None, subject: Subject, purpose: str, channel: Channel) -> None:
    """Withdraw a consent; what depends on it follows at the next reading."""
    take_turn()
    for consent in Consent.objects.filter(
        subject_public_id__in=subject.public_ids, purpose=purpose, withdrawn_at__isnull=True
    ):
        consent.withdrawn_at, consent.withdrawn_through = max(timezone.now(), consent.given_at), channel
        consent.save(update_fields=["withdrawn_at", "withdrawn_through"])
        audit(by=by, verb="privacy.withdraw_consent", object=consent, before={"purpose": purpose})


@transaction.atomic
def send_consent_link(*, by: User, subject: Subject) -> bool:
    """Send a person the page where they say yes or no, if an address of theirs alone is known; the audit row does not hold it.

    Whoever else reads a shared address could agree in the person's name.
    """
    addresses = [address for address in addresses_at(subject.rows) if address.lower() in subject.emails]
    if not addresses:
        return False
    audit(by=by, verb="privacy.send_link", object=subject.rows[0])
    transaction.on_commit(lambda: mails.send_consent_link(subject, addresses[0]))
    return True


@transaction.atomic
def ask_for_everything(*, by: User, subject: Subject) -> BackgroundRun:
    """Start collecting everything about a person."""
    audit(by=by, verb="privacy.ask_for_everything", object=subject.rows[0])
    return start_run(by=by, kind=KIND, subject_public_id=subject.public_id)


@transaction.atomic
def ask_to_be_erased(*, by: User | None, subject: Subject, on: datetime.date | None = None) -> ErasureRequest:
    """Note that a person asks to be erased, on a day where it came by letter; asking twice changes nothing."""
    take_turn()
    now = timezone.now()
    if on is not None and on > timezone.localdate():
        raise RefusedError(_("The letter is from a day that has not come yet. Check the date."))
    at = now if on is None else min(now, _noon_of(on))
    request, is_new = ErasureRequest.objects.get_or_create(
        subject_public_id=subject.public_id, answered_at=None, defaults={"asked_by": by, "asked_at": at}
    )
    if is_new:
        audit(by=by, verb="privacy.ask_to_be_erased", object=subject.rows[0])
    return request


def _noon_of(day: datetime.date) -> datetime.datetime:
    return datetime.datetime.combine(day, datetime.time(12), timezone.get_current_timezone())


@transaction.atomic
def erase(*, by: User | None, subject: Subject) -> dict[str, int]:
    """Destroy what the dry run lists; the history keeps a pseudonym, the audit chain its identifiers."""
    if by is not None and by.public_id in subject.public_ids:
        raise RefusedError(_("Nobody carries out their own erasure. Ask, and another administrator does it."))
    take_turn()
    if subject.account is not None and by is not None:
        set_account_open(by=by, user=subject.account, is_open=False)  # refuses the last administrator
    touched = destroy(subject)
    for consent in Consent.objects.filter(subject_public_id__in=subject.public_ids, withdrawn_at__isnull=True):
        consent.withdrawn_at, consent.withdrawn_through = max(timezone.now(), consent.given_at), Channel.ERASURE
        consent.save(update_fields=["withdrawn_at", "withdrawn_through"])
    ErasureRequest.objects.filter(subject_public_id__in=subject.public_ids, answered_at__isnull=True).update(
        answered_at=timezone.now(), answered_by=by
    )
    for row in subject.rows:
        audit(by=by, verb="privacy.erase", object=row, after={"rows": touched})
    transaction.on_commit(lambda: _forget_outside(subject.public_ids))
    return touched


def _forget_outside(public_ids: frozenset[str]) -> None:
    """Delete the archives of a person, and remember to forget them in every backup."""
    forget_archives(public_ids)
    remembered.remember(public_ids)


@transaction.atomic
def let_go(*, by: User | None, due: Due) -> int:
    """Delete rows whose time is over, with one audit row that says how many of what."""
    first = due.rows.first()
    if first is None:
        return 0
    audit(by=by, verb="privacy.let_go", object=first, after={"model": due.model, "before": str(due.before)})
    return due.rows.delete()[0]
