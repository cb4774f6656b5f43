"""Codes of an authenticator app (RFC 6238): six digits for each half minute, each good once."""

from __future__ import annotations

import base64
import time
from typing import TYPE_CHECKING

from allauth.core.internal.cryptokit import compare_user_code
from allauth.mfa.totp.internal.auth import format_hotp_value, generate_totp_secret, hotp_value

from grono.portal.core.sealing import UnreadableSealError, seal, unseal

if TYPE_CHECKING:
    from django.contrib.sessions.backends.base import SessionBase

SECONDS_A_STEP = 30
STEPS_AWAY = 1
"""A clock may be half a minute off, and a code may be typed at the end of its half minute (RFC 6238, section 5.2)."""
_PENDING = "second_factor_key"


def step_of(key: str, code: str, *, at: float) -> int | None:
    """Return the step of time to which a code belongs, or None where it belongs to none near ``at`` (seconds since 1970)."""
    now = int(at // SECONDS_A_STEP)
    for step in range(now - STEPS_AWAY, now + STEPS_AWAY + 1):
        if compare_user_code(actual=code, expected=format_hotp_value(hotp_value(key, step))):
            return step
    return None


def step_now(key: str, code: str) -> int | None:
    """Return the step of time to which a code belongs now, or None."""
    return step_of(key, code, at=time.time())


def pending_key(session: SessionBase) -> str:
    """Return the key that is being set up in a session, the same until it is: reloading the page invalidates no app."""
    try:
        return unseal(session[_PENDING])
    except (KeyError, UnreadableSealError):
        key: str = generate_totp_secret()
        session[_PENDING] = seal(key)
        return key


def forget_pending_key(session: SessionBase) -> None:
    """Forget the key that was being set up."""
    session.pop(_PENDING, None)


def in_groups(key: str) -> str:
    """Return a key as one types it: four signs and a blank, sixteen signs on a line.

    Examples
    --------
    >>> in_groups("GEZDGNBVGY3TQOJQ")
    'GEZD GNBV GY3T QOJQ'
    """
    groups = [key[start : start + 4] for start in range(0, len(key), 4)]
    return "\n".join(" ".join(groups[start : start + 4]) for start in range(0, len(groups), 4))


def as_picture(svg: str) -> str:
    """Return a drawing as the address of an image."""
    return f"data:image/svg+xml;base64,{base64.b64encode(svg.encode()).decode('ascii')}"
