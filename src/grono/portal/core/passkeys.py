"""Passkeys: what the browser is asked to make, and what it hands back (WebAuthn)."""

from __future__ import annotations

import struct
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from allauth.mfa.webauthn.internal import auth
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from fido2.webauthn import ResidentKeyRequirement, UserVerificationRequirement

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.http import HttpRequest

    from grono.portal.core.models import User


def are_possible(request: HttpRequest) -> bool:
    """Say whether browsers offer passkeys at this address: behind https, or at ``localhost``, never at a bare number of a machine."""
    host = request.get_host().partition(":")[0]
    return request.is_secure() or host == "localhost" or host.endswith(".localhost")


def options_to_make(user: User) -> dict[str, Any]:
    """Return what the browser needs to make a passkey; one that logs in alone is preferred, a plain security key does too."""
    options, state = auth.get_server().register_begin(
        user=auth.build_user_payload(user),
        credentials=auth.get_credentials(user),
        resident_key_requirement=ResidentKeyRequirement.PREFERRED,
        user_verification=UserVerificationRequirement.PREFERRED,
        extensions=auth.EXTENSIONS,
    )
    auth.set_state(state)
    return dict(options)


def check_made(credential: Any) -> None:
    """Refuse what is no new passkey for the challenge of this session."""
    with nonsense_refused():
        auth.parse_registration_response(credential)
        auth.complete_registration(credential)


@contextmanager
def nonsense_refused() -> Iterator[None]:
    """Refuse with a sentence whatever the libraries trip over when they read what somebody made up."""
    try:
        yield
    except (TypeError, ValueError, LookupError, AttributeError, ArithmeticError, RecursionError, struct.error) as error:
        raise ValidationError(_("The passkey was not accepted. Try again, or use another way.")) from error
