"""People without an account: a letter to an address that stands here proves that whoever opens its link reads that address (DIR-45)."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from django.core import signing
from django.db import transaction
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from grono.portal.core.audit import audit, take_turn
from grono.portal.core.problems import RefusedError
from grono.portal.privacy import mails
from grono.portal.privacy.addresses import fields_with_addresses, nobody_else_has
from grono.portal.privacy.models import AccessRequest
from grono.portal.privacy.registry import rows_of
from grono.portal.privacy.subjects import Subject, subject_with

if TYPE_CHECKING:
    from collections.abc import Sequence

    from grono.portal.core.models import User

_SALT = "grono.privacy.rights"
LIFE = datetime.timedelta(days=1)
"""Long enough to read one's letters; whoever finds an old letter finds nothing."""


def rights_token(public_id: str) -> str:
    """Return the token of a person for everything that they may ask for."""
    return signing.dumps(public_id, salt=_SALT)


def person_of_rights(token: str) -> str:
    """Return the identifier in a token, or answer 404 where it was made by nobody here or is too old."""
    try:
        return str(signing.loads(token, salt=_SALT, max_age=LIFE))
    except signing.BadSignature as error:
        raise Http404 from error


def subjects_with_address(email: str) -> list[Subject]:
    """Return the people at whose account or entry an e-mail address stands now."""
    identifiers: set[str] = set()
    for model, name, path in fields_with_addresses():
        rows = rows_of(model._meta.label).filter(**{f"{name}__iexact": email})  # noqa: SLF001
        identifiers |= set(rows.values_list(f"{path}__public_id" if path else "public_id", flat=True))
    found = {one.public_id: one for one in map(subject_with, sorted(filter(None, identifiers)))}
    return list(found.values())


def person_proved(email: str, subjects: Sequence[Subject]) -> Subject | None:
    """Return the one person whom reading an address proves, or None.

    An address at several people proves none of them. Where the person has an account, only its own address counts: the one at a post is
    typed by whoever keeps the organisation, who could write their own there and be given everything about a colleague.
    """
    if len(subjects) != 1:
        return None
    account = subjects[0].account
    return subjects[0] if account is None or account.email.lower() == email.lower() else None


@transaction.atomic
def send_rights_link(*, by: None, email: str, language: str) -> None:
    """Write to an address what can be asked for from there, that the operator decides, or that nothing is known; the asker sees no difference."""
    subjects = subjects_with_address(email)
    proved = person_proved(email, subjects)
    if proved is not None:
        audit(by=by, verb="privacy.send_rights_link", object=proved.rows[0])
        token = rights_token(proved.public_id)
        transaction.on_commit(lambda: mails.send_about_rights(email, mails.LINK, language, token=token))
        return
    if subjects:
        note_access_request(by=by, email=email, language=language)
    sentence = mails.NO_PROOF if subjects else mails.NOTHING
    transaction.on_commit(lambda: mails.send_about_rights(email, sentence, language))


@transaction.atomic
def note_access_request(*, by: None, email: str, language: str) -> AccessRequest:
    """Note that somebody asked from an address that proves nobody; asking again while it waits changes nothing."""
    take_turn()
    request, is_new = AccessRequest.objects.get_or_create(
        email=email.lower(), answered_at=None, defaults={"language": language}
    )
    if is_new:
        audit(by=by, verb="privacy.ask_for_access", object=request)
    return request


@transaction.atomic
def answer_access_request(*, by: User, request: AccessRequest, person: str, email: str, proof: str) -> None:
    """Send the link to the person who proved in another way that they ask, or say that nobody did; the asked address is forgotten."""
    take_turn()
    stored = AccessRequest.objects.get(pk=request.pk)
    if stored.answered_at is not None:
        raise RefusedError(_("This request has been answered already."))
    subject = _chosen(stored, person, email, proof) if person else None
    to, language = email if subject else stored.email, stored.language
    stored.email, stored.answered_at, stored.answered_by = "", max(timezone.now(), stored.asked_at), by
    stored.subject_public_id, stored.proof = (subject.public_id, proof) if subject else ("", "")
    stored.save()
    audit(by=by, verb="privacy.answer_access", object=stored, after={"proof": stored.proof})
    if subject is not None:
        audit(by=by, verb="privacy.send_rights_link", object=subject.rows[0])
    sentence, token = (mails.LINK, rights_token(subject.public_id)) if subject else (mails.NOT_PROVED, "")
    transaction.on_commit(lambda: mails.send_about_rights(to, sentence, language, token=token))


def _chosen(request: AccessRequest, person: str, email: str, proof: str) -> Subject:
    subject = next((one for one in subjects_with_address(request.email) if one.public_id == person), None)
    if subject is None:
        raise RefusedError(_("This address does not stand at that person. Choose one of those at whom it stands."))
    if not email or not proof:
        raise RefusedError(_("Say how you know who asks, and to which address of that person the letter goes."))
    if not nobody_else_has(email, subject.rows):
        raise RefusedError(
            _("Somebody else stands under this address too. Write one whose letters only this person reads.")
        )
    return subject
