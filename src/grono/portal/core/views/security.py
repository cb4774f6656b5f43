"""Where weaknesses are reported, as programs and researchers look for it (RFC 9116, TRU-21)."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

if TYPE_CHECKING:
    from django.http import HttpRequest

GOOD_FOR = datetime.timedelta(days=30)
"""The file is made anew at each request, so it is out of date only where a copy of it is."""


@require_safe
def security_txt(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 - the same for everyone
    """Say where to report; without a contact there is nothing to say."""
    if not settings.SECURITY_CONTACT:
        raise Http404
    lines = [
        f"Contact: {settings.SECURITY_CONTACT}",
        f"Expires: {(timezone.now() + GOOD_FOR).astimezone(datetime.UTC).strftime('%Y-%m-%dT%H:%M:%SZ')}",
        f"Preferred-Languages: {', '.join(code for code, _name in settings.LANGUAGES)}",
        f"Canonical: {settings.SITE_ADDRESS}{reverse('security_txt')}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
