"""The letter about what a saved view newly finds, in the language of its person."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.signing import BadSignature, Signer
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from grono.portal.search.followed import followed_kinds

if TYPE_CHECKING:
    from collections.abc import Sequence

    from grono.portal.search.followed import Entry
    from grono.portal.search.models import Alert, SavedView

_SIGNER = Signer(salt="search.stop")


def stop_token(view: SavedView) -> str:
    """Return the secret by which the letters about a view are stopped without log-in; nobody can guess it."""
    return _SIGNER.sign(view.public_id)


def view_of_stop_token(token: str) -> str | None:
    """Return the identifier of the view that a secret stops; nothing for any other text."""
    try:
        return _SIGNER.unsign(token)
    except BadSignature:
        return None


def alert_message(alert: Alert, view: SavedView, entries: Sequence[Entry], further: int) -> EmailMessage:
    """Return the letter; sent twice it has one Message-ID, and one click stops it (RFC 8058)."""
    with override(view.user.language):
        kind = followed_kinds()[view.kind]
        stop = f"{settings.SITE_ADDRESS}{reverse('search:stop', args=[stop_token(view)])}"
        context = {
            "name": view.user.full_name,
            "view": _one_line(view.name),
            "told": _one_line(kind.told(view.user, view.query)),
            "things": [
                {"title": _one_line(one.title), "summary": _one_line(one.summary), "address": _whole(one.path)}
                for one in entries
            ],
            "further": further,
            "list": _whole(kind.address(view.query)),
            "saved": _whole(reverse("search:views")),
            "stop": stop,
            "operator": settings.OPERATOR,
        }
        subject = _("New in “%(name)s”") % {"name": view.name}
        text = render_to_string("search/mails/alert.txt", context) + ""  # plain words: no page may take them for HTML
    host = urlsplit(settings.SITE_ADDRESS).hostname or "localhost"
    headers = {
        "Message-ID": f"<alert-{alert.public_id}@{host}>",
        "Auto-Submitted": "auto-generated",
        "List-Unsubscribe": f"<{stop}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }
    return EmailMessage(_one_line(subject), text, None, [view.user.email], headers=headers)


def _one_line(text: str) -> str:
    return " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())


def _whole(path: str) -> str:
    return f"{settings.SITE_ADDRESS}{path}"
