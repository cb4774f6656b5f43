"""Signed links by which someone without an account says yes or no."""

from __future__ import annotations

import datetime

from django.core import signing
from django.http import Http404

_SALT = "grono.privacy.consents"
LIFE = datetime.timedelta(days=365)
"""A withdrawal has to stay easy: a link lives for a year, and the operator sends a new one to whoever asks."""


def token_for(public_id: str) -> str:
    """Return the token of a person."""
    return signing.dumps(public_id, salt=_SALT)


def person_of(token: str) -> str:
    """Return the identifier in a token, or answer 404 where it was made by nobody here or is too old."""
    try:
        return str(signing.loads(token, salt=_SALT, max_age=LIFE))
    except signing.BadSignature as error:
        raise Http404 from error
