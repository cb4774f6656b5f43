"""What tests of the second factor share: people who have one, and the codes that their app shows."""

import re
import time

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.test import Client
from django.urls import reverse

from grono.portal.core.sealing import unseal
from grono.portal.core.second_factor_actions import add_app
from grono.portal.core.second_factor_codes import SECONDS_A_STEP
from tests.portal.conftest import PASSWORD

KEY = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
"""The key of RFC 6238, appendix B: the ASCII signs 12345678901234567890."""


def code(key=KEY, steps=0):
    """Return what an app shows ``steps`` half minutes from now."""
    return format_hotp_value(hotp_value(key, int(time.time() // SECONDS_A_STEP) + steps))


def with_app(user):
    """Give a person an authenticator app whose key is KEY; no code of it has been used."""
    add_app(by=user, key=KEY, step=0, keeping="")
    user.refresh_from_db()
    return Authenticator.objects.get(user=user, type="totp")


def recovery_codes(user):
    return Authenticator.objects.get(user=user, type="recovery_codes").wrap().get_unused_codes()


def log_in(user, client=None, **further):
    """Send address and password; return the client and the answer."""
    client = client or Client()
    form = {"login": user.email, "password": PASSWORD, **further}
    return client, client.post("/en/account/login/", form)


def second_step(client, typed):
    return client.post(reverse("mfa_authenticate"), {"code": typed})


def again(client):
    """Show once more who one is, by password."""
    assert client.post(reverse("account_reauthenticate"), {"password": PASSWORD}).status_code == 302


def key_on(page):
    """Return the key that a page of setting up shows."""
    return re.sub(r"\s", "", re.search(r"<code>([A-Z2-7\s]+)</code>", page.content.decode()).group(1))


def kept_key(user):
    return unseal(Authenticator.objects.get(user=user, type="totp").data["secret"])
