"""Secret tokens: random, with a mark of their own, kept as a hash only."""

import hashlib
import secrets

MARK = "grono_"
"""Stands before every token, so that one that leaks is recognised."""


def new_token() -> str:
    """Return a new token of 256 bits."""
    return MARK + secrets.token_urlsafe(32)


def digest_of(token: str) -> str:
    """Return what is kept of a token; it is random, so a plain hash cannot be guessed back."""
    return hashlib.sha256(token.encode()).hexdigest()
