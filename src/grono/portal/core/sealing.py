"""Small secrets that the portal has to read again are kept sealed: the database and its copies alone do not tell them."""

from __future__ import annotations

import base64

from cryptography.fernet import Fernet, InvalidToken
from django.utils.crypto import salted_hmac


class UnreadableSealError(Exception):
    """What was sealed under another secret key, or has been changed since."""


def _box() -> Fernet:
    key = salted_hmac("grono.portal.core.sealing", "Fernet", algorithm="sha256").digest()
    return Fernet(base64.urlsafe_b64encode(key))


def seal(text: str) -> str:
    """Return a text encrypted under a key that follows from the secret key of the installation."""
    return _box().encrypt(text.encode()).decode("ascii")


def unseal(sealed: str) -> str:
    """Return what was sealed.

    Raises
    ------
    UnreadableSealError
        When the secret key is another one than then, or the text is no seal.
    """
    try:
        return _box().decrypt(sealed.encode()).decode()
    except InvalidToken as error:
        raise UnreadableSealError from error
