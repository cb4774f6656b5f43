"""Letters about one's second factor, in the language of the person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from grono.portal.core.second_factor import APP, PASSKEY

if TYPE_CHECKING:
    from django.utils.functional import Promise

    from grono.portal.core.models import User

ADDED = {
    APP: gettext_lazy("An authenticator app has been set up as the second factor of your account."),
    PASSKEY: gettext_lazy("A passkey has been added to your account."),
}
REMOVED = {
    APP: gettext_lazy("The authenticator app has been removed from your account."),
    PASSKEY: gettext_lazy("A passkey has been removed from your account."),
}
CODES_RENEWED = gettext_lazy("New recovery codes have been made for your account. The old ones are no longer valid.")
CODE_USED = gettext_lazy("A recovery code of your account has been used in place of the second factor.")
TOO_MANY = gettext_lazy(
    "At the second step of logging in to your account wrong codes were typed too often. Whoever did it knows your password or reads your mail."
)
RESET = gettext_lazy("The operator has removed the second factor of your account and logged you out everywhere.")


def send_news(user: User, sentence: Promise) -> None:
    """Tell a person what has changed, and what to do if it was not they who did it."""
    _send(user, sentence, "")


def send_reset(user: User, reason: str) -> None:
    """Tell a person that the operator has removed the second factor, and why."""
    _send(user, RESET, reason)


def _send(user: User, sentence: Promise, reason: str) -> None:
    with override(user.language):
        context = {
            "user": user,
            "sentence": sentence,
            "reason": reason,
            "address": settings.SITE_ADDRESS + reverse("core:second_factor"),
            "operator": settings.OPERATOR,
        }
        text = render_to_string("core/mails/second_factor.txt", context)
        send_mail(_("Second factor of your account in Grono"), text, None, [user.email])
