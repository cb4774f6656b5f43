"""Letters of a wave, in the firm's language: the invitation and the reminders."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from grono.portal.core.templatetags.grono import day
from grono.portal.surveys.definition import text_in

if TYPE_CHECKING:
    from grono.portal.surveys.models import Invitation, Letter


def language_of_pages(language: str) -> str:
    """Return the language of the portal for a firm: its own, or English where the portal does not speak it."""
    return language if language in dict(settings.LANGUAGES) else "en"


def address_of_link(token: str, language: str) -> str:
    """Return the whole address of a personal link."""
    with override(language_of_pages(language)):
        return f"{settings.SITE_ADDRESS}{reverse('surveys:link', args=[token])}"


def letter_text(invitation: Invitation, *, is_reminder: bool, has_begun: bool, address: str) -> tuple[str, str]:
    """Return subject and text of a letter in the firm's language; ``address`` is that of its personal link."""
    wave = invitation.wave
    with override(language_of_pages(invitation.language)):
        title, _title_language = text_in(wave.titles, invitation.language)
        context = {
            "organisation": invitation.organisation,
            "title": title,
            "address": address,
            "last_day": day(wave.closes_on),
            "operator": settings.OPERATOR,
            "is_reminder": is_reminder,
            "has_begun": has_begun,
        }
        subject = _("Reminder: %(title)s") if is_reminder else _("Please fill in: %(title)s")
        text = render_to_string("surveys/mails/letter.txt", context) + ""  # plain words: no page may take them for HTML
        return " ".join((subject % {"title": title}).split()), text


def letter_message(letter: Letter, invitation: Invitation, token: str) -> EmailMessage:
    """Return the letter; sent twice it has one Message-ID, so that a mail reader shows it once."""
    subject, text = letter_text(
        invitation,
        is_reminder=letter.day > 0,
        has_begun=invitation.started_at is not None,
        address=address_of_link(token, invitation.language),
    )
    host = urlsplit(settings.SITE_ADDRESS).hostname or "localhost"
    return EmailMessage(
        subject,
        text,
        None,
        [invitation.email],
        headers={"Message-ID": f"<survey-{letter.public_id}@{host}>", "Auto-Submitted": "auto-generated"},
    )
