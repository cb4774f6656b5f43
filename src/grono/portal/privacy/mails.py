"""Letters to people about their data."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.core.mail import send_mail
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from grono.portal.privacy.links import token_for

if TYPE_CHECKING:
    from django.utils.functional import Promise

    from grono.portal.privacy.subjects import Subject

LINK = gettext_lazy(
    "Somebody, probably you, asked what %(operator)s keeps about you.\n\nOn this page you see it, take all of it with you, and ask "
    "to be erased. It opens for one day:\n%(address)s\n\nIf you did not ask, do nothing."
)
NOTHING = gettext_lazy(
    "Somebody, probably you, asked what %(operator)s keeps about you.\n\nNothing about a person stands there under this address.\n\n"
    "If you did not ask, do nothing."
)
NO_PROOF = gettext_lazy(
    "Somebody, probably you, asked what %(operator)s keeps about you.\n\nThis address alone does not prove who asks, so no link is sent by "
    "itself. Say who you are, in an answer to this letter or at the office of %(operator)s; you hear within 30 days. If you have an "
    "account, log in: the page “My data” opens everything at once.\n\nIf you did not ask, do nothing."
)
NOT_PROVED = gettext_lazy(
    "You asked what %(operator)s keeps about you. We could not find out who asks, so nothing was given out to anybody.\n\nYou may ask again "
    "and prove who you are. You may also complain to the authority that supervises data protection: in Poland the President of the "
    "Personal Data Protection Office (UODO)."
)


def send_consent_link(subject: Subject, email: str) -> None:
    """Write to a person where they say yes or no; the language is theirs."""
    with override(subject.language if subject.language in dict(settings.LANGUAGES) else "en"):
        address = settings.SITE_ADDRESS + reverse("privacy:linked", args=[token_for(subject.public_id)])
        body = _(
            "Your name stands in the directory of %(operator)s.\n\nOn this page you say whether everyone may see your name and your post, "
            "and you take it back there as easily:\n%(address)s\n\nIf you do nothing, nothing changes."
        ) % {"operator": settings.OPERATOR, "address": address}
        send_mail(_("Who may see you in the directory"), body, None, [email])


def send_about_rights(email: str, sentence: Promise, language: str, *, token: str = "") -> None:
    """Write to an address what became of a question about one's data; ``token`` opens the page of the person."""
    with override(language if language in dict(settings.LANGUAGES) else "en"):
        address = settings.SITE_ADDRESS + reverse("privacy:rights", args=[token]) if token else ""
        body = str(sentence) % {"operator": settings.OPERATOR, "address": address}
        send_mail(_("Your data"), body, None, [email])
