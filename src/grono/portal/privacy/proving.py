"""People without an account: a letter to an address that stands here proves that whoever opens its link reads that address (DIR-45)."""

from __future__ import annotations

import datetime

from django.core import signing
from django.db import transaction
from django.http import Http404

from grono.portal.core.audit import audit
from grono.portal.privacy import mails
from grono.portal.privacy.addresses import fields_with_addresses
from grono.portal.privacy.registry import rows_of
from grono.portal.privacy.subjects import Subject, subject_with

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


@transaction.atomic
def send_rights_link(*, by: None, email: str, language: str) -> None:
    """Write to an address what can be asked for from there, or that nothing is known under it; the asker is told the same either way."""
    subjects = subjects_with_address(email)
    for subject in subjects:
        audit(by=by, verb="privacy.send_rights_link", object=subject.rows[0])
    tokens = [rights_token(subject.public_id) for subject in subjects]
    transaction.on_commit(lambda: mails.send_rights_link(email, tokens, language))
