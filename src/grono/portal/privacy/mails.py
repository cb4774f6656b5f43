"""Letters to people about their data."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.core.mail import send_mail
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from grono.portal.privacy.links import token_for

if TYPE_CHECKING:
    from collections.abc import Sequence

    from grono.portal.privacy.subjects import Subject


def send_consent_link(subject: Subject, email: str) -> None:
    """Write to a person where they say yes or no; the language is theirs."""
    with override(subject.language if subject.language in dict(settings.LANGUAGES) else "en"):
        address = settings.SITE_ADDRESS + reverse("privacy:linked", args=[token_for(subject.public_id)])
        body = _(
            "Your name stands in the directory of %(operator)s.\n\nOn this page you say whether everyone may see your name and your post, "
            "and you take it back there as easily:\n%(address)s\n\nIf you do nothing, nothing changes."
        ) % {"operator": settings.OPERATOR, "address": address}
        send_mail(_("Who may see you in the directory"), body, None, [email])


def send_rights_link(email: str, tokens: Sequence[str], language: str) -> None:
    """Write to an address where its reader asks for everything about them, or that nothing is known under it."""
    with override(language if language in dict(settings.LANGUAGES) else "en"):
        addresses = [settings.SITE_ADDRESS + reverse("privacy:rights", args=[token]) for token in tokens]
        if addresses:
            sentence = _(
                "Somebody, probably you, asked what %(operator)s keeps about you.\n\nOn this page you see it, take all of it with you, and ask "
                "to be erased. It opens for one day:\n%(address)s\n\nIf you did not ask, do nothing."
            )
        else:
            sentence = _(
                "Somebody, probably you, asked what %(operator)s keeps about you.\n\nNothing about a person stands there under this address."
                "%(address)s\n\nIf you did not ask, do nothing."
            )
        body = sentence % {"operator": settings.OPERATOR, "address": "\n".join(addresses)}
        send_mail(_("Your data"), body, None, [email])
